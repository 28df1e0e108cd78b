<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Capture;

/** What a call's parameters hide, to be found again in an error message, however the message writes it. */
final class Hidden
{
    /** Say where a request goes. They stand in messages for good reason. */
    const ROUTING = array('module', 'action', 'method', 'format', 'language');

    /** With more to look for than this, nothing of a message is kept. */
    const MAX_TEXTS = 1000;

    /** A message may have cut what it repeats: the beginning of a longer text is enough, and the message ends there. */
    const BEGINNING = 64;

    /** A message may repeat a part of what was typed, such as the beginning of an expression: words of this length are looked for too. */
    const WORD = 8;

    /** Of longer texts only the beginning is looked for: a request may bring megabytes, and must not wait for us. */
    const MAX_BYTES = 4096;

    private $texts = array();
    private $plain = array();
    private $tooMany = false;

    /** @param bool $isSecret  known to be one, and not only unlisted: harmless values would only riddle the sentence ("1", "day") */
    public function add($value, bool $isSecret)
    {
        if (is_array($value)) {
            array_walk_recursive($value, function ($item, $key) use ($isSecret) {
                $this->addText($item, $isSecret);
                $this->addText($key, $isSecret && is_string($key) && strlen($key) > 8);
            });
        } else {
            $this->addText($value, $isSecret);
        }
    }

    /** Stands in the fact anyway. */
    public function isPlain($value)
    {
        if (is_string($value)) {
            $this->plain[$value] = true;
        }
    }

    public function starOut(string $reason): string
    {
        if ($this->tooMany) {
            return '***';
        }
        $find = array();
        foreach ($this->texts as $text => $isSecret) {
            $text = (string) $text;
            if ($isSecret || !isset($this->plain[$text])) {
                $isLong = strlen($text) > self::BEGINNING;
                foreach (self::formsOf($text) as $form) {
                    $form = strtolower($isLong ? substr($form, 0, self::BEGINNING) : $form);
                    $find[$form] = $isLong || !empty($find[$form]);
                }
            }
        }
        // a longer one may hold a shorter one
        uksort($find, function ($a, $b) {
            return strlen((string) $b) - strlen((string) $a);
        });
        $lower = strtolower($reason);
        foreach ($find as $form => $isLong) {
            $at = strpos($lower, (string) $form);
            if ($at !== false) {
                $reason = $isLong ? substr($reason, 0, $at) . '***' : str_ireplace((string) $form, '***', $reason);
                $lower = strtolower($reason);
            }
        }

        return $reason;
    }

    private function addText($value, bool $isSecret)
    {
        if (is_object($value) && method_exists($value, '__toString')) {
            $value = Hooks::attempt(function () use ($value) {
                return (string) $value;
            });
        }
        if (!is_string($value) && !is_int($value) && !is_float($value)) {
            return;
        }
        $value = substr((string) $value, 0, self::MAX_BYTES);
        $holds = $value !== '' && ($value[0] === '{' || $value[0] === '[') ? json_decode($value, true) : null;
        if (is_array($holds)) {
            $this->add($holds, $isSecret);
        }
        if (strlen($value) < ($isSecret ? 2 : 5) || (!$isSecret && strlen($value) < 6 && ctype_digit($value))) {
            return;
        }
        $this->keep($value, $isSecret);
        preg_match_all('/[A-Za-z0-9_\x80-\xff]{' . self::WORD . ',}/', $value, $words);
        foreach ($words[0] as $word) {
            // what stands behind this one is found by it later
            if (stripos($word, 'token_auth') === false) {
                $this->keep($word, $isSecret);
            }
        }
    }

    private function keep(string $text, bool $isSecret)
    {
        $this->tooMany = $this->tooMany || count($this->texts) >= self::MAX_TEXTS;
        if (!$this->tooMany) {
            $this->texts[$text] = $isSecret || !empty($this->texts[$text]);
        }
    }

    /** The ways in which a message or Matomo itself may write a text; hashes are those that Matomo makes of passwords. */
    private static function formsOf(string $text): array
    {
        $hashes = array(md5($text), sha1($text), hash('sha256', $text));
        $text = substr($text, 0, 8 * self::BEGINNING);
        $html = htmlspecialchars($text, ENT_QUOTES | ENT_SUBSTITUTE, 'UTF-8');
        $forms = array(
            $text, trim($text), $html, rawurlencode($text), urlencode($text), addslashes($text), rtrim(base64_encode($text), '='), bin2hex($text),
            substr((string) json_encode($text, JSON_PARTIAL_OUTPUT_ON_ERROR), 1, -1),
            substr((string) json_encode($text, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_PARTIAL_OUTPUT_ON_ERROR), 1, -1)
        );
        // messages are tidied before they come here
        $forms = array_merge($forms, array_map(function ($form) {
            return (string) Outcome::tidy($form);
        }, $forms));

        return array_filter(array_merge($forms, $hashes), function ($form) {
            return strlen($form) >= 2;
        });
    }
}
