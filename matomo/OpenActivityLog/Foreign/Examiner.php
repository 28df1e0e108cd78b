<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Foreign;

use Piwik\Plugins\OpenActivityLog\Activity\Activity;

/**
 * Loads files of other plugins and says what is in them. Runs in a process that may die of it: for each file it says that it begins
 * before it does, and every answer begins with a mark, because a file may print what it likes.
 */
final class Examiner
{
    private $mark;
    private $output;

    /** @param resource $output */
    public function __construct(string $mark, $output)
    {
        $this->mark = $mark;
        $this->output = $output;
    }

    /** @param resource $input a name of a file on each line */
    public function run($input)
    {
        while (($line = fgets($input)) !== false) {
            $file = trim($line);
            $this->say(array('begins' => $file));
            $level = ob_get_level();
            ob_start();
            try {
                $answer = $this->examine($file);
            } catch (\Throwable $e) {
                $answer = array('why' => get_class($e) . ': ' . $e->getMessage());
            }
            while (ob_get_level() > $level) {
                ob_end_clean();
            }
            $this->say(array('file' => $file) + $answer);
        }
    }

    private function examine(string $file): array
    {
        $name = Names::classOf($file);
        $path = Names::pathOf($file);
        if ($name === null || $path === null) {
            return array('why' => 'its name is no name of a class');
        }
        if (!BaseClass::offer()) {
            return array('why' => 'the class it extends belongs to the plugin ' . BaseClass::OWNER);
        }
        require_once $path;
        if (!class_exists($name, false)) {
            return array('why' => 'it does not define the class ' . $name);
        }
        $class = new \ReflectionClass($name);
        if ($class->isAbstract()) {
            return array('is_abstract' => true);
        }
        if (!$class->isSubclassOf(Activity::class)) {
            return array('why' => 'its class does not extend ' . BaseClass::NAME);
        }
        $event = self::eventOf($class);
        $why = Names::whyNotEvent($event);
        if ($why !== null) {
            return array('why' => $why);
        }
        new $name();
        $files = self::filesOf($class);
        if (in_array(null, array_map(array(Names::class, 'classOf'), array_keys($files)), true)) {
            return array('why' => 'it is made of files that lie in no directory Activity of a plugin');
        }

        return isset($files[$file])
            ? array('class' => $class->getName(), 'event' => $event, 'files' => $files)
            : array('why' => 'its class was loaded from another file');
    }

    private static function eventOf(\ReflectionClass $class)
    {
        $defaults = $class->getDefaultProperties();

        return isset($defaults['eventName']) ? $defaults['eventName'] : null;
    }

    /** @return array name of the file => hash, of all the class is made of and lies in plugins, parents first */
    private static function filesOf(\ReflectionClass $class): array
    {
        $files = array();
        if ($class->getParentClass() !== false) {
            $files += self::filesOf($class->getParentClass());
        }
        foreach (array_merge($class->getInterfaces(), $class->getTraits()) as $part) {
            $files += self::filesOf($part);
        }
        if ($class->getName() !== Activity::class && is_string($class->getFileName())) {
            $file = Names::fileAt($class->getFileName());
            $files += $file === null ? array() : array($file => hash_file('sha256', $class->getFileName()));
        }

        return $files;
    }

    private function say(array $answer)
    {
        $flags = JSON_UNESCAPED_SLASHES | JSON_PARTIAL_OUTPUT_ON_ERROR | JSON_INVALID_UTF8_SUBSTITUTE;
        fwrite($this->output, "\n" . $this->mark . json_encode($answer, $flags) . "\n");
        fflush($this->output);
    }
}
