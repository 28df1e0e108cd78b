<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\tests;

use Piwik\Plugins\OpenActivityLog\Capture\Line;
use Piwik\Plugins\OpenActivityLog\Capture\Uuid;
use Piwik\Plugins\OpenActivityLog\Capture\Values;
use Piwik\Plugins\OpenActivityLog\tests\Host\TestCase;

class ValuesTest extends TestCase
{
    public function testScalarsStayWhatTheyAre()
    {
        foreach (array(null, true, 7, 1.5, '', 'Ünïcode “x”', "a\0b\n", '=cmd()') as $value) {
            $this->assertSame($value, Values::clean($value));
        }
        $this->assertSame('NAN', Values::clean(NAN));
    }

    public function testLongTextIsCutBetweenCharacters()
    {
        $text = str_repeat('ä', 3000);
        $cut = Values::clean($text);
        $this->assertSame(4096, strlen($cut['$cut']));
        $this->assertSame(6000, $cut['bytes']);
        $this->assertSame(hash('sha256', $text), $cut['sha256']);
        $this->assertSame(4095, strlen(Values::clean('x' . $text)['$cut']));
    }

    public function testTenMegabytesAreFast()
    {
        $began = microtime(true);
        $this->assertSame(10000000, Values::clean(str_repeat('x', 10000000))['bytes']);
        $this->assertSame(10000000, Values::clean(str_repeat("\xff", 10000000))['bytes']);
        $this->assertLessThan(2.0, microtime(true) - $began);
    }

    public function testBytesThatAreNoText()
    {
        $this->assertSame(
            array('$binary' => true, 'bytes' => 3, 'sha256' => hash('sha256', "a\xff\xfe")),
            Values::clean("a\xff\xfe")
        );
        $this->assertSame(array('a?' => 1), Values::clean(array("a\xff" => 1)));
    }

    public function testObjectsAreNamedOnly()
    {
        $this->assertSame(array('$object' => 'ArrayObject'), Values::clean(new \ArrayObject(array('password' => 'x'))));
    }

    public function testDepthAndLengthAreLimited()
    {
        $deep = 'end';
        for ($i = 0; $i < 50; $i++) {
            $deep = array($deep);
        }
        $this->assertStringContainsString('{"$deep":true}', json_encode(Values::clean($deep)));

        $long = Values::clean(range(1, 323));
        $this->assertCount(201, $long);
        $this->assertSame(array('$more' => 123), $long[200]);
        $map = Values::clean(array_combine(array_map(function ($i) {
            return 'k' . $i;
        }, range(1, 203)), range(1, 203)));
        $this->assertSame(3, $map['$more']);
    }

    public function testTokensInLinksAreMasked()
    {
        $this->assertSame(
            'see http://x/?token_auth=***&idSite=1',
            Values::clean('see http://x/?token_auth=0123456789abcdef0123456789abcdef&idSite=1')
        );
    }

    public function testPasswordsInAddressesAreMasked()
    {
        $this->assertSame(
            'see ftp://u:***@h:21/a@b and http://h:80/a:b@c http://u@h',
            Values::clean('see ftp://u:p:1@x@h:21/a@b and http://h:80/a:b@c http://u@h')
        );
    }

    public function testLinesNeverGetTooLong()
    {
        $fact = array('v' => 1, 'kind' => 'fact', 'n' => 0, 'params' => array(), 'result' => null);
        for ($i = 0; $i < 200; $i++) {
            $fact['params']['p' . $i] = Values::clean(str_repeat(chr(97 + $i % 26) . '"', 3000));
        }
        $fact['before'] = array('t' => array_fill(0, 200, array('a' => str_repeat('é', 2000), 'b' => str_repeat("\x01", 4000))));
        $line = Line::encode($fact);
        $this->assertLessThan(262144, strlen($line));
        $this->assertSame(1, substr_count($line, "\n"));
        $this->assertIsArray(json_decode($line, true));
        $this->assertStringStartsWith('{"v":1,"kind":"fact","n":0,', $line);
    }

    public function testEmptyMapsAreObjects()
    {
        $this->assertSame('{"params":{},"seen":[]}' . "\n", Line::encode(array('params' => array(), 'seen' => array())));
    }

    public function testTimesAndIds()
    {
        $this->assertSame('2026-11-22T20:41:21.123456Z', Line::time(1795380081.123456));
        $this->assertSame('01a20540-d433', substr(Uuid::v7(1795384464.435), 0, 13));
        $this->assertLessThan(Uuid::v7(1795384464.436), Uuid::v7(1795384464.435));
    }
}
