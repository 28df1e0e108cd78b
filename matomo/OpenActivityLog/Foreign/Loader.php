<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Foreign;

use Piwik\Plugin\Manager;
use Piwik\Plugins\OpenActivityLog\Activity\Activity;

/** Loads a class from exactly the files that were vetted. */
final class Loader
{
    /** Whether the class may be asked at all right now. */
    public static function isWanted(array $allowed): bool
    {
        $manager = Manager::getInstance();
        foreach (array_keys($allowed['files']) as $file) {
            if (Names::classOf((string) $file) === null || !$manager->isPluginActivated((string) strtok((string) $file, '/'))) {
                return false;
            }
        }

        return $manager->isPluginActivated(Names::pluginOf($allowed['class'])) && BaseClass::offer();
    }

    /** Whether the class's file and those of its parents are what they were. */
    public static function isUnchanged(array $allowed): bool
    {
        foreach ($allowed['files'] as $file => $hash) {
            $path = Names::pathOf((string) $file);
            if ($path === null || !is_file($path) || @hash_file('sha256', $path) !== $hash) {
                return false;
            }
        }

        return true;
    }

    /** Parents come first in the list, so that PHP never has to look for one by itself. */
    public static function load(array $allowed)
    {
        if (!class_exists($allowed['class'], false)) {
            foreach (array_keys($allowed['files']) as $file) {
                require_once Names::pathOf($file);
            }
        }
        if (!is_subclass_of($allowed['class'], Activity::class)) {
            throw new \UnexpectedValueException('is no activity class');
        }
    }
}
