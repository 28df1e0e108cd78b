<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog;

use Piwik\Plugins\OpenActivityLog\Capture\Hooks;
use Piwik\Plugins\OpenActivityLog\Capture\Inventory;
use Piwik\Plugins\OpenActivityLog\Capture\Settings;

class Tasks extends \Piwik\Plugin\Tasks
{
    public function schedule()
    {
        // last of all, so that what Matomo itself tidies up stands in the log already
        $this->daily('takeInventory', null, self::LOWEST_PRIORITY);
    }

    public function takeInventory()
    {
        if (Settings::spoolDirectory() === '') {
            return;
        }
        $why = Inventory::take();
        if ($why !== null) {
            Hooks::complain('the inventory could not be taken: ' . $why);
        }
    }
}
