<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Reader;

/**
 * One answer of any length, handed on while it comes: never more of it in memory than one piece. HTTP/1.1, so that an answer that was
 * broken off is told from one that ended.
 */
final class Download
{
    /** Longest pause between two pieces: the server looks through much of its log before the first row of a rare search. */
    const PAUSE_SECONDS = 120;

    const PIECE_BYTES = 65536;

    /** Longest line of the answer's head or between its pieces, and most of them in the head. */
    const LINE_BYTES = 16384;
    const HEAD_LINES = 100;

    private $socket;

    public function __construct($socket)
    {
        $this->socket = $socket;
        stream_set_timeout($socket, self::PAUSE_SECONDS);
    }

    /** @return array [status, headers by name in small letters] */
    public function head(): array
    {
        if (!preg_match('/^HTTP\/1\.[01] (\d{3})/', $this->line(), $status)) {
            throw new Unreachable('what answers there does not speak HTTP');
        }
        $headers = array();
        for ($lines = 0; ($line = $this->line()) !== ''; $lines++) {
            if ($lines > self::HEAD_LINES) {
                throw new Unreachable('the head of the answer is too long');
            }
            list($name, $value) = explode(':', $line, 2) + array('', '');
            $headers[strtolower(trim($name))] = trim($value);
        }

        return array((int) $status[1], $headers);
    }

    /**
     * Calls $piece with each piece until it answers false.
     * @return bool whether the answer came to its end
     */
    public function body(array $headers, callable $piece): bool
    {
        $chunked = isset($headers['transfer-encoding']) && strtolower($headers['transfer-encoding']) === 'chunked';
        if (!$chunked) {
            // without a length nobody can say whether the end is the end
            return $this->pieces(isset($headers['content-length']) ? (int) $headers['content-length'] : PHP_INT_MAX, $piece);
        }
        while (true) {
            $line = $this->line();
            if (!preg_match('/^[0-9a-f]{1,8}$/i', $line)) {
                return false;
            }
            $bytes = (int) hexdec($line);
            if ($bytes === 0) {
                return true;
            }
            if (!$this->pieces($bytes, $piece) || $this->line() !== '') {
                return false;
            }
        }
    }

    private function pieces(int $bytes, callable $piece): bool
    {
        while ($bytes > 0) {
            $part = fread($this->socket, min($bytes, self::PIECE_BYTES));
            if ($part === false || $part === '') {
                return false; // closed, or silent for too long
            }
            $bytes -= strlen($part);
            if ($piece($part) === false) {
                return false;
            }
        }

        return true;
    }

    private function line(): string
    {
        $line = fgets($this->socket, self::LINE_BYTES);
        if ($line === false) {
            throw new Unreachable('the connection was closed while answering');
        }

        return rtrim($line, "\r\n");
    }
}
