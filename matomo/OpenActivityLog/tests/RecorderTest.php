<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\tests;

use Piwik\Container\StaticContainer;
use Piwik\Plugins\OpenActivityLog\Capture\Hooks;
use Piwik\Plugins\OpenActivityLog\OpenActivityLog;
use Piwik\Plugins\OpenActivityLog\tests\Host\Command;
use Piwik\Plugins\OpenActivityLog\tests\Host\Matomo;
use Piwik\Plugins\OpenActivityLog\tests\Host\TestCase;
use Piwik\World;

class RecorderTest extends TestCase
{
    private $matomo;

    protected function setUp(): void
    {
        parent::setUp();
        World::$login = 'alice';
        $this->matomo = new Matomo($this->directory);
        $this->matomo->post('Platform.initialized');
        StaticContainer::$warnings = array();
    }

    protected function tearDown(): void
    {
        Hooks::replace(null);
        parent::tearDown();
    }

    private function throwing(string $message, string $class = \Exception::class): callable
    {
        return function () use ($message, $class) {
            throw new $class($message);
        };
    }

    private function events(): array
    {
        return array_column($this->spooled(), 'event');
    }

    public function testReadsAreNoFactsAndAskNothing()
    {
        foreach (array('VisitsSummary.get', 'Goals.getGoals', 'UsersManager.isSomething', 'API.getBulkRequest', 'Tour.skipChallenge') as $method) {
            $this->matomo->api($method, array('idSite' => 1));
        }
        $this->matomo->end();
        $this->assertSame(array('views'), array_column($this->lines(), 'kind'));
        $this->assertSame(array(), World::$queries);
    }

    public function testAWordThatOnlyBeginsLikeAReadIsNone()
    {
        $this->matomo->api('Vault.issueKey', array('name' => 'x'));
        $this->assertSame(array('API.Vault.issueKey'), $this->events());
    }

    public function testACallThatItsCallerCatchesIsAFailureOfItsOwn()
    {
        $this->matomo->api('SitesManager.addSite', array('siteName' => 'x'), function () {
            try {
                $this->matomo->api('Goals.addGoal', array('idSite' => 1), $this->throwing('no'));
            } catch (\Exception $e) {
                return 5;
            }
        });
        list($inner, $root) = $this->spooled();
        $this->assertSame(array('API.Goals.addGoal', 'failure'), array($inner['event'], $inner['outcome']));
        $this->assertSame($root['id'], $inner['cause']);
        $this->assertSame(array('success', 5), array($root['outcome'], $root['result']));
    }

    public function testTheNextCallAtTheSameDepthBuriesTheDeadOne()
    {
        foreach (array('one', 'two') as $name) {
            try {
                $this->matomo->api('Goals.addGoal', array('name' => $name), $this->throwing('no'));
            } catch (\Exception $e) {
                continue;
            }
        }
        $this->assertSame(array('one'), array_column(array_column($this->spooled(), 'params'), 'name'));
        $this->matomo->end();
        $this->assertSame(array('failure', 'failure'), array_column($this->spooled(), 'outcome'));
        $this->assertSame(array(null, null), array_column($this->spooled(), 'cause'));
    }

    public function testReasonsOfABulkRequestFindTheirCalls()
    {
        $_GET = array('module' => 'API', 'method' => 'API.getBulkRequest');
        $this->matomo->post('Platform.initialized');
        $this->matomo->page('API', '', function () {
            foreach (array('one' => 'first wrong', 'two' => null, 'three' => "You can't access this resource as it requires more") as $name => $error) {
                $_GET = array('module' => 'API', 'method' => 'Goals.addGoal');
                try {
                    $this->matomo->api('Goals.addGoal', array('name' => $name), $error === null ? null : $this->throwing($error));
                } catch (\Exception $e) {
                    continue;
                }
            }
            return '[{"result":"error","message":"first wrong"},{"value":1},{"result":"error","message":"You can\'t access this resource as it requires more"}]';
        });
        $facts = array_column($this->spooled(), null, 'id');
        $reasons = array();
        foreach ($facts as $fact) {
            $reasons[$fact['params']['name']] = array($fact['outcome'], $fact['reason']);
        }
        $this->assertSame(array('failure', 'first wrong'), $reasons['one']);
        $this->assertSame(array('success', null), $reasons['two']);
        $this->assertSame('denied', $reasons['three'][0]);
    }

    public function testALanguageThatDoesNotExistHidesNoAttempt()
    {
        World::$languageIsBroken = true;
        $this->matomo->page('API', '', function () {
            try {
                $this->matomo->api('Goals.addGoal', array('idSite' => 1), $this->throwing('no'));
            } catch (\Exception $e) {
                return '{"result":"error","message":"no"}';
            }
        });
        $this->assertSame(array('failure'), array_column($this->spooled(), 'outcome'));
        $this->assertFileDoesNotExist($this->directory . '/failed');
    }

    public function testRowsBeforeAndAfter()
    {
        $rows = array(array('idsite' => '1', 'idgoal' => '7', 'name' => 'Tom &amp; Co', 'case_sensitive' => '0'));
        World::$database = function ($sql, $bind) use (&$rows) {
            return strpos($sql, '`matomo_goal`') ? $rows : array();
        };
        $this->matomo->api('Goals.updateGoal', array('idSite' => '1', 'idGoal' => '7', 'name' => 'New'), function () use (&$rows) {
            $rows[0]['name'] = 'New';
        });
        $fact = $this->spooled()[0];
        $this->assertSame('Tom & Co', $fact['before']['goal'][0]['name']);
        $this->assertSame('New', $fact['after']['goal'][0]['name']);
        $this->assertMatchesRegularExpression('/^[0-9a-f]{8}$/', $fact['before']['goal'][0]['case_sensitive']['$hidden']);
        $this->assertSame($fact['before']['goal'][0]['case_sensitive'], $fact['after']['goal'][0]['case_sensitive']);
        $this->assertContains('SELECT * FROM `matomo_goal` WHERE `idsite` IN (?) AND `idgoal` IN (?) LIMIT 201', World::$queries);

        $this->matomo->api('Goals.updateGoal', array('idSite' => '1', 'idGoal' => '7', 'name' => 'New'));
        $this->assertNotSame($fact['before']['goal'][0]['case_sensitive'], $this->spooled()[1]['before']['goal'][0]['case_sensitive']);
    }

    public function testAFailureThatChangedSomethingShowsIt()
    {
        $name = 'old';
        World::$database = function ($sql) use (&$name) {
            return strpos($sql, '`matomo_goal`') ? array(array('name' => $name)) : array();
        };
        $this->matomo->page('API', '', function () use (&$name) {
            try {
                $this->matomo->api('Goals.updateGoal', array('idSite' => '1', 'idGoal' => '7'), function () use (&$name) {
                    $name = 'new';
                    throw new \Exception('mail failed');
                });
            } catch (\Exception $e) {
                return '{"result":"error","message":"mail failed"}';
            }
        });
        $fact = $this->spooled()[0];
        $this->assertSame(array('failure', 'mail failed'), array($fact['outcome'], $fact['reason']));
        $this->assertSame('new', $fact['after']['goal'][0]['name']);
    }

    public function testListsOfIdsAndAllWebsites()
    {
        $this->matomo->api('UsersManager.setUserAccess', array('userLogin' => 'bob', 'access' => 'view', 'idSites' => '1,2,3'));
        $this->matomo->api('UsersManager.setUserAccess', array('userLogin' => 'bob', 'access' => 'view', 'idSites' => 'all'));
        $this->assertContains('SELECT * FROM `matomo_access` WHERE `login` IN (?) AND `idsite` IN (?,?,?) LIMIT 201', World::$queries);
        $this->assertContains('SELECT * FROM `matomo_access` WHERE `login` IN (?) LIMIT 201', World::$queries);
    }

    public function testFixedRowsOfATableTakeOneQuery()
    {
        $this->matomo->api('SitesManager.setGlobalExcludedIps', array('excludedIps' => '192.0.2.1'));
        $this->assertSame(array_fill(0, 2, 'SELECT * FROM `matomo_option` WHERE `option_name` IN (?,?) LIMIT 201'), World::$queries);
    }

    public function testIdenticalEventsAreOneFact()
    {
        $this->matomo->post('TwoFactorAuth.disabled', array('bob'));
        $this->matomo->post('TwoFactorAuth.disabled', array('bob'));
        $this->matomo->post('TwoFactorAuth.disabled', array('eve'));
        $this->assertSame(array('bob', 'eve'), array_column(array_column($this->spooled(), 'params'), 'login'));
    }

    public function testAnEventInsideACallIsItsConsequence()
    {
        $this->matomo->api('Goals.addGoal', array('idSite' => '1'), function () {
            $this->matomo->post('TwoFactorAuth.disabled', array('bob'));
        });
        list($event, $root) = $this->spooled();
        $this->assertSame($root['id'], $event['cause']);
    }

    public function testPagesCountOnlyWhenTheyChangeSomething()
    {
        $_SERVER['REQUEST_METHOD'] = 'GET';
        $this->matomo->page('UsersManager', 'addNewToken');
        $this->assertSame(array(), $this->spooled());
        $_SERVER['REQUEST_METHOD'] = 'POST';
        $_POST = array('description' => 'CI', 'passwordConfirmation' => 'Secret-Pass-1');
        $this->matomo->page('UsersManager', 'addNewToken');
        $fact = $this->spooled()[0];
        $this->assertSame(array('success', array('description' => 'CI')), array($fact['outcome'], $fact['params']));
        $this->assertStringNotContainsString('Secret-Pass-1', $this->raw());
    }

    public function testRedirectsThatMeanSuccess()
    {
        $this->matomo->post('Request.dispatch', array('UsersManager', 'deleteToken', array()));
        $this->matomo->end(302);
        $matomo = new Matomo($this->directory);
        $matomo->page('TwoFactorAuth', 'loginTwoFactorAuth', function () {
            return '<html>the form again</html>';
        });
        $matomo->end();
        $this->assertSame(array('success', 'failure'), array_column($this->spooled(), 'outcome'));
    }

    public function testExitAndFatalErrors()
    {
        $this->matomo->post('Request.dispatch', array('CoreAdminHome', 'setMailSettings', array()));
        $this->matomo->end();
        $matomo = new Matomo($this->directory);
        $matomo->post('API.Request.dispatch', array(array('idSite' => 1), 'Goals', 'addGoal'));
        $matomo->end(500, 'Allowed memory size exhausted');
        $this->assertSame(array('ended early', 'Allowed memory size exhausted'), array_column($this->spooled(), 'reason'));
        $this->assertSame(array('failure', 'failure'), array_column($this->spooled(), 'outcome'));
    }

    public function testAPageThatIsRefused()
    {
        $this->matomo->post('Request.dispatch', array('CoreAdminHome', 'setMailSettings', array()));
        $this->matomo->post('User.isNotAuthorized', array(new \Piwik\NoAccessException('You need more rights')));
        $fact = $this->spooled()[0];
        $this->assertSame(array('denied', 'You need more rights'), array($fact['outcome'], $fact['reason']));
    }

    public function testTheConfigurationFile()
    {
        World::$configPath = $this->directory . '/config.ini.php';
        file_put_contents(World::$configPath, "[database]\npassword = \"Db-Secret-1\"\nport = 3306\n[General]\nsalt = \"abc\"\nenable_x = 1\n[Plugins]\nPlugins[] = \"Goals\"\n");
        $this->matomo->post('Console.doRun', array(null, new Command('config:set'), null));
        $this->matomo->post('Config.beforeSave', array(array()));
        file_put_contents(World::$configPath, "[database]\npassword = \"Db-Secret-2\"\nport = 3306\n[General]\nsalt = \"abc\"\nenable_x = 0\n[Plugins]\nPlugins[] = \"Goals\"\nPlugins[] = \"Live\"\n");
        $this->matomo->post('Core.configFileChanged', array('config.ini.php'));
        $this->matomo->end();
        $fact = $this->spooled()[0];
        $this->assertSame(array('Core.configFileChanged'), $fact['seen']);
        $this->assertSame(array('database.password', 'General.enable_x'), array_map(function ($row) {
            return $row['section'] . '.' . $row['name'];
        }, $fact['before']['config']));
        $this->assertSame(array('0', 'Live'), array_column(array_slice($fact['after']['config'], 1), 'value'));
        $this->assertNotSame($fact['before']['config'][0]['value'], $fact['after']['config'][0]['value']);
        $this->assertStringNotContainsString('Db-Secret', $this->raw());
    }

    public function testActivationIsRecorded()
    {
        $plugin = new OpenActivityLog();
        $plugin->activate();
        $plugin->deactivate();
        $this->assertSame(array('auditlog.plugin_activated', 'auditlog.plugin_deactivated'), $this->events());
    }

    public function testNoEventMakesMatomoLoadThePluginWhenItTracks()
    {
        foreach (array_keys((new OpenActivityLog())->registerEvents()) as $event) {
            $this->assertNotSame('Request.initAuthenticationObject', $event);
            $this->assertStringStartsNotWith('Tracker.', $event);
        }
    }

    public function testASpoolThatCannotBeWrittenDoesNotStopTheRequest()
    {
        $matomo = new Matomo($this->directory . '/gone');
        $this->assertSame(9, $matomo->api('Goals.addGoal', array('idSite' => '1'), function () {
            return 9;
        }));
        $matomo->api('Goals.addGoal', array('idSite' => '1'));
        $matomo->end();
        $this->assertSame(array('Open Activity Log has a problem: cannot open the lock file'), StaticContainer::$warnings);
    }

    public function testADatabaseThatFailsCostsTheRowsAndNotTheFact()
    {
        World::$database = $this->throwing('SQLSTATE: Secret-Pass-1');
        $this->matomo->api('Goals.updateGoal', array('idSite' => '1', 'idGoal' => '7', 'name' => 'n'));
        $this->matomo->post('Login.authenticate.failed', array('someone'));
        $this->assertSame(array('API.Goals.updateGoal', 'Login.authenticate.failed'), $this->events());
        $this->assertStringNotContainsString('Secret-Pass-1', $this->raw() . implode('', StaticContainer::$warnings));
    }

    public function testErrorsOfTheRecorderAreCountedAndStayInside()
    {
        $this->matomo->post('ScheduledTasks.execute', array(new \ArrayObject(array('Secret-Pass-1'))));
        $this->assertSame(array(), $this->spooled());
        $failed = file_get_contents($this->directory . '/failed');
        $this->assertMatchesRegularExpression('/^1 \S+ error in the recorder: Error at /', $failed);
        $this->assertStringNotContainsString('Secret-Pass-1', $failed);
    }

    public function testWithoutASpoolNothingIsRecorded()
    {
        Hooks::replace(null);
        World::$config = array();
        $this->assertNull(Hooks::recorder());
        $this->matomo->api('Goals.addGoal', array('idSite' => '1'));
        $this->assertSame(array(), $this->spooled());
    }
}
