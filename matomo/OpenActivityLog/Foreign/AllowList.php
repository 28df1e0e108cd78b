<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Foreign;

use Piwik\Plugins\OpenActivityLog\Capture\Facts;
use Piwik\Plugins\OpenActivityLog\Capture\Line;

/** Classes that were looked at in a process of their own and may be used: `activities.json` in the spool directory. */
final class AllowList
{
    const FILE = 'activities.json';
    const MAX_BYTES = 1048576;
    const MAX_CLASSES = 500;

    private $directory;

    /** @var array the file's content */
    private $content;

    public function __construct(string $directory)
    {
        $this->directory = rtrim($directory, '/');
        $path = $this->directory . '/' . self::FILE;
        $text = $directory !== '' && is_file($path) ? (string) @file_get_contents($path, false, null, 0, self::MAX_BYTES) : '';
        $content = json_decode($text, true);
        $isOurs = is_array($content) && isset($content['v'], $content['classes']) && $content['v'] === 1;
        $this->content = $isOurs ? $content : array();
    }

    /** A class that one PHP takes can be a fatal error in another. */
    public function isForThisPhp(): bool
    {
        return isset($this->content['php'], $this->content['plugin'])
            && $this->content['php'] === self::php() && $this->content['plugin'] === Facts::PLUGIN_VERSION;
    }

    public static function php(): string
    {
        return PHP_MAJOR_VERSION . '.' . PHP_MINOR_VERSION;
    }

    /** @return array[] by event: lists of {class, event, files} */
    public function byEvent(): array
    {
        $byEvent = array();
        foreach ($this->classes() as $one) {
            $byEvent[$one['event']][] = $one;
        }

        return $byEvent;
    }

    /** @return array[] by class */
    public function classes(): array
    {
        $classes = array();
        foreach (isset($this->content['classes']) ? array_slice((array) $this->content['classes'], 0, self::MAX_CLASSES) : array() as $one) {
            $isWhole = isset($one['class'], $one['event'], $one['files']) && is_string($one['class']) && is_array($one['files'])
                && Names::whyNotEvent($one['event']) === null;
            if ($isWhole) {
                $classes[$one['class']] = $one;
            }
        }

        return $classes;
    }

    /** @return array[] lists of {file, why} */
    public function refused(): array
    {
        $refused = isset($this->content['refused']) ? (array) $this->content['refused'] : array();

        return array_filter($refused, function ($one) {
            return isset($one['file'], $one['why']) && is_string($one['file']) && is_string($one['why']);
        });
    }

    /** @return string[] files of classes that others extend */
    public function abstracts(): array
    {
        return isset($this->content['abstract']) ? array_filter((array) $this->content['abstract'], 'is_string') : array();
    }

    /** The class's own hash and those of its parents in one. */
    public static function hashOf(array $allowed): string
    {
        return substr(hash('sha256', json_encode($allowed['files'])), 0, 16);
    }

    public function write(array $classes, array $refused, array $abstracts)
    {
        $content = array(
            'v' => 1,
            'time' => Line::time(microtime(true)),
            'php' => self::php(),
            'plugin' => Facts::PLUGIN_VERSION,
            'classes' => array_values($classes),
            'refused' => array_values($refused),
            'abstract' => array_values($abstracts)
        );
        $flags = JSON_UNESCAPED_SLASHES | JSON_PRETTY_PRINT | JSON_PARTIAL_OUTPUT_ON_ERROR;
        $path = $this->directory . '/' . self::FILE;
        $fresh = $path . '.' . getmypid();
        if (@file_put_contents($fresh, json_encode($content, $flags) . "\n") === false
            || !@chmod($fresh, 0660) || !@rename($fresh, $path)) {
            @unlink($fresh);
            throw new \RuntimeException('cannot write ' . $path);
        }
        $this->content = $content;
    }
}
