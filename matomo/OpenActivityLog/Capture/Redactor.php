<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Capture;

/**
 * Decides what of a call's parameters may be written down. Everything is hidden unless the catalogue says it is plain;
 * inside a plain parameter, members that are named like a secret are hidden too.
 */
final class Redactor
{
    /** @var array name => true */
    private $alwaysPlain;

    /** @var string */
    private $denyPattern;

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
        return preg_match($this->denyPattern, $name) === 1;
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
                    $out[Values::key($name)] = array('$hidden' => true);
                }
                continue;
            }
            $out[$name] = is_array($value)
                ? $this->inside($value, (string) $name, $plain, $secret, 1)
                : Values::clean($value);
        }

        return Values::noteLeftOut($out, $params);
    }

    /**
     * An error message may repeat what was typed, a password among it.
     */
    public function reason(string $reason, array $row, array $params): string
    {
        list($plain, $secret) = $this->listsOf($row);
        $find = array();
        foreach ($params as $name => $value) {
            if (!$this->isHidden($name, $plain, $secret)) {
                continue;
            }
            // numbers and short values of harmless parameters ("1", "day") would only riddle the sentence
            $isSecret = isset($secret[$name]) || $this->isSecretName((string) $name);
            foreach ($this->stringsIn($value) as $text) {
                if (strlen($text) >= ($isSecret ? 2 : 5) && ($isSecret || !ctype_digit($text))) {
                    $find[] = $text;
                    $find[] = htmlspecialchars($text, ENT_QUOTES);
                }
            }
        }

        return $find ? str_replace($find, '***', $reason) : $reason;
    }

    /** @return mixed a plain column that is no text; inside it, members that are named like a secret are hidden */
    public function structure($value, string $path)
    {
        return $this->inside($value, $path, array(), array(), 1);
    }

    private function listsOf(array $row): array
    {
        $plain = $this->alwaysPlain;
        foreach (isset($row['plain']) ? $row['plain'] : array() as $name) {
            $plain[$name] = true;
        }
        $secret = array_fill_keys(isset($row['secret']) ? $row['secret'] : array(), true);

        return array($plain, $secret);
    }

    private function isHidden($name, array $plain, array $secret): bool
    {
        return !isset($plain[$name]) || isset($secret[$name]);
    }

    private function inside($value, string $path, array $plain, array $secret, int $depth)
    {
        if (!is_array($value)) {
            return Values::clean($value, $depth);
        }
        if ($depth > Values::MAX_DEPTH) {
            return array('$deep' => true);
        }

        $pairName = $this->pairName($value);
        $out = array();
        foreach (Values::firstItems($value) as $key => $item) {
            // positions in a list are no part of a path
            $itemPath = is_int($key) ? $path : $path . '.' . $key;
            if ($pairName !== null && $key === 'value') {
                $listed = strtok($path, '.') . '.' . $pairName;
                $hide = !isset($plain[$listed]) && (!self::isSwitch($item) || $this->isSecretName($pairName));
                $hide = $hide || isset($secret[$listed]);
            } else {
                $hide = is_string($key) && !isset($plain[$itemPath]) && $this->isSecretName($key);
                $hide = $hide || isset($secret[$itemPath]);
            }
            $out[Values::key($key)] = $hide
                ? array('$hidden' => true)
                : $this->inside($item, $itemPath, $plain, $secret, $depth + 1);
        }

        return Values::noteLeftOut($out, $value);
    }

    /** Plugin settings come as lists of {name, value}: there the secret's name is a value itself. */
    private function pairName(array $value)
    {
        $isPair = isset($value['name']) && is_string($value['name']) && array_key_exists('value', $value);

        return $isPair ? $value['name'] : null;
    }

    public static function isSwitch($value): bool
    {
        return $value === null || is_bool($value) || is_int($value) || is_float($value)
            || (is_string($value) && ($value === '' || $value === 'true' || $value === 'false'
                || (is_numeric($value) && strlen($value) <= 12)));
    }

    private function stringsIn($value): array
    {
        if (is_array($value)) {
            $all = array();
            array_walk_recursive($value, function ($item) use (&$all) {
                if (is_string($item)) {
                    $all[] = $item;
                }
            });

            return array_slice($all, 0, Values::MAX_ITEMS);
        }

        return is_string($value) ? array($value) : array();
    }
}
