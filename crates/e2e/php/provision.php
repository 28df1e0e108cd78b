<?php
/**
 * Makes what the tests of a real Matomo need, and takes it away: php -- add|remove SUFFIX < provision.php, in Matomo's directory, as the
 * user of the web server. A super user and a plain user, each with a password and a token; JSON on standard output.
 *
 * It goes past the API on purpose: what it does is no activity of anybody.
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

list(, $what, $suffix) = $argv;
$environment = new \Piwik\Application\Environment('cli');
$environment->init();
\Piwik\Plugin\Manager::getInstance()->loadActivatedPlugins();
$users = new \Piwik\Plugins\UsersManager\Model();
$sites = new \Piwik\Plugins\SitesManager\Model();
$now = \Piwik\Date::now()->getDatetime();
$people = array('super' => 'e2e-super-' . $suffix, 'plain' => 'e2e-plain-' . $suffix);

if ($what === 'remove') {
    foreach ($users->getUsersLogin() as $login) {
        if (substr($login, 0, 4) === 'e2e-' && substr($login, -strlen($suffix)) === $suffix) {
            $users->deleteUserOptions($login);
            $users->deleteUser($login);
        }
    }
    $goals = \Piwik\Common::prefixTable('goal');
    \Piwik\Db::query("UPDATE `$goals` SET deleted = 1 WHERE name LIKE ?", array('E2E % ' . $suffix));
    $table = \Piwik\Common::prefixTable('site');
    foreach (\Piwik\Db::fetchAll("SELECT idsite FROM `$table` WHERE name LIKE ?", array('E2E % ' . $suffix)) as $row) {
        $sites->deleteSite($row['idsite']);
        \Piwik\Cache::getTransientCache()->flushAll();
    }
    exit(0);
}

$out = array('site' => (int) current($sites->getSitesId()));
$password = new \Piwik\Auth\Password();
foreach ($people as $role => $login) {
    $plain = 'E2e-' . bin2hex(random_bytes(8));
    $users->addUser($login, $password->hash(\Piwik\Plugins\UsersManager\UsersManager::getPasswordHash($plain)), $login . '@example.org', $now);
    if ($role === 'super') {
        $users->setSuperUserAccess($login, true);
    } else {
        $users->addUserAccess($login, 'view', array($out['site']));
    }
    $token = $users->generateRandomTokenAuth();
    $users->addTokenAuth($login, $token, 'end-to-end tests', $now);
    $out[$role] = array('login' => $login, 'password' => $plain, 'token' => $token);
}
echo json_encode($out);
