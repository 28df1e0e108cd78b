<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\tests\Host;

use Piwik\Plugins\OpenActivityLog\Capture\CaptureMap;
use Piwik\Plugins\OpenActivityLog\Capture\Ending;
use Piwik\Plugins\OpenActivityLog\Capture\Hooks;
use Piwik\Plugins\OpenActivityLog\Capture\Recorder;
use Piwik\Plugins\OpenActivityLog\Capture\Spool;
use Piwik\Plugins\OpenActivityLog\OpenActivityLog;
use Piwik\World;

/** Posts recorded events of a real Matomo to the real plugin. */
final class Replay
{
    /** The recording keeps of console commands only that there was one. */
    const COMMANDS = array('plugin:deactivate', 'plugin:activate', 'config:get', 'login:unblock-blocked-ips', 'plugin:deactivate');

    public $directory;
    private $map;
    private $depth = 0;
    private $commands = self::COMMANDS;
    private $hasSession = false;

    public function __construct(string $directory, CaptureMap $map)
    {
        $this->directory = $directory;
        $this->map = $map;
    }

    /** @return array[] facts by position, each with `request4` set to the recorded request id */
    public function run(string $recording): array
    {
        $requests = array();
        foreach (file($recording) as $line) {
            $event = json_decode($line, true);
            $requests[$event['request']][] = $event;
        }
        $facts = array();
        foreach ($requests as $id => $events) {
            $before = self::linesIn($this->directory);
            $this->request($events);
            foreach (array_slice(self::linesIn($this->directory), count($before)) as $line) {
                $facts[] = array('from' => substr($id, 0, 4)) + json_decode($line, true);
            }
        }

        return $facts;
    }

    public static function linesIn(string $directory): array
    {
        $file = $directory . '/current.ndjson';

        return is_file($file) ? file($file) : array();
    }

    /** @param array[] $events of one request, with the members of the recording */
    public function request(array $events, int $status = 200)
    {
        $recorder = new Recorder($this->map, function () {
            return new Spool($this->directory);
        }, function () {
            return $this->depth;
        });
        Hooks::replace($recorder);
        $hooks = (new OpenActivityLog())->registerEvents();
        $depths = new Depths($events);
        $this->hasSession = !in_array('API.Request.authenticate', array_column($events, 'event'), true);
        foreach ($events as $i => $event) {
            $this->surroundings($event);
            $this->depth = $depths->depthAt($i);
            if (isset($hooks[$event['event']])) {
                $args = $this->arguments($event);
                $copy = serialize($args);
                call_user_func_array($hooks[$event['event']]['function'], $this->byReference($args));
                if (serialize($args) !== $copy) {
                    throw new \LogicException('the plugin changed an argument of ' . $event['event']);
                }
            }
        }
        $recorder->shutdown(new Ending(null, $status));
        Hooks::replace(null);
    }

    private function surroundings(array $event)
    {
        $http = isset($event['http']) ? $event['http'] : array();
        World::$console = $event['sapi'] === 'cli';
        World::$login = $event['login'] === null ? 'anonymous' : $event['login'];
        World::$super = (bool) $event['super'];
        $root = isset($event['root_api_method']) ? $event['root_api_method'] : false;
        $info = $event['event'] === 'API.Request.dispatch.end' && isset($event['params'][1]['module']) ? $event['params'][1] : null;
        $isRoot = $info !== null && $root === $info['module'] . '.' . $info['action'];
        World::$apiCalls = $root ? array_merge(array($root), $isRoot ? array() : array('inner')) : array();
        World::$requestId = substr($event['request'], 0, 5);
        World::$ip = isset($http['ip']) ? $http['ip'] : '';
        $_SERVER['REQUEST_METHOD'] = isset($http['verb']) ? $http['verb'] : null;
        $_SERVER['REMOTE_ADDR'] = isset($http['peer']) ? $http['peer'] : null;
        $_SERVER['HTTP_USER_AGENT'] = isset($http['agent']) ? $http['agent'] : null;
        $_GET = array_filter(array_intersect_key($http, array('module' => 1, 'action' => 1, 'method' => 1)));
        session_id($this->hasSession && !World::$console && $event['login'] !== null ? 'recordedsession' : '');
    }

    private function arguments(array $event): array
    {
        $args = $event['params'];
        if ($event['event'] === 'Console.doRun') {
            $args[1] = new Command((string) array_shift($this->commands));
        }

        return $args;
    }

    private function byReference(array &$args): array
    {
        $references = array();
        foreach ($args as $key => $unused) {
            $references[$key] = &$args[$key];
        }

        return $references;
    }
}
