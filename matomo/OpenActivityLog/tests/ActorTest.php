<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\tests;

use Piwik\Plugins\OpenActivityLog\Capture\Hooks;
use Piwik\Plugins\OpenActivityLog\tests\Host\Command;
use Piwik\Plugins\OpenActivityLog\tests\Host\Matomo;
use Piwik\Plugins\OpenActivityLog\tests\Host\TestCase;
use Piwik\World;

/** Who it was: people before and after their login, tokens, borrowed rights, commands and tasks. */
class ActorTest extends TestCase
{
    private $matomo;

    protected function setUp(): void
    {
        parent::setUp();
        World::$login = 'alice';
        $this->matomo = new Matomo($this->directory);
        $this->matomo->post('Platform.initialized');
    }

    protected function tearDown(): void
    {
        Hooks::replace(null);
        parent::tearDown();
    }

    public function testPeopleWhoAreNotLoggedIn()
    {
        World::$login = 'anonymous';
        $this->matomo->post('Login.logout', array('anonymous'));
        $this->matomo->post('Login.authenticate.successful', array('anonymous'));
        $this->assertSame(array(), $this->spooled());

        World::$database = function ($sql, $bind) {
            return strpos($sql, 'SELECT login') === 0 && $bind[0] === 'bob@example.org' ? array(array('login' => 'bob')) : array();
        };
        $this->matomo->post('Login.authenticate.failed', array('bob@example.org'));
        $this->matomo->post('Login.authenticate.failed', array('My-Passw0rd!'));
        list($known, $unknown) = $this->spooled();
        $this->assertSame('bob', $known['actor']['login']);
        $this->assertSame('bob@example.org', $known['params']['login']);
        $this->assertSame('My…', $unknown['params']['login']);
        $this->assertStringNotContainsString('Passw0rd', $this->raw());
    }

    public function testTokensThatAreRefused()
    {
        $this->matomo->post('API.Request.authenticate', array('0badc0de0badc0de0badc0de0badc0de'));
        $this->matomo->post('API.Request.authenticate.failed');
        $fact = $this->spooled()[0];
        $this->assertSame(array('API.Request.authenticate.failed', 'failure'), array($fact['event'], $fact['outcome']));
        $this->assertSame(array('anonymous', 'token', null), array($fact['actor']['login'], $fact['actor']['auth'], $fact['actor']['token']));
        $this->assertStringNotContainsString('0badc0de', $this->raw());
    }

    /** Matomo 5.4 and later take it from the header `Authorization` as well; the event is the same. */
    public function testACallInsideAnotherMayBringATokenOfItsOwn()
    {
        $owners = array();
        foreach (array('alice' => str_repeat('a', 32), 'bob' => str_repeat('b', 32)) as $login => $token) {
            $owners[hash('sha512', $token . '0123456789abcdef0123456789abcdef')] = array(
                'idusertokenauth' => $login === 'alice' ? '4' : '7', 'login' => $login, 'description' => $login . ' &amp; co', 'last_used' => '2026-01-01'
            );
        }
        World::$database = function ($sql, $bind) use ($owners) {
            return strpos($sql, 'user_token_auth') && isset($owners[$bind[0]]) ? array($owners[$bind[0]]) : array();
        };
        $_SERVER['HTTP_AUTHORIZATION'] = 'Bearer ' . str_repeat('a', 32);
        $this->matomo->post('API.Request.authenticate', array(str_repeat('a', 32)));
        $this->matomo->post('Platform.initialized');
        $this->matomo->api('Goals.addGoal');
        $this->matomo->post('API.Request.authenticate', array(str_repeat('b', 32)));
        World::$login = 'bob';
        $this->matomo->api('Goals.addGoal');
        World::$login = 'alice';
        $this->matomo->api('Goals.addGoal');
        $actors = array_column($this->spooled(), 'actor');
        $this->assertSame(array('alice', 'bob', 'alice'), array_column($actors, 'login'));
        $this->assertSame(array(4, 7, 4), array_column(array_column($actors, 'token'), 'id'));
        $this->assertSame('alice & co', $actors[0]['token']['description']);
        $this->assertSame(array('token', 'token', 'token'), array_column($actors, 'auth'));
        $this->assertStringNotContainsString(str_repeat('a', 32), $this->raw());
    }

    public function testASessionIsKeptAsItsHash()
    {
        session_id('k3v9q2example0session');
        $this->matomo->api('Goals.addGoal');
        session_id('');
        $actor = $this->spooled()[0]['actor'];
        // the test vector of Matomo's own way to hash it
        $this->assertSame(array('session', 'b3623d1d'), array($actor['auth'], $actor['session']));
        $this->assertStringNotContainsString('k3v9q2', $this->raw());
    }

    public function testTheAddressIsMatomosAndThePeerStandsBeside()
    {
        World::$ip = '203.0.113.7'; // by Matomo's own proxy settings
        $_SERVER['REMOTE_ADDR'] = '10.0.0.2';
        $_SERVER['HTTP_X_FORWARDED_FOR'] = '198.51.100.99';
        $this->matomo->api('Goals.addGoal');
        $this->assertSame(array('203.0.113.7', '10.0.0.2'), array($this->spooled()[0]['client']['ip'], $this->spooled()[0]['client']['peer']));
        $this->assertStringNotContainsString('198.51.100.99', $this->raw());
    }

    public function testLinksThatWereSentToPeople()
    {
        World::$login = 'anonymous';
        foreach (array('confirmResetPassword' => 'reset_link', 'acceptInvitation' => 'invite_link', 'index' => 'none') as $action => $auth) {
            $_GET = array('module' => 'Login', 'action' => $action);
            $matomo = new Matomo($this->directory);
            $matomo->post('Platform.initialized');
            $matomo->post('TwoFactorAuth.disabled', array('bob'));
            $facts = $this->spooled();
            $this->assertSame($auth, end($facts)['actor']['auth']);
        }
        $matomo->post('UsersManager.inviteUser.accepted', array('carol', 'carol@example.org', 'alice'));
        $facts = $this->spooled();
        $this->assertSame(array('carol', 'invite_link'), array(end($facts)['actor']['login'], end($facts)['actor']['auth']));
    }

    /** Scheduled tasks also run inside a person's request, a web cron's or a tracking request. */
    public function testATaskInsideSomebodysRequestIsTheSchedulers()
    {
        World::$login = 'super user was set';
        World::$super = true;
        $task = new class {
            public function getClassName()
            {
                return 'Piwik\Plugins\CoreAdminHome\Tasks';
            }

            public function getMethodName()
            {
                return 'purge';
            }
        };
        $this->matomo->post('ScheduledTasks.execute', array($task));
        $this->matomo->post('TwoFactorAuth.disabled', array('bob'));
        $this->matomo->post('ScheduledTasks.execute.end', array($task));
        $this->matomo->post('TwoFactorAuth.disabled', array('bob'));
        list($inside, $outside) = array_column($this->spooled(), 'actor');
        $this->assertSame(array(null, 'scheduler'), array($inside['login'], $inside['auth']));
        // alice was there when the request began
        $this->assertSame(array('alice', 'super user'), array($outside['login'], $outside['acting_as']));
    }

    public function testBorrowedRights()
    {
        World::$login = 'anonymous';
        $_GET = array('module' => 'Login', 'action' => 'confirmResetPassword');
        $this->matomo->post('Platform.initialized');
        World::$login = 'super user was set';
        World::$super = true;
        $this->matomo->post('UsersManager.updateUser.end', array('bob', true, 'bob@example.org', '$2y$10$hash'));
        $actor = $this->spooled()[0]['actor'];
        $this->assertSame(array('anonymous', 'super user', 'none', 'reset_link'), array($actor['login'], $actor['acting_as'], $actor['role'], $actor['auth']));
        $this->assertStringNotContainsString('$2y$10$hash', $this->raw());
    }

    public function testCommandsThatEndWithAnExitCode()
    {
        foreach (array(0, 3) as $code) {
            $matomo = new Matomo($this->directory);
            $console = new \Symfony\Component\Console\Application();
            $console->commands['login:unblock-blocked-ips'] = new \Symfony\Component\Console\Definition(array(), array());
            $console->run(function () use ($matomo) {
                $matomo->post('Console.doRun', array(null, new Command('login:unblock-blocked-ips'), null));
            });
            call_user_func($console->dispatcher->listeners['console.terminate'], new class($code) {
                private $code;

                public function __construct($code)
                {
                    $this->code = $code;
                }

                public function getExitCode()
                {
                    return $this->code;
                }
            });
            $matomo->end();
        }
        $this->assertSame(array('success', 'failure'), array_column($this->spooled(), 'outcome'));
        $this->assertSame('exit code 3', $this->spooled()[1]['reason']);
    }

    public function testScheduledTasks()
    {
        $task = new class {
            public function getClassName()
            {
                return 'Piwik\Plugins\CoreAdminHome\Tasks';
            }

            public function getMethodName()
            {
                return 'purge';
            }
        };
        $this->matomo->post('ScheduledTasks.execute', array($task));
        $this->matomo->api('Goals.addGoal', array('idSite' => '1'));
        $this->matomo->post('ScheduledTasks.execute.end', array($task));
        $this->matomo->api('Goals.addGoal', array('idSite' => '1'));
        list($inside, $outside) = $this->spooled();
        $this->assertSame(array(null, 'scheduler', 'super user'), array($inside['actor']['login'], $inside['actor']['auth'], $inside['actor']['acting_as']));
        $this->assertSame('Piwik\Plugins\CoreAdminHome\Tasks.purge', $inside['request']['task']);
        $this->assertSame('alice', $outside['actor']['login']);
        $this->assertNull($outside['request']['task']);
    }
}
