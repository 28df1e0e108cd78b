<?php
/**
 * Open Activity Log for Matomo: the process that examines classes, as Matomo's console starts it. Arguments: directory of plugins, mark.
 *
 * @license GPL-3.0-or-later
 */

require_once dirname(__DIR__) . '/bootstrap.php';

Piwik\World::$pluginsDirectory = $argv[1];
spl_autoload_register(function ($class) use ($argv) {
    $file = $argv[1] . str_replace('\\', '/', substr($class, strlen('Piwik\\Plugins\\'))) . '.php';
    if (is_file($file)) {
        require_once $file;
    }
});
(new Piwik\Plugins\OpenActivityLog\Foreign\Examiner($argv[2], STDOUT))->run(STDIN);
