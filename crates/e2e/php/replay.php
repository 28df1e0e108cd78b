<?php
/**
 * Replays recorded events of a real Matomo through the real recorder into a spool: replay.php REPOSITORY RECORDING SPOOL
 *
 * The recording has no table rows; the few that the recorder asks for are made up here.
 *
 * @license GPL-3.0-or-later
 */

use Piwik\Plugins\OpenActivityLog\Capture\CaptureMap;
use Piwik\Plugins\OpenActivityLog\tests\Host\Replay;
use Piwik\World;

list(, $repository, $recording, $spool) = $argv;
error_reporting(E_ALL);
set_error_handler(function ($level, $message, $file, $line) {
    throw new \ErrorException($message, 0, $level, $file, $line);
});
require $repository . '/matomo/OpenActivityLog/tests/bootstrap.php';

$logins = array();
$tokens = array();
foreach (file($recording) as $line) {
    $event = json_decode($line, true);
    if ($event['login'] !== null && $event['login'] !== 'anonymous') {
        $logins[$event['login']] = true;
    }
    if ($event['event'] === 'API.Request.authenticate') {
        $tokens[hash('sha512', $event['params'][0] . Piwik\SettingsPiwik::getSalt())] = true;
    }
}

World::reset();
World::$config['OpenActivityLog'] = array('shared_secret' => str_repeat('ab', 32));
World::$database = function ($sql, $bind) use ($logins, $tokens) {
    if (strpos($sql, 'user_token_auth') && isset($tokens[$bind[0]])) {
        return array(array('idusertokenauth' => '12', 'login' => 'admin', 'description' => 'Script &amp; co', 'last_used' => '2024-10-01 00:00:00'));
    }
    if (strpos($sql, 'SELECT name FROM `matomo_site`') === 0) {
        return array(array('name' => 'Site ' . $bind[0]));
    }
    if (strpos($sql, 'SELECT login FROM') === 0) {
        return isset($logins[$bind[0]]) ? array(array('login' => $bind[0])) : array();
    }
    if (strpos($sql, 'SELECT superuser_access') === 0) {
        return array(array('superuser_access' => $bind[0] === 'admin' ? '1' : '0'));
    }
    if (strpos($sql, 'FROM `matomo_access`') && strpos($sql, 'DISTINCT access')) {
        return array(array('access' => 'view'));
    }

    return array();
};
(new Replay($spool, CaptureMap::load()))->run($recording);
