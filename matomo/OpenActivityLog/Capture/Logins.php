<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Capture;

use Piwik\SettingsPiwik;

/** Events about people who are not logged in yet, or no longer. */
final class Logins
{
    /** The person stands in the event's first argument, and how they proved who they are. */
    const PERSON_IN_ARGUMENT = array(
        'Login.authenticate.successful' => 'password',
        'Login.authenticate.processSuccessfulSession.end' => 'password',
        'Login.authenticate.failed' => 'password',
        'UsersManager.inviteUser.accepted' => 'invite_link',
        'UsersManager.inviteUser.declined' => 'invite_link'
    );

    /** Both are posted for visitors without a session, where nobody logs in or out. */
    public static function isNoise(string $event, array $args): bool
    {
        if ($event !== 'Login.logout' && strpos($event, 'Login.authenticate.') !== 0) {
            return false;
        }
        $login = isset($args[0]) ? $args[0] : null;

        return $event === 'Login.authenticate.failed'
            ? !is_string($login)
            : !is_string($login) || $login === '' || $login === Who::ANONYMOUS;
    }

    /** Fills in actor and parameters of the events above. */
    public static function describe(Frame $frame, array $args, Who $who): bool
    {
        if (!isset(self::PERSON_IN_ARGUMENT[$frame->event])) {
            return false;
        }
        $login = isset($args[0]) && is_string($args[0]) ? $args[0] : '';
        if ($frame->event === 'Login.authenticate.failed') {
            $existing = self::existing($login);
            $frame->params = self::typed($login, $existing !== null);
            $frame->row = array('plain' => array('login', 'login_hash', 'known'));
            $login = $existing;
        }
        $frame->actor = $who->isPerson($login, self::PERSON_IN_ARGUMENT[$frame->event]);

        return true;
    }

    /** @return string|null login of the user who was meant, if there is one */
    public static function existing(string $typed)
    {
        return $typed === '' ? null : Hooks::attempt(function () use ($typed) {
            return Who::existingLogin($typed);
        });
    }

    /** Fields of forms in which a name is typed; see typed(). */
    public static function ofForm(array $params): array
    {
        if (isset($params['form_login'])) {
            $typed = is_string($params['form_login']) ? $params['form_login'] : '';
            $login = self::existing($typed);
            $params['form_login'] = $login !== null ? $login : self::typed($typed, false)['login'];
        }

        return $params;
    }

    /** People type their password into the field for the name: an unknown name is never kept. */
    public static function typed(string $login, bool $known): array
    {
        if ($known) {
            return array('login' => $login, 'known' => true);
        }
        $key = Settings::sharedSecret() !== '' ? Settings::sharedSecret() : (string) SettingsPiwik::getSalt();
        preg_match('/^.{0,2}/us', $login, $start);

        return array(
            'login' => (isset($start[0]) ? $start[0] : '') . '…',
            'login_hash' => substr(hash_hmac('sha256', $login, $key), 0, 8),
            'known' => false
        );
    }
}
