<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Foreign;

use Piwik\Plugin\Manager;

/** Files, classes and events of other plugins: which file holds which class, and which events a class may listen to. */
final class Names
{
    const MAX_EVENT = 200;

    /** Posted in every request or while visits are tracked, or the recorder's own: nobody else's code runs there. */
    const RESERVED = '/^(Tracker|Request|API\.Request|Platform|Environment|Config|Console|ScheduledTasks|AssetManager|Template'
        . '|Translate|Access|Session|Db)\./i';

    /** @return string|null class that the file must hold; null for a file of no such name */
    public static function classOf(string $file)
    {
        return preg_match('~^(\w+)/Activity/((?:\w+/){0,4}\w+)\.php$~', $file, $match)
            ? 'Piwik\\Plugins\\' . $match[1] . '\\Activity\\' . str_replace('/', '\\', $match[2])
            : null;
    }

    /** TagManager.ContainerAdded, as facts and people call it. */
    public static function shortOf(string $class): string
    {
        return str_replace('\\', '.', (string) preg_replace('/^Piwik\\\\Plugins\\\\(\w+)\\\\Activity\\\\/', '$1.', $class));
    }

    public static function pluginOf(string $class): string
    {
        return (string) strtok(self::shortOf($class), '.');
    }

    /** @return string|null where a file, named with its plugin, lies; null for what is no such name */
    public static function pathOf(string $file)
    {
        return preg_match('~^(\w+)/((?:\w+/)*\w+\.php)$~', $file, $match)
            ? rtrim(Manager::getPluginDirectory($match[1]), '/') . '/' . $match[2]
            : null;
    }

    /** @return string|null name with its plugin; null for what lies in no plugin */
    public static function fileAt(string $path)
    {
        foreach (Manager::getPluginsDirectories() as $directory) {
            foreach (array($directory, (string) realpath($directory) . '/') as $start) {
                if ($start !== '/' && strpos($path, $start) === 0) {
                    $file = substr($path, strlen($start));
                    return self::pathOf($file) === null ? null : $file;
                }
            }
        }

        return null;
    }

    /** @return string|null why a class may not listen to it */
    public static function whyNotEvent($event)
    {
        if (!is_string($event) || strlen($event) > self::MAX_EVENT || !preg_match('/^[A-Za-z]\w*(\.\w+)+$/', $event)) {
            return '$eventName is no name of an event';
        }

        if (preg_match(self::RESERVED, $event)) {
            return 'other plugins cannot listen to the event ' . $event;
        }

        // before the call nobody knows what becomes of it
        return preg_match('/^API\..*(?<!\.end)$/i', $event) ? 'of API calls only the end can be listened to, ' . $event . '.end' : null;
    }
}
