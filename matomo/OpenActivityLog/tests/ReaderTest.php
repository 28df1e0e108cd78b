<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\tests;

use Piwik\Plugins\OpenActivityLog\Diagnostic\SpoolState;
use Piwik\Plugins\OpenActivityLog\Reader\Assertion;
use Piwik\Plugins\OpenActivityLog\Reader\Client;
use Piwik\Plugins\OpenActivityLog\Reader\Notice;
use Piwik\Plugins\OpenActivityLog\Reader\Refused;
use Piwik\Plugins\OpenActivityLog\Reader\Unreachable;
use Piwik\Plugins\OpenActivityLog\tests\Host\TestCase;
use Piwik\World;

class ReaderTest extends TestCase
{
    private $process;

    protected function setUp(): void
    {
        parent::setUp();
        World::$login = 'alice';
    }

    protected function tearDown(): void
    {
        if ($this->process !== null) {
            proc_terminate($this->process);
            proc_close($this->process);
        }
        parent::tearDown();
    }

    private function serve(string $kind, string $address = 'tcp://127.0.0.1:0')
    {
        $command = 'exec ' . implode(' ', array_map('escapeshellarg', array(
            PHP_BINARY, __DIR__ . '/Host/server.php', $address, $this->directory . '/address', $this->directory . '/asked', $kind
        )));
        $pipes = array();
        $this->process = proc_open($command, array(1 => array('file', '/dev/null', 'w')), $pipes);
        for ($i = 0; $i < 500 && !@filesize($this->directory . '/address'); $i++) {
            clearstatcache();
            usleep(10000);
        }
        World::$config['OpenActivityLog']['server_url'] = strpos($address, 'unix://') === 0
            ? $address
            : 'http://' . file_get_contents($this->directory . '/address');
    }

    private function assertUnreachable(string $part)
    {
        try {
            (new Client())->html('/log', array());
            $this->fail('an answer was accepted');
        } catch (Unreachable $e) {
            $this->assertStringContainsString($part, $e->getMessage());
        }
    }

    public function testTheAssertionIsWhatTheServerExpects()
    {
        $this->serve('html');
        $this->assertSame('<div class="oal">log</div>', (new Client())->html('/log', array('fragment' => '1', 'q' => 'user:alice "x y"', 'f_ip' => '')));
        $asked = file_get_contents($this->directory . '/asked');
        $path = '/log?fragment=1&q=user%3Aalice%20%22x%20y%22';
        $this->assertStringStartsWith('GET ' . $path . " HTTP/1.0\r\n", $asked);
        preg_match('/^' . Assertion::HEADER . ': (v1\.[\w-]+)\.([\w-]+)\r$/m', $asked, $match);
        $mac = rtrim(strtr(base64_encode(hash_hmac('sha256', $match[1], str_repeat('ab', 32), true)), '+/', '-_'), '=');
        $this->assertSame($mac, $match[2]);
        $payload = json_decode(base64_decode(strtr(substr($match[1], 3), '-_', '+/')), true);
        $this->assertSame(
            array('instance', 'login', 'role', 'lang', 'tz', 'method', 'path', 'body', 'time', 'nonce', 'plugin'),
            array_keys($payload)
        );
        $this->assertSame(array('main', 'alice', 'user', 'GET', $path, ''), array($payload['instance'], $payload['login'],
            $payload['role'], $payload['method'], $payload['path'], $payload['body']));
        $this->assertMatchesRegularExpression('/^[0-9a-f]{32}$/', $payload['nonce']);
        $this->assertLessThan(5, abs(time() - $payload['time']));
    }

    public function testOverAUnixSocket()
    {
        $this->serve('json', 'unix://' . $this->directory . '/sock');
        $this->assertSame(7, (new Client())->json('GET', '/api/v1/matomo/count')['count']);
        $this->assertSame('ok', (new Client())->health()['status']);
        $this->assertStringNotContainsString(Assertion::HEADER, file_get_contents($this->directory . '/asked'));
    }

    public function testTheServersSentenceIsShownEscaped()
    {
        $this->serve('error');
        try {
            (new Client())->json('GET', '/api/v1/matomo/entries');
            $this->fail('an error was accepted');
        } catch (Refused $e) {
            $this->assertSame('unknown field <b>usr</b>', $e->getMessage());
        }
        $html = Notice::unlessReachable(function () {
            return (new Client())->html('/log', array());
        });
        $this->assertStringContainsString('&lt;b&gt;usr', $html);
        $this->assertStringContainsString('role="status"', $html);
        $this->assertStringContainsString('href="index.php?module=OpenActivityLog&amp;action=index"', $html);
    }

    /** 20 MB: more than an answer may have, and never in memory. */
    public function testAFileIsHandedOnAsItComes()
    {
        foreach (array('pieces' => true, 'broken' => false) as $kind => $isWhole) {
            @unlink($this->directory . '/address');
            $this->serve($kind);
            list($type, $bytes, $before) = array(null, 0, memory_get_peak_usage());
            $head = function ($headers) use (&$type) {
                $type = $headers['content-type'];
            };
            $piece = function ($part) use (&$bytes) {
                $bytes += strlen($part);
                return true;
            };
            $this->assertSame($isWhole, (new Client())->download('/export', array('as' => 'csv'), $head, $piece));
            $this->assertSame(array('text/csv', 300 * 65536 + ($isWhole ? 0 : 3)), array($type, $bytes));
            $this->assertLessThan(1048576, memory_get_peak_usage() - $before);
            $this->assertStringStartsWith("GET /export?as=csv HTTP/1.1\r\n", file_get_contents($this->directory . '/asked'));
            proc_terminate($this->process);
            proc_close($this->process);
            $this->process = null;
        }
    }

    public function testAFileEndsWhereNobodyReadsItAndAnErrorIsNoFile()
    {
        $this->serve('pieces');
        $pieces = 0;
        $whole = (new Client())->download('/export', array(), 'count', function () use (&$pieces) {
            return ++$pieces < 3;
        });
        $this->assertSame(array(false, 3), array($whole, $pieces));
        proc_terminate($this->process);
        proc_close($this->process);
        unlink($this->directory . '/address');
        $this->serve('error');
        $this->expectException(Refused::class);
        (new Client())->download('/export', array(), 'count', 'strlen');
    }

    public function testWrongAnswers()
    {
        $parts = array('refuse' => 'key', 'redirect' => '302', 'huge' => '8 MB', 'cut' => 'cut off', 'garbage' => 'HTTP', 'json' => 'HTTP 200');
        foreach ($parts as $kind => $part) {
            $this->serve($kind);
            $this->assertUnreachable($part);
            proc_terminate($this->process);
            proc_close($this->process);
            $this->process = null;
            unlink($this->directory . '/address');
        }
    }

    public function testNobodyThere()
    {
        World::$config['OpenActivityLog']['server_url'] = 'http://127.0.0.1:1';
        $this->assertUnreachable('cannot connect');
        World::$config['OpenActivityLog']['server_url'] = 'file:///etc/passwd';
        $this->assertUnreachable('neither');
        World::$config['OpenActivityLog']['shared_secret'] = '';
        $this->assertUnreachable('shared_secret');
    }

    public function testNoticesForTheSuperUserAndForOthers()
    {
        World::$config['OpenActivityLog']['server_url'] = 'http://127.0.0.1:1';
        $fetch = function () {
            return (new Client())->html('/log', array());
        };
        $this->assertStringNotContainsString('server_url', Notice::unlessReachable($fetch));
        $this->assertStringNotContainsString('127.0.0.1', Notice::unlessReachable($fetch));
        World::$super = true;
        $this->assertStringContainsString('CheckUrl', Notice::unlessReachable($fetch));
        $this->assertSame('', Notice::ofRecording());
        file_put_contents($this->directory . '/failed', "3 2026-11-22T20:41:21.123456Z disk\n");
        $this->assertStringContainsString('FactsLost', Notice::ofRecording());
        World::$config['OpenActivityLog']['spool_dir'] = '';
        $this->assertStringContainsString('SpoolNotSet', Notice::ofRecording());
        World::$super = false;
        $this->assertStringContainsString('NothingIsRecorded', Notice::ofRecording());
    }

    public function testTheStateOfTheSpool()
    {
        $state = new SpoolState($this->directory);
        $this->assertNull($state->behind());
        $this->assertNull($state->failed());
        file_put_contents($this->directory . '/lock', str_repeat('a', 32) . " 120\n");
        file_put_contents($this->directory . '/status.json', '{"v":1,"time":"' . gmdate('Y-m-d\TH:i:s\Z') . '","server":"0.1.0","taken":100,"behind":0,"error":null}');
        file_put_contents($this->directory . '/failed', "3 2026-11-22T20:41:21.123456Z the disk took only a part of the line\n");
        $state = new SpoolState($this->directory);
        $this->assertSame(20, $state->behind());
        $this->assertLessThan(5, $state->secondsSinceServer());
        $this->assertNull($state->serverError());
        $this->assertSame(array('3', '2026-11-22T20:41:21.123456Z', 'the disk took only a part of the line'), $state->failed());
    }
}
