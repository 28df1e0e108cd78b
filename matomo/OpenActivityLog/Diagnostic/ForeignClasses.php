<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Diagnostic;

use Piwik\Plugins\OpenActivityLog\Foreign\AllowList;
use Piwik\Plugins\OpenActivityLog\Foreign\BaseClass;
use Piwik\Plugins\OpenActivityLog\Foreign\Loader;
use Piwik\Plugins\OpenActivityLog\Foreign\Names;
use Piwik\Plugins\OpenActivityLog\Foreign\SwitchedOff;
use Piwik\Plugins\OpenActivityLog\Foreign\Vetting;

/** Which activity classes of other plugins are used, and why others are not. Reads files and loads none. */
final class ForeignClasses
{
    const MAX_NAMED = 10;

    private $directory;

    public function __construct(string $directory)
    {
        $this->directory = $directory;
    }

    /** @return array|null whether all is well, name of the text, its values; null where no plugin brings any class */
    public function state()
    {
        $files = Vetting::candidates();
        if (!$files) {
            return null;
        }
        if (!BaseClass::isOurs()) {
            return array(true, 'ClassesOfOwner', array());
        }
        $list = new AllowList($this->directory);
        if ($list->isForged()) {
            return array(false, 'ClassesListIsForged', array(AllowList::FILE));
        }
        if (!$list->isForThisPhp()) {
            return array(false, 'ClassesNotVetted', array(AllowList::php()));
        }
        list($used, $faults) = $this->sort($list);
        foreach (array_diff($files, $this->known($list)) as $file) {
            $faults[] = $file . ' (not examined yet)';
        }
        if (!$faults) {
            return array(true, 'ClassesAreUsed', array((string) $used));
        }
        $more = count($faults) - self::MAX_NAMED;
        $named = implode('; ', array_slice($faults, 0, self::MAX_NAMED)) . ($more > 0 ? '; +' . $more : '');

        return array(false, 'ClassesHaveFaults', array((string) $used, $named));
    }

    private function sort(AllowList $list): array
    {
        $off = new SwitchedOff($this->directory);
        $used = 0;
        $faults = array();
        foreach ($list->classes() as $allowed) {
            $line = $off->lineOf($allowed);
            $why = $line !== null ? $line['why'] : (Loader::isUnchanged($allowed) ? null : 'its file has changed since it was vetted');
            $used += $why === null ? 1 : 0;
            if ($why !== null) {
                $faults[] = Names::shortOf($allowed['class']) . ' (' . $why . ')';
            }
        }
        foreach ($list->refused() as $one) {
            $faults[] = $one['file'] . ' (' . $one['why'] . ')';
        }

        return array($used, $faults);
    }

    /** Files that were there when the list was made. */
    private function known(AllowList $list): array
    {
        $known = array_column($list->refused(), 'file');
        foreach ($list->classes() as $allowed) {
            $known = array_merge($known, array_keys($allowed['files']));
        }

        return array_merge($known, $list->abstracts());
    }
}
