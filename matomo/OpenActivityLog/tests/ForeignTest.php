<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\tests;

use Piwik\Container\StaticContainer;
use Piwik\Plugins\OpenActivityLog\Capture\Hooks;
use Piwik\Plugins\OpenActivityLog\Foreign\AllowList;
use Piwik\Plugins\OpenActivityLog\Foreign\BaseClass;
use Piwik\Plugins\OpenActivityLog\Foreign\Listener;
use Piwik\Plugins\OpenActivityLog\Foreign\Narrator;
use Piwik\Plugins\OpenActivityLog\Foreign\SwitchedOff;
use Piwik\Plugins\OpenActivityLog\Foreign\Told;
use Piwik\Plugins\OpenActivityLog\tests\Host\Matomo;
use Piwik\Plugins\OpenActivityLog\tests\Host\Plugins;
use Piwik\Plugins\OpenActivityLog\tests\Host\TestCase;
use Piwik\World;

class ForeignTest extends TestCase
{
    const TEA = array('site' => array('site_id' => '3', 'site_name' => 'Tom &amp; Co'), 'item' => array('id' => 7, 'name' => 'Tea &lt;3'));

    private $plugins;
    private $plugin;
    private $matomo;

    protected function setUp(): void
    {
        parent::setUp();
        World::$login = 'alice';
        StaticContainer::$warnings = array();
        $this->plugins = new Plugins($this->directory);
        $this->plugin = $this->plugins->plugin;
    }

    protected function tearDown(): void
    {
        Hooks::replace(null);
        parent::tearDown();
    }

    private function start()
    {
        $this->plugins->vet();
        $this->restart();
    }

    private function restart()
    {
        $this->matomo = new Matomo($this->directory);
        $this->matomo->post('Platform.initialized');
    }

    private function sell(array $data = self::TEA)
    {
        $this->matomo->post($this->plugin . '.sold', array($data));
    }

    private function text(string $text): array
    {
        return array('getTranslatedDescription' => '($data, $user) { ' . $text . ' }');
    }

    public function testWhereNoCallIsRunningItIsAFactOfItsOwn()
    {
        World::$database = function ($sql) {
            return strpos($sql, '_site`') ? array(array('name' => 'Tom &amp; Co')) : array();
        };
        $this->plugins->add('Sold', $this->text('return "sold <b>{$data["item"]["name"]}</b>\n to $user in " . \Piwik\World::$language;'));
        $this->start();
        $this->sell();
        list($fact) = $this->spooled();
        $this->assertSame('Activity.' . $this->plugin . '.Sold', $fact['event']);
        $this->assertSame(array('success', 'alice', null), array($fact['outcome'], $fact['actor']['login'], $fact['cause']));
        $this->assertSame(array('id' => 3, 'name' => 'Tom & Co'), $fact['site']);
        $this->assertSame(array(array(
            'data' => array('site' => array('site_id' => '3', 'site_name' => 'Tom & Co'), 'item' => array('id' => 7, 'name' => 'Tea <3')),
            'class' => $this->plugin . '.Sold',
            'text' => 'sold <b>Tea <3</b> to alice in en',
            'lang' => 'en'
        )), $fact['told']);
        $this->assertSame('de', World::$language);
    }

    public function testWhatIsRecordedAnywayGetsTheWordsAndNoSecondEntry()
    {
        $this->plugins->add('GoalAdded', array(
            'eventName' => "'API.Goals.addGoal.end'",
            'extractParams' => '($data) { list($id, $call) = $data; return array("item" => array("id" => $id, "name" => $call["parameters"]["name"])); }'
        ));
        $this->plugins->add('SiteGone', array('eventName' => "'SitesManager.deleteSite.end'", 'extractParams' => '($data) { return array("item" => array("name" => $data[0])); }'));
        $this->plugins->add('LoggedOut', array('eventName' => "'Login.logout'", 'extractParams' => '($data) { return array("item" => array("name" => $data[0])); }'));
        $this->plugins->add('Sold');
        $this->start();
        $this->matomo->api('Goals.addGoal', array('idSite' => 1, 'name' => 'Signup'), function () {
            return 7;
        });
        $this->matomo->api('SitesManager.deleteSite', array('idSite' => 5), function () {
            $this->matomo->post('SitesManager.deleteSite.end', array(5));
        });
        $this->matomo->post('Login.logout', array('alice'));
        $this->matomo->api($this->plugin . '.sell', array(), function () {
            $this->sell();
        });
        $told = array_map(function ($fact) {
            return array($fact['event'], array_column($fact['told'], 'text'));
        }, $this->spooled());
        $this->assertSame(array(
            array('API.Goals.addGoal', array('sold Signup')),
            array('API.SitesManager.deleteSite', array('sold 5')),
            array('Login.logout', array('sold alice')),
            array('API.' . $this->plugin . '.sell', array('sold Tea <3'))
        ), $told);
    }

    public function testAnotherPluginsEventInsideACallIsItsConsequence()
    {
        $this->plugins->add('Sold');
        $this->start();
        $this->matomo->api('Goals.addGoal', array('name' => 'x'), function () {
            $this->sell();
        });
        list($inner, $root) = $this->spooled();
        $this->assertSame('Activity.' . $this->plugin . '.Sold', $inner['event']);
        $this->assertSame($root['id'], $inner['cause']);
        $this->assertArrayNotHasKey('told', $root);
    }

    /** @dataProvider nothings */
    public function testFalseAndNullMeanNothing(string $nothing)
    {
        $this->plugins->add('Sold', array('extractParams' => "(\$data) { return $nothing; }"));
        $this->start();
        $this->sell();
        $this->assertSame(array(), $this->spooled());
        $this->assertFileDoesNotExist($this->directory . '/activities.off');
    }

    public function nothings(): array
    {
        return array(array('false'), array('null'), array('""'), array('7'));
    }

    /** @dataProvider failures */
    public function testOneThatFailsIsAskedNoMore(array $members, string $why)
    {
        $this->plugins->add('Sold', array('extractParams' => '($data) { file_put_contents(__DIR__ . "/../asked", "x", FILE_APPEND); return $data[0]; }') + $members);
        if (isset($members['extractParams'])) {
            $this->plugins->add('Sold', $members);
        }
        $this->start();
        $level = ob_get_level();
        $this->matomo->api('Goals.addGoal', array('name' => 'x'), function () {
            $this->sell();
            $this->sell();
            $this->restart();
        });
        $this->assertSame($level, ob_get_level());
        $this->restart();
        $this->sell();
        $asked = @file_get_contents($this->directory . '/plugins/' . $this->plugin . '/asked');
        $this->assertContains($asked, array('x', false), 'it is asked once');
        $this->assertSame(array(), preg_grep('/^Activity/', array_column($this->spooled(), 'event')));
        $off = explode("\t", trim(file_get_contents($this->directory . '/activities.off')));
        $this->assertMatchesRegularExpression($why, $off[4]);
        $this->assertSame('failed', $off[2]);
        $this->assertStringNotContainsString('s3cr3t', $off[4]);
        $this->assertCount(1, preg_grep('/is not used any more/', StaticContainer::$warnings));

        $this->plugins->vet(null, false);
        $this->restart();
        $this->assertFileExists($this->directory . '/activities.off', 'a vetting that nobody asked for leaves it off');
        $this->plugins->vet(null, true);
        $this->assertFileDoesNotExist($this->directory . '/activities.off');
    }

    public function failures(): array
    {
        return array(
            array(array('extractParams' => '($data) { throw new \Exception("s3cr3t"); }'), '/^Exception at Sold.php:\d+$/'),
            array(array('extractParams' => '($data) { return no_such_function(); }'), '/^Error at/'),
            array($this->text('throw new \LogicException("s3cr3t");'), '/^LogicException at/'),
            array(array('body' => 'public function getPerformingUser($eventData = null) { ob_start(); echo "x"; return no_such_function(); }'), '/^Error at/')
        );
    }

    public function testWhatHappenedIsRecordedWhateverTheTellingThrows()
    {
        $this->plugins->add('LoggedOut', array('eventName' => "'Login.logout'"));
        $this->start();
        World::$plugins = 'Matomo itself fails when it is asked for a plugin';
        $this->matomo->post('Login.logout', array('alice'));
        $this->assertSame(array('Login.logout'), array_column($this->spooled(), 'event'));
    }

    public function testTheEntryAboutItIsNobodysAndNoConsequence()
    {
        $this->plugins->add('Sold', array('extractParams' => '($data) { throw new \Exception(); }'));
        $this->plugins->vet();
        $this->matomo = new Matomo($this->directory);
        $recorder = $this->matomo->recorder;
        $narrator = new Narrator(new AllowList($this->directory), new SwitchedOff($this->directory));
        $this->assertSame(array(), $narrator->tell($this->plugin . '.sold', array(self::TEA), $recorder));
        $narrator->finish($recorder);
        $narrator->finish($recorder);
        list($fact) = $this->spooled();
        $this->assertCount(1, $this->spooled());
        $this->assertSame('auditlog.activity_class_disabled', $fact['event']);
        $this->assertSame($this->plugin . '.Sold', $fact['params']['class']);
        $this->assertSame(array(null, null), array($fact['actor']['login'], $fact['cause']));
    }

    public function testOneThatIsSlowIsHeardOnce()
    {
        $this->plugins->add('Sold');
        $this->plugins->vet();
        $this->matomo = new Matomo($this->directory);
        $narrator = new Narrator(new AllowList($this->directory), new SwitchedOff($this->directory), 0.0);
        $event = $this->plugin . '.sold';
        $this->assertCount(1, $narrator->tell($event, array(self::TEA), $this->matomo->recorder));
        $this->assertCount(0, $narrator->tell($event, array(self::TEA), $this->matomo->recorder));
        $this->assertStringContainsString('too slow', file_get_contents($this->directory . '/activities.off'));
    }

    public function testAnErrorThatNothingCatchesBreaksOneRequest()
    {
        $fatal = '($data) { eval("class Wrong extends \\\\Exception { public static function getMessage() {} }"); return $data[0]; }';
        foreach (array($fatal, '($data) { exit(0); }') as $i => $members) {
            $this->plugins->add('Sold' . $i, array('extractParams' => $members));
            $this->plugins->vet();
            $command = array(PHP_BINARY, '-d', 'display_errors=0', '-d', 'log_errors=0', __DIR__ . '/Host/request.php', $this->directory, World::$pluginsDirectory, $this->plugin);
            $command = implode(' ', array_map('escapeshellarg', $command));
            $this->assertSame(array('', 'went on'), array((string) shell_exec($command), (string) shell_exec($command)));
            $facts = array_column($this->spooled(), null, 'event');
            $this->assertStringStartsWith('it ended the request', $facts['auditlog.activity_class_disabled']['params']['why']);
            unlink($this->directory . '/current.ndjson');
            unlink($this->directory . '/plugins/' . $this->plugin . '/Activity/Sold' . $i . '.php');
        }
    }

    public function testAChangedFileIsNotLoaded()
    {
        $this->plugins->add('Base', array('eventName' => "''"), Plugins::PARENT, 'abstract class');
        $this->plugins->add('Sold', array(), 'Base');
        $this->start();
        $this->plugins->add('Base', array('eventName' => "''", 'body' => "// other\n"), Plugins::PARENT, 'abstract class');
        $this->sell();
        $this->assertSame(array(), $this->spooled());
        $this->assertFalse(class_exists('Piwik\Plugins\\' . $this->plugin . '\Activity\Base', false));
        $this->assertStringContainsString("\tchanged\t", file_get_contents($this->directory . '/activities.off'));
        $this->assertCount(1, preg_grep('/has changed/', StaticContainer::$warnings));
        $this->plugins->vet(null, false);
        $this->restart();
        $this->sell();
        $this->assertCount(1, $this->spooled());
    }

    public function testNothingIsLoadedBeforeTheEventAndNothingOfAnInactivePlugin()
    {
        $this->plugins->add('Sold');
        $this->start();
        $class = 'Piwik\Plugins\\' . $this->plugin . '\Activity\Sold';
        $this->matomo->api('Goals.addGoal', array('name' => 'x'));
        $this->assertFalse(class_exists($class, false));
        World::$plugins = array();
        $this->sell();
        $this->assertFalse(class_exists($class, false));
        World::$plugins = array($this->plugin);
        $this->plugins->make('ActivityLog');
        $this->sell();
        $this->assertFalse(class_exists($class, false), 'the name belongs to the plugin that lies there');
    }

    public function testAnotherPhpIsNotTrusted()
    {
        $this->plugins->add('Sold');
        $this->plugins->vet();
        $file = $this->directory . '/activities.ndjson';
        list($head, $lines) = explode("\n", file_get_contents($file), 2);
        $this->assertSame(array($this->plugin . '.sold'), Listener::make()->events());
        file_put_contents($file, AllowList::signed(array('php' => '7.1') + json_decode($head, true), $lines));
        $this->assertSame(array(), Listener::make()->events());
    }

    public function testOutputOfAClassReachesNobody()
    {
        $this->plugins->add('Sold', array('extractParams' => '($data) { echo "x"; ob_start(); echo "y"; return $data[0]; }'));
        $this->start();
        ob_start();
        $this->sell();
        $this->assertSame('', ob_get_clean());
        $this->assertCount(1, $this->spooled());
    }

    public function testEventsThatAClassCausesAreNotToldAgain()
    {
        $this->plugins->add('Sold', array('extractParams' => '($data) { ($GLOBALS["again"])(); return $data[0]; }'));
        $this->start();
        $GLOBALS['again'] = function () {
            $this->sell();
        };
        $this->sell();
        unset($GLOBALS['again']);
        $this->assertCount(1, $this->spooled());
    }

    public function testSecretsNeverReachTheDisk()
    {
        $_POST = array('password' => 'typed-s3cr3t', 'token_auth' => 'token-s3cr3t');
        $this->plugins->add('Sold', $this->text('return implode(" ", array($data["name"], $data["note"], $data["apiKey"], $data["credentials"]["user"], gettype($data["credentials"]["pin"]), $_POST["password"]));'));
        $this->start();
        $this->sell(array(
            'name' => 'typed-s3cr3t http://u:s3cr3t@h/?token_auth=s3cr3t',
            'note' => 'free text, s3cr3t or not', 'apiKey' => 's3cr3t-key', 'type' => 's3cr3t-kind', 'tokenName' => 's3cr3t-name',
            'credentials' => array('user' => 's3cr3t-user', 'name' => 's3cr3t', 'pin' => 1234), 'active' => true, 'count' => 12,
            'list' => array('s3cr3t'), 'itemIds' => array(1, 2), 'object' => new \stdClass(), 'backupName' => 'v1', 'environment' => 'live'
        ));
        $this->assertStringNotContainsString('s3cr3t', str_replace('free text', '', $this->raw()));
        list($told) = $this->spooled()[0]['told'];
        $hidden = array('$hidden' => true);
        $this->assertSame('*** http://u:***@h/?token_auth=*** *** *** *** integer ***', $told['text']);
        $this->assertSame(array(
            'name' => '*** http://u:***@h/?token_auth=***', 'note' => $hidden, 'apiKey' => $hidden, 'type' => $hidden, 'tokenName' => $hidden,
            'credentials' => $hidden, 'active' => true, 'count' => 12, 'list' => array($hidden), 'itemIds' => array(1, 2), 'object' => $hidden,
            'backupName' => 'v1', 'environment' => 'live'
        ), $told['data']);
    }

    public function testVisitorsAndNumbersWithoutAListedNameAreHidden()
    {
        $this->plugins->add('Sold');
        $this->start();
        $hidden = array('$hidden' => true);
        $data = array('code' => 834921, 'codes' => array(834921), 'pin_text' => '834921', 'rate' => 8.5);
        $visitors = array('visitor_id' => 'ab', 'visitorId' => 'ab', 'idVisitor' => 7, 'userId' => 'u@x', 'user_id' => 'u@x', 'visitor' => array('id' => 1));
        $kept = array('itemIds' => array(1), 'count' => 2, 'isLive' => 1, 'userLogin' => 'alice', 'idGoal' => 3, 'on' => true, 'item' => array('id' => 5, 'name' => 'x'));
        $this->sell($data + $visitors + $kept);
        $told = $this->spooled()[0]['told'][0]['data'];
        foreach (array_keys($data + $visitors) as $name) {
            $this->assertSame($name === 'codes' ? array($hidden) : $hidden, $told[$name] === array('id' => $hidden) ? $hidden : $told[$name], $name);
        }
        $this->assertSame($kept, array_intersect_key($told, $kept));
    }

    /** @dataProvider crowds */
    public function testWithMoreSecretsThanCanBeLookedForNoTextIsKept(int $many, bool $isSecret, string $text)
    {
        $_POST = array();
        for ($i = 0; $i < $many; $i++) {
            $_POST[($isSecret ? 'passwordx' : 'plain') . $i] = $isSecret && $many < 190 ? 'the same' : 'value' . $i;
        }
        $_POST['password'] = 'typed-s3cr3t';
        $this->plugins->add('Sold');
        $this->start();
        $this->sell(array('item' => array('name' => 'typed-s3cr3t', 'id' => 4)));
        $this->assertStringNotContainsString('s3cr3t', $this->raw());
        $this->assertSame($text, $this->spooled()[0]['told'][0]['text']);
    }

    public function crowds(): array
    {
        return array(array(0, true, 'sold ***'), array(180, true, 'sold ***'), array(199, true, 'sold ***'), array(300, true, '***'), array(300, false, '***'));
    }

    public function testLongAndStrangeIsCut()
    {
        $this->plugins->add('Sold', $this->text('return "a\0b\xff" . str_repeat("ä", 5000);'));
        $this->start();
        $this->sell(array('name' => "\xff", 'item' => array_fill(0, 150, array('name' => str_repeat('x', 100)))));
        list($told) = $this->spooled()[0]['told'];
        $this->assertLessThanOrEqual(Told::MAX_TEXT, strlen($told['text']));
        $this->assertSame(array('$more' => 2), $told['data']);
        $this->sell(array('name' => "\xff"));
        $this->assertTrue($this->spooled()[1]['told'][0]['data']['name']['$binary']);
    }

    public function testTheNameIsOfferedOnlyWhereItIsFree()
    {
        $this->assertTrue(BaseClass::offer());
        $this->assertTrue(is_a(BaseClass::NAME, \Piwik\Plugins\OpenActivityLog\Activity\Activity::class, true));
        $this->plugins->make('ActivityLog');
        $this->assertFalse(BaseClass::offer());
    }
}
