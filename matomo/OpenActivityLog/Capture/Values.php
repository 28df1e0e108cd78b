<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Capture;

/**
 * Makes any PHP value safe to write: bounded, UTF-8, no objects. The markers are those of the spool format.
 */
final class Values
{
    const MAX_BYTES = 4096;
    const MAX_ITEMS = 200;
    const MAX_DEPTH = 8;

    public static function clean($value, int $depth = 1)
    {
        if (is_string($value)) {
            return self::text($value);
        }
        if ($value === null || is_bool($value) || is_int($value)) {
            return $value;
        }
        if (is_float($value)) {
            // JSON has no NaN and no infinity
            return is_finite($value) ? $value : (string) $value;
        }
        if (!is_array($value)) {
            return array('$object' => self::nameOf($value));
        }
        if ($depth > self::MAX_DEPTH) {
            return array('$deep' => true);
        }

        $out = array();
        foreach (self::firstItems($value) as $key => $item) {
            $out[self::key($key)] = self::clean($item, $depth + 1);
        }

        return self::noteLeftOut($out, $value);
    }

    /** A short word or sentence, as most values are: no JSON, no link, no sign that a key could stand before. */
    public static function isHarmless(string $text): bool
    {
        return preg_match('/^[A-Za-z0-9_ .,;@#?!\/+-]{0,200}$/D', $text) === 1;
    }

    /** @return string|array the text, or a marker where it is too long or no text */
    public static function text(string $text)
    {
        $text = self::withoutKeys($text);
        if (!self::isUtf8($text)) {
            // like every sum here it is one of what may be written down: that of a secret would let it be guessed
            return array('$binary' => true, 'bytes' => strlen($text), 'sha256' => hash('sha256', $text));
        }

        return strlen($text) > self::MAX_BYTES ? self::cut($text, self::MAX_BYTES) : $text;
    }

    /** Links that people paste into names and notes carry their key along, or a password before the host. */
    public static function withoutKeys(string $text): string
    {
        if (stripos($text, 'token_auth') !== false) {
            $text = (string) preg_replace('/(token_auth(?:=|%(?:25)?3D|\\\\*[\'"]?\s*[:=]\s*\\\\*[\'"]?))[^&\s"\'<>#]+/i', '$1***', $text);
        }
        if (strpos($text, '://') !== false) {
            $text = (string) preg_replace('~(://[^\s/?#"\'<>:]*+:)[^\s/?#"\'<>]+@~', '$1***@', $text);
        }

        return $text;
    }

    public static function cut(string $text, int $bytes): array
    {
        return array(
            '$cut' => self::start($text, $bytes),
            'bytes' => strlen($text),
            'sha256' => hash('sha256', $text)
        );
    }

    /** The beginning of a UTF-8 text, not cutting through a character. */
    public static function start(string $text, int $bytes): string
    {
        if (strlen($text) <= $bytes) {
            return $text;
        }
        $start = substr($text, 0, $bytes);
        while ($start !== '' && !self::isUtf8($start)) {
            $start = substr($start, 0, -1);
        }

        return $start;
    }

    /** One line of plain text for the request members: bounded, valid, without control characters. */
    public static function label($value, int $bytes)
    {
        if (!is_string($value) && !is_int($value)) {
            return null;
        }

        return self::line(self::withoutKeys((string) $value), $bytes);
    }

    public static function line(string $value, int $bytes): string
    {
        $value = preg_replace('/[\x00-\x1f\x7f]+/', ' ', $value);
        if (!self::isUtf8($value)) {
            $value = preg_replace('/[^\x20-\x7e]/', '?', $value);
        }

        return self::start($value, $bytes);
    }

    public static function key($key)
    {
        if (is_int($key)) {
            return $key;
        }

        $key = self::withoutKeys($key);

        return self::isUtf8($key) ? self::start($key, 200) : preg_replace('/[^\x20-\x7e]/', '?', substr($key, 0, 200));
    }

    public static function firstItems(array $value): array
    {
        return count($value) > self::MAX_ITEMS ? array_slice($value, 0, self::MAX_ITEMS, true) : $value;
    }

    public static function noteLeftOut(array $out, array $whole): array
    {
        $left = count($whole) - self::MAX_ITEMS;
        if ($left <= 0) {
            return $out;
        }
        if (array_keys($out) === range(0, self::MAX_ITEMS - 1)) {
            $out[] = array('$more' => $left);
        } else {
            $out['$more'] = $left;
        }

        return $out;
    }

    public static function isUtf8(string $text): bool
    {
        return preg_match('//u', $text) === 1;
    }

    private static function nameOf($value): string
    {
        return is_object($value) ? (string) self::label(get_class($value), 200) : gettype($value);
    }
}
