<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\tests;

use Piwik\Container\StaticContainer;
use Piwik\NoAccessException;
use Piwik\Plugins\OpenActivityLog\Capture\Hooks;
use Piwik\Plugins\OpenActivityLog\tests\Host\Matomo;
use Piwik\Plugins\OpenActivityLog\tests\Host\TestCase;
use Piwik\World;

/** What Matomo turns away without an event of its own. With the shipped map. */
class AttemptsTest extends TestCase
{
    const LOGIN_PAGE = '<div vue-entry="CoreHome.Notification" noclear="true" context="error"> <strong>Error</strong>: %s<br/> </div>';
    const BLOCKED_IP = 'Login_LoginNotAllowedBecauseBlocked';
    const BLOCKED_LOGIN = 'Login_LoginNotAllowedBecauseUserLoginBlocked';

    private $matomo;

    protected function setUp(): void
    {
        parent::setUp();
        World::$ip = '203.0.113.7';
        World::$database = function ($sql, $bind) {
            return strpos($sql, 'SELECT login') === 0 && in_array($bind[0], array('bob', 'bob@example.org'), true) ? array(array('login' => 'bob')) : array();
        };
    }

    protected function tearDown(): void
    {
        Hooks::replace(null);
        StaticContainer::$services = array();
        parent::tearDown();
    }

    private function request(array $get, array $post = array())
    {
        $_GET = $get;
        $_POST = $post;
        $_SERVER['REQUEST_METHOD'] = $post ? 'POST' : 'GET';
        $this->matomo = Matomo::shipped($this->directory);
        $this->matomo->post('Request.dispatchCoreAndPluginUpdatesScreen');
        $this->matomo->post('Platform.initialized');
    }

    /** @return array the one fact */
    private function only(): array
    {
        $facts = $this->spooled();
        $this->assertCount(1, $facts, implode(', ', array_column($facts, 'event')));

        return $facts[0];
    }

    private function showLogin(string $action, string $message)
    {
        $this->matomo->page('Login', $action, function () use ($message) {
            http_response_code(403);
            return sprintf(self::LOGIN_PAGE, $message);
        });
        $this->matomo->end(403);
    }

    public function testAPasswordThatIsRefusedBeforeItIsLookedAt()
    {
        $this->request(array('module' => 'CoreHome'), array('form_login' => 'bob', 'form_password' => 'Pw-Secret-1'));
        $this->showLogin('login', 'The password must be at least 6 characters.');
        $fact = $this->only();
        $this->assertSame(array('Seen.sign_in_refused', 'failure'), array($fact['event'], $fact['outcome']));
        $this->assertSame('The password must be at least 6 characters.', $fact['reason']);
        $this->assertSame(array('login' => 'bob', 'known' => true), $fact['params']);
        $this->assertSame('bob', $fact['actor']['login']);
        $this->assertStringNotContainsString('Pw-Secret', $this->raw());
    }

    public function testWhatIsTypedWhereAPasswordWasForgottenIsKeptOnlyIfItIsSomebodysName()
    {
        foreach (array('bob@example.org' => 'bob', 'My-Secret-1' => 'My…') as $typed => $kept) {
            $this->request(array('module' => 'Login', 'action' => 'resetPassword'), array('form_login' => $typed, 'form_password' => 'Pw-Secret-1'));
            $this->matomo->page('Login', 'resetPassword', function () {
                return '<div>sent</div>';
            });
            $this->matomo->end();
            $facts = $this->spooled();
            $this->assertSame($kept, end($facts)['params']['form_login']);
        }
        $this->assertStringNotContainsString('Secret', $this->raw());
        $this->assertStringNotContainsString('example.org', $this->raw());
    }

    public function testWhoTypesAMailAddressIsNamedByTheLogin()
    {
        $this->request(array('module' => 'CoreHome'), array('form_login' => 'bob@example.org', 'form_password' => 'Pw-Secret-1'));
        $this->showLogin('login', 'The password must be at least 6 characters.');
        $this->assertSame(array('login' => 'bob', 'known' => true), $this->only()['params']);
        $this->assertStringNotContainsString('example.org', $this->raw());
    }

    public function testASignInThatMatomoTellsOfIsNotToldTwice()
    {
        $this->request(array('module' => 'Login'), array('form_login' => 'bob', 'form_password' => 'x'));
        $this->matomo->post('Login.authenticate.failed', array('bob'));
        $this->showLogin('', 'Wrong user name and password combination.');
        $this->assertSame('Login.authenticate.failed', $this->only()['event']);
    }

    public function testOpeningTheLoginPageIsNoAttempt()
    {
        $this->request(array('module' => 'CoreHome'));
        $this->showLogin('login', 'You must be logged in to access this functionality.');
        $this->request(array('module' => 'SitesManager', 'action' => 'setGlobalSettings'), array('x' => 'y'));
        $this->showLogin('login', 'You must be logged in to access this functionality.');
        $this->assertSame(array(), $this->spooled());
    }

    /** Matomo 5.2 asks for its login page again from within, until its memory is used up. */
    public function testABlockedLoginIsToldOnceAndBeforeMatomoLosesItself()
    {
        $this->request(array('module' => 'Login'), array('form_login' => 'bob', 'form_password' => 'x'));
        $depth = 0;
        $again = function () use (&$again, &$depth) {
            $this->matomo->post('Request.dispatch', array('Login', 'login', array()));
            $this->matomo->post('User.isNotAuthorized', array(new NoAccessException(self::BLOCKED_LOGIN)));
            $this->assertCount(1, $this->spooled());
            if (++$depth < 200) {
                $again();
            }
        };
        $again();
        $this->matomo->end(500, 'Allowed memory size of 134217728 bytes exhausted');
        $fact = $this->only();
        $this->assertSame(array('Seen.login_blocked', 'denied'), array($fact['event'], $fact['outcome']));
        $this->assertSame(array('login' => 'bob', 'known' => true), $fact['params']);
    }

    public function testABlockedAddress()
    {
        $this->request(array('module' => 'Login', 'action' => 'resetPassword'), array('form_login' => 'bob'));
        $this->matomo->post('Request.dispatch', array('Login', 'resetPassword', array()));
        $this->matomo->post('FrontController.modifyErrorPage', array('<html>', new \Exception(self::BLOCKED_IP)));
        $this->matomo->end(500);
        $fact = $this->only();
        $this->assertSame(array('Seen.ip_blocked', 'denied', self::BLOCKED_IP), array($fact['event'], $fact['outcome'], $fact['reason']));
        $this->assertSame(array('ip' => '203.0.113.7'), $fact['params']);
        $this->assertSame('resetPassword', $fact['request']['action']);
    }

    public function testABlockOfWhichTheSignInPageTells()
    {
        $this->request(array('module' => 'Login'), array('form_login' => 'bob', 'form_password' => 'x'));
        $this->showLogin('login', self::BLOCKED_IP);
        $this->assertSame('Seen.ip_blocked', $this->only()['event']);
    }

    public function testABlockedAddressAtTheApiIsAskedForWhenTheRequestEnds()
    {
        foreach (array(true, false) as $isAllowed) {
            StaticContainer::$services['Piwik\Plugins\Login\Security\BruteForceDetection'] = new class($isAllowed) {
                private $isAllowed;

                public function __construct($isAllowed)
                {
                    $this->isAllowed = $isAllowed;
                }

                public function isEnabled()
                {
                    return true;
                }

                public function isAllowedToLogin($ip)
                {
                    return $this->isAllowed && $ip === '203.0.113.7';
                }
            };
            $_GET = array('module' => 'API', 'method' => 'Goals.addGoal');
            $matomo = Matomo::shipped($this->directory);
            $matomo->post('Request.dispatchCoreAndPluginUpdatesScreen');
            $matomo->end(500);
            $this->assertCount($isAllowed ? 0 : 1, $this->spooled());
        }
        $this->assertSame('Seen.ip_blocked', $this->only()['event']);
    }

    public function testATokenThatIsWrongIsWhyTheRequestEndsAndNotABlock()
    {
        StaticContainer::$services['Piwik\Plugins\Login\Security\BruteForceDetection'] = new class {
            public function isEnabled()
            {
                return true;
            }

            public function isAllowedToLogin()
            {
                return false; // since this very attempt
            }
        };
        $_GET = array('module' => 'API', 'method' => 'Goals.addGoal');
        $matomo = Matomo::shipped($this->directory);
        $matomo->post('Request.dispatchCoreAndPluginUpdatesScreen');
        $matomo->post('API.Request.authenticate', array(str_repeat('0', 32)));
        $matomo->post('API.Request.authenticate.failed');
        $matomo->end(401);
        $this->assertSame('API.Request.authenticate.failed', $this->only()['event']);
    }

    public function testACallFromABlockedLoginKeepsMethodAndReason()
    {
        $this->request(array('module' => 'API', 'method' => 'UsersManager.createAppSpecificTokenAuth'));
        $this->matomo->page('API', '', function () {
            try {
                $this->matomo->api('UsersManager.createAppSpecificTokenAuth', array('userLogin' => 'bob', 'passwordConfirmation' => 'Pw-Secret-1'), function () {
                    throw new NoAccessException(self::BLOCKED_LOGIN);
                });
            } catch (\Exception $e) {
                return json_encode(array('result' => 'error', 'message' => $e->getMessage()));
            }
        });
        $this->matomo->end(403);
        $facts = array_column($this->spooled(), null, 'event');
        $this->assertSame(array('Seen.login_blocked', 'API.UsersManager.createAppSpecificTokenAuth'), array_keys($facts));
        $this->assertSame(self::BLOCKED_LOGIN, $facts['API.UsersManager.createAppSpecificTokenAuth']['reason']);
        $this->assertSame('bob', $facts['API.UsersManager.createAppSpecificTokenAuth']['params']['userLogin']);
        $this->assertStringNotContainsString('Pw-Secret', $this->raw());
    }

    public function testForgedLinks()
    {
        $this->request(array('module' => 'Login', 'action' => 'confirmResetPassword', 'login' => 'bob', 'resetToken' => 'Tok-Secret-1'));
        $this->showLogin('confirmResetPassword', 'Token is invalid or has expired.');
        $this->request(array('module' => 'Login', 'action' => 'acceptInvitation', 'token' => 'Tok-Secret-2'));
        $this->matomo->post('Request.dispatch', array('Login', 'acceptInvitation', array()));
        $this->matomo->post('FrontController.modifyErrorPage', array('<html>', new \Exception('Login_InvalidOrExpiredTokenV2')));
        $this->matomo->end(500);
        list($reset, $invitation) = $this->spooled();
        $this->assertSame(array('Seen.reset_link_refused', 'failure', 'bob'), array($reset['event'], $reset['outcome'], $reset['params']['login']));
        $this->assertSame('Token is invalid or has expired.', $reset['reason']);
        $this->assertSame(array('Seen.invite_link_refused', 'failure'), array($invitation['event'], $invitation['outcome']));
        $this->assertStringNotContainsString('Tok-Secret', $this->raw());
    }

    public function testALinkThatIsGoodIsNoAttempt()
    {
        $this->request(array('module' => 'Login', 'action' => 'confirmResetPassword', 'login' => 'bob', 'resetToken' => 'x'));
        $this->matomo->page('Login', 'confirmResetPassword', function () {
            return '<form>';
        });
        $this->matomo->end();
        $this->assertSame(array(), $this->spooled());
    }

    public function testSecondFactors()
    {
        $codes = array('1', '2');
        World::$login = 'bob';
        World::$database = function ($sql) use (&$codes) {
            return strpos($sql, 'twofactor_recovery_code') === false ? array() : array_map(function ($id) {
                return array('idrecoverycode' => $id, 'login' => 'bob', 'recovery_code' => 'Code-Secret-' . $id);
            }, $codes);
        };
        // wrong
        $this->request(array('module' => 'CoreHome', 'action' => 'index'), array('form_authcode' => '000000'));
        $this->matomo->page('TwoFactorAuth', 'loginTwoFactorAuth', function () {
            return '<div access-error-string="&quot;Invalid authentication code&quot;">';
        });
        $this->matomo->end();
        // by recovery code
        $this->request(array('module' => 'CoreHome', 'action' => 'index'), array('form_authcode' => 'Code-Secret-2'));
        $this->matomo->post('Request.dispatch', array('TwoFactorAuth', 'loginTwoFactorAuth', array()));
        $codes = array('1');
        $this->matomo->end(302);
        // any other form that ends up there because the code was not given yet
        $this->request(array('module' => 'SitesManager', 'action' => 'setGlobalSettings'), array('timezone' => 'UTC'));
        $this->matomo->page('TwoFactorAuth', 'loginTwoFactorAuth');
        $this->matomo->end();
        list($wrong, $recovery) = $facts = $this->spooled();
        $this->assertCount(2, $facts);
        $this->assertSame(array('failure', 'Invalid authentication code'), array($wrong['outcome'], $wrong['reason']));
        $this->assertSame('success', $recovery['outcome']);
        $this->assertSame(array('2', '1'), array(end($recovery['before']['twofactor_recovery_code'])['idrecoverycode'], end($recovery['after']['twofactor_recovery_code'])['idrecoverycode']));
        $this->assertStringNotContainsString('Code-Secret', $this->raw());
    }

    public function testATokenThatNobodyHasUsedBefore()
    {
        $token = '0123456789abcdef0123456789abcdef';
        $lastUsed = null;
        World::$database = function ($sql) use (&$lastUsed) {
            return strpos($sql, 'user_token_auth') === false
                ? array()
                : array(array('idusertokenauth' => '12', 'login' => 'bob', 'description' => 'CI', 'last_used' => $lastUsed));
        };
        foreach (array(null, '2026-01-01 00:00:00') as $lastUsed) {
            $matomo = Matomo::shipped($this->directory);
            $matomo->post('API.Request.authenticate', array($token));
            World::$login = 'bob';
            $matomo->post('Platform.initialized');
            $matomo->api('VisitsSummary.get');
            $matomo->end();
        }
        $fact = $this->only();
        $this->assertSame('Seen.token_first_used', $fact['event']);
        $this->assertSame(array('bob', 'token', array('id' => 12, 'description' => 'CI')), array($fact['actor']['login'], $fact['actor']['auth'], $fact['actor']['token']));
        $this->assertStringNotContainsString($token, $this->raw());

        // one that has expired
        $lastUsed = null;
        $matomo = Matomo::shipped($this->directory);
        $matomo->post('API.Request.authenticate', array($token));
        $matomo->post('API.Request.authenticate.failed');
        $matomo->end(401);
        $this->assertSame(array('Seen.token_first_used', 'API.Request.authenticate.failed'), array_column($this->spooled(), 'event'));

        // whoever says that it is a session's, without having one, hides nothing by that
        $_POST = array('force_api_session' => '1');
        $matomo = Matomo::shipped($this->directory);
        $matomo->post('API.Request.authenticate', array($token));
        $matomo->post('Platform.initialized');
        $matomo->end();
        $this->assertCount(3, $this->spooled());
    }
}
