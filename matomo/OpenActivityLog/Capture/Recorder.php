<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Capture;

/**
 * Understands Matomo's events: which begin a call, which end one, which stand for themselves.
 *
 * Called by Hooks only, which keeps every error away from the request.
 */
class Recorder
{
    private $map;
    private $origin;
    private $who;
    private $openSpool;
    private $depth;
    private $views;
    private $reads;
    private $watchesShutdown = false;

    /** @var Calls|null null until something happens that is worth a fact: most requests change nothing */
    private $calls;

    /** @var array domain events already written in this request */
    private $said = array();

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
        $this->views = new Views($this, $map, $openSpool);
        $this->reads = new Reads($map, $this->origin);
    }

    public function who(): Who
    {
        return $this->who;
    }

    public function configFile(): ConfigFile
    {
        return $this->calls()->configFile;
    }

    public function apiBegins($params, $plugin, $method)
    {
        // Every report that is read passes here: nothing else may happen before this line.
        $this->views->apiBegins($plugin, $method);
        $row = $this->map->apiCall($plugin, $method);
        if ($row === null && $this->reads->isExport($plugin, $method)) {
            $this->reads->exportBegins($this->calls(), (array) $params, $plugin, $method);
            $this->watchShutdown();
        }
        if ($row === null || !is_array($params)) {
            return;
        }
        if (!empty($row['read'])) {
            $this->readBegins($row, $params, $plugin, $method);
            return;
        }
        $params = Parameters::ofApi($params, $plugin, $method);
        $this->calls()->begin('API.' . $plugin . '.' . $method, $row, $params, $this->depth());
    }

    /** Personal data is about to be shown. */
    private function readBegins(array $row, array $params, $plugin, $method)
    {
        $event = 'API.' . $plugin . '.' . $method;
        $params = Parameters::ofApi($params, $plugin, $method);
        if ($this->nothingIsOpen() || $this->calls->open->absorberOf($event) === null) {
            $params = $this->reads->entryOf($event, $row, $params);
        }
        if ($params === null) {
            return;
        }
        $frame = $this->calls()->begin($event, $row, $params, $this->depth());
        $frame->idOfSuccess = $frame->absorbed ? null : $this->reads->idOf($frame, $params);
    }

    public function apiEnds($result, $info)
    {
        if (isset($info['module'], $info['action'])) {
            $this->views->apiEnded($info['module'], $info['action']);
            if ($this->reads->isExporting()) {
                $this->reads->exportEnds($this->calls(), $info['module'], $info['action']);
            }
        }
        if ($this->nothingIsOpen() || !isset($info['module'], $info['action'])) {
            return;
        }
        $event = 'API.' . $info['module'] . '.' . $info['action'];
        $frame = $this->calls->open->innermost();
        if ($frame->event !== $event) {
            // the call stack is looked at only when it matters: that costs more than all the rest
            $frame = $this->calls->open->find($event, $this->depth());
        }
        if ($frame !== null) {
            $this->calls->end($frame, $result);
        }
    }

    public function pageBegins($module, $action)
    {
        $this->views->pageBegins($module, $action);
        $event = 'Controller.' . $module . '.' . $action;
        $row = $this->map->activity($event);
        // a page that only shows its form changes nothing
        if ($row === null || !(Origin::isPost() || Origin::hasNonce() || !empty($row['get']))) {
            return;
        }
        $this->calls()->begin($event, $row, Parameters::ofPage($row), $this->depth());
    }

    public function pageEnds($answer, $module, $action)
    {
        $this->views->pageEnded($module, $action);
        if ($this->calls === null || !$this->calls->areUnfinished()) {
            return;
        }
        $depth = $this->depth();
        $errors = Outcome::errorsIn($answer);
        $this->calls->fail($this->calls->open->leave($depth + 1), $errors);
        $frame = $this->calls->open->find('Controller.' . $module . '.' . $action, $depth);
        if ($frame === null) {
            return;
        }
        if ($errors || $frame->succeedsByRedirect()) {
            // had it worked, such a page would have gone to another one instead of showing itself again
            $this->calls->fail($this->calls->open->leave($depth), $errors);
        } else {
            $this->calls->end($frame, null);
        }
    }

    public function notAuthorized(\Throwable $e)
    {
        if ($this->reads->isExporting()) {
            $this->reads->finish($this->calls(), Outcome::DENIED, Outcome::tidy($e->getMessage()));
        }
        if ($this->nothingIsOpen()) {
            return;
        }
        foreach ($this->calls->open->leave(1) as $frame) {
            $this->calls->write($frame, Outcome::DENIED, Outcome::tidy($e->getMessage()));
        }
    }

    /** @param mixed[] $args the event's arguments */
    public function happened(string $event, array $args)
    {
        if (Logins::isNoise($event, $args)) {
            return;
        }
        $depth = $this->nothingIsOpen() ? 0 : $this->depth();
        if ($this->calls()->absorb($event, $depth)) {
            return;
        }
        $row = $this->map->activity($event);
        if ($row === null) {
            return;
        }
        $frame = new Frame($event, $depth, $row, Parameters::ofEvent($row, $args));
        $isLogin = Logins::describe($frame, $args, $this->who);
        $this->calls->place($frame, !$isLogin);
        if ($event === 'Core.configFileChanged') {
            $this->calls->configFile->hasChanged($frame);
        } else {
            $this->calls->readAfter($frame);
        }
        $key = $event . "\n" . serialize(array($frame->params, $frame->after, $frame->cause, $this->origin->task));
        if (isset($this->said[$key])) {
            return;
        }
        $this->said[$key] = true;
        $this->calls->write($frame, preg_match('/fail/i', $event) ? Outcome::FAILURE : Outcome::SUCCESS);
    }

    public function tokenWasRefused()
    {
        $frame = new Frame('API.Request.authenticate.failed', 0, array(), array());
        $frame->actor = $this->who->isPerson(null, 'token');
        $this->calls()->place($frame, false);
        $this->calls->write($frame, Outcome::FAILURE);
    }

    /** Depth 0: the whole process is the command. */
    public function commandBegins($command)
    {
        $this->origin->command = $command;
        $row = $command === null ? null : $this->map->activity('Console.' . $command);
        if ($row !== null) {
            $this->calls()->begin('Console.' . $command, $row, array(), 0);
            $this->calls->commandEnd = CommandEnd::watch();
        }
    }

    public function taskBegins(string $class, string $method)
    {
        $this->origin->task = (string) Values::label($class . '.' . $method, 200);
        $row = $this->map->activity('Task.' . $class . '.' . $method);
        if ($row !== null) {
            $this->calls()->begin('Task.' . $class . '.' . $method, $row, array(), $this->depth());
        }
    }

    public function taskEnds(string $class, string $method)
    {
        if (!$this->nothingIsOpen()) {
            $depth = $this->depth();
            $frame = $this->calls->open->find('Task.' . $class . '.' . $method, $depth);
            if ($frame !== null) {
                $this->calls->end($frame, null);
            } else {
                $this->calls->buryDead($depth);
            }
        }
        $this->origin->task = null;
    }

    /** A fact about the plugin itself. */
    public function ownEvent(string $event, array $params = array())
    {
        $frame = new Frame($event, 0, array('plain' => array_keys($params)), $params);
        $this->calls()->place($frame, true);
        $this->calls->write($frame, Outcome::SUCCESS);
    }

    public function watchShutdown()
    {
        if (!$this->watchesShutdown) {
            $this->watchesShutdown = true;
            Hooks::atShutdown($this);
        }
    }

    /** The end of the process: what is open now ended by exit, by a redirect or by a fatal error. */
    public function shutdown(Ending $ending)
    {
        $this->views->write();
        if ($this->calls !== null) {
            $this->reads->finish($this->calls, Outcome::FAILURE, $ending->fatal === null ? 'ended early' : $ending->fatal);
            $this->calls->shutdown($ending);
        }
    }

    private function calls(): Calls
    {
        if ($this->calls === null) {
            $this->calls = new Calls($this, $this->map, $this->origin, $this->who, call_user_func($this->openSpool));
        }

        return $this->calls;
    }

    private function nothingIsOpen(): bool
    {
        return $this->calls === null || $this->calls->open->isEmpty();
    }

    public function depth(): int
    {
        return call_user_func($this->depth);
    }
}
