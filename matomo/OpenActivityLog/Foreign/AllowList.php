<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Foreign;

use Piwik\Plugins\OpenActivityLog\Capture\Facts;
use Piwik\Plugins\OpenActivityLog\Capture\Line;
use Piwik\SettingsPiwik;

/**
 * Classes that were looked at in a process of their own and may be used: `activities.ndjson` in the spool directory. Every request asks
 * for the events, which stand in the first line; the rest is read when one of them happens.
 */
final class AllowList
{
    const FILE = 'activities.ndjson';
    const MAX_HEAD = 65536;
    const MAX_BYTES = 4194304;
    const MAX_CLASSES = 200;

    private $directory;

    /** @var array the first line */
    private $head = array();

    /** @var array[]|null the other lines */
    private $lines;
    private $isWhole = true;

    public function __construct(string $directory)
    {
        $this->directory = rtrim($directory, '/');
        $path = $this->directory . '/' . self::FILE;
        if ($directory !== '' && file_exists($path)) {
            $head = json_decode((string) strtok((string) Notes::read($path, self::MAX_HEAD), "\n"), true);
            $isOurs = is_array($head) && isset($head['v'], $head['sign'], $head['lines']) && $head['v'] === 1
                && is_string($head['sign']) && hash_equals(self::sign($head), $head['sign']);
            $this->head = $isOurs ? $head : array();
        }
    }

    /** A class that one PHP takes can be a fatal error in another. */
    public function isForThisPhp(): bool
    {
        return isset($this->head['php'], $this->head['plugin'])
            && $this->head['php'] === self::php() && $this->head['plugin'] === Facts::PLUGIN_VERSION;
    }

    /** Whether something lies there that Matomo's PHP has not written. */
    public function isForged(): bool
    {
        $path = $this->directory . '/' . self::FILE;

        return is_link($path) || (file_exists($path) && (!$this->head || !$this->isWhole()));
    }

    /** The salt is Matomo's: whoever else may write to the directory cannot make a list. */
    private static function sign(array $head): string
    {
        unset($head['sign']);
        $salt = (string) SettingsPiwik::getSalt();
        if ($salt === '') {
            throw new \RuntimeException('Matomo has no salt');
        }

        return hash_hmac('sha256', 'OpenActivityLog ' . self::FILE . "\n" . json_encode($head), $salt);
    }

    /** @return string the file's text; the head vouches for the other lines */
    public static function signed(array $head, string $lines): string
    {
        $head['lines'] = hash('sha256', $lines);
        $head['sign'] = self::sign($head);

        return json_encode($head, JSON_UNESCAPED_SLASHES) . "\n" . $lines;
    }

    public static function php(): string
    {
        return PHP_MAJOR_VERSION . '.' . PHP_MINOR_VERSION;
    }

    /** @return string[] */
    public function events(): array
    {
        $events = isset($this->head['events']) && is_array($this->head['events']) ? $this->head['events'] : array();

        return array_values(array_filter($events, function ($event) {
            return Names::whyNotEvent($event) === null;
        }));
    }

    /** @return array[] lists of {class, event, files} */
    public function of(string $event): array
    {
        return array_values(array_filter($this->classes(), function ($one) use ($event) {
            return $one['event'] === $event;
        }));
    }

    /** @return array[] by class */
    public function classes(): array
    {
        $classes = array();
        foreach ($this->lines() as $one) {
            $isWhole = isset($one['class'], $one['event'], $one['files']) && is_string($one['class']) && is_array($one['files'])
                && Names::whyNotEvent($one['event']) === null;
            if ($isWhole && count($classes) < self::MAX_CLASSES) {
                $classes[$one['class']] = $one;
            }
        }

        return $classes;
    }

    /** @return array[] lists of {file, why} */
    public function refused(): array
    {
        return array_values(array_filter($this->lines(), function ($one) {
            return isset($one['file'], $one['why']) && is_string($one['file']) && is_string($one['why']);
        }));
    }

    /** @return string[] files of classes that others extend */
    public function abstracts(): array
    {
        return array_values(array_filter(array_column($this->lines(), 'abstract'), 'is_string'));
    }

    /** The class's own hash and those of its parents in one. */
    public static function hashOf(array $allowed): string
    {
        return substr(hash('sha256', json_encode($allowed['files'])), 0, 16);
    }

    public function write(array $classes, array $refused, array $abstracts)
    {
        $head = array(
            'v' => 1,
            'time' => Line::time(microtime(true)),
            'php' => self::php(),
            'plugin' => Facts::PLUGIN_VERSION,
            'events' => array_values(array_unique(array_column($classes, 'event')))
        );
        $abstracts = array_map(function ($file) {
            return array('abstract' => $file);
        }, $abstracts);
        $text = '';
        foreach (array_merge(array_values($classes), $refused, $abstracts) as $line) {
            $text .= json_encode($line, JSON_UNESCAPED_SLASHES | JSON_PARTIAL_OUTPUT_ON_ERROR) . "\n";
        }
        $path = $this->directory . '/' . self::FILE;
        if (!Notes::replace($path, self::signed($head, $text))) {
            throw new \RuntimeException('cannot write ' . $path);
        }
    }

    private function isWhole(): bool
    {
        $this->lines();

        return $this->isWhole;
    }

    private function lines(): array
    {
        if ($this->lines === null) {
            $this->lines = array();
            $this->isWhole = true;
            if ($this->head) {
                $text = explode("\n", (string) Notes::read($this->directory . '/' . self::FILE, self::MAX_BYTES), 2);
                $lines = isset($text[1]) ? $text[1] : '';
                $this->isWhole = hash('sha256', $lines) === $this->head['lines'];
                foreach ($this->isWhole ? explode("\n", $lines, 3 * self::MAX_CLASSES) : array() as $line) {
                    $this->lines[] = json_decode($line, true);
                }
            }
            $this->lines = array_filter($this->lines, 'is_array');
        }

        return $this->lines;
    }
}
