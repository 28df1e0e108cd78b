<?php
// Run by `activity-log connect` as the user of the web server, in Matomo's directory, read from standard input:
// lets the plugin record one harmless event.
define('PIWIK_DOCUMENT_ROOT', getcwd());
if (file_exists(PIWIK_DOCUMENT_ROOT . '/bootstrap.php')) {
    require_once PIWIK_DOCUMENT_ROOT . '/bootstrap.php';
}
if (!defined('PIWIK_INCLUDE_PATH')) {
    define('PIWIK_INCLUDE_PATH', PIWIK_DOCUMENT_ROOT);
}
require_once PIWIK_INCLUDE_PATH . '/core/bootstrap.php';
try {
    $environment = new \Piwik\Application\Environment('cli');
    $environment->init();
    \Piwik\Plugin\Manager::getInstance()->loadActivatedPlugins();
    $recorder = \Piwik\Plugins\OpenActivityLog\Capture\Hooks::recorder();
    if ($recorder === null) {
        echo 'the plugin knows no spool directory';
        exit(1);
    }
    $recorder->ownEvent('auditlog.connected');
} catch (\Throwable $e) {
    echo get_class($e) . ': ' . $e->getMessage();
    exit(1);
}
