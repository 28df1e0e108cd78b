<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Capture;

/** What Matomo's updater calls a component: Matomo itself, each plugin, and each column that a plugin adds to a table. */
final class Components
{
    /** Columns (“log_visit.user_id”) are steps of an update: a hundred of them would hide the update itself. */
    public static function isColumn(string $event, array $args): bool
    {
        return strpos($event, 'Updater.component') === 0 && isset($args[0]) && is_string($args[0]) && strpos($args[0], '.') !== false;
    }
}
