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

    /** A bulk request may bring one with each of its calls. */
    const MAX_TOKENS = 20;

    /** Whoever comes with such a link is not signed in. */
    const LINKS = array(
        'Login.confirmResetPassword' => 'reset_link',
        'Login.acceptInvitation' => 'invite_link',
        'Login.declineInvitation' => 'invite_link'
    );

    private $origin;

    /** @var string|null login at the start of the request, before anything ran with other rights */
    private $sessionLogin;
    private $sessionSuper = false;

    /** @var string[] of the tokens given in this request, the last one first; never the tokens themselves */
    private $tokenHashes = array();

    /** @var array row or null by hash */
    private $tokens = array();

    /** @var array[] rows of tokens that nobody has used yet, by hash */
    private $firstUses = array();

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
        if (!is_string($token) || $token === '' || $token === self::ANONYMOUS) {
            return;
        }
        $hash = hash('sha512', $token . SettingsPiwik::getSalt());
        if (!in_array($hash, $this->tokenHashes, true)) {
            array_unshift($this->tokenHashes, $hash);
            $this->tokenHashes = array_slice($this->tokenHashes, 0, self::MAX_TOKENS);
        }
        // Matomo notes the use of a token before it does anything with it: what was there before has to be looked at here, whatever the
        // request says of a session
        $row = Hooks::attempt(function () use ($hash) {
            return $this->tokenRow($hash);
        });
        if ($row && array_key_exists('last_used', $row) && $row['last_used'] === null) {
            $this->firstUses[$hash] = $row;
        }
    }

    /** The one that was given last. */
    public function tokenIsWrong()
    {
        if ($this->tokenHashes) {
            unset($this->firstUses[$this->tokenHashes[0]]);
        }
    }

    /** @return array[] rows of the tokens that are used for the first time; told once */
    public function firstUses(): array
    {
        $rows = $this->firstUses;
        $this->firstUses = array();

        return $rows;
    }

    public function isTokenOf(array $row): array
    {
        $actor = $this->isPerson((string) $row['login'], 'token');
        $actor['token'] = self::described($row);

        return $actor;
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

    /** Nobody: Matomo or the log itself. */
    public static function system(): array
    {
        return array(
            'login' => null, 'super' => false, 'role' => null, 'auth' => 'none', 'acting_as' => null, 'token' => null,
            'session' => null, 'os_user' => null
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
            $page = $this->origin->original('module') . '.' . $this->origin->original('action');
            return isset(self::LINKS[$page]) ? self::LINKS[$page] : 'none';
        }
        if ($token !== null) {
            return 'token';
        }
        if (self::session() !== null) {
            return 'session';
        }

        return $this->tokenHashes ? 'token' : 'none';
    }

    /** @return array|null */
    private function tokenOf($login)
    {
        if (!$this->tokenHashes || $login === null || Origin::isConsole()) {
            return null;
        }
        // a call inside another may bring a token of its own
        foreach ($this->tokenHashes as $hash) {
            $row = $this->tokenRow($hash);
            if ($row && $row['login'] === $login) {
                return self::described($row);
            }
        }

        return null;
    }

    /** @return array|null a session's own token is not in the table: null */
    private function tokenRow(string $hash)
    {
        if (!array_key_exists($hash, $this->tokens)) {
            $row = Db::fetchRow(
                'SELECT idusertokenauth, login, description, last_used FROM `' . Common::prefixTable('user_token_auth')
                    . '` WHERE password = ? LIMIT 1',
                array($hash)
            );
            $this->tokens[$hash] = $row ?: null;
        }

        return $this->tokens[$hash];
    }

    private static function described(array $row): array
    {
        return array(
            'id' => (int) $row['idusertokenauth'],
            'description' => Values::label(Common::unsanitizeInputValue((string) $row['description']), 200)
        );
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
