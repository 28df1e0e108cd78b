<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\tests;

use Piwik\Plugins\OpenActivityLog\Capture\Hooks;
use Piwik\Plugins\OpenActivityLog\OpenActivityLog;
use Piwik\Plugins\OpenActivityLog\tests\Host\Command;
use Piwik\Plugins\OpenActivityLog\tests\Host\Matomo;
use Piwik\Plugins\OpenActivityLog\tests\Host\TestCase;
use Piwik\World;
use Symfony\Component\Console\Application;
use Symfony\Component\Console\Definition;

/** Console commands: their words, whether they did anything, and what they cause. With the shipped map. */
class CommandTest extends TestCase
{
    protected function setUp(): void
    {
        parent::setUp();
        World::$console = true;
        World::$login = 'super user was set';
        World::$super = true;
        $_SERVER['REQUEST_METHOD'] = null;
    }

    protected function tearDown(): void
    {
        Hooks::replace(null);
        parent::tearDown();
    }

    /** @return array[] facts */
    private function runCommand(string $name, array $given, ?callable $do = null, int $exitCode = 0, ?string $error = null): array
    {
        $before = count($this->spooled());
        $matomo = Matomo::shipped($this->directory);
        $console = new Application();
        $console->commands = array(
            'config:set' => new Definition(array('assignment' => array()), array('section' => null, 'key' => null, 'value' => null)),
            'config:delete' => new Definition(array('argument' => null), array('section' => null, 'key' => null, 'value' => null)),
            'config:get' => new Definition(array('argument' => null), array()),
            'plugin:activate' => new Definition(array('plugin' => array()), array()),
            'plugin:deactivate' => new Definition(array('plugin' => array()), array()),
            'login:unblock-blocked-ips' => new Definition(array(), array()),
            'marketplace:set-license-key' => new Definition(array(), array('license-key' => null)),
            'somebody:elses' => new Definition(array('word' => null), array('password' => null, 'force' => false)),
        );
        $console->run(function () use ($matomo, $name, $given) {
            $matomo->post('Console.doRun', array(null, new Command($name, $given), null));
        });
        if ($do !== null) {
            $do($matomo);
        }
        if ($console->dispatcher !== null) {
            $this->tellEnd($console->dispatcher->listeners, $exitCode, $error);
        }
        $matomo->end();

        return array_slice($this->spooled(), $before);
    }

    private function tellEnd(array $listeners, int $exitCode, $error)
    {
        $event = new class($exitCode, $error) {
            private $exitCode;
            private $error;

            public function __construct($exitCode, $error)
            {
                $this->exitCode = $exitCode;
                $this->error = $error;
            }

            public function getExitCode()
            {
                return $this->exitCode;
            }

            public function getError()
            {
                return new \Exception($this->error);
            }
        };
        if ($error !== null) {
            call_user_func($listeners['console.error'], $event);
        }
        call_user_func($listeners['console.terminate'], $event);
    }

    private function activating(string ...$plugins): callable
    {
        return function (Matomo $matomo) use ($plugins) {
            foreach ($plugins as $plugin) {
                $matomo->post('Core.configFileChanged', array('config.ini.php'));
                $matomo->post('PluginManager.pluginActivated', array($plugin));
            }
        };
    }

    public function testAPluginIsNamedAndItsEventsBelongToTheCommand()
    {
        list($fact) = $facts = $this->runCommand('plugin:activate', array('plugin' => array('Goals')), $this->activating('Goals'));
        $this->assertCount(1, $facts);
        $this->assertSame(array('Console.plugin:activate', 'success'), array($fact['event'], $fact['outcome']));
        $this->assertSame(array('plugin' => array('Goals'), 'os_host' => gethostname(), 'pluginName' => 'Goals'), $fact['params']);
        $this->assertSame(array('Core.configFileChanged', 'PluginManager.pluginActivated'), $fact['seen']);
        $this->assertSame(array('console', 'super user'), array($fact['actor']['auth'], $fact['actor']['acting_as']));
        $this->assertNotSame('', (string) $fact['actor']['os_user']);
    }

    public function testExitCodeZeroIsNoProof()
    {
        list($fact) = $this->runCommand('plugin:activate', array('plugin' => array('NoSuchPlugin')));
        $this->assertSame(array('failure', 'Matomo did nothing'), array($fact['outcome'], $fact['reason']));
        list($fact) = $this->runCommand('plugin:activate', array('plugin' => array('Goals', 'NoSuchPlugin')), $this->activating('Goals'));
        $this->assertSame(array('failure', 'Matomo did it for 1 of 2'), array($fact['outcome'], $fact['reason']));
        list($fact) = $this->runCommand('plugin:activate', array('plugin' => array('Goals', 'Live')), $this->activating('Goals', 'Live'));
        $this->assertSame('success', $fact['outcome']);
    }

    public function testOurOwnEndIsSeenThoughMatomoDoesNotTellUs()
    {
        $facts = $this->runCommand('plugin:deactivate', array('plugin' => array('OpenActivityLog')), function () {
            (new OpenActivityLog())->deactivate();
        });
        $this->assertSame(array('auditlog.plugin_deactivated', 'Console.plugin:deactivate'), array_column($facts, 'event'));
        $this->assertSame('success', $facts[1]['outcome']);
        $this->assertSame($facts[1]['id'], $facts[0]['cause']);
    }

    public function testACallInsideTheCommandThatIsTheSameActionIsPartOfIt()
    {
        $facts = $this->runCommand('login:unblock-blocked-ips', array(), function (Matomo $matomo) {
            $matomo->api('Login.unblockBruteForceIPs');
        });
        $this->assertSame(array('Console.login:unblock-blocked-ips'), array_column($facts, 'event'));
        $this->assertSame(array('API.Login.unblockBruteForceIPs'), $facts[0]['seen']);
    }

    public function testAShortenedNameIsTheFullOne()
    {
        list($fact) = $this->runCommand('plugin:act', array('plugin' => array('Goals')), $this->activating('Goals'));
        $this->assertSame(array('Console.plugin:activate', 'plugin:activate'), array($fact['event'], $fact['request']['command']));
    }

    public function testValuesInAssignmentsAreHiddenUnlessTheFileShowsThem()
    {
        $words = array('General.enable_x=1', 'mail.password="Mail-Secret-1"', 'database.port=3306', 'Plugins.Plugins[]="Live"', 'Mail-Secret-2 = x');
        list($fact) = $this->runCommand('config:set', array('assignment' => $words));
        $this->assertSame(
            array('General.enable_x=1', 'mail.password=***', 'database.port=***', 'Plugins.Plugins[]="Live"', '***'),
            $fact['params']['assignment']
        );
        // a blank where the equals sign belongs leaves the value a word of its own
        foreach (array(array('mail.password', 'Mail-Secret-5'), array("mail.password='x'", 'Mail.Secret'), array('mail.password', 'Mail_Secret')) as $words) {
            list($fact) = $this->runCommand('config:set', array('assignment' => $words));
            $this->assertSame('***', $fact['params']['assignment'][1]);
        }
        list($fact) = $this->runCommand('config:set', array('--section' => 'mail', '--key' => 'password', '--value' => 'Mail-Secret-3'));
        $this->assertSame(array('mail', 'password', '***'), array($fact['params']['section'], $fact['params']['key'], $fact['params']['value']));
        list($fact) = $this->runCommand('config:set', array('--section' => 'mail', '--key' => 'port', '--value' => '25'));
        $this->assertSame('25', $fact['params']['value']);
        list($fact) = $this->runCommand('config:delete', array('argument' => 'General.secret_list.Mail-Secret-4'));
        $this->assertSame(array('General.secret_list.***'), $fact['params']['argument']);
        $this->assertStringNotContainsString('Mail-Secret', $this->raw());
    }

    public function testSecretsAndErrorsThatRepeatThem()
    {
        list($fact) = $this->runCommand('marketplace:set-license-key', array('--license-key' => 'Key-Secret-1'), null, 1, 'Key-Secret-1 is not valid');
        $this->assertSame(array('$hidden' => true), $fact['params']['license-key']);
        $this->assertSame(array('failure', '*** is not valid'), array($fact['outcome'], $fact['reason']));
        $this->assertStringNotContainsString('Key-Secret', $this->raw());
    }

    public function testCommandsNobodyKnowsAreRecordedWithoutTheirWords()
    {
        list($fact) = $this->runCommand('somebody:elses', array('word' => 'Word-Secret-1', '--password' => 'Word-Secret-2', '--force' => true));
        $this->assertSame('Console.somebody:elses', $fact['event']);
        $this->assertSame(array('$hidden' => true), $fact['params']['word']);
        $this->assertSame(array('word', 'password', 'force', 'os_host'), array_keys($fact['params']));
        $this->assertStringNotContainsString('Word-Secret', $this->raw());
    }

    public function testWhatChangesNothingLeavesNothing()
    {
        $this->runCommand('config:get', array('argument' => 'General.salt'));
        $this->runCommand('config:set', array('--help' => true));
        $this->runCommand('no:such-command', array());
        $this->assertSame(array(), $this->spooled());
    }
}
