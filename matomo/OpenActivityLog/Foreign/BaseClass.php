<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Foreign;

use Piwik\Plugin\Manager;
use Piwik\Plugins\OpenActivityLog\Activity\Activity;

/**
 * The class name that other plugins' classes extend belongs to the plugin ActivityLog. Where that plugin lies in any directory of
 * plugins, active or not, the name is its own: nothing is aliased, nothing loaded, nothing used.
 */
final class BaseClass
{
    const NAME = 'Piwik\Plugins\ActivityLog\Activity\Activity';
    const OWNER = 'ActivityLog';

    public static function isOurs(): bool
    {
        foreach (Manager::getPluginsDirectories() as $directory) {
            if (file_exists($directory . self::OWNER)) {
                return false;
            }
        }

        return true;
    }

    /** Makes the name stand for our class. @return bool whether it does */
    public static function offer(): bool
    {
        if (!self::isOurs()) {
            return false;
        }
        if (!class_exists(self::NAME, false)) {
            class_alias(Activity::class, self::NAME);
        }

        return is_a(self::NAME, Activity::class, true);
    }
}
