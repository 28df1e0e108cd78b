<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\tests;

use Piwik\Plugins\OpenActivityLog\Capture\Hooks;
use Piwik\Plugins\OpenActivityLog\Diagnostic\ForeignClasses;
use Piwik\Plugins\OpenActivityLog\Foreign\AllowList;
use Piwik\Plugins\OpenActivityLog\Foreign\Vetting;
use Piwik\Plugins\OpenActivityLog\tests\Host\Matomo;
use Piwik\Plugins\OpenActivityLog\tests\Host\Plugins;
use Piwik\Plugins\OpenActivityLog\tests\Host\TestCase;

class VettingTest extends TestCase
{
    private $plugins;

    protected function setUp(): void
    {
        parent::setUp();
        $this->plugins = new Plugins($this->directory);
    }

    protected function tearDown(): void
    {
        Hooks::replace(null);
        parent::tearDown();
    }

    public function testOnlyWhatIsWithoutFaultIsAllowed()
    {
        $this->plugins->add('Base', array('eventName' => "''"), Plugins::PARENT, 'abstract class');
        $this->plugins->add('Good', array(), 'Base');
        $this->plugins->add('Typed', array('extractParams' => '(string $data) { return array(); }'));
        $this->plugins->add('Exits', array('body' => 'public function __construct() { exit(0); }'));
        $this->plugins->add('Throws', array('body' => 'public function __construct() { throw new \Exception("no shop"); }'));
        $this->plugins->add('Needs', array('body' => 'public function __construct($shop) {}'));
        $this->plugins->add('Loud', array('body' => 'public function __construct() { echo "\n{\"file\":\"x\",\"class\":\"y\"}\n"; }'));
        $this->plugins->add('NoEvent', array('eventName' => "''"));
        $this->plugins->add('Tracks', array('eventName' => "'Tracker.newVisitorInformation'"));
        $this->plugins->add('Everything', array('eventName' => "'API.Request.dispatch'"));
        $this->plugins->add('Begins', array('eventName' => "'API.Goals.addGoal'"));
        $this->plugins->add('NoString', array('eventName' => 'array(1)'));
        $this->plugins->write('Activity/Broken.php', 'class {');
        $this->plugins->write('Activity/Elsewhere.php', 'namespace Other; abstract class Elsewhere extends ' . Plugins::PARENT . ' {}');
        $this->plugins->write('Activity/Stranger.php', 'namespace Piwik\Plugins\\' . $this->plugins->plugin . '\Activity; class Stranger {}');
        $this->plugins->write('Activity/not-a-class.php', '');
        $this->plugins->write('Activity/notes.txt', '');

        $found = $this->plugins->vet();
        $this->assertSame(array('Good', 'Loud'), $this->plugins->allowed($found));
        $why = $this->plugins->refused($found);
        $expected = array(
            'Begins' => '/only the end.*addGoal\.end/', 'Broken' => '/ParseError|syntax error/', 'Elsewhere' => '/does not define/', 'Everything' => '/cannot listen/',
            'Exits' => '/ends the process \(exit\)/', 'Needs' => '/ArgumentCountError/', 'NoEvent' => '/no name of an event/',
            'NoString' => '/no name of an event/', 'Stranger' => '/does not extend/', 'Throws' => '/no shop/',
            'Tracks' => '/cannot listen/', 'Typed' => '/ends the process .Declaration of/', 'not-a-class' => '/no name of a class/'
        );
        $this->assertSame(array_keys($expected), array_keys($why));
        foreach ($expected as $file => $pattern) {
            $this->assertMatchesRegularExpression($pattern, $why[$file], $file);
        }
        $list = (new AllowList($this->directory))->classes();
        $good = $list['Piwik\\Plugins\\' . $this->plugins->plugin . '\Activity\Good'];
        $this->assertSame($this->plugins->plugin . '.sold', $good['event']);
        $activity = $this->plugins->plugin . '/Activity/';
        $this->assertSame(array($activity . 'Base.php', $activity . 'Good.php'), array_keys($good['files']), 'parents first');
        $this->assertSame(0660, fileperms($this->directory . '/activities.ndjson') & 0777);
    }

    public function testAClassThatNeverEndsIsStopped()
    {
        $this->plugins->add('Good');
        $this->plugins->add('Hangs', array('body' => 'public function __construct() { while (true) { usleep(1000); } }'));
        $this->plugins->add('Zebra');
        $found = $this->plugins->vet(null, true, 1);
        $this->assertSame(array('Good', 'Zebra'), $this->plugins->allowed($found));
        $this->assertStringContainsString('did not end', $this->plugins->refused($found)['Hangs']);
    }

    public function testOneThatTalksForEverHoldsUpNobodyForEver()
    {
        $this->plugins->add('Talks', array('body' => 'public function __construct() { while (true) { fwrite(STDOUT, "."); usleep(10000); } }'));
        $this->plugins->add('Zebra');
        $found = $this->plugins->vet(null, true, 60, 1);
        $refused = $this->plugins->refused($found);
        $this->assertSame(array(), $this->plugins->allowed($found));
        $this->assertStringContainsString('did not end', $refused['Talks']);
        $this->assertStringContainsString('not examined', $refused['Zebra']);
    }

    public function testNothingIsTouchedWhereTheOwnerOfTheNameLies()
    {
        $this->plugins->add('Good', array('body' => 'public function __construct() { file_put_contents(__DIR__ . "/../loaded", "x"); }'));
        $this->plugins->make('ActivityLog');
        $found = $this->plugins->vet();
        $this->assertSame(array('allowed' => array(), 'refused' => array()), $found);
        $this->assertSame(array(), glob($this->directory . '/plugins/*/loaded'));
        rmdir($this->directory . '/plugins/ActivityLog');
        $recorder = (new Matomo($this->directory))->recorder;
        $this->plugins->vet($recorder);
        $this->plugins->make('ActivityLog');
        $this->plugins->vet($recorder);
        $facts = $this->spooled();
        $this->assertStringContainsString('belongs to the plugin ActivityLog', end($facts)['params']['why']);
    }

    public function testOnlyActivePluginsAreLookedAt()
    {
        $this->plugins->add('Good');
        \Piwik\World::$plugins = array('Goals');
        $this->assertSame(array(), Vetting::candidates());
    }

    public function testWhatChangedIsToldOnce()
    {
        $this->plugins->add('Good');
        $this->plugins->add('Other');
        $recorder = (new Matomo($this->directory))->recorder;
        $this->plugins->vet($recorder);
        $this->plugins->vet($recorder);
        $this->plugins->add('Good', array('body' => "// changed\n"));
        $this->plugins->write('Activity/Other.php', 'class {');
        $this->plugins->vet($recorder);
        $told = array_map(function ($fact) {
            $names = str_replace($this->plugins->plugin . '.', '', isset($fact['params']['classes']) ? $fact['params']['classes'] : $fact['params']['class']);
            return array($fact['event'], $names, $fact['actor']['login'], $fact['cause']);
        }, $this->spooled());
        $this->assertSame(array(
            array('auditlog.activity_classes_enabled', array('Good', 'Other'), null, null),
            array('auditlog.activity_class_disabled', 'Other', null, null),
            array('auditlog.activity_classes_enabled', array('Good'), null, null)
        ), $told);
    }

    public function testAProcessThatDoesNotWorkBlamesNoClass()
    {
        $this->plugins->add('Good');
        $this->plugins->vet();
        $vetting = new Vetting($this->directory, new \Piwik\Plugins\OpenActivityLog\Foreign\Process('false '));
        try {
            $vetting->run(null, true);
            $this->fail('nothing was examined');
        } catch (\RuntimeException $e) {
            $this->assertCount(1, (new AllowList($this->directory))->classes());
        }
    }

    public function testTheSystemCheckSaysWhatIsUsedAndWhyNot()
    {
        $check = function () {
            $state = (new ForeignClasses($this->directory))->state();
            return $state === null ? null : array($state[1], str_replace($this->plugins->plugin, 'P', (string) end($state[2])));
        };
        $this->assertNull($check());
        $this->plugins->add('Base', array('eventName' => "''"), Plugins::PARENT, 'abstract class');
        $this->plugins->add('Good', array(), 'Base');
        $this->assertSame('ClassesNotVetted', $check()[0]);
        $this->plugins->vet();
        $this->assertSame(array('ClassesAreUsed', '1'), $check());
        $this->plugins->add('New');
        $this->assertSame(array('ClassesHaveFaults', 'P/Activity/New.php (not examined yet)'), $check());
        $this->plugins->write('Activity/New.php', '');
        $this->plugins->vet();
        $this->assertStringContainsString('P/Activity/New.php (it does not define', $check()[1]);
        $this->plugins->add('Base', array('body' => "// changed\n"), Plugins::PARENT, 'abstract class');
        $this->assertStringContainsString('P.Good (its file has changed', $check()[1]);
        $this->plugins->make('ActivityLog');
        $this->assertSame('ClassesOfOwner', $check()[0]);
    }

    public function testOnlyWhatMatomoItselfHasWrittenIsAList()
    {
        $this->plugins->add('Good');
        $this->plugins->vet();
        $file = $this->directory . '/activities.ndjson';
        $text = file_get_contents($file);
        $state = function () {
            $list = new AllowList($this->directory);
            return array(count($list->classes()), (new ForeignClasses($this->directory))->state()[1]);
        };
        $this->assertSame(array(1, 'ClassesAreUsed'), $state());
        foreach (array(str_replace('"v":1', '"v":1,"x":2', $text), str_replace('Good.php', 'Evil.php', $text), preg_replace('/,"sign":"\w+"/', '', $text)) as $other) {
            file_put_contents($file, $other);
            $this->assertSame(array(0, 'ClassesListIsForged'), $state());
        }
        file_put_contents($this->directory . '/elsewhere', $text);
        unlink($file);
        symlink($this->directory . '/elsewhere', $file);
        $this->assertSame(array(0, 'ClassesListIsForged'), $state());
        symlink($this->directory . '/elsewhere', $this->directory . '/activities.off');
        (new \Piwik\Plugins\OpenActivityLog\Foreign\SwitchedOff($this->directory))->add(array('class' => 'X', 'files' => array()), 'failed', 'x');
        $this->plugins->vet(null, false);
        $this->assertSame($text, file_get_contents($this->directory . '/elsewhere'), 'nothing is written through a link');
        $this->assertSame(array(1, 'ClassesAreUsed'), $state());
        \Piwik\SettingsPiwik::$salt = 'another';
        $this->assertSame(array(0, 'ClassesListIsForged'), $state());
        \Piwik\SettingsPiwik::$salt = '0123456789abcdef0123456789abcdef';
    }

    public function testOnlyFilesOfActivePluginsActivityDirectoriesAreLoaded()
    {
        $wanted = array('\Piwik\Plugins\OpenActivityLog\Foreign\Loader', 'isWanted');
        $class = 'Piwik\Plugins\\' . $this->plugins->plugin . '\Activity\Good';
        $one = function (string $file) use ($class) {
            return array('class' => $class, 'files' => array($file => 'x'));
        };
        $this->assertTrue($wanted($one($this->plugins->plugin . '/Activity/Good.php')));
        $this->assertFalse($wanted($one($this->plugins->plugin . '/Good.php')));
        $this->assertFalse($wanted($one('Inactive/Activity/Good.php')));
    }

    /** @dataProvider lists */
    public function testAListThatIsNoneAllowsNothing(string $text)
    {
        $parts = explode("\n", $text, 2) + array(1 => '');
        $head = json_decode($parts[0], true);
        file_put_contents($this->directory . '/activities.ndjson', is_array($head) ? AllowList::signed($head, $parts[1]) : $text);
        $list = new AllowList($this->directory);
        $this->assertSame(array(array(), array()), array($list->events(), $list->classes()));
        new Matomo($this->directory);
    }

    public function lists(): array
    {
        $head = '{"v":1,"php":"' . AllowList::php() . '","plugin":"0.1.0","events":%s}' . "\n";

        return array(
            array(''), array('{'), array('[]'), array('"x"'), array('{"v":2,"events":["A.b"]}' . "\n" . '{"class":"X","event":"A.b","files":{}}'),
            array(sprintf($head, '"x"')), array(sprintf($head, '[1,[],"Tracker.end","x y"]') . "1\n[]\n" . '{"class":[],"event":"A.b","files":{}}'),
            array(sprintf($head, '[]') . '{"class":"X","event":"Tracker.end","files":{}}' . "\n" . '{"class":"X","event":"A.b"}')
        );
    }
}
