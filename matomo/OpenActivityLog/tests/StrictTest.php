<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\tests;

use Piwik\Plugins\OpenActivityLog\Capture\CaptureMap;
use Piwik\Plugins\OpenActivityLog\Capture\Hooks;
use Piwik\Plugins\OpenActivityLog\Capture\NotRecordable;
use Piwik\Plugins\OpenActivityLog\Capture\Spool;
use Piwik\Plugins\OpenActivityLog\tests\Host\Command;
use Piwik\Plugins\OpenActivityLog\tests\Host\Matomo;
use Piwik\Plugins\OpenActivityLog\tests\Host\TestCase;
use Piwik\World;

/** What cannot be recorded is refused before it happens, in the classes that were chosen. With the shipped map. */
class StrictTest extends TestCase
{
    private $done = array();

    protected function setUp(): void
    {
        parent::setUp();
        World::$login = 'alice';
    }

    protected function tearDown(): void
    {
        Hooks::replace(null);
        parent::tearDown();
    }

    private function strict(string ...$classes)
    {
        World::$config['OpenActivityLog']['strict'] = $classes;
    }

    /** @return string|null why it was refused */
    private function call(string $method, string $directory)
    {
        $matomo = Matomo::shipped($directory);
        try {
            $matomo->api($method, array('idSite' => '1'), function () use ($method) {
                $this->done[] = $method;
            });
        } catch (NotRecordable $e) {
            return $e->getMessage();
        }

        return null;
    }

    public function testWithoutItABrokenSpoolStopsNothing()
    {
        $this->assertNull($this->call('UsersManager.deleteUser', '/nonexistent'));
        $this->assertSame(array('UsersManager.deleteUser'), $this->done);
    }

    public function testTheChosenClassesAreRefusedAndNoOthers()
    {
        $this->strict('user', 'token');
        $this->assertStringContainsString('cannot open the lock file', (string) $this->call('UsersManager.deleteUser', '/nonexistent'));
        $this->assertNotNull($this->call('UsersManager.createAppSpecificTokenAuth', '/nonexistent'));
        $this->assertSame(array(), $this->done);
        $this->assertNull($this->call('Goals.addGoal', '/nonexistent'));
        $this->assertNull($this->call('UsersManager.getUsers', '/nonexistent'));
        $this->assertNull($this->call('Vault.issueKey', '/nonexistent'));
        $this->assertSame(array('Goals.addGoal', 'UsersManager.getUsers', 'Vault.issueKey'), $this->done);
    }

    public function testACallThatFailedBeforeVouchesForNothing()
    {
        $this->strict('user');
        $matomo = Matomo::shipped('/nonexistent');
        $_GET = array('module' => 'API', 'method' => 'API.getBulkRequest');
        $refused = null;
        $matomo->page('API', '', function () use ($matomo, &$refused) {
            try {
                $matomo->api('Goals.addGoal', array('idSite' => '999'), function () {
                    throw new \Exception('no such website');
                });
            } catch (\Exception $e) {
            }
            try {
                $matomo->api('UsersManager.addUser', array('userLogin' => 'eve'), function () {
                    $this->done[] = 'UsersManager.addUser';
                });
            } catch (NotRecordable $e) {
                $refused = $e->getMessage();
            }
        });
        $this->assertSame(array(), $this->done);
        $this->assertNotNull($refused);
    }

    public function testACallOfAnotherClassVouchesForNothing()
    {
        $this->strict('user');
        $matomo = Matomo::shipped('/nonexistent');
        $this->expectException(NotRecordable::class);
        $matomo->api('Goals.addGoal', array('idSite' => '1'), function () use ($matomo) {
            $matomo->api('UsersManager.addUser', array('userLogin' => 'eve'));
        });
    }

    public function testAllMeansEverythingThatChangesSomething()
    {
        $this->strict('all');
        foreach (array('Goals.addGoal', 'Vault.issueKey') as $method) {
            $this->assertNotNull($this->call($method, '/nonexistent'));
        }
        $this->assertNull($this->call('Goals.getGoals', '/nonexistent'));
        $matomo = Matomo::shipped('/nonexistent');
        $refused = array();
        foreach (array(
            array('Request.dispatch', array('CoreAdminHome', 'setMailSettings', array())),
            array('Request.dispatch', array('Vault', 'saveKeys', array())),
            array('Console.doRun', array(null, new Command('config:set'), null)),
        ) as list($event, $args)) {
            try {
                $matomo->post($event, $args);
            } catch (NotRecordable $e) {
                $refused[] = $args[0];
            }
        }
        $this->assertCount(3, $refused);
        $matomo->page('CoreHome', 'index');
    }

    public function testAWorkingSpoolRefusesNothingAndHoldsOnlyTheFact()
    {
        $this->strict('all');
        $this->assertNull($this->call('Goals.addGoal', $this->directory));
        $this->assertSame(array('Goals.addGoal'), $this->done);
        $lines = file($this->directory . '/current.ndjson');
        $this->assertCount(1, $lines);
        $this->assertSame('API.Goals.addGoal', json_decode($lines[0], true)['event']);
        $this->assertFileDoesNotExist($this->directory . '/failed');
    }

    public function testARefusalIsCounted()
    {
        $this->strict('all');
        mkdir($this->directory . '/spool');
        mkdir($this->directory . '/spool/current.ndjson');
        $this->assertStringContainsString('cannot open the data file', (string) $this->call('Goals.addGoal', $this->directory . '/spool'));
        $this->assertStringStartsWith('1 ', (string) file_get_contents($this->directory . '/spool/failed'));
        rmdir($this->directory . '/spool/current.ndjson');
        array_map('unlink', glob($this->directory . '/spool/*'));
        rmdir($this->directory . '/spool');
    }

    public function testAFullSpoolAndAHeldLockAreReasons()
    {
        $spool = new Spool($this->directory, 100);
        $this->assertSame('the spool has reached its limit', $spool->probe());
        $holder = fopen($this->directory . '/lock', 'c+');
        flock($holder, LOCK_EX);
        $this->assertSame('the lock is held by another process', (new Spool($this->directory))->probe());
        flock($holder, LOCK_UN);
        $this->assertNull((new Spool($this->directory))->probe());
        $this->assertSame('', file_get_contents($this->directory . '/current.ndjson'));
    }

    public function testTheTryTouchesNeitherTheLinesNorWhatALinkPointsTo()
    {
        $data = $this->directory . '/current.ndjson';
        file_put_contents($data, "{}\n");
        touch($data, 1000);
        // another's, or left by a process that was killed
        file_put_contents($this->directory . '/other', 'x');
        symlink($this->directory . '/other', $this->directory . '/probe');
        $this->assertNull((new Spool($this->directory))->probe());
        clearstatcache();
        $this->assertSame(1000, filemtime($data), 'nothing was written among the lines');
        $this->assertSame('x', file_get_contents($this->directory . '/other'));
        $this->assertFalse(is_link($this->directory . '/probe') || file_exists($this->directory . '/probe'));
        mkdir($this->directory . '/probe');
        $this->assertSame('cannot write to the spool', (new Spool($this->directory))->probe());
        rmdir($this->directory . '/probe');
    }

    public function testTheClassesAreThoseOfTheCatalogue()
    {
        $classes = CaptureMap::load()->classes();
        foreach (array('all', 'user', 'token', 'goal', 'settings', 'console', 'matomo') as $class) {
            $this->assertContains($class, $classes);
        }
        $this->assertNotContains('users', $classes);
    }

    public function testWhatHappensInsideARecordedActionGoesOn()
    {
        $this->strict('all');
        $matomo = Matomo::shipped($this->directory);
        $matomo->api('SitesManager.addSite', array('siteName' => 'x'), function () use ($matomo) {
            unlink($this->directory . '/current.ndjson');
            mkdir($this->directory . '/current.ndjson');
            $matomo->api('Goals.addGoal', array('idSite' => '1'), function () {
                $this->done[] = 'inside';
            });
        });
        $this->assertSame(array('inside'), $this->done);
        rmdir($this->directory . '/current.ndjson');
    }

    public function testWithoutASpoolNothingCanBeRecorded()
    {
        $this->strict('user');
        World::$config['OpenActivityLog']['spool_dir'] = '';
        Hooks::replace(null);
        $hooks = Hooks::all();
        $this->expectException(NotRecordable::class);
        call_user_func($hooks['API.Request.dispatch']['function'], array(), 'UsersManager', 'deleteUser');
    }

    public function testThePluginItselfCanAlwaysBeSwitchedOff()
    {
        $this->strict('all');
        $matomo = Matomo::shipped('/nonexistent');
        $console = new \Symfony\Component\Console\Application();
        $console->commands['plugin:deactivate'] = new \Symfony\Component\Console\Definition(array('plugin' => array()), array());
        $console->run(function () use ($matomo) {
            $matomo->post('Console.doRun', array(null, new Command('plugin:deactivate', array('plugin' => array('OpenActivityLog'))), null));
        });
        $_GET = array('pluginName' => 'OpenActivityLog', 'nonce' => 'abc');
        $matomo = Matomo::shipped('/nonexistent');
        $matomo->post('Request.dispatch', array('CorePluginsAdmin', 'deactivate', array()));
        $this->addToAssertionCount(1);
        $_GET = array('pluginName' => 'Goals', 'nonce' => 'abc');
        $matomo = Matomo::shipped('/nonexistent');
        $this->expectException(NotRecordable::class);
        $matomo->post('Request.dispatch', array('CorePluginsAdmin', 'deactivate', array()));
    }
}
