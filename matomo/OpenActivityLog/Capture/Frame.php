<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Capture;

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
        if (!in_array($event, $this->seen, true)) {
            $this->seen[] = $event;
        }
    }

    /** Such pages go to another page when they worked, and show themselves again when they did not. */
    public function succeedsByRedirect(): bool
    {
        return isset($this->row['redirect']) && $this->row['redirect'] === 'success';
    }

    public function fingerprint(string $value): string
    {
        if ($this->key === null) {
            $this->key = random_bytes(32);
        }

        return substr(hash_hmac('sha256', $value, $this->key), 0, 8);
    }
}
