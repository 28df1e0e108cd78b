<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Reader;

/** Tells the server on whose behalf the plugin asks (docs/formats/assertion-v1.md). */
final class Assertion
{
    const HEADER = 'X-Activity-Log-Assertion';

    /**
     * @param string $secret as written in config.ini.php
     * @param array $reader instance, login, role, lang, tz, plugin
     */
    public static function sign(string $secret, array $reader, string $method, string $path, string $body): string
    {
        $payload = json_encode(array(
            'instance' => $reader['instance'],
            'login' => $reader['login'],
            'role' => $reader['role'],
            'lang' => $reader['lang'],
            'tz' => $reader['tz'],
            'method' => $method,
            'path' => $path,
            'body' => $body === '' ? '' : hash('sha256', $body),
            'time' => time(),
            'nonce' => bin2hex(random_bytes(16)),
            'plugin' => $reader['plugin']
        ), JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE);
        $signed = 'v1.' . self::base64url($payload);

        return $signed . '.' . self::base64url(hash_hmac('sha256', $signed, $secret, true));
    }

    private static function base64url(string $bytes): string
    {
        return rtrim(strtr(base64_encode($bytes), '+/', '-_'), '=');
    }
}
