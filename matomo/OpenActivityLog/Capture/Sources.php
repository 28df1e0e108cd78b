<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Capture;

/** The catalogue's sources: where a value comes from (docs/formats/catalog.md). */
final class Sources
{
    /** @return mixed null when there is nothing (yet) */
    public static function value(string $source, Frame $frame, $result = null)
    {
        if ($source !== '' && $source[0] === '=') {
            return self::text(substr($source, 1), $frame, $result);
        }
        if (strpos($source, '|') !== false) {
            return self::first(explode('|', $source), $frame, $result);
        }
        $path = explode('.', $source);
        switch (array_shift($path)) {
            case 'result':
                return $result;
            case 'actor':
                return isset($frame->actor['login']) ? $frame->actor['login'] : null;
            case 'param':
                return self::inside($frame->params, $path);
            case 'keys':
                $members = self::inside($frame->params, $path);

                return is_array($members) ? array_map('strval', array_keys($members)) : null;
            case 'row':
                return self::row($path[0], $path[1], $frame);
        }

        return null;
    }

    public static function isNothing($value): bool
    {
        return $value === null || $value === '' || $value === false || $value === array();
    }

    /** @return string[] names of the parameters that a source looks at */
    public static function params(string $source): array
    {
        return preg_match_all('/(?:^|[|{])(?:param|keys)\.([^.|}]+)/', $source, $found) ? $found[1] : array();
    }

    /** @return mixed a member of a list that is in a list */
    public static function inside($value, array $path)
    {
        foreach ($path as $name) {
            if (!is_array($value) || !isset($value[$name])) {
                return null;
            }
            $value = $value[$name];
        }

        return $value;
    }

    /** Text with {sources} in it. @return string|null */
    private static function text(string $text, Frame $frame, $result)
    {
        $isWhole = true;
        $text = preg_replace_callback('/\{([^}]*)\}/', function ($match) use ($frame, $result, &$isWhole) {
            $value = self::value($match[1], $frame, $result);
            $isWhole = $isWhole && is_scalar($value) && !self::isNothing($value);

            return is_scalar($value) ? (string) $value : '';
        }, $text);

        return $isWhole ? $text : null;
    }

    private static function first(array $sources, Frame $frame, $result)
    {
        foreach ($sources as $source) {
            $value = self::value($source, $frame, $result);
            if (!self::isNothing($value) && $value !== 0 && $value !== '0') {
                return $value;
            }
        }

        return null;
    }

    private static function row(string $table, string $column, Frame $frame)
    {
        foreach (array($frame->after, $frame->before) as $rows) {
            if (isset($rows[$table][0][$column]) && is_scalar($rows[$table][0][$column])) {
                return $rows[$table][0][$column];
            }
        }

        return null;
    }
}
