<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\tests\Host;

/** Texts that come only once in the world, and the ways in which one could come out again. */
final class Marks
{
    /** A hash may be shortened; of fewer digits than these one would be found by chance. */
    const HASH_DIGITS = 12;

    private $count = 0;

    public function next(): string
    {
        // letters that differ in case, rot13 and backwards, and no two alike in any of these
        return sprintf('Mq%sVz%05dKy', bin2hex(random_bytes(3)), ++$this->count);
    }

    /** @return string|null the way in which the mark, or the value that holds it, stands in the text */
    public static function find(string $mark, string $text, $value = null)
    {
        $lower = strtolower($text);
        foreach (array_unique(array($mark, is_scalar($value) ? (string) $value : $mark)) as $whole) {
            foreach (self::formsOf($whole) as $how => $form) {
                if ($form !== '' && strpos($lower, strtolower($form)) !== false) {
                    return $how . ' of ' . substr($whole, 0, 60);
                }
            }
        }

        return null;
    }

    private static function formsOf(string $text): array
    {
        $forms = array(
            'raw' => $text, 'url' => urlencode($text), 'rawurl' => rawurlencode($text), 'twice url' => urlencode(urlencode($text)),
            'html' => htmlspecialchars($text, ENT_QUOTES), 'entities' => htmlentities($text, ENT_QUOTES),
            'json' => trim((string) json_encode($text), '"'), 'slashes' => addslashes($text),
            'hex' => bin2hex($text), 'reversed' => strrev($text), 'rot13' => str_rot13($text), 'quoted' => quoted_printable_encode($text)
        );
        for ($position = 0; $position < 3; $position++) {
            // only the characters that depend on nothing but the text
            $from = (int) ceil($position * 8 / 6);
            $whole = base64_encode(str_repeat("\0", $position) . $text);
            $form = substr($whole, $from, intdiv(($position + strlen($text)) * 8, 6) - $from);
            $forms['base64 ' . $position] = $form;
            $forms['base64url ' . $position] = strtr($form, '+/', '-_');
        }
        foreach (array('md5', 'sha1', 'sha256', 'sha512') as $hash) {
            $forms[$hash] = substr(hash($hash, $text), 0, self::HASH_DIGITS);
            $forms[$hash . ' base64'] = substr(base64_encode(hash($hash, $text, true)), 0, self::HASH_DIGITS);
        }

        return $forms;
    }
}
