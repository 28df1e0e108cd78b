<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Foreign;

use Piwik\Plugins\OpenActivityLog\Capture\Line;
use Piwik\Plugins\OpenActivityLog\Capture\Values;

/** Classes that failed and are not asked again until they are vetted: `activities.off` in the spool directory, a line each. */
final class SwitchedOff
{
    const FILE = 'activities.off';
    const MAX_BYTES = 262144;

    /** Its file is another one now. Every vetting looks at it anew. */
    const CHANGED = 'changed';
    /** It failed. Only a vetting that a person started gives it another chance. */
    const FAILED = 'failed';

    private $path;

    /** @var array[]|null by class and hash: {class, hash, kind, time, why} */
    private $lines;

    public function __construct(string $directory)
    {
        $this->path = rtrim($directory, '/') . '/' . self::FILE;
    }

    public function has(array $allowed): bool
    {
        return isset($this->lines()[self::key($allowed)]);
    }

    /** @return array|null */
    public function lineOf(array $allowed)
    {
        $lines = $this->lines();

        return isset($lines[self::key($allowed)]) ? $lines[self::key($allowed)] : null;
    }

    /** @return bool whether it was on until now, so that it is told once */
    public function add(array $allowed, string $kind, string $why): bool
    {
        if ($this->has($allowed)) {
            return false;
        }
        $line = array(
            'class' => $allowed['class'],
            'hash' => AllowList::hashOf($allowed),
            'kind' => $kind,
            'time' => Line::time(microtime(true)),
            'why' => (string) Values::label($why, 300)
        );
        $this->lines[self::key($allowed)] = $line;
        // what another request has added meanwhile stays
        $text = substr((string) Notes::read($this->path, self::MAX_BYTES), 0, self::MAX_BYTES / 2) . self::text($line);
        Notes::replace($this->path, $text);

        return true;
    }

    /** What a vetting leaves: everything is on again, or all but what failed. */
    public function clear(bool $alsoFailed)
    {
        $left = '';
        foreach ($alsoFailed ? array() : $this->lines() as $line) {
            $left .= $line['kind'] === self::FAILED ? self::text($line) : '';
        }
        $left === '' ? @unlink($this->path) : Notes::replace($this->path, $left);
        $this->lines = null;
    }

    private function lines(): array
    {
        if ($this->lines === null) {
            $this->lines = array();
            $text = (string) Notes::read($this->path, self::MAX_BYTES);
            foreach (explode("\n", $text) as $line) {
                $parts = explode("\t", $line);
                if (count($parts) === 5) {
                    $this->lines[$parts[0] . ' ' . $parts[1]] = array_combine(array('class', 'hash', 'kind', 'time', 'why'), $parts);
                }
            }
        }

        return $this->lines;
    }

    private static function key(array $allowed): string
    {
        return $allowed['class'] . ' ' . AllowList::hashOf($allowed);
    }

    private static function text(array $line): string
    {
        return implode("\t", array_values($line)) . "\n";
    }
}
