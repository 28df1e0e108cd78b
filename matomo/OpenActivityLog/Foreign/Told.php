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
 * What may be kept of what a foreign class tells. Nobody listed its members, so names and ids, numbers and switches are kept and
 * everything else is hidden. Its sentence is made from the same: a class that never sees a secret cannot tell it.
 */
final class Told
{
    const MAX_TEXT = 600;
    const MAX_DATA = 4096;
    const MAX_SECRETS = 200;

    /** Members whose text is kept: id, idSite, site_id, name, backupName, login, userLogin … */
    const NAMES = '/^id$|^id[A-Z]|(^|_)(id|name|login)$|[a-z](Id|Name|Login)$/';
    const PLAIN = array('version' => 1, 'environment' => 1, 'action' => 1);
    const STARS = '***';

    private $redactor;

    /** @var string[] values that stand under a name like that of a secret, anywhere in event or request */
    private $secrets = array();

    public function __construct(Redactor $redactor, array $sources)
    {
        $this->redactor = $redactor;
        foreach ($sources as $source) {
            $this->collect($source, false, 0);
        }
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
            $hide = $isSecret || ($name !== '' && $this->redactor->isSecretName($name));
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
        if (!is_string($value)) {
            return $value === null || is_scalar($value);
        }
        $isSwitch = $value === '' || $value === 'true' || $value === 'false' || (is_numeric($value) && strlen($value) <= 12);

        return $isSwitch || preg_match(self::NAMES, $name) === 1 || ($depth === 1 && isset(self::PLAIN[$name]));
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
        return $this->secrets ? str_replace($this->secrets, self::STARS, $text) : $text;
    }

    private function collect($value, bool $isSecret, int $depth)
    {
        if (is_array($value) && $depth < Values::MAX_DEPTH) {
            foreach (Values::firstItems($value) as $key => $item) {
                $this->collect($item, $isSecret || (is_string($key) && $this->redactor->isSecretName($key)), $depth + 1);
            }
        } elseif ($isSecret && is_string($value) && strlen($value) >= 4 && count($this->secrets) < self::MAX_SECRETS) {
            $this->secrets[] = $value;
            $this->secrets[] = Common::unsanitizeInputValue($value);
        }
    }
}
