<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Capture;

/** The catalogue's sources: param.NAME, result, actor, =TEXT. */
final class Sources
{
    /** @return mixed null when there is nothing (yet) */
    public static function value(string $source, Frame $frame, $result = null)
    {
        if ($source === 'result') {
            return $result;
        }
        if ($source === 'actor') {
            return isset($frame->actor['login']) ? $frame->actor['login'] : null;
        }
        if ($source !== '' && $source[0] === '=') {
            return substr($source, 1);
        }
        if (strpos($source, 'param.') !== 0) {
            return null;
        }
        $value = $frame->params;
        foreach (explode('.', substr($source, 6)) as $name) {
            if (!is_array($value) || !isset($value[$name])) {
                return null;
            }
            $value = $value[$name];
        }

        return $value;
    }
}
