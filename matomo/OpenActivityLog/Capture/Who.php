<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Capture;

use Piwik\Access;
use Piwik\Common;
use Piwik\Db;
use Piwik\Piwik;
use Piwik\SettingsPiwik;

/** Who acts, with which rights, and how they proved it. */
final class Who
{
    const SYSTEM_LOGIN = 'super user was set';
    const ANONYMOUS = 'anonymous';

    private $origin;

    /** @var string|null login at the start of the request, before anything ran with other rights */
    private $sessionLogin;
    private $sessionSuper = false;

    /** @var string|null never the token itself */
    private $tokenHash;
    private $tokens = array();

    public function __construct(Origin $origin)
    {
        $this->origin = $origin;
    }

    public function requestIsReady()
    {
        $this->origin->requestIsReady();
        if (!Origin::isConsole()) {
            $this->sessionLogin = Piwik::getCurrentUserLogin();
            $this->sessionSuper = Piwik::hasUserSuperUserAccess();
        }
    }

    public function tokenWasGiven($token)
    {
        if (is_string($token) && $token !== '' && $token !== self::ANONYMOUS) {
            $this->tokenHash = hash('sha512', $token . SettingsPiwik::getSalt());
        }
    }

    /** @param array|null $site */
    public function acts($site): array
    {
        $login = Piwik::getCurrentUserLogin();
        $super = (bool) Piwik::hasUserSuperUserAccess();
        $actingAs = null;
        if ($login === self::SYSTEM_LOGIN) {
            $login = $this->sessionLogin === self::SYSTEM_LOGIN ? null : $this->sessionLogin;
            $actingAs = 'super user';
        } elseif ($super && $login === $this->sessionLogin && !$this->sessionSuper) {
            $actingAs = 'super user';
        }
        if ($this->origin->task !== null || (Origin::isConsole() && in_array($login, array(null, '', self::ANONYMOUS), true))) {
            $login = null;
            $super = true;
            $actingAs = 'super user';
        }
        $token = Hooks::attempt(function () use ($login) {
            return $this->tokenOf($login);
        });

        return array(
            'login' => $login === null ? null : Values::label($login, 200),
            'super' => $super,
            'role' => Hooks::attempt(function () use ($login, $super, $actingAs, $site) {
                return $this->role($login, $super, $actingAs, $site);
            }, 'none'),
            'auth' => $this->auth($login, $actingAs, $token),
            'acting_as' => $actingAs,
            'token' => $token,
            'session' => self::session(),
            'os_user' => Origin::isConsole() ? self::osUser() : null
        );
    }

    /** While somebody logs in or accepts an invitation Matomo still calls them anonymous. */
    public function isPerson($login, string $auth): array
    {
        $role = $login === null ? 'none' : Hooks::attempt(function () use ($login) {
            return self::isSuperUser($login) ? 'superuser' : $this->storedRole($login, null);
        }, 'none');

        return array(
            'login' => $login === null ? self::ANONYMOUS : Values::label($login, 200),
            'super' => $role === 'superuser',
            'role' => $role,
            'auth' => $auth,
            'acting_as' => null,
            'token' => null,
            'session' => self::session(),
            'os_user' => null
        );
    }

    /** @return string|null login of the user with this login or mail address */
    public static function existingLogin(string $typed)
    {
        $login = Db::fetchOne(
            'SELECT login FROM `' . Common::prefixTable('user') . '` WHERE login = ? OR email = ? LIMIT 1',
            array($typed, $typed)
        );

        return is_string($login) && $login !== '' ? $login : null;
    }

    private static function isSuperUser(string $login): bool
    {
        return (bool) Db::fetchOne(
            'SELECT superuser_access FROM `' . Common::prefixTable('user') . '` WHERE login = ?',
            array($login)
        );
    }

    private function auth($login, $actingAs, $token): string
    {
        if ($this->origin->task !== null) {
            return 'scheduler';
        }
        if (Origin::isConsole()) {
            return 'console';
        }
        if ($login === null || $login === '' || $login === self::ANONYMOUS) {
            $page = $actingAs === null ? '' : $this->origin->original('module') . '.' . $this->origin->original('action');
            if ($page === 'Login.confirmResetPassword') {
                return 'reset_link';
            }
            return $page === 'Login.acceptInvitation' || $page === 'Login.declineInvitation' ? 'invite_link' : 'none';
        }
        if ($token !== null) {
            return 'token';
        }
        if (self::session() !== null) {
            return 'session';
        }

        return $this->tokenHash !== null ? 'token' : 'none';
    }

    /** @return array|null */
    private function tokenOf($login)
    {
        if ($this->tokenHash === null || $login === null || Origin::isConsole()) {
            return null;
        }
        $key = $this->tokenHash . ' ' . $login;
        if (!array_key_exists($key, $this->tokens)) {
            // a session's own token is not in the table: null
            $row = Db::fetchRow(
                'SELECT idusertokenauth, description FROM `' . Common::prefixTable('user_token_auth')
                    . '` WHERE password = ? AND login = ? LIMIT 1',
                array($this->tokenHash, $login)
            );
            $this->tokens[$key] = !$row ? null : array(
                'id' => (int) $row['idusertokenauth'],
                'description' => Values::label(Common::unsanitizeInputValue((string) $row['description']), 200)
            );
        }

        return $this->tokens[$key];
    }

    private function role($login, bool $super, $actingAs, $site): string
    {
        if ($actingAs !== null) {
            // Matomo's own answer would be about the borrowed rights
            if ($login === null || ($login === $this->sessionLogin && $this->sessionSuper)) {
                return 'superuser';
            }
            return $login === self::ANONYMOUS ? 'none' : $this->storedRole($login, $site);
        }
        if ($super) {
            return 'superuser';
        }
        if ($site !== null) {
            $role = Access::getInstance()->getRoleForSite($site['id']);
            return in_array($role, array('admin', 'write', 'view'), true) ? $role : 'none';
        }
        if (Piwik::isUserHasSomeAdminAccess()) {
            return 'admin';
        }
        if (Piwik::isUserHasSomeWriteAccess()) {
            return 'write';
        }

        return Piwik::isUserHasSomeViewAccess() ? 'view' : 'none';
    }

    private function storedRole(string $login, $site): string
    {
        $rows = Db::fetchAll(
            'SELECT DISTINCT access FROM `' . Common::prefixTable('access') . '` WHERE login = ?'
                . ($site === null ? '' : ' AND idsite = ?') . ' LIMIT 100',
            $site === null ? array($login) : array($login, $site['id'])
        );
        $has = array_column($rows, 'access');
        foreach (array('admin', 'write', 'view') as $role) {
            if (in_array($role, $has, true)) {
                return $role;
            }
        }

        return 'none';
    }

    /** The name under which Matomo keeps the session; the id itself would let a reader take it over. */
    private static function session()
    {
        $id = session_id();

        return is_string($id) && $id !== '' ? substr(hash('sha512', $id . SettingsPiwik::getSalt()), 0, 8) : null;
    }

    public static function hasSession(): bool
    {
        return self::session() !== null;
    }

    private static function osUser()
    {
        $entry = function_exists('posix_getpwuid') && function_exists('posix_geteuid') ? posix_getpwuid(posix_geteuid()) : null;

        return Values::label(is_array($entry) && isset($entry['name']) ? $entry['name'] : get_current_user(), 100);
    }
}
