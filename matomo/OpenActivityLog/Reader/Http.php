<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Reader;

/**
 * One HTTP exchange over TCP, TLS or a unix socket. HTTP/1.0, so that the answer ends where the connection ends; redirects are
 * not followed, because the signature is good for one path only.
 */
final class Http
{
    const CONNECT_SECONDS = 3;
    const TOTAL_SECONDS = 10;
    const MAX_BYTES = 8388608;

    /**
     * @param string $base http://…, https://… or unix:///path.sock
     * @param string[] $headers name => value
     * @return array [status, content type, body]
     */
    public static function ask(string $base, string $method, string $path, array $headers, string $body): array
    {
        $until = microtime(true) + self::TOTAL_SECONDS;
        $socket = self::request('1.0', $base, $method, $path, $headers, $body, $until);
        try {
            return self::parse(self::receive($socket, $until));
        } finally {
            fclose($socket);
        }
    }

    /**
     * Asks for something that may be long. Whoever calls reads the answer and closes the socket.
     * @param string[] $headers name => value
     * @return resource
     */
    public static function open(string $base, string $path, array $headers)
    {
        return self::request('1.1', $base, 'GET', $path, $headers, '', microtime(true) + self::TOTAL_SECONDS);
    }

    private static function request(string $version, string $base, string $method, string $path, array $headers, string $body, float $until)
    {
        list($address, $host) = self::address($base);
        $socket = @stream_socket_client($address, $code, $why, self::CONNECT_SECONDS);
        if ($socket === false) {
            throw new Unreachable('cannot connect to ' . $base . ($why ? ': ' . $why : ''));
        }
        $request = $method . ' ' . $path . ' HTTP/' . $version . "\r\nHost: " . $host . "\r\nConnection: close\r\n";
        foreach ($headers as $name => $value) {
            $request .= $name . ': ' . str_replace(array("\r", "\n"), '', $value) . "\r\n";
        }
        if ($body !== '' || $method === 'POST') {
            $request .= 'Content-Length: ' . strlen($body) . "\r\n";
        }
        try {
            self::send($socket, $request . "\r\n" . $body, $until);
        } catch (Unreachable $e) {
            fclose($socket);
            throw $e;
        }

        return $socket;
    }

    /** @return string[] address for PHP, name for the Host header */
    private static function address(string $base): array
    {
        if (strpos($base, 'unix://') === 0) {
            return array($base, 'localhost');
        }
        $url = parse_url($base);
        $isTls = isset($url['scheme']) && $url['scheme'] === 'https';
        if (empty($url['host']) || !($isTls || $url['scheme'] === 'http')) {
            throw new Unreachable('server_url is neither http://, https:// nor unix://');
        }
        $port = isset($url['port']) ? $url['port'] : ($isTls ? 443 : 80);

        return array(($isTls ? 'tls' : 'tcp') . '://' . $url['host'] . ':' . $port, $url['host'] . ':' . $port);
    }

    private static function send($socket, string $bytes, float $until)
    {
        while ($bytes !== '') {
            self::limit($socket, $until);
            $sent = @fwrite($socket, $bytes);
            if (!$sent) {
                throw new Unreachable('the connection was closed while asking');
            }
            $bytes = (string) substr($bytes, $sent);
        }
    }

    private static function receive($socket, float $until): string
    {
        $answer = '';
        while (!feof($socket)) {
            self::limit($socket, $until);
            $part = fread($socket, 65536);
            if ($part === false) {
                throw new Unreachable('the connection was closed while answering');
            }
            $answer .= $part;
            if (strlen($answer) > self::MAX_BYTES) {
                throw new Unreachable('the answer is longer than 8 MB');
            }
        }

        return $answer;
    }

    private static function limit($socket, float $until)
    {
        $left = $until - microtime(true);
        if ($left <= 0) {
            throw new Unreachable('no answer within ' . self::TOTAL_SECONDS . ' seconds');
        }
        stream_set_timeout($socket, (int) $left, (int) (($left - floor($left)) * 1000000));
    }

    private static function parse(string $answer): array
    {
        $parts = explode("\r\n\r\n", $answer, 2);
        if (count($parts) !== 2 || !preg_match('/^HTTP\/1\.[01] (\d{3})/', $parts[0], $status)) {
            throw new Unreachable('what answers there does not speak HTTP');
        }
        if (preg_match('/^Content-Length:\s*(\d+)/mi', $parts[0], $length) && strlen($parts[1]) < (int) $length[1]) {
            throw new Unreachable('the answer was cut off');
        }
        preg_match('/^Content-Type:\s*([^;\r\n]+)/mi', $parts[0], $type);

        return array((int) $status[1], isset($type[1]) ? strtolower(trim($type[1])) : '', $parts[1]);
    }
}
