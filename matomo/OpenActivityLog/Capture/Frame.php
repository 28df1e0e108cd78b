<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Capture;

use Piwik\Plugins\OpenActivityLog\Foreign\Narrator;

/** A state-changing call that has begun and not ended yet. */
final class Frame
{
    /** @var string name in the catalogue, e.g. API.Goals.updateGoal */
    public $event;
    public $id;

    /** @var string|null id that stands for all calls like this one, if they succeed */
    public $idOfSuccess;
    public $began;

    /** @var int how deep in PHP's call stack it began; tells which frames an exception has left behind */
    public $depth;

    /** @var array the activity of the capture map; empty for unknown calls */
    public $row = array();

    /** @var array name => value, as received; redacted when written */
    public $params = array();
    public $actor;
    public $request;
    public $site;
    public $before;
    public $after;

    /** @var string|null id of the root frame */
    public $cause;

    /** @var string[] */
    public $seen = array();

    /** @var int[] how often each was seen */
    public $times = array();

    /** @var bool facts name this one as their cause */
    public $hasConsequences = false;
    /** @var array[] what other plugins' classes tell about it: lists of {class, text, lang, data} */
    public $told = array();

    /** @var bool part of an outer frame's activity: no line of its own */
    public $absorbed = false;

    /** @var string key for the fingerprints of hidden columns, thrown away with the frame */
    public $key;

    public function __construct(string $event, int $depth, array $row, array $params)
    {
        $this->event = $event;
        $this->depth = $depth;
        $this->row = $row;
        $this->params = $params;
        $this->began = microtime(true);
        $this->id = Uuid::v7($this->began);
    }

    public function absorbs(string $event): bool
    {
        return isset($this->row['absorbs']) && in_array($event, $this->row['absorbs'], true);
    }

    public function hasSeen(string $event)
    {
        if (!isset($this->times[$event])) {
            $this->seen[] = $event;
            $this->times[$event] = 0;
        }
        $this->times[$event]++;
    }

    /** @return mixed the return value, or the one member of it that the catalogue keeps */
    public function kept($result)
    {
        $member = isset($this->row['result']) ? $this->row['result'] : true;

        return is_string($member) ? Sources::inside($result, explode('.', $member)) : $result;
    }

    public function addTold(array $told)
    {
        if ($told) {
            $this->told = array_slice(array_merge($this->told, $told), 0, Narrator::MAX_TOLD);
        }
    }

    /** Whether it is a call or a page of this plugin. */
    public function isOf(string $plugin): bool
    {
        return preg_match('/^(API|Controller)\.' . preg_quote($plugin, '/') . '\./', $this->event) === 1;
    }

    /** Such pages go to another page when they worked, and show themselves again when they did not. */
    public function succeedsByRedirect(): bool
    {
        return isset($this->row['redirect']) && $this->row['redirect'] === 'success';
    }

    /** Such pages may end in a redirect as well. */
    public function mayRedirect(): bool
    {
        return isset($this->row['redirect']);
    }

    public function isPage(): bool
    {
        return strncmp($this->event, 'Controller.', 11) === 0;
    }

    /** @return string|null why it cannot have worked: the event that comes when it does was not seen as often as it must */
    public function lacksProof()
    {
        if (!isset($this->row['proof'])) {
            return null;
        }
        // a command does it for each that it was given; what a form sends besides says nothing
        $given = strpos($this->event, 'Console.') === 0 && isset($this->params['plugin']) ? $this->params['plugin'] : null;
        $wanted = is_array($given) ? max(1, count($given)) : 1;
        $times = isset($this->times[$this->row['proof']]) ? $this->times[$this->row['proof']] : 0;
        if ($times >= $wanted) {
            return null;
        }

        return $times === 0 ? 'Matomo did nothing' : 'Matomo did it for ' . $times . ' of ' . $wanted;
    }

    /** @return bool whether a success is worth telling */
    public function isWorthTelling(): bool
    {
        return empty($this->row['only_changes'])
            || $this->before != $this->after || $this->seen || $this->hasConsequences;
    }

    public function fingerprint(string $value): string
    {
        if ($this->key === null) {
            $this->key = random_bytes(32);
        }

        return substr(hash_hmac('sha256', $value, $this->key), 0, 8);
    }
}
