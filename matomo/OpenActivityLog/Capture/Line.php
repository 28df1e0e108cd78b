<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Capture;

/** One fact as one line of JSON, never longer than the server takes. */
final class Line
{
    /** 262,144 with the line feed, and room for the number that the spool puts in */
    const MAX_BYTES = 262120;

    public static function encode(array $fact): string
    {
        $line = self::json($fact);
        // the largest strings go first, then what is long by its number of members
        foreach (array(1024, 256, 64) as $bytes) {
            if (strlen($line) < self::MAX_BYTES) {
                break;
            }
            foreach (array('params', 'before', 'after', 'result') as $member) {
                if (isset($fact[$member])) {
                    $fact[$member] = self::shorten($fact[$member], $bytes, 200);
                }
            }
            $line = self::json($fact);
        }
        foreach (array(20, 3) as $items) {
            if (strlen($line) < self::MAX_BYTES) {
                break;
            }
            foreach (array('params', 'before', 'after') as $member) {
                if (isset($fact[$member])) {
                    $fact[$member] = self::shorten($fact[$member], 64, $items);
                }
            }
            $line = self::json($fact);
        }
        if (strlen($line) >= self::MAX_BYTES) {
            unset($fact['before'], $fact['after']);
            $fact['params'] = array('$more' => count((array) $fact['params']));
            $line = self::json($fact);
        }

        return $line . "\n";
    }

    public static function time(float $seconds): string
    {
        $micro = (int) round(($seconds - floor($seconds)) * 1000000);
        if ($micro >= 1000000) {
            $micro = 999999;
        }

        return gmdate('Y-m-d\TH:i:s', (int) floor($seconds)) . sprintf('.%06dZ', $micro);
    }

    private static function json(array $fact): string
    {
        foreach (array('params', 'before', 'after') as $member) {
            if (isset($fact[$member])) {
                $fact[$member] = (object) $fact[$member]; // an empty map is {}, not []
            }
        }
        $line = json_encode($fact, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES);
        if ($line === false) {
            throw new \RuntimeException('json: ' . json_last_error_msg());
        }

        return $line;
    }

    private static function shorten($value, int $bytes, int $items)
    {
        if (is_string($value)) {
            return strlen($value) > $bytes ? Values::cut($value, $bytes) : $value;
        }
        if (!is_array($value)) {
            return $value;
        }
        if (isset($value['$cut'], $value['sha256'])) {
            $value['$cut'] = Values::start((string) $value['$cut'], $bytes);
            return $value;
        }
        $out = array();
        $left = 0;
        foreach ($value as $key => $item) {
            if (count($out) < $items) {
                $out[$key] = self::shorten($item, $bytes, $items);
            } else {
                $left++;
            }
        }
        if ($left > 0 && isset($out[0])) {
            $out[] = array('$more' => $left);
        } elseif ($left > 0) {
            $out['$more'] = $left;
        }

        return $out;
    }
}
