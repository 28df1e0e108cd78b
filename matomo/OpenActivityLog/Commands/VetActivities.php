<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Commands;

use Piwik\Plugin\ConsoleCommand;
use Piwik\Plugins\OpenActivityLog\Capture\Hooks;
use Piwik\Plugins\OpenActivityLog\Capture\Settings;
use Piwik\Plugins\OpenActivityLog\Foreign\BaseClass;
use Piwik\Plugins\OpenActivityLog\Foreign\Examiner;
use Piwik\Plugins\OpenActivityLog\Foreign\Process;
use Piwik\Plugins\OpenActivityLog\Foreign\Vetting;

/** Looks at the activity classes of other plugins, in a process of their own, and says which are used from now on. */
class VetActivities extends ConsoleCommand
{
    protected function configure()
    {
        $this->setName('openactivitylog:vet-activities');
        $this->setDescription('Examines the Activity classes of other plugins in a process of their own; those without fault are used in the log.');
        $this->addOptionalValueOption('examine', null, 'Used by the command itself: loads the files named on standard input.');
    }

    protected function doExecute(): int
    {
        $mark = $this->getInput()->getOption('examine');
        if (is_string($mark) && $mark !== '') {
            (new Examiner($mark, STDOUT))->run(STDIN);
            return self::SUCCESS;
        }
        $output = $this->getOutput();
        $directory = Settings::spoolDirectory();
        $why = $directory === '' ? 'spool_dir is not set in the section [OpenActivityLog]' : Process::whyNot();
        if ($why !== null) {
            $output->writeln('Not possible: ' . $why . '.');
            return self::FAILURE;
        }
        $vetting = new Vetting($directory, Process::withConsole(PIWIK_INCLUDE_PATH . '/console'));
        $found = $vetting->run(Hooks::recorder(), true);
        if (!BaseClass::isOurs()) {
            $output->writeln('The plugin ' . BaseClass::OWNER . ' lies in this Matomo: the classes are its own, none is used here.');
        }
        foreach ($found['allowed'] as $class) {
            $output->writeln('used     ' . $class);
        }
        foreach ($found['refused'] as $one) {
            $output->writeln('refused  ' . $one['file'] . ': ' . $one['why'], \Symfony\Component\Console\Output\OutputInterface::OUTPUT_RAW);
        }
        $output->writeln(count($found['allowed']) . ' used, ' . count($found['refused']) . ' refused');

        return self::SUCCESS;
    }
}
