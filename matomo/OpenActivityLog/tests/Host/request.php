<?php
/**
 * Open Activity Log for Matomo: a request in which a class of another plugin is asked. Arguments: spool, directory of plugins, plugin.
 *
 * @license GPL-3.0-or-later
 */

require_once dirname(__DIR__) . '/bootstrap.php';

Piwik\World::reset();
Piwik\World::$login = 'alice';
Piwik\World::$config['OpenActivityLog'] = array('spool_dir' => $argv[1]);
Piwik\World::$pluginsDirectory = $argv[2];
Piwik\World::$plugins = array($argv[3]);
$matomo = new Piwik\Plugins\OpenActivityLog\tests\Host\Matomo($argv[1]);
$matomo->api('Goals.addGoal', array('name' => 'x'), function () use ($matomo, $argv) {
    $matomo->post($argv[3] . '.sold', array(array('item' => array('name' => 'Tea'))));
    echo 'went on';
});
