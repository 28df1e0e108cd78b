<?php
/**
 * What a person would have in their mailbox or on their phone: php -- reset-token|second-factor|code|recovery-code LOGIN < secrets.php, in
 * Matomo's directory, as the user of the web server. `expired-token` gives somebody a token that ran out yesterday.
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

list(, $what, $login) = $argv;
$environment = new \Piwik\Application\Environment('cli');
$environment->init();
\Piwik\Plugin\Manager::getInstance()->loadActivatedPlugins();
$users = new \Piwik\Plugins\UsersManager\Model();
$user = $users->getUser($login);

if ($what === 'reset-token') {
    $info = json_decode(\Piwik\Option::get($login . '_reset_password_info'), true);
    echo \Piwik\Container\StaticContainer::get('Piwik\Plugins\Login\PasswordResetter')
        ->generatePasswordResetToken($user, $info['keySuffix']);
} elseif ($what === 'second-factor') {
    $secret = \Piwik\Container\StaticContainer::get('Piwik\Plugins\TwoFactorAuth\TwoFactorAuthentication')->generateSecret();
    $codes = \Piwik\Container\StaticContainer::get('Piwik\Plugins\TwoFactorAuth\Dao\RecoveryCodeDao');
    $codes->insertRecoveryCode($login, 'COVEREDCOVERED01');
    $codes->insertRecoveryCode($login, 'COVEREDCOVERED02');
    $users->updateUserFields($login, array('twofactor_secret' => $secret));
} elseif ($what === 'code') {
    require_once PIWIK_INCLUDE_PATH . '/libs/Authenticator/TwoFactorAuthenticator.php';
    $authenticator = new \TwoFactorAuthenticator();
    echo $authenticator->getCode($user['twofactor_secret']);
} elseif ($what === 'expired-token') {
    $users->addTokenAuth($login, $users->generateRandomTokenAuth(), 'Covered and expired', '2026-01-01 00:00:00', '2026-01-02 00:00:00');
}
