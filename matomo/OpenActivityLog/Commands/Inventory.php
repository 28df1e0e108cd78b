<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Commands;

use Piwik\Plugin\ConsoleCommand;
use Piwik\Plugins\OpenActivityLog\Capture\Inventory as Taking;

class Inventory extends ConsoleCommand
{
    protected function configure()
    {
        $this->setName('openactivitylog:inventory');
        $this->setDescription('Tells the activity log who and what is there: users, rights, tokens, websites, goals, plugins. No secrets.');
    }

    protected function doExecute(): int
    {
        $why = Taking::take();
        $this->getOutput()->writeln($why === null ? 'The inventory is in the spool.' : 'No inventory: ' . $why);

        return $why === null ? self::SUCCESS : self::FAILURE;
    }
}
