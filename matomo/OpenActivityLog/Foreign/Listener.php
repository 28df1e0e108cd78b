<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Foreign;

use Piwik\Plugins\OpenActivityLog\Capture\Hooks;
use Piwik\Plugins\OpenActivityLog\Capture\Settings;

/** Takes the events that vetted classes of other plugins listen to. Until one happens, none of their files is touched. */
final class Listener
{
    /** @var Narrator|null made when an event happens: most requests see none */
    private $narrator;
    private $list;
    private $directory;

    /** @var array event => true */
    private $events;

    private function __construct(array $events, AllowList $list, string $directory)
    {
        $this->events = array_fill_keys($events, true);
        $this->list = $list;
        $this->directory = $directory;
    }

    public static function make(): self
    {
        $directory = '';
        $list = new AllowList('');
        try {
            $directory = Settings::spoolDirectory();
            $list = new AllowList($directory);
        } catch (\Throwable $e) {
            Hooks::failed($e);
        }

        return new self($list->isForThisPhp() ? $list->events() : array(), $list, $directory);
    }

    /** @return string[] */
    public function events(): array
    {
        return array_keys($this->events);
    }

    public function listensTo(string $event): bool
    {
        return isset($this->events[$event]);
    }

    public function __call($event, $args)
    {
        try {
            $recorder = Hooks::recorder();
            if ($recorder !== null) {
                // whatever becomes of the telling, what happened is recorded
                $told = Hooks::attempt(function () use ($event, $args, $recorder) {
                    return $this->narrator()->tell($event, $args, $recorder);
                });
                $recorder->happened($event, $args, is_array($told) ? $told : array());
            }
        } catch (\Throwable $e) {
            Hooks::failed($e);
        }
    }

    private function narrator(): Narrator
    {
        if ($this->narrator === null) {
            $this->narrator = new Narrator($this->list, new SwitchedOff($this->directory));
        }

        return $this->narrator;
    }
}
