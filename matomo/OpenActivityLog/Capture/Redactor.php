<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Capture;

/**
 * Decides what of a call's parameters may be written down. Everything is hidden unless the catalogue says it is plain;
 * inside a plain parameter, members that are named like a secret are hidden too, also where it is JSON in a string.
 */
final class Redactor
{
    /** Longer JSON is not looked into, and so hidden: it takes many times its size in memory. */
    const MAX_JSON = 65536;

    /** Members that say what a `value` beside them is: there a secret's name is a value itself. */
    const NAMES_OF_VALUES = array('name', 'key', 'id', 'field', 'option', 'setting', 'header');

    /** @var array name => true */
    private $alwaysPlain;

    /** @var string */
    private $denyPattern;

    /** @var array name => bool: the same few names come again and again */
    private $isSecret = array();

    /** @var array the activity that was asked for last, and its lists */
    private $lastRow;
    private $lastLists;

    /** @var Hidden|null who wants to know what is hidden */
    private $hidden;

    public function __construct(array $alwaysPlain, array $deny)
    {
        $this->alwaysPlain = array_fill_keys($alwaysPlain, true);
        $words = array();
        foreach ($deny as $word) {
            $words[] = preg_quote($word, '/');
        }
        $this->denyPattern = $words ? '/' . implode('|', $words) . '/i' : '/^\b$/';
    }

    public function isSecretName(string $name): bool
    {
        if (!isset($this->isSecret[$name])) {
            if (count($this->isSecret) >= Values::MAX_ITEMS) {
                $this->isSecret = array();
            }
            $this->isSecret[$name] = preg_match($this->denyPattern, $name) === 1;
        }

        return $this->isSecret[$name];
    }

    /**
     * @param array $row     the activity: `plain` and `secret` are read
     * @param array $params  name => value
     */
    public function params(array $row, array $params): array
    {
        list($plain, $secret) = $this->listsOf($row);
        $out = array();
        foreach (Values::firstItems($params) as $name => $value) {
            if ($value === null) {
                continue; // not given
            }
            if ($this->isHidden($name, $plain, $secret)) {
                if ($value !== '' && $value !== false && $value !== array()) {
                    $out[Values::key($name)] = $this->hide((string) $name, $value, isset($secret[$name]));
                }
                continue;
            }
            $out[$name] = is_bool($value) || (is_string($value) && Values::isHarmless($value))
                ? $value // most are
                : $this->inside($value, (string) $name, $plain, $secret, 1);
        }

        return Values::noteLeftOut($out, $params);
    }

    /** Value of a column that may be written down: inside it, and inside JSON, members that are named like a secret are hidden. */
    public function column(string $column, $value)
    {
        return $this->inside($value, $column, array(), array(), 1);
    }

    /**
     * An error message may repeat what was typed, a password among it: what is hidden is starred out.
     *
     * @param array[] $inputs  what else came with the request, name => value
     */
    public function reason(string $reason, array $row, array $params, array $inputs = array()): string
    {
        $this->hidden = new Hidden();
        try {
            // what the person may read as a parameter may be read in the sentence
            foreach ($this->params($row, $params) as $value) {
                $this->hidden->isPlain($value);
            }
            foreach ($inputs as $given) {
                $this->params(array('plain' => Hidden::ROUTING), $given);
            }
            return $this->hidden->starOut($reason);
        } finally {
            $this->hidden = null;
        }
    }

    private function listsOf(array $row): array
    {
        if ($row !== $this->lastRow) {
            $plain = $this->alwaysPlain;
            foreach (isset($row['plain']) ? $row['plain'] : array() as $name) {
                $plain[$name] = true;
            }
            $secret = array_fill_keys(isset($row['secret']) ? $row['secret'] : array(), true);
            $this->lastRow = $row;
            $this->lastLists = array($plain, $secret);
        }

        return $this->lastLists;
    }

    private function isHidden($name, array $plain, array $secret): bool
    {
        return !isset($plain[$name]) || isset($secret[$name]);
    }

    private function hide(string $name, $value, bool $isSecret): array
    {
        if ($this->hidden !== null) {
            $this->hidden->add($value, $isSecret || $this->isSecretName($name));
        }

        return array('$hidden' => true);
    }

    private function inside($value, string $path, array $plain, array $secret, int $depth)
    {
        if (is_string($value)) {
            return $this->text($value, $path, $plain, $secret, $depth);
        }
        if (!is_array($value)) {
            return Values::clean($value, $depth);
        }
        if ($depth > Values::MAX_DEPTH) {
            return array('$deep' => true);
        }

        $out = array();
        foreach (Values::firstItems($value) as $key => $item) {
            // positions in a list are no part of a path
            $itemPath = is_int($key) ? $path : $path . '.' . $key;
            if ($key === 'value' && array_key_exists('name', $value)) {
                $hide = $this->hidesSetting($path, $value['name'], $item, $plain, $secret);
            } else {
                $looksSecret = is_string($key)
                    && ($this->isSecretName($key) || (strcasecmp($key, 'value') === 0 && $this->isSecretPair($value)));
                $hide = ($looksSecret && !isset($plain[$itemPath])) || isset($secret[$itemPath]);
            }
            $out[Values::key($key)] = $hide
                ? $this->hide((string) $key, $item, true)
                : $this->inside($item, $itemPath, $plain, $secret, $depth + 1);
        }

        return Values::noteLeftOut($out, $value);
    }

    /** A secret is none the less one for standing in a string of JSON. Such a string is written down as what it holds. */
    private function text(string $text, string $path, array $plain, array $secret, int $depth)
    {
        if (Values::isHarmless($text)) {
            return $text;
        }
        if ($text !== '' && strpos(" \t\r\n{[", $text[0]) !== false) {
            if (strlen($text) > self::MAX_JSON && preg_match('/^\s*[{[]/', $text)) {
                return $this->hide($path, $text, true);
            }
            $holds = json_decode($text, true);
            if (is_array($holds)) {
                $clean = $this->inside($holds, $path, $plain, $secret, $depth);
                if ($clean !== $holds) {
                    return $clean;
                }
            }
        }

        return Values::text($text);
    }

    /** Plugin settings come as lists of {name, value}: only switches are kept, unless listed by their name. */
    private function hidesSetting(string $path, $name, $item, array $plain, array $secret): bool
    {
        if (!is_string($name)) {
            return true;
        }
        $listed = strtok($path, '.') . '.' . $name;

        return isset($secret[$listed])
            || (!isset($plain[$listed]) && (!self::isSwitch($item) || $this->isSecretName($name)));
    }

    private function isSecretPair(array $value): bool
    {
        foreach (self::NAMES_OF_VALUES as $member) {
            if (isset($value[$member]) && is_string($value[$member]) && $this->isSecretName($value[$member])) {
                return true;
            }
        }

        return false;
    }

    public static function isSwitch($value): bool
    {
        return $value === null || is_bool($value) || is_int($value) || is_float($value)
            || (is_string($value) && ($value === '' || $value === 'true' || $value === 'false'
                || (is_numeric($value) && strlen($value) <= 12)));
    }
}
