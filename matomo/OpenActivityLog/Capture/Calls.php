<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Capture;

/** The life of the calls of one request: from their beginning, whatever way they end, to their facts. */
class Calls
{
    /** Its inner calls are actions of their own, and their errors come only with the answer to the whole. */
    const BULK = 'API.getBulkRequest';

    /** @var FrameStack */
    public $open;

    /** @var ConfigFile */
    public $configFile;

    /** @var CommandEnd|null */
    public $commandEnd;

    private $recorder;
    private $map;
    private $origin;
    private $who;
    private $facts;
    private $sites;
    private $snapshot;

    /** @var array[] lists of frames that died in a bulk request, waiting for their reasons */
    private $died = array();

    public function __construct(Recorder $recorder, CaptureMap $map, Origin $origin, Who $who, Spool $spool)
    {
        $redactor = $map->redactor();
        $this->recorder = $recorder;
        $this->map = $map;
        $this->origin = $origin;
        $this->who = $who;
        $this->open = new FrameStack();
        $this->facts = new Facts($spool, $redactor, $origin);
        $this->sites = new Sites();
        $this->snapshot = new Snapshot($map, $this->sites);
        $this->configFile = new ConfigFile($redactor, $map);
    }

    public function begin(string $event, array $row, array $params, int $depth): Frame
    {
        $this->buryDead($depth);
        $frame = new Frame($event, $depth, $row, $params);
        $absorber = $this->open->absorberOf($event);
        if ($absorber !== null) {
            $frame->absorbed = true;
            $absorber->hasSeen($event);
        } else {
            $this->place($frame, true);
            $frame->before = $this->snapshot->read($frame);
            $this->placeByRow($frame);
        }
        $this->open->push($frame);
        $this->recorder->watchShutdown();

        return $frame;
    }

    /** The frame's end was announced: it succeeded, and what is still open inside it did not. */
    public function end(Frame $frame, $result)
    {
        foreach ($this->open->leave($frame->depth) as $left) {
            if ($left !== $frame) {
                $this->write($left, Outcome::FAILURE, 'ended early');
            }
        }
        if ($frame->absorbed) {
            return;
        }
        $result = $frame->kept($result);
        if ($frame->site === null || $frame->site['name'] === null) {
            $frame->site = $this->siteOf($frame, $result);
        }
        $this->readAfter($frame, $result);
        $this->write($frame, Outcome::SUCCESS, null, $result);
    }

    /**
     * @param array $args the event's arguments
     * @param array[] $told what other plugins' classes tell about the event
     * @return bool whether the event is part of a call that is open
     */
    public function absorb(string $event, int $depth, array $args, array $told = array()): bool
    {
        if ($this->open->isEmpty()) {
            return false;
        }
        $this->buryDead($depth);
        $absorber = $this->open->absorberOf($event);
        if ($absorber === null) {
            return false;
        }
        $absorber->hasSeen($event);
        $row = $this->map->activity($event);
        if ($row !== null && isset($absorber->row['plain'])) {
            // what the call itself did not say, for example which plugin; of a form Matomo knows better than who sent it
            $given = array_intersect_key(Parameters::ofEvent($row, $args), array_flip($absorber->row['plain']));
            $absorber->params = $absorber->isPage() ? $given + $absorber->params : $absorber->params + $given;
        }
        $absorber->addTold($told);
        if ($event === 'Core.configFileChanged') {
            $this->configFile->hasChanged($absorber);
        }

        return true;
    }

    /**
     * What other plugins' classes tell about an event that the catalogue does not know: part of the call it belongs to, or else a
     * fact of its own.
     *
     * @param array[] $told
     */
    public function tell(string $event, int $depth, array $told)
    {
        if (!$told) {
            return;
        }
        $site = isset($told[0]['data']['site']['site_id']) ? $told[0]['data']['site']['site_id'] : null;
        $frame = $this->open->subjectOf($event);
        if ($frame === null) {
            $frame = new Frame('Activity.' . $told[0]['class'], $depth, array(), array('idSite' => $site));
            $frame->addTold($told);
            $this->place($frame, true);
            $this->write($frame, Outcome::SUCCESS);
            return;
        }
        $frame->addTold($told);
        if ($frame->site === null) {
            $frame->site = Hooks::attempt(function () use ($site) {
                return $this->sites->find($site);
            });
        }
    }

    /** What is still on the stack at this depth or deeper was left by an exception. */
    public function buryDead(int $depth)
    {
        $dead = $this->open->leave($depth);
        if (!$dead) {
            return;
        }
        if ($this->origin->request()['method'] === self::BULK) {
            $this->died[] = $dead;
        } else {
            foreach ($dead as $frame) {
                $this->write($frame, Outcome::FAILURE);
            }
        }
    }

    /**
     * @param Frame[] $frames that died by one exception
     * @param string[] $errors of the answer, in order; in a bulk request one for each inner call that failed
     */
    public function fail(array $frames, array $errors)
    {
        $groups = $this->died;
        $this->died = array();
        if ($frames) {
            $groups[] = $frames;
        }
        $fits = count($errors) === count($groups);
        foreach ($groups as $i => $group) {
            $error = $fits ? $errors[$i] : (count($groups) === 1 && $errors ? $errors[0] : null);
            foreach ($group as $frame) {
                $this->write($frame, Outcome::ofMessage($error), $error);
            }
        }
    }

    /** The pages that are open now are told as an attempt of another kind. */
    public function dropPages()
    {
        $root = $this->open->root();
        if ($root !== null && $root->isPage()) {
            foreach ($this->open->leave(0) as $frame) {
                $frame->absorbed = true;
            }
        }
    }

    public function areUnfinished(): bool
    {
        return $this->died || !$this->open->isEmpty();
    }

    public function shutdown(Ending $ending)
    {
        foreach ($this->open->leave(0) as $frame) {
            if ($ending->fatal === null && $frame->isPage() && $ending->asksForPassword()) {
                continue;
            }
            $why = $ending->fatal === null ? $this->whyFailed($frame, $ending) : $ending->fatal;
            if ($why === null) {
                $this->readAfter($frame);
                $this->write($frame, Outcome::SUCCESS);
            } else {
                $this->write($frame, Outcome::FAILURE, $why);
            }
        }
        $this->fail(array(), array());
    }

    /** @return string|null null when this is how the call ends if it works */
    private function whyFailed(Frame $frame, Ending $ending)
    {
        if (strpos($frame->event, 'Console.') === 0) {
            $code = $this->commandEnd === null ? null : $this->commandEnd->exitCode;
            if ($code !== null && $code !== 0) {
                return $this->commandEnd->error === null ? 'exit code ' . $code : $this->commandEnd->error;
            }
            return $frame->lacksProof();
        }

        return $frame->mayRedirect() && $ending->isRedirect() ? $frame->lacksProof() : 'ended early';
    }

    /** Says where a frame belongs: which request, which root, which website, and who did it. */
    public function place(Frame $frame, bool $withActor)
    {
        $root = $this->open->root();
        $frame->cause = $root === null ? null : $root->id;
        if ($root !== null) {
            $root->hasConsequences = true;
        }
        $frame->request = $this->origin->request();
        if ($withActor) {
            $frame->site = $this->siteOf($frame, null);
            $frame->actor = $this->who->acts($frame->site);
        }
    }

    public function readAfter(Frame $frame, $result = null)
    {
        $after = $this->snapshot->read($frame, $result);
        if ($after !== null) {
            // the configuration file's rows may be there already
            $frame->after = $frame->after === null ? $after : $after + $frame->after;
        }
    }

    /** @param string|null $reason */
    public function write(Frame $frame, string $outcome, $reason = null, $result = null)
    {
        if ($frame->absorbed || ($outcome === Outcome::SUCCESS && !$frame->isWorthTelling())) {
            return;
        }
        if ($outcome === Outcome::SUCCESS && $frame->idOfSuccess !== null) {
            $frame->id = $frame->idOfSuccess;
        }
        if ($outcome === Outcome::FAILURE && $frame->before !== null) {
            // an error may come after the change was made, for example when a mail about it cannot be sent
            $after = $this->snapshot->read($frame);
            $frame->after = $after === null || array_intersect_key($frame->before, $after) === $after ? $frame->after : $after;
        }
        $why = $this->facts->write($frame, $outcome, $reason, $result);
        if ($why !== null) {
            Hooks::complain($why);
        }
    }

    /** Of some calls only the row says which website they are about. */
    private function placeByRow(Frame $frame)
    {
        if ($frame->before !== null && $frame->site === null && isset($frame->row['site']) && strpos($frame->row['site'], 'row.') !== false) {
            $frame->site = $this->siteOf($frame, null);
            $frame->actor = $frame->site === null ? $frame->actor : $this->who->acts($frame->site);
        }
    }

    private function siteOf(Frame $frame, $result)
    {
        $source = isset($frame->row['site']) ? $frame->row['site'] : 'param.idSite';

        return Hooks::attempt(function () use ($source, $frame, $result) {
            return $this->sites->find(Sources::value($source, $frame, $result));
        });
    }
}
