<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Capture;

/** UUID version 7: sorts by time, so that the server's index stays narrow. */
final class Uuid
{
    /** @param string|null $random ten bytes or more; given where the same thing must get the same id */
    public static function v7(float $seconds, $random = null): string
    {
        $hex = str_pad(dechex((int) ($seconds * 1000)), 12, '0', STR_PAD_LEFT);
        $random = $random === null ? random_bytes(10) : substr($random, 0, 10);
        $random[0] = chr((ord($random[0]) & 0x0f) | 0x70);
        $random[2] = chr((ord($random[2]) & 0x3f) | 0x80);
        $tail = bin2hex($random);

        return substr($hex, 0, 8) . '-' . substr($hex, 8, 4) . '-' . substr($tail, 0, 4) . '-'
            . substr($tail, 4, 4) . '-' . substr($tail, 8, 12);
    }
}
