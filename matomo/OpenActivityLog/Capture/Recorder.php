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
    /** Events of one request that are remembered, so that none is told twice. */
    const MAX_SAID = 500;

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

    /** @var Attempts */
    private $attempts;

    /** @var Spool|null */
    private $spool;

    /** @var Strict|null */
    private $strict;

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
        $this->attempts = new Attempts($this->origin, $this->who, function () {
            return $this->calls();
        });
        $this->depth = $depth ?: function () {
            return count(debug_backtrace(DEBUG_BACKTRACE_IGNORE_ARGS));
        };
        $this->views = new Views($this, $map, function () {
            return $this->spool();
        });
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

    /** Matomo has loaded its plugins, and has not looked yet at who asks. */
    public function requestComes()
    {
        if (!Origin::isConsole()) {
            $this->watchShutdown();
        }
    }

    public function requestBegins()
    {
        $this->attempts->requestBegan = true;
        $this->who->requestIsReady();
        $this->tellFirstUse();
    }

    /** Every way out of a request leads through here, once something is open or may have been refused. */
    public function watchShutdown()
    {
        if (!$this->watchesShutdown) {
            $this->watchesShutdown = true;
            Hooks::atShutdown();
        }
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
        $depth = $this->depth();
        $this->mustBeRecordable($row, CaptureMap::OTHER_CALLS, $depth);
        $params = Parameters::ofApi($params, $plugin, $method);
        $this->calls()->begin('API.' . $plugin . '.' . $method, $row, $params, $depth);
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
        $isForm = Origin::isPost() || Origin::hasNonce();
        if ($row === null && $isForm) {
            $row = $this->map->unknownPage((string) $module, (string) $action);
        }
        if ($row === null || !($isForm || !empty($row['get'])) || !Parameters::areGiven($row)) {
            return;
        }
        $depth = $this->depth();
        $params = Logins::ofForm(Parameters::ofPage($row));
        if (!Strict::isOwnEnd($event, $params)) {
            $this->mustBeRecordable($row, CaptureMap::OTHER_CALLS, $depth);
        }
        $this->calls()->begin($event, $row, $params, $depth);
    }

    public function pageEnds($answer, $module, $action)
    {
        if (strncmp((string) $module, 'Login', 5) === 0) {
            $this->attempts->pageEnds($answer, (string) $action);
        }
        $this->views->pageEnded($module, $action);
        if ($this->calls === null || !$this->calls->areUnfinished()) {
            return;
        }
        $depth = $this->depth();
        $errors = Outcome::errorsIn($answer);
        foreach ($errors as $error) {
            $this->attempts->refused((string) $error);
        }
        $this->calls->fail($this->calls->open->leave($depth + 1), $errors);
        $frame = $this->calls->open->find('Controller.' . $module . '.' . $action, $depth);
        if ($frame === null) {
            return;
        }
        if ($errors || $frame->succeedsByRedirect() || $frame->lacksProof() !== null) {
            // had it worked, such a page would have gone to another one instead of showing itself again
            $this->calls->fail($this->calls->open->leave($depth), $errors ?: array_filter(array(Outcome::messageIn($answer))));
        } else {
            $this->calls->end($frame, null);
        }
    }

    public function notAuthorized(\Throwable $e)
    {
        $message = Outcome::tidy($e->getMessage());
        $this->attempts->refused((string) $message);
        $this->finishExport($message);
        $this->leaveAll(Outcome::DENIED, $message);
    }

    /** @param string|null $message */
    private function finishExport($message)
    {
        if ($this->reads->isExporting()) {
            $this->reads->finish($this->calls(), Outcome::DENIED, $message);
        }
    }

    /** An exception that nobody caught. */
    public function errorPage($page, $e)
    {
        if ($e instanceof \Throwable) {
            $message = Outcome::tidy($e->getMessage());
            $this->attempts->refused((string) $message);
            $this->leaveAll(Outcome::ofException($e), $message);
        }
    }

    /** @param string|null $message */
    private function leaveAll(string $outcome, $message)
    {
        if (!$this->nothingIsOpen()) {
            foreach ($this->calls->open->leave(1) as $frame) {
                $this->calls->write($frame, $outcome, $message);
            }
        }
    }

    /**
     * @param mixed[] $args the event's arguments
     * @param array[] $told what other plugins' classes tell about it
     */
    public function happened(string $event, array $args, array $told = array())
    {
        if (Logins::isNoise($event, $args) || Components::isColumn($event, $args)) {
            return;
        }
        if (strpos($event, 'API.') === 0) {
            // only other plugins' classes listen to single calls
            $this->calls()->tell($event, 0, $told);
            return;
        }
        if (strncmp($event, 'Login.', 6) === 0) {
            $this->attempts->signInWasTold = true;
        }
        if ($event === 'PluginManager.pluginActivated' && isset($args[0]) && $args[0] === Facts::PLUGIN && $this->nothingIsOpen()) {
            return; // ownEvent tells it
        }
        $depth = $this->nothingIsOpen() ? 0 : $this->depth();
        if ($this->calls()->absorb($event, $depth, $args, $told)) {
            return;
        }
        $row = $this->map->activity($event);
        if ($row === null) {
            $this->calls->tell($event, $depth, $told);
            return;
        }
        $frame = new Frame($event, $depth, $row, Parameters::ofEvent($row, $args));
        $frame->addTold($told);
        $isLogin = Logins::describe($frame, $args, $this->who);
        $this->calls->place($frame, !$isLogin);
        if ($event === 'Core.configFileChanged') {
            $this->calls->configFile->hasChanged($frame);
        } else {
            $this->calls->readAfter($frame);
        }
        $isFailure = preg_match('/fail/i', $event) === 1;
        // Matomo posts some events several times for one change; of attempts each counts
        $key = md5($event . "\n" . serialize(array($frame->params, $frame->before, $frame->after, $frame->cause, $this->origin->task)));
        if (!$isFailure && isset($this->said[$key])) {
            return;
        }
        $this->said = array_slice($this->said, -self::MAX_SAID, null, true) + array($key => true);
        $this->calls->write($frame, $isFailure ? Outcome::FAILURE : Outcome::SUCCESS);
    }

    public function tokenWasRefused()
    {
        $this->attempts->requestBegan = true; // this is why it ends early
        $this->who->tokenIsWrong();
        $frame = new Frame('API.Request.authenticate.failed', 0, array(), array());
        $frame->actor = $this->who->isPerson(null, 'token');
        $this->calls()->place($frame, false);
        $this->calls->write($frame, Outcome::FAILURE);
    }

    /** Depth 0: the whole process is the command. */
    public function commandBegins($console, $input)
    {
        $read = Commands::read($console, $input);
        if ($read === null) {
            return;
        }
        list($command, $params) = $read;
        $this->origin->command = $command;
        $row = $this->map->command($command);
        if ($row === null) {
            return;
        }
        if (!Strict::isOwnEnd('Console.' . $command, $params)) {
            $this->mustBeRecordable($row, CaptureMap::OTHER_COMMANDS, 0);
        }
        $params = Commands::hideValues($command, $params, $this->configFile());
        $params['os_host'] = (string) gethostname();
        $this->calls()->begin('Console.' . $command, $row, $params, 0);
        $this->calls->commandEnd = CommandEnd::watch($console);
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

    /** A fact about the plugin itself. Matomo tells us of no other plugin's end than our own. */
    public function ownEvent(string $event, array $params = array())
    {
        $root = $this->nothingIsOpen() ? null : $this->calls->open->root();
        if ($root !== null && isset($root->row['proof'])) {
            $root->hasSeen($root->row['proof']);
        }
        $frame = new Frame($event, 0, array('plain' => array_keys($params)), $params);
        $this->calls()->place($frame, true);
        $this->calls->write($frame, Outcome::SUCCESS);
    }

    /** A fact about the log that nobody did. */
    public function logEvent(string $event, array $params)
    {
        $frame = new Frame($event, 0, array('plain' => array_keys($params)), $params);
        $this->calls()->place($frame, false);
        $frame->cause = null;
        $frame->actor = Who::system();
        $this->calls->write($frame, Outcome::SUCCESS);
    }

    public function redactor(): Redactor
    {
        return $this->map->redactor();
    }

    /** The end of the process: what is open now ended by exit, by a redirect or by a fatal error. */
    public function shutdown(Ending $ending)
    {
        // an error in one step must not take the others along
        foreach (array('endAttempts', 'endCalls', 'endViews') as $step) {
            Hooks::attempt(function () use ($step, $ending) {
                $this->$step($ending);
            });
        }
    }

    private function endAttempts(Ending $ending)
    {
        $this->attempts->requestEnded($ending);
        $this->tellFirstUse();
    }

    private function endCalls(Ending $ending)
    {
        if ($this->origin->task !== null && $ending->fatal !== null && $this->nothingIsOpen()) {
            $this->calls()->begin('Task.' . $this->origin->task, array(), array(), 1);
        }
        if ($this->calls !== null) {
            $this->reads->finish($this->calls, Outcome::FAILURE, $ending->fatal === null ? 'ended early' : $ending->fatal);
            $this->calls->shutdown($ending);
        }
    }

    private function endViews()
    {
        $this->views->write();
    }

    private function tellFirstUse()
    {
        foreach ($this->who->firstUses() as $token) {
            $params = array('login' => $token['login'], 'id' => (int) $token['idusertokenauth']);
            $frame = new Frame('Seen.token_first_used', 0, array('plain' => array('login', 'id')), $params);
            $frame->actor = $this->who->isTokenOf($token);
            $this->calls()->place($frame, false);
            $this->calls->write($frame, Outcome::SUCCESS);
        }
    }

    /**
     * Strict mode: what cannot be recorded is refused before it happens. What is already inside a recorded action goes on.
     *
     * @throws NotRecordable
     */
    private function mustBeRecordable(array $row, string $otherwise, int $depth)
    {
        if ($this->strict === null) {
            $this->strict = new Strict(Settings::strict());
        }
        if (!$this->strict->covers($row, $otherwise)) {
            return;
        }
        $root = null;
        if ($this->calls !== null) {
            // what an exception left behind vouches for nothing
            $this->calls->buryDead($depth);
            $root = $this->calls->open->root();
        }
        // inside what was checked itself, nothing is stopped half-way
        if ($root === null || !$this->strict->covers($root->row, CaptureMap::OTHER_CALLS)) {
            $this->strict->check($this->spool());
        }
    }

    private function spool(): Spool
    {
        if ($this->spool === null) {
            $this->spool = call_user_func($this->openSpool);
        }

        return $this->spool;
    }

    private function calls(): Calls
    {
        if ($this->calls === null) {
            $this->calls = new Calls($this, $this->map, $this->origin, $this->who, $this->spool());
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
