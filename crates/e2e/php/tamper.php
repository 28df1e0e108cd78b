<?php
/**
 * Somebody at the database: php -- LOGIN < tamper.php makes LOGIN a super user without a line of Matomo's API.
 *
 * @license GPL-3.0-or-later
 */

define('PIWIK_DOCUMENT_ROOT', getcwd());
if (file_exists(PIWIK_DOCUMENT_ROOT . '/bootstrap.php')) {
    require_once PIWIK_DOCUMENT_ROOT . '/bootstrap.php';
}
if (!defined('PIWIK_INCLUDE_PATH')) {
    define('PIWIK_INCLUDE_PATH', PIWIK_DOCUMENT_ROOT);
}
require_once PIWIK_INCLUDE_PATH . '/core/bootstrap.php';

$environment = new \Piwik\Application\Environment('cli');
$environment->init();
\Piwik\Db::query('UPDATE `' . \Piwik\Common::prefixTable('user') . '` SET superuser_access = 1 WHERE login = ?', array($argv[1]));
