<?php
/**
 * Makes what the tests of a real Matomo need, and takes it away: php -- add|remove SUFFIX < provision.php, in Matomo's directory, as the
 * user of the web server. A website, a super user and a plain user, each with a password and a token; JSON on standard output.
 *
 * What it does is no activity of anybody, and so it goes past the API where it can. `remove` also puts back the settings as `add` found them.
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

// the settings of the whole Matomo, kept until they are put back
$kept = sys_get_temp_dir() . '/e2e-' . $suffix . '.settings';
$tables = array('option' => 'option_name', 'plugin_setting' => 'idplugin_setting');

if ($what === 'remove') {
    foreach ($users->getUsersLogin() as $login) {
        if (strpos($login, 'e2e-') === 0 && substr($login, -strlen($suffix)) === $suffix) {
            $users->deleteUserOptions($login);
            $users->deleteUser($login);
        }
    }
    $table = \Piwik\Common::prefixTable('site');
    foreach (\Piwik\Db::fetchAll("SELECT idsite FROM `$table` WHERE name LIKE ?", array('E2E % ' . $suffix)) as $row) {
        $sites->deleteSite($row['idsite']);
        \Piwik\Option::delete($row['idsite'] . '_annotations');
        \Piwik\Access::doAsSuperUser(function () use ($row) {
            \Piwik\Piwik::postEvent('SitesManager.deleteSite.end', array($row['idsite']));
        });
    }
    foreach (is_file($kept) ? unserialize(file_get_contents($kept), array('allowed_classes' => false)) : array() as $name => $rows) {
        $table = \Piwik\Common::prefixTable($name);
        \Piwik\Db::query("DELETE FROM `$table`");
        foreach ($rows as $row) {
            $columns = '`' . implode('`,`', array_keys($row)) . '`';
            $marks = implode(',', array_fill(0, count($row), '?'));
            \Piwik\Db::query("INSERT INTO `$table` ($columns) VALUES ($marks)", array_values($row));
        }
    }
    @unlink($kept);
    \Piwik\Tracker\Cache::deleteTrackerCache();
    exit(0);
}

$site = \Piwik\Access::doAsSuperUser(function () use ($suffix) {
    return \Piwik\Plugins\SitesManager\API::getInstance()->addSite('E2E home ' . $suffix, array('https://e2e.example.org'));
});
$out = array('site' => (int) $site);
$settings = array();
foreach ($tables as $name => $id) {
    $settings[$name] = \Piwik\Db::fetchAll('SELECT * FROM `' . \Piwik\Common::prefixTable($name) . "` ORDER BY `$id`");
}
// attempts of earlier runs must not block this one
\Piwik\Db::query('DELETE FROM `' . \Piwik\Common::prefixTable('brute_force_log') . '`');
umask(0077);
file_put_contents($kept, serialize($settings));
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
