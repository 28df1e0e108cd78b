<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Foreign;

use Piwik\Common;
use Piwik\Plugins\OpenActivityLog\Capture\Redactor;
use Piwik\Plugins\OpenActivityLog\Capture\Values;

/**
 * What may be kept of what a foreign class tells. Nobody listed its members, so names and ids, counts and switches are kept and
 * everything else is hidden: a number may be a one-time code. Its sentence is made from the same: a class that never sees a secret cannot tell it.
 */
final class Told
{
    const MAX_TEXT = 600;
    const MAX_DATA = 4096;
    const MAX_SECRETS = 200;

    /** Members whose text is kept: id, idSite, site_id, name, backupName, login, userLogin … */
    const NAMES = '/^id$|^id[A-Z]|(^|_)(id|name|login)$|[a-z](Id|Name|Login)$/';

    /** Members whose number is kept: ids, itemIds, count, visitCount, active, isPublic … */
    const NUMBERS = '/^(ids|count|total|position|priority|revision|version|active|enabled|deleted|status)$'
        . '|_(ids|count)$|[a-z](Ids|Count)$|^(is|has)(_|[A-Z])/';

    /** Visitors, of whom the log keeps no more than a hash: not even ids below such a name. */
    const VISITORS = '/visitor|user_?id|id_?user(?!_?(login|name))/i';
    const PLAIN = array('version' => 1, 'environment' => 1, 'action' => 1);
    const STARS = '***';

    private $redactor;

    /** @var string[] values that stand under a name like that of a secret, anywhere in event or request */
    private $secrets = array();

    /** @var bool more than can be looked for: no text is kept */
    private $tooMany = false;

    public function __construct(Redactor $redactor, array $sources)
    {
        $this->redactor = $redactor;
        foreach ($sources as $source) {
            $this->collect($source, false, 0);
        }
        $this->secrets = array_map('strval', array_keys($this->secrets));
        // the longest first: a short one may be part of it
        usort($this->secrets, function ($a, $b) {
            return strlen($b) - strlen($a);
        });
    }

    /** @return array name => value, with the marks of the spool format */
    public function kept(array $data): array
    {
        $kept = $this->walk($data, '', false, 1, true);
        $json = json_encode($kept);

        return $json === false || strlen($json) > self::MAX_DATA ? array('$more' => count($data)) : $kept;
    }

    /** The same data with stars where something is hidden: types stay, so that the class can work with it. */
    public function forSentence(array $data): array
    {
        return $this->walk($data, '', false, 1, false);
    }

    public function sentence($text): string
    {
        $text = is_scalar($text) || (is_object($text) && method_exists($text, '__toString')) ? (string) $text : '';
        $text = trim((string) preg_replace('/\s+/u', ' ', (string) Values::label($text, 4 * self::MAX_TEXT)));

        return Values::start($this->starred(Values::withoutKeys($text)), self::MAX_TEXT);
    }

    private function walk(array $data, string $parent, bool $isSecret, int $depth, bool $marks): array
    {
        $out = array();
        foreach (Values::firstItems($data) as $key => $value) {
            $name = is_int($key) ? $parent : (string) $key;
            $hide = $isSecret || ($name !== '' && ($this->redactor->isSecretName($name) || preg_match(self::VISITORS, $name) === 1));
            if (is_array($value) && $depth < Values::MAX_DEPTH && !($hide && $marks)) {
                $out[Values::key($key)] = $this->walk($value, $name, $hide, $depth + 1, $marks);
                continue;
            }
            $isHidden = $hide || !$this->isPlain($value, $name, $depth);
            $out[Values::key($key)] = $marks ? $this->marked($value, $isHidden) : $this->masked($value, $isHidden);
        }

        return $marks ? Values::noteLeftOut($out, $data) : $out;
    }

    private function isPlain($value, string $name, int $depth): bool
    {
        if ($value === null || is_bool($value) || in_array($value, array('', 'true', 'false'), true)) {
            return true;
        }
        $isName = preg_match(self::NAMES, $name) === 1 || ($depth === 1 && isset(self::PLAIN[$name]));
        $isNumber = is_int($value) || is_float($value) || (is_string($value) && is_numeric($value) && strlen($value) <= 12);

        return (is_string($value) && $isName) || ($isNumber && ($isName || preg_match(self::NUMBERS, $name) === 1));
    }

    private function marked($value, bool $isHidden)
    {
        if ($isHidden) {
            return $value === null || $value === '' || $value === array() ? $value : array('$hidden' => true);
        }

        return is_string($value) ? Values::text($this->shown($value)) : Values::clean($value);
    }

    private function masked($value, bool $isHidden)
    {
        if (is_string($value)) {
            return $isHidden && $value !== '' ? self::STARS : $this->shown($value);
        }
        if (is_array($value)) {
            return array(); // too deep
        }
        if ($isHidden && (is_int($value) || is_float($value))) {
            return 0;
        }

        return is_scalar($value) ? $value : null;
    }

    /** Matomo stores and hands on what it has HTML-escaped on its way in. */
    private function shown(string $value): string
    {
        return $this->starred(Values::withoutKeys(Common::unsanitizeInputValue($value)));
    }

    private function starred(string $text): string
    {
        if ($this->tooMany) {
            return $text === '' ? '' : self::STARS;
        }

        return $this->secrets ? str_replace($this->secrets, self::STARS, $text) : $text;
    }

    private function collect($value, bool $isSecret, int $depth)
    {
        if (is_array($value)) {
            // what is not looked at may hold one too
            $this->tooMany = $this->tooMany || $depth >= Values::MAX_DEPTH || count($value) > Values::MAX_ITEMS;
            foreach ($depth >= Values::MAX_DEPTH ? array() : Values::firstItems($value) as $key => $item) {
                $this->collect($item, $isSecret || (is_string($key) && $this->redactor->isSecretName($key)), $depth + 1);
            }
        } elseif ($isSecret && is_string($value) && strlen($value) >= 4) {
            $this->secrets += array($value => true, Common::unsanitizeInputValue($value) => true);
            $this->tooMany = $this->tooMany || count($this->secrets) > self::MAX_SECRETS;
            $this->secrets = $this->tooMany ? array() : $this->secrets;
        }
    }
}
