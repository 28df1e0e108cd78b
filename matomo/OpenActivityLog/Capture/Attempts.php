<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Capture;

use Piwik\Container\StaticContainer;
use Piwik\IP;
use Piwik\Piwik;

/**
 * Attempts that Matomo turns away without an event of its own: blocked addresses and logins, forged links, sign-ins that are
 * refused before a password is looked at. Their events are named `Seen.…`.
 *
 * Each is told once per request: when a login is blocked, Matomo 5.2 asks itself for the login page again and again until its
 * memory is used up.
 */
final class Attempts
{
    /** The login form may be sent to any page, and is then answered by one of these. */
    const SIGN_IN_PAGES = array('' => true, 'index' => true, 'login' => true);
    const INVITATION_PAGES = array('acceptInvitation' => true, 'declineInvitation' => true);

    /** @var bool whether Matomo itself told of a sign-in, good or bad */
    public $signInWasTold = false;

    /** @var bool whether Matomo has come as far as to deal with the request */
    public $requestBegan = false;

    private $origin;
    private $who;
    private $calls;
    private $told = array();

    /** @param callable $calls returns the Calls */
    public function __construct(Origin $origin, Who $who, callable $calls)
    {
        $this->origin = $origin;
        $this->who = $who;
        $this->calls = $calls;
    }

    /** A page of the login plugin was shown. */
    public function pageEnds($answer, string $action)
    {
        if (http_response_code() !== 403) {
            return;
        }
        $inputs = Origin::inputs();
        if ($action === 'confirmResetPassword') {
            $this->tell('Seen.reset_link_refused', $this->claimed($inputs, 'login'), Outcome::FAILURE, Outcome::messageIn($answer));
        } elseif (isset(self::SIGN_IN_PAGES[$action]) && !$this->signInWasTold && Origin::isPost()
            && !empty($inputs['form_login']) && !empty($inputs['form_password'])
        ) {
            $reason = Outcome::messageIn($answer);
            if (!$this->isBlocked((string) $reason)) {
                $this->tell('Seen.sign_in_refused', $this->claimed($inputs, 'form_login'), Outcome::FAILURE, $reason);
            }
        }
    }

    /** @return bool whether this error is an attempt of its own; then it was written */
    public function refused(string $message): bool
    {
        if ($this->isBlocked($message)) {
            return true;
        }
        if (isset(self::INVITATION_PAGES[(string) $this->origin->original('action')])
            && $this->says($message, array('Login_InvalidOrExpiredToken', 'Login_InvalidOrExpiredTokenV2'))
        ) {
            $this->tell('Seen.invite_link_refused', array(), Outcome::FAILURE, $message);
            return true;
        }

        return false;
    }

    /**
     * A blocked address is turned away from the API before any event is posted: that such a request was refused so early is
     * all there is to see, and the block itself is asked for.
     */
    public function requestEnded(Ending $ending)
    {
        if ($this->requestBegan || !$ending->isRefusal() || Origin::isConsole() || $this->origin->original('module') !== 'API') {
            return;
        }
        try {
            $guard = StaticContainer::get('Piwik\Plugins\Login\Security\BruteForceDetection');
            $isBlocked = $guard->isEnabled() && !$guard->isAllowedToLogin(IP::getIpFromHeader());
        } catch (\Throwable $e) {
            return; // whatever stopped Matomo so early, it was something else
        }
        if ($isBlocked) {
            $this->addressIsBlocked(null);
        }
    }

    private function isBlocked(string $message): bool
    {
        if ($this->says($message, array('Login_LoginNotAllowedBecauseBlocked'))) {
            $this->addressIsBlocked($message);
            return true;
        }
        if (!$this->says($message, array('Login_LoginNotAllowedBecauseUserLoginBlocked'))) {
            return false;
        }
        $inputs = Origin::inputs();
        $typed = isset($inputs['form_login']) ? 'form_login' : (isset($inputs['login']) ? 'login' : 'userLogin');
        $claimed = $this->claimed($inputs, $typed);
        if (!$claimed) {
            $login = Piwik::getCurrentUserLogin();
            $claimed = $login === Who::ANONYMOUS ? array() : array('login' => $login, 'known' => true);
        }
        $this->tell('Seen.login_blocked', $claimed, Outcome::DENIED, $message);

        return true;
    }

    /** @param string|null $message */
    private function addressIsBlocked($message)
    {
        $ip = $this->origin->client()['ip'];
        $this->tell('Seen.ip_blocked', array('ip' => $ip), Outcome::DENIED, $message);
    }

    /** @param string|null $reason */
    private function tell(string $event, array $params, string $outcome, $reason)
    {
        if (isset($this->told[$event])) {
            return;
        }
        $this->told[$event] = true;
        $frame = new Frame($event, 0, array('plain' => array_keys($params)), $params);
        $calls = call_user_func($this->calls);
        $calls->dropPages();
        $calls->place($frame, false);
        $frame->actor = Hooks::attempt(function () {
            return Piwik::getCurrentUserLogin() === Who::ANONYMOUS ? null : $this->who->acts(null);
        });
        if ($frame->actor === null) {
            $frame->actor = $this->who->isPerson(empty($params['known']) ? null : Logins::existing($params['login']), 'none');
        }
        $calls->write($frame, $outcome, $reason);
    }

    private function claimed(array $inputs, string $name): array
    {
        $typed = isset($inputs[$name]) && is_string($inputs[$name]) ? $inputs[$name] : '';

        $login = Logins::existing($typed); // a mail address may have been typed

        return $typed === '' ? array() : Logins::typed($login === null ? $typed : $login, $login !== null);
    }

    private function says(string $message, array $keys): bool
    {
        if ($message === '') {
            return false;
        }
        foreach ($keys as $key) {
            $sentence = Outcome::tidy(Outcome::sentence($key));
            if ($sentence !== null && strpos($message, $sentence) !== false) {
                return true;
            }
        }

        return false;
    }
}
