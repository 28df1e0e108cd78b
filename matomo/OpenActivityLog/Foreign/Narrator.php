<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Foreign;

use Piwik\Container\StaticContainer;
use Piwik\Plugins\OpenActivityLog\Capture\Hooks;
use Piwik\Plugins\OpenActivityLog\Capture\Origin;
use Piwik\Plugins\OpenActivityLog\Capture\Recorder;

/**
 * Asks the classes of other plugins what they have to tell about an event. Whatever such a class does, the request goes on: one that
 * throws or is slow is switched off, one that ends the request does so once. Time cannot be bounded in PHP, only judged afterwards.
 */
final class Narrator
{
    const MAX_TOLD = 4;
    const SLOW_SECONDS = 2.0;
    const LANGUAGE = 'en';

    private $list;
    private $off;
    private $slowSeconds;

    /** @var array|null the class that runs right now */
    private $running;

    /** @var array[] classes that were switched off in this request, and why: told at its end */
    private $fallen = array();
    private $isWatched = false;

    public function __construct(AllowList $list, SwitchedOff $off, float $slowSeconds = self::SLOW_SECONDS)
    {
        $this->list = $list;
        $this->off = $off;
        $this->slowSeconds = $slowSeconds;
    }

    /** @return array[] facts' `told`: lists of {class, text, lang, data} */
    public function tell(string $event, array $args, Recorder $recorder): array
    {
        // what a class does may itself post events
        if ($this->running !== null) {
            return array();
        }
        $told = array();
        foreach ($this->list->of($event) as $allowed) {
            if (count($told) < self::MAX_TOLD && Loader::isWanted($allowed) && !$this->off->has($allowed)) {
                $this->watch($recorder);
                $one = $this->ask($allowed, $args, $recorder);
                if ($one !== null) {
                    $told[] = $one;
                }
            }
        }

        return $told;
    }

    /** The end of the request: whoever was running ended it. */
    public function finish(Recorder $recorder)
    {
        if ($this->running !== null) {
            $error = error_get_last();
            $where = $error === null ? '' : ' at ' . basename($error['file']) . ':' . $error['line'];
            $this->fall($this->running, SwitchedOff::FAILED, 'it ended the request' . $where);
            $this->running = null;
        }
        $fallen = $this->fallen;
        $this->fallen = array();
        foreach ($fallen as $one) {
            $recorder->logEvent('auditlog.activity_class_disabled', $one);
        }
    }

    private function ask(array $allowed, array $args, Recorder $recorder)
    {
        if (!Loader::isUnchanged($allowed)) {
            $this->fall($allowed, SwitchedOff::CHANGED, 'its file has changed since it was vetted');
            return null;
        }
        $one = null;
        $level = ob_get_level();
        $began = microtime(true);
        $this->running = $allowed;
        ob_start();
        try {
            Loader::load($allowed);
            $one = $this->told($allowed['class'], $args, $recorder);
            if (microtime(true) - $began > $this->slowSeconds) {
                $this->fall($allowed, SwitchedOff::FAILED, 'it is too slow');
            }
        } catch (\Throwable $e) {
            // the class and the place only: a message may repeat what must not be written down
            $what = preg_replace('/[^\w\\\\]+.*/', '', get_class($e));
            $this->fall($allowed, SwitchedOff::FAILED, $what . ' at ' . basename($e->getFile()) . ':' . $e->getLine());
        } finally {
            $this->running = null;
            while (ob_get_level() > $level) {
                ob_end_clean();
            }
        }

        return $one;
    }

    private function told(string $class, array $args, Recorder $recorder)
    {
        $activity = new $class();
        $data = $activity->extractParams($args);
        if (!is_array($data)) {
            return null;
        }
        $login = $activity->getPerformingUser($args);
        $keep = new Told($recorder->redactor(), array($args, $data, Origin::inputs()));
        // a new one, which has not seen the event
        $text = self::inEnglish(function () use ($class, $data, $login, $keep) {
            return (new $class())->getTranslatedDescription($keep->forSentence($data), is_string($login) ? $login : '');
        });

        return array(
            'class' => Names::shortOf($class),
            'text' => $keep->sentence($text),
            'lang' => self::LANGUAGE,
            'data' => $keep->kept($data)
        );
    }

    /** The sentence is kept as it is, for readers of every language: not in that of whoever happened to act. */
    private static function inEnglish(callable $do)
    {
        $translator = StaticContainer::get('Piwik\Translation\Translator');
        $before = $translator->getCurrentLanguage();
        $translator->setCurrentLanguage(self::LANGUAGE);
        try {
            return $do();
        } finally {
            $translator->setCurrentLanguage($before);
        }
    }

    private function fall(array $allowed, string $kind, string $why)
    {
        if ($this->off->add($allowed, $kind, $why)) {
            $class = Names::shortOf($allowed['class']);
            $this->fallen[] = array('class' => $class, 'why' => $why);
            Hooks::complain('the activity class ' . $class . ' is not used any more: ' . $why);
        }
    }

    private function watch(Recorder $recorder)
    {
        if (!$this->isWatched) {
            $this->isWatched = true;
            register_shutdown_function(function () use ($recorder) {
                try {
                    $this->finish($recorder);
                } catch (\Throwable $e) {
                    Hooks::failed($e);
                }
            });
        }
    }
}
