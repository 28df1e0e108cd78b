<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Foreign;

use Piwik\Plugin\Manager;
use Piwik\Plugins\OpenActivityLog\Capture\Recorder;
use Piwik\Plugins\OpenActivityLog\Capture\Values;

/** Decides which classes of other plugins are used: has all of them examined and writes the list. Loads none of them itself. */
final class Vetting
{
    const MAX_FILES = 500;

    private $directory;
    private $process;

    public function __construct(string $directory, Process $process)
    {
        $this->directory = $directory;
        $this->process = $process;
    }

    /**
     * @param bool $isAsked a person wants it now: what failed before gets another chance
     * @return array {allowed: names of classes, refused: lists of {file, why}}
     */
    public function run(?Recorder $recorder, bool $isAsked): array
    {
        $before = new AllowList($this->directory);
        $known = $before->classes();
        $allowed = array();
        $refused = array();
        $abstracts = array();
        foreach (BaseClass::isOurs() ? $this->process->examine(self::candidates()) : array() as $answer) {
            if (isset($answer['class'], $answer['event'], $answer['files'])) {
                $allowed[$answer['class']] = array_intersect_key($answer, array('class' => 1, 'event' => 1, 'files' => 1));
            } elseif (isset($answer['why'])) {
                $refused[] = array('file' => $answer['file'], 'why' => (string) Values::label($answer['why'], 300));
            } elseif (isset($answer['is_abstract'])) {
                $abstracts[] = $answer['file'];
            }
        }
        ksort($allowed);
        $allowed = array_slice($allowed, 0, AllowList::MAX_CLASSES);
        $before->write($allowed, $refused, $abstracts);
        (new SwitchedOff($this->directory))->clear($isAsked);
        if ($recorder !== null) {
            $this->tell($recorder, $known, $allowed, $refused);
        }

        return array('allowed' => array_map(array(Names::class, 'shortOf'), array_keys($allowed)), 'refused' => $refused);
    }

    /** @return string[] files of activated plugins, named with their plugin */
    public static function candidates(): array
    {
        $files = array();
        foreach (Manager::getInstance()->getActivatedPlugins() as $plugin) {
            $directory = rtrim(Manager::getPluginDirectory($plugin), '/') . '/';
            if ($plugin === 'OpenActivityLog' || !is_dir($directory . 'Activity')) {
                continue;
            }
            $all = new \RecursiveIteratorIterator(
                new \RecursiveDirectoryIterator($directory . 'Activity', \FilesystemIterator::SKIP_DOTS)
            );
            $all->setMaxDepth(4);
            foreach ($all as $file) {
                $name = $plugin . '/' . substr($file->getPathname(), strlen($directory));
                if (strtolower($file->getExtension()) === 'php' && !preg_match('/[\r\n]/', $name)) {
                    $files[] = $name;
                }
            }
        }
        sort($files);

        return array_slice($files, 0, self::MAX_FILES);
    }

    private function tell(Recorder $recorder, array $known, array $allowed, array $refused)
    {
        $why = array_column($refused, 'why', 'file');
        $otherwise = BaseClass::isOurs() ? 'it is not there any more' : 'the class it extends belongs to the plugin ' . BaseClass::OWNER;
        foreach (array_diff_key($known, $allowed) as $class => $one) {
            $files = array_keys($one['files']);
            $file = end($files);
            $recorder->logEvent('auditlog.activity_class_disabled', array(
                'class' => Names::shortOf($class),
                'why' => isset($why[$file]) ? $why[$file] : $otherwise
            ));
        }
        $new = array_filter($allowed, function ($one) use ($known) {
            return !isset($known[$one['class']]) || $known[$one['class']]['files'] !== $one['files'];
        });
        if ($new) {
            $names = array_map(array(Names::class, 'shortOf'), array_keys($new));
            $recorder->logEvent('auditlog.activity_classes_enabled', array('classes' => $names));
        }
    }
}
