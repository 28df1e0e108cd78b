<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\tests;

use Piwik\Plugins\OpenActivityLog\Capture\CaptureMap;
use Piwik\Plugins\OpenActivityLog\Capture\Redactor;
use Piwik\Plugins\OpenActivityLog\tests\Host\TestCase;

class RedactorTest extends TestCase
{
    const HIDDEN = array('$hidden' => true);

    private function redactor(): Redactor
    {
        $map = require __DIR__ . '/Host/map.php';

        return (new CaptureMap($map))->redactor();
    }

    public function testOnlyPlainParametersAreWrittenDown()
    {
        $row = array('plain' => array('name', 'token'), 'secret' => array('token'));
        $this->assertSame(
            array('idSite' => '1', 'name' => 'x', 'token' => self::HIDDEN, 'other' => self::HIDDEN),
            $this->redactor()->params($row, array('idSite' => '1', 'name' => 'x', 'token' => 't', 'other' => 'o'))
        );
    }

    public function testWhatWasNotGivenIsLeftOut()
    {
        $row = array('plain' => array('a', 'b'));
        $this->assertSame(
            array('a' => false),
            $this->redactor()->params($row, array('a' => false, 'b' => null, 'password' => false, 'x' => null, 'y' => ''))
        );
    }

    public function testSecretNamesInsidePlainParameters()
    {
        $row = array('plain' => array('parameters', 'parameters.tokenName'));
        $value = array('url' => 'u', 'apiKey' => 'k', 'tokenName' => 'n', 'list' => array(array('Password' => 'p', 'id' => 3)));
        $this->assertSame(
            array('url' => 'u', 'apiKey' => self::HIDDEN, 'tokenName' => 'n', 'list' => array(array('Password' => self::HIDDEN, 'id' => 3))),
            $this->redactor()->params($row, array('parameters' => $value))['parameters']
        );
    }

    public function testPluginSettings()
    {
        $row = array('plain' => array('settingValues', 'settingValues.title', 'settingValues.keyLength'));
        $pairs = array('QueuedTracking' => array(
            array('name' => 'redisHost', 'value' => 'redis.internal'),
            array('name' => 'redisPort', 'value' => '6379'),
            array('name' => 'redisPassword', 'value' => '123456'),
            array('name' => 'enabled', 'value' => true),
            array('name' => 'title', 'value' => 'Shop'),
            array('name' => 'keyLength', 'value' => 'long'),
            array('name' => 'list', 'value' => array('a', 'b'))
        ));
        $out = $this->redactor()->params($row, array('settingValues' => $pairs))['settingValues']['QueuedTracking'];
        $this->assertSame(array(self::HIDDEN, '6379', self::HIDDEN, true, 'Shop', 'long', self::HIDDEN), array_column($out, 'value'));
        $this->assertSame('redisPassword', $out[2]['name']);
    }

    public function testReasonsDoNotRepeatWhatIsHidden()
    {
        $row = array('plain' => array('name'), 'secret' => array('passwordConfirmation'));
        $params = array('name' => 'Shop', 'passwordConfirmation' => 's3', 'nested' => array('x' => 'top<secret>'), 'day' => 'day');
        $this->assertSame(
            'Shop: *** is wrong, *** and *** too, one day 12345',
            $this->redactor()->reason('Shop: s3 is wrong, top<secret> and top&lt;secret&gt; too, one day 12345', $row, $params + array('n' => '12345'))
        );
    }
}
