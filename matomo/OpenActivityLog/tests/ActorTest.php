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
