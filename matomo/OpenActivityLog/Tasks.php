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
use Piwik\Plugins\OpenActivityLog\Foreign\Process;
use Piwik\Plugins\OpenActivityLog\Foreign\Vetting;

class Tasks extends \Piwik\Plugin\Tasks
{
    public function schedule()
    {
        // last of all, so that what Matomo itself tidies up stands in the log already
        $this->daily('takeInventory', null, self::LOWEST_PRIORITY);
        $this->daily('vetActivities', null, self::LOWEST_PRIORITY);
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

    /** Plugins are updated: their classes are looked at again. Matomo may run tasks in somebody's request; there it is left for later. */
    public function vetActivities()
    {
        try {
            $directory = Settings::spoolDirectory();
            if ($directory !== '' && Process::whyNot() === null) {
                (new Vetting($directory, Process::withConsole(PIWIK_INCLUDE_PATH . '/console')))->run(Hooks::recorder(), false);
            }
        } catch (\Throwable $e) {
            Hooks::failed($e);
        }
    }
}
