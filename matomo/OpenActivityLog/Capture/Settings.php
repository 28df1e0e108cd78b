<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Capture;

use Piwik\Config;

/** The section [OpenActivityLog] of config.ini.php. */
final class Settings
{
    public static function spoolDirectory(): string
    {
        return self::read('spool_dir', '');
    }

    public static function spoolMaxBytes(): int
    {
        return (int) self::read('spool_max_bytes', (string) Spool::LIMIT_BYTES);
    }

    /** @return string[] classes of activities that are refused when they cannot be recorded; `all` for every one */
    public static function strict(): array
    {
        $section = Config::getInstance()->OpenActivityLog;
        $strict = is_array($section) && isset($section['strict']) ? (array) $section['strict'] : array();

        return array_values(array_filter($strict, function ($one) {
            return is_string($one) && $one !== '';
        }));
    }

    public static function serverUrl(): string
    {
        return rtrim(self::read('server_url', 'http://127.0.0.1:8740'), '/');
    }

    public static function sharedSecret(): string
    {
        return self::read('shared_secret', '');
    }

    public static function instance(): string
    {
        return self::read('instance', 'main');
    }

    /** Whether reads of personal data become entries. */
    public static function recordsReads(): bool
    {
        return self::read('record_personal_data_reads', '1') !== '0';
    }

    /** Whether it is counted who looks at what. */
    public static function countsViews(): bool
    {
        return self::read('count_views', '1') !== '0';
    }

    private static function read(string $name, string $default): string
    {
        $section = Config::getInstance()->OpenActivityLog;
        $value = is_array($section) && isset($section[$name]) ? $section[$name] : null;

        if (is_bool($value)) {
            return $value ? '1' : '0'; // as it will stand in the file
        }

        return is_scalar($value) && (string) $value !== '' ? (string) $value : $default;
    }
}
