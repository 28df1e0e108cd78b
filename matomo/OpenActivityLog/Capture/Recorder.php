<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Capture;

/**
 * Watches a request through Matomo's events and writes a fact for each state-changing call that ends.
 *
 * Called by Hooks only, which keeps every error away from the request.
 */
class Recorder
{
    /** Its inner calls are actions of their own, and their errors come only with the answer to the whole. */
    const BULK = 'API.getBulkRequest';

    private $map;
    private $origin;
    private $who;
    private $openSpool;
    private $depth;

    /** @var FrameStack|null null until something happens that is worth a fact, and so are the four below */
    private $frames;
    private $facts;
    private $sites;
    private $snapshot;
    private $configFile;

    /** @var array[] [frame, …] that died in a bulk request, waiting for their reasons */
    private $died = array();

    /** @var array domain events already written in this request */
    private $said = array();
    private $watchesShutdown = false;

    /**
     * @param callable $openSpool returns the Spool
     * @param callable|null $depth returns the depth of the call stack
     */
    public function __construct(CaptureMap $map, callable $openSpool, ?callable $depth = null)
    {
        $this->map = $map;
        $this->origin = new Origin();
        $this->who = new Who($this->origin);
        $this->openSpool = $openSpool;
        $this->depth = $depth ?: function () {
            return count(debug_backtrace(DEBUG_BACKTRACE_IGNORE_ARGS));
        };
    }

    public function who(): Who
    {
        return $this->who;
    }

    public function configFile(): ConfigFile
    {
        $this->prepare();

        return $this->configFile;
    }

    public function apiBegins($params, $plugin, $method)
    {
        // Every report that is read passes here: nothing else may happen before this line.
        $row = $this->map->apiCall($plugin, $method);
        if ($row === null || !is_array($params)) {
            return;
        }
        $this->begin('API.' . $plugin . '.' . $method, $row, Parameters::ofApi($params, $plugin, $method), $this->depth());
    }

    public function apiEnds($result, $info)
    {
        if ($this->nothingIsOpen() || !isset($info['module'], $info['action'])) {
            return;
        }
        $event = 'API.' . $info['module'] . '.' . $info['action'];
        $frame = $this->frames->innermost();
        if ($frame->event !== $event) {
            // the call stack is looked at only when it matters: that costs more than all the rest
            $frame = $this->frames->find($event, $this->depth());
        }
        if ($frame !== null) {
            $this->end($frame, $frame->depth, $result);
        }
    }

    public function pageBegins($module, $action)
    {
        $event = 'Controller.' . $module . '.' . $action;
        $row = $this->map->activity($event);
        // a page that only shows its form changes nothing
        if ($row === null || !(Origin::isPost() || Origin::hasNonce() || !empty($row['get']))) {
            return;
        }
        $this->begin($event, $row, Parameters::ofPage($row), $this->depth());
    }

    public function pageEnds($answer, $module, $action)
    {
        if ($this->nothingIsOpen() && !$this->died) {
            return;
        }
        $depth = $this->depth();
        $errors = Outcome::errorsIn($answer);
        $this->fail($this->frames->leave($depth + 1), $errors);
        $frame = $this->frames->find('Controller.' . $module . '.' . $action, $depth);
        if ($frame === null) {
            return;
        }
        if ($errors) {
            $this->fail($this->frames->leave($depth), $errors);
        } elseif (isset($frame->row['redirect']) && $frame->row['redirect'] === 'success') {
            // had it worked, it would have gone to another page instead of showing this one again
            $this->fail($this->frames->leave($depth), array());
        } else {
            $this->end($frame, $depth, null);
        }
    }

    public function notAuthorized(\Throwable $e)
    {
        if ($this->nothingIsOpen()) {
            return;
        }
        foreach ($this->frames->leave(1) as $frame) {
            $this->write($frame, Outcome::DENIED, Outcome::tidy($e->getMessage()));
        }
    }

    /** @param mixed[] $args the event's arguments */
    public function happened(string $event, array $args)
    {
        if (Logins::isNoise($event, $args)) {
            return;
        }
        $this->prepare();
        $depth = 0;
        if (!$this->frames->isEmpty()) {
            $depth = $this->depth();
            $this->buryDead($depth);
        }
        $absorber = $this->frames->absorberOf($event);
        if ($absorber !== null) {
            if (!in_array($event, $absorber->seen, true)) {
                $absorber->seen[] = $event;
            }
            if ($event === 'Core.configFileChanged') {
                $this->configFile->hasChanged($absorber);
            }
            return;
        }
        $row = $this->map->activity($event);
        if ($row === null) {
            return;
        }
        $frame = new Frame($event, $depth, $row, Parameters::ofEvent($row, $args));
        if (!Logins::describe($frame, $args, $this->who)) {
            $this->locate($frame);
        }
        $frame->request = $this->origin->request();
        $frame->cause = $this->rootId();
        if ($event === 'Core.configFileChanged') {
            $this->configFile->hasChanged($frame);
        } else {
            $frame->after = $this->snapshot->read($frame);
        }
        $key = $event . "\n" . serialize(array($frame->params, $frame->after, $frame->cause, $this->origin->task));
        if (isset($this->said[$key])) {
            return;
        }
        $this->said[$key] = true;
        $this->write($frame, preg_match('/fail/i', $event) ? Outcome::FAILURE : Outcome::SUCCESS, null);
    }

    public function tokenWasRefused()
    {
        $this->prepare();
        $frame = new Frame('API.Request.authenticate.failed', 0, array(), array());
        $frame->actor = array('auth' => 'token') + $this->who->isPerson(null, 'token');
        $frame->request = $this->origin->request();
        $this->write($frame, Outcome::FAILURE, null);
    }

    /** Depth 0: the whole process is the command. Matomo says neither when it ends nor how. */
    public function commandBegins($command)
    {
        $this->origin->command = $command;
        $row = $command === null ? null : $this->map->activity('Console.' . $command);
        if ($row !== null) {
            $this->begin('Console.' . $command, $row, array(), 0);
        }
    }

    public function taskBegins(string $class, string $method)
    {
        $this->origin->task = (string) Values::label($class . '.' . $method, 200);
        $row = $this->map->activity('Task.' . $class . '.' . $method);
        if ($row !== null) {
            $this->begin('Task.' . $class . '.' . $method, $row, array(), $this->depth());
        }
    }

    public function taskEnds(string $class, string $method)
    {
        if ($this->nothingIsOpen()) {
            $this->origin->task = null;
            return;
        }
        $depth = $this->depth();
        $frame = $this->frames->find('Task.' . $class . '.' . $method, $depth);
        if ($frame !== null) {
            $this->end($frame, $depth, null);
        } else {
            $this->buryDead($depth);
        }
        $this->origin->task = null;
    }

    /** A fact about the plugin itself. */
    public function ownEvent(string $event, array $params = array())
    {
        $this->prepare();
        $frame = new Frame($event, 0, array('plain' => array_keys($params)), $params);
        $this->locate($frame);
        $frame->request = $this->origin->request();
        $frame->cause = $this->rootId();
        $this->write($frame, Outcome::SUCCESS, null);
    }

    /** The end of the process: what is open now ended by exit, by a redirect or by a fatal error. */
    public function shutdown(Ending $ending)
    {
        if ($this->frames === null) {
            return;
        }
        foreach ($this->frames->leave(0) as $frame) {
            $isCommand = strpos($frame->event, 'Console.') === 0;
            $redirected = isset($frame->row['redirect']) && $frame->row['redirect'] === 'success' && $ending->isRedirect();
            if ($ending->fatal === null && ($isCommand || $redirected)) {
                $frame->after = $frame->after ?: $this->snapshot->read($frame);
                $this->write($frame, Outcome::SUCCESS, null);
            } else {
                $this->write($frame, Outcome::FAILURE, $ending->fatal === null ? 'ended early' : $ending->fatal);
            }
        }
        $this->fail(array(), array());
    }

    /** Most requests change nothing: they shall not even load these classes. */
    private function prepare()
    {
        if ($this->frames === null) {
            $redactor = $this->map->redactor();
            $this->frames = new FrameStack();
            $this->facts = new Facts(call_user_func($this->openSpool), $redactor, $this->origin);
            $this->sites = new Sites();
            $this->snapshot = new Snapshot($this->map);
            $this->configFile = new ConfigFile($redactor, $this->map);
        }
    }

    private function nothingIsOpen(): bool
    {
        return $this->frames === null || $this->frames->isEmpty();
    }

    private function begin(string $event, array $row, array $params, int $depth)
    {
        $this->prepare();
        $this->buryDead($depth);
        $frame = new Frame($event, $depth, $row, $params);
        $absorber = $this->frames->absorberOf($event);
        if ($absorber !== null) {
            $frame->absorbed = true;
            $absorber->seen = array_values(array_unique(array_merge($absorber->seen, array($event))));
        } else {
            $this->locate($frame);
            $frame->request = $this->origin->request();
            $frame->cause = $this->rootId();
            $frame->before = $this->snapshot->read($frame);
        }
        $this->frames->push($frame);
        if (!$this->watchesShutdown) {
            $this->watchesShutdown = true;
            Hooks::atShutdown($this);
        }
    }

    private function end(Frame $frame, int $depth, $result)
    {
        foreach ($this->frames->leave($depth) as $left) {
            if ($left !== $frame) {
                $this->write($left, Outcome::FAILURE, 'ended early');
            }
        }
        if ($frame->absorbed) {
            return;
        }
        if ($frame->site === null || $frame->site['name'] === null) {
            $frame->site = $this->siteOf($frame, $result);
        }
        $after = $this->snapshot->read($frame, $result);
        $frame->after = $after === null || $frame->after === null ? ($after ?: $frame->after) : $after + $frame->after;
        $this->write($frame, Outcome::SUCCESS, null, $result);
    }

    /** What is still on the stack at this depth or deeper was left by an exception. */
    private function buryDead(int $depth)
    {
        $dead = $this->frames->leave($depth);
        if (!$dead) {
            return;
        }
        if ($this->origin->request()['method'] === self::BULK) {
            $this->died[] = $dead;
        } else {
            foreach ($dead as $frame) {
                $this->write($frame, Outcome::FAILURE, null);
            }
        }
    }

    /**
     * @param Frame[] $frames that died by one exception
     * @param string[] $errors of the answer, in order; in a bulk request one for each inner call that failed
     */
    private function fail(array $frames, array $errors)
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

    private function write(Frame $frame, string $outcome, $reason, $result = null)
    {
        if ($outcome === Outcome::FAILURE && $frame->before !== null) {
            // an error may come after the change was made, for example when a mail about it cannot be sent
            $after = $this->snapshot->read($frame);
            $frame->after = $after === $frame->before ? $frame->after : $after;
        }
        $why = $this->facts->write($frame, $outcome, $reason, $result);
        if ($why !== null) {
            Hooks::complain($why);
        }
    }

    private function locate(Frame $frame)
    {
        $frame->site = $this->siteOf($frame, null);
        $frame->actor = $this->who->acts($frame->site);
    }

    private function siteOf(Frame $frame, $result)
    {
        $source = isset($frame->row['site']) ? $frame->row['site'] : 'param.idSite';

        return Hooks::attempt(function () use ($source, $frame, $result) {
            return $this->sites->find(Sources::value($source, $frame, $result));
        });
    }

    private function rootId()
    {
        $root = $this->frames->root();

        return $root === null ? null : $root->id;
    }

    private function depth(): int
    {
        return call_user_func($this->depth);
    }
}
