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

/** Posts events around real function calls, so that the depth of the call stack is a real one. */
final class Matomo
{
    public $recorder;
    private $hooks;

    public function __construct(string $directory, ?array $map = null)
    {
        $map = new CaptureMap($map === null ? require __DIR__ . '/map.php' : $map);
        $this->recorder = new Recorder($map, function () use ($directory) {
            return new Spool($directory);
        });
        Hooks::replace($this->recorder);
        $this->hooks = (new OpenActivityLog())->registerEvents();
    }

    /** With the map that is shipped, not the one that the tests keep still. */
    public static function shipped(string $directory): self
    {
        return new self($directory, require dirname(__DIR__, 2) . '/Capture/map.php');
    }

    public function post(string $event, array $args = array())
    {
        if (isset($this->hooks[$event])) {
            call_user_func_array($this->hooks[$event]['function'], $args);
        }
    }

    public function api(string $method, array $params = array(), ?callable $do = null)
    {
        list($plugin, $action) = explode('.', $method);
        World::$apiCalls[] = $method;
        try {
            $this->post('API.Request.dispatch', array($params, $plugin, $action));
            $result = $do === null ? null : call_user_func($do);
            $info = array('module' => $plugin, 'action' => $action, 'parameters' => $params);
            $this->post('API.' . $method . '.end', array($result, $info));
            $this->post('API.Request.dispatch.end', array($result, $info));
        } finally {
            array_pop(World::$apiCalls);
        }

        return $result;
    }

    public function page(string $module, string $action, ?callable $do = null)
    {
        $this->post('Request.dispatch', array($module, $action, array()));
        $result = $do === null ? '' : call_user_func($do);
        $this->post('Request.dispatch.end', array($result, $module, $action, array()));
    }

    public function end(int $status = 200, ?string $fatal = null, string $location = '')
    {
        $this->recorder->shutdown(new Ending($fatal, $status, $location));
        Hooks::replace(null);
    }
}
