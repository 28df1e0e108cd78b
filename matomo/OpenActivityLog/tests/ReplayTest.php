<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\tests;

use Piwik\Plugins\OpenActivityLog\Capture\CaptureMap;
use Piwik\Plugins\OpenActivityLog\tests\Host\Replay;
use Piwik\Plugins\OpenActivityLog\tests\Host\TestCase;
use Piwik\World;

/** A recording of a real Matomo 5.2 goes through the real plugin; these are the facts that must come out. */
class ReplayTest extends TestCase
{
    const RECORDING = __DIR__ . '/recordings/matomo-5.2-events.ndjson';
    const ADMIN_TOKEN = '761b3c08839a9ff79ee9f03b9d9d085b';

    private $lines;
    private $facts;

    protected function setUp(): void
    {
        parent::setUp();
        World::$database = function ($sql, $bind) {
            if (strpos($sql, 'user_token_auth') && $bind[0] === hash('sha512', self::ADMIN_TOKEN . '0123456789abcdef0123456789abcdef')) {
                return array(array('idusertokenauth' => '12', 'login' => 'admin', 'description' => 'Script &amp; co', 'last_used' => '2024-10-01 00:00:00'));
            }
            if (strpos($sql, 'SELECT name FROM `matomo_site`') === 0) {
                return array(array('name' => 'Site ' . $bind[0]));
            }
            if (strpos($sql, 'SELECT login FROM') === 0) {
                return in_array($bind[0], array('admin', 'viewer'), true) ? array(array('login' => $bind[0])) : array();
            }
            if (strpos($sql, 'FROM `matomo_access`')) {
                return array(array('access' => 'view'));
            }
            return array();
        };
        $map = new CaptureMap(require __DIR__ . '/Host/map.php');
        $this->lines = (new Replay($this->directory, $map))->run(self::RECORDING);
        $this->facts = array_values(array_filter($this->lines, function ($line) {
            return $line['kind'] === 'fact';
        }));
    }

    public function testNumbersAreGaplessAndIdsUnique()
    {
        $this->assertSame(range(1, count($this->lines)), array_column($this->lines, 'n'));
        $this->assertCount(count($this->lines), array_unique(array_column($this->lines, 'id')));
        foreach ($this->lines as $fact) {
            $this->assertMatchesRegularExpression('/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/', $fact['id']);
            $this->assertMatchesRegularExpression('/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/', $fact['time']);
        }
    }

    /** What people looked at in the recording, and nothing of what pages and changes asked for themselves. */
    public function testViewsAreCounted()
    {
        $views = array();
        foreach ($this->lines as $line) {
            foreach ($line['kind'] === 'views' ? $line['features'] : array() as $feature => $count) {
                $views += array($line['login'] => array());
                $views[$line['login']] += array($feature => 0);
                $views[$line['login']][$feature] += $count;
            }
        }
        $this->assertSame(array('viewer' => array('CoreHome.index' => 1)), $views);
    }

    public function testCallsInsideAddSiteAreItsConsequences()
    {
        $facts = $this->of('eb62');
        $root = array_pop($facts);
        $this->assertSame('API.SitesManager.addSite', $root['event']);
        $this->assertSame('success', $root['outcome']);
        $this->assertNull($root['cause']);
        $this->assertSame(2, $root['result']);
        $this->assertSame('Site 85516', $root['params']['siteName']);
        $this->assertSame(array('http://s85516.example.test'), $root['params']['urls']);
        $this->assertSame(array('id' => 2, 'name' => 'Site 2'), $root['site']);
        $this->assertSame(array('MeasurableSettings.updated', 'SitesManager.addSite.end'), $root['seen']);
        $this->assertSame('admin', $root['actor']['login']);
        $this->assertSame('superuser', $root['actor']['role']);
        $this->assertSame('token', $root['actor']['auth']);
        $this->assertSame(array('id' => 12, 'description' => 'Script & co'), $root['actor']['token']);
        $this->assertSame('SitesManager.addSite', $root['request']['method']);
        $this->assertCount(10, $facts);
        foreach ($facts as $nested) {
            $this->assertStringStartsWith('API.TagManager.', $nested['event']);
            $this->assertSame($root['id'], $nested['cause'], $nested['event']);
            $this->assertSame('success', $nested['outcome']);
        }
    }

    public function testDeniedCallsOfAViewer()
    {
        foreach (array('e85c' => 'API.SitesManager.deleteSite', '845a' => 'API.UsersManager.setSuperUserAccess', 'b903' => 'API.Goals.addGoal') as $request => $event) {
            $fact = $this->only($request);
            $this->assertSame($event, $fact['event']);
            $this->assertSame('denied', $fact['outcome']);
            $this->assertStringContainsString("can't access this resource", $fact['reason']);
            $this->assertSame('viewer', $fact['actor']['login']);
            $this->assertFalse($fact['actor']['super']);
            $this->assertArrayNotHasKey('after', $fact);
        }
        $this->assertSame('session', $this->only('b903')['actor']['auth']);
        $this->assertSame(8, strlen($this->only('b903')['actor']['session']));
        $this->assertSame('token', $this->only('e85c')['actor']['auth']);
    }

    public function testAllowedCallInASession()
    {
        $fact = $this->only('d4cd');
        $this->assertSame('API.Annotations.add', $fact['event']);
        $this->assertSame('success', $fact['outcome']);
        $this->assertSame('Ünïcode "quotes" <b>bold</b> =1+1', $fact['params']['note']);
        $this->assertSame('session', $fact['actor']['auth']);
        $this->assertSame('view', $fact['actor']['role']);
    }

    public function testWrongConfirmationIsAFailure()
    {
        list($attempt, $call) = $this->of('bcda');
        $this->assertSame('Login.recordFailedLoginAttempt', $attempt['event']);
        $this->assertSame('failure', $attempt['outcome']);
        $this->assertSame('API.UsersManager.setSuperUserAccess', $call['event']);
        $this->assertSame('failure', $call['outcome']);
        $this->assertSame('The current password you entered is not correct.', $call['reason']);
        $this->assertSame($call['id'], $attempt['cause']);
        $this->assertSame(array('$hidden' => true), $call['params']['passwordConfirmation']);
    }

    public function testBulkRequestHasTwoRoots()
    {
        $facts = $this->of('d692');
        $this->assertSame(array('API.Goals.addGoal', 'API.Goals.addGoal'), array_column($facts, 'event'));
        $this->assertSame(array(null, null), array_column($facts, 'cause'));
        $this->assertSame(array(1, 2), array_column($facts, 'result'));
        $this->assertSame('API.getBulkRequest', $facts[0]['request']['method']);
    }

    public function testLogins()
    {
        $known = $this->only('8780');
        $this->assertSame('Login.authenticate.failed', $known['event']);
        $this->assertSame('failure', $known['outcome']);
        $this->assertSame(array('login' => 'admin', 'known' => true), $known['params']);
        $this->assertSame('admin', $known['actor']['login']);
        $this->assertSame('password', $known['actor']['auth']);

        $unknown = $this->only('040f');
        $this->assertSame('anonymous', $unknown['actor']['login']);
        $this->assertSame('no…', $unknown['params']['login']);
        $this->assertSame(substr(hash_hmac('sha256', 'nobody', str_repeat('ab', 32)), 0, 8), $unknown['params']['login_hash']);
        $this->assertFalse($unknown['params']['known']);

        $good = $this->only('33a7');
        $this->assertSame('Login.authenticate.successful', $good['event']);
        $this->assertSame('success', $good['outcome']);
        $this->assertSame('viewer', $good['actor']['login']);
        $this->assertSame('password', $good['actor']['auth']);

        $out = $this->only('7877');
        $this->assertSame('Login.logout', $out['event']);
        $this->assertSame('viewer', $out['actor']['login']);
        $this->assertSame('session', $out['actor']['auth']);

        // opening the login form, and a password that is too short, post nothing
        $this->assertSame(array(), array_merge($this->of('415b'), $this->of('a3e1'), $this->of('731f'), $this->of('32d4')));
    }

    public function testConsole()
    {
        foreach (array('94eb' => 'Console.plugin:deactivate', 'dc1a' => 'Console.plugin:activate') as $request => $event) {
            $fact = $this->only($request);
            $this->assertSame($event, $fact['event']);
            $this->assertSame('success', $fact['outcome']);
            $this->assertNull($fact['actor']['login']);
            $this->assertSame('super user', $fact['actor']['acting_as']);
            $this->assertSame('console', $fact['actor']['auth']);
            $this->assertNotSame('', (string) $fact['actor']['os_user']);
            $this->assertNull($fact['client']['ip']);
            $this->assertContains('Core.configFileChanged', $fact['seen']);
        }
        $this->assertSame('plugin:activate', $this->only('dc1a')['request']['command']);
        $this->assertSame(array(), $this->of('e7c8'), 'reading the configuration changes nothing');

        list($inner, $command) = $this->of('421b');
        $this->assertSame('API.Login.unblockBruteForceIPs', $inner['event']);
        $this->assertSame($command['id'], $inner['cause']);
        $this->assertSame('Console.login:unblock-blocked-ips', $command['event']);
    }

    public function testUnknownChangesAreRecordedWithDefaultParametersOnly()
    {
        $facts = array_values(array_filter($this->facts, function ($fact) {
            return $fact['event'] === 'API.CustomAlerts.addAlert';
        }));
        $this->assertCount(1, $facts);
        $this->assertSame(array('$hidden' => true), $facts[0]['params']['name']);
        $this->assertSame('1', $facts[0]['params']['idSites']);
    }

    public function testWhatIsNoChangeIsNotThere()
    {
        $this->assertSame(array(), $this->of('e31d'), 'a page view');
        $this->assertSame(array(), $this->of('12da'), 'a call without its required parameter never began');
    }

    /** The generated map may change, what is secret may not come out with it. */
    public function testNoSecretComesOut()
    {
        $this->assertNoSecretIn($this->raw());
    }

    public function testNoSecretComesOutWithTheShippedMap()
    {
        array_map('unlink', glob($this->directory . '/*'));
        $facts = (new Replay($this->directory, CaptureMap::load()))->run(self::RECORDING);
        $this->assertGreaterThan(40, count($facts));
        $this->assertNoSecretIn($this->raw());
    }

    private function assertNoSecretIn(string $raw)
    {
        $secrets = $this->secretsOf(self::RECORDING);
        foreach (array('Alice-Pass-1!', 'Admin-Scratch-1!', 'wrong-confirmation-1', self::ADMIN_TOKEN, 'matomo-scratch') as $certain) {
            $this->assertContains($certain, $secrets);
        }
        foreach ($secrets as $secret) {
            $forms = array(
                $secret, rawurlencode($secret), urlencode($secret), rtrim(base64_encode($secret), '='), bin2hex($secret),
                htmlspecialchars($secret, ENT_QUOTES), trim(json_encode($secret), '"'), addslashes($secret), strrev($secret),
                md5($secret), sha1($secret), hash('sha256', $secret), hash('sha512', $secret . '0123456789abcdef0123456789abcdef')
            );
            foreach (array_unique($forms) as $form) {
                $this->assertFalse(stripos($raw, $form), 'the spool holds a secret as ' . $form);
            }
        }
    }

    private function secretsOf(string $recording): array
    {
        $secrets = array();
        foreach (file($recording) as $line) {
            $event = json_decode($line, true);
            if ($event['event'] === 'API.Request.authenticate') {
                $secrets[] = $event['params'][0];
            }
            if ($event['event'] === 'API.UsersManager.createAppSpecificTokenAuth.end') {
                $secrets[] = $event['params'][0];
            }
            array_walk_recursive($event['params'], function ($value, $name) use (&$secrets) {
                if (is_string($value) && preg_match('/^(password.*|.*token.*|salt|secret)$/i', (string) $name) && strlen($value) > 5) {
                    $secrets[] = $value;
                }
            });
        }

        return array_values(array_unique($secrets));
    }

    private function of(string $request): array
    {
        return array_values(array_filter($this->facts, function ($fact) use ($request) {
            return $fact['from'] === $request;
        }));
    }

    private function only(string $request): array
    {
        $facts = $this->of($request);
        $this->assertCount(1, $facts, $request . ': ' . implode(', ', array_column($facts, 'event')));

        return $facts[0];
    }
}
