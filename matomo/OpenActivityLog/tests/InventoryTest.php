<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\tests;

use Piwik\Container\StaticContainer;
use Piwik\Plugins\OpenActivityLog\Capture\Hooks;
use Piwik\Plugins\OpenActivityLog\Capture\Inventory;
use Piwik\Plugins\OpenActivityLog\Capture\InventorySystem;
use Piwik\Plugins\OpenActivityLog\Capture\Line;
use Piwik\Plugins\OpenActivityLog\Tasks;
use Piwik\Plugins\OpenActivityLog\tests\Host\TestCase;
use Piwik\SettingsPiwik;
use Piwik\World;

class InventoryTest extends TestCase
{
    /** Values that must be found nowhere. */
    const MARKED = array(
        'hash-of-the-password', 'totp-secret', 'invite-token', 'invite-link', 'alice@example.org', 'hash-of-the-token', 'shared-secret-itself',
        'unlisted-value'
    );

    /** @var array[] rows by table */
    private $tables;
    private $pageMax;
    private $refuses;

    protected function setUp(): void
    {
        parent::setUp();
        SettingsPiwik::$salt = '0123456789abcdef0123456789abcdef';
        World::$config['OpenActivityLog']['shared_secret'] = 'shared-secret-itself';
        World::$config['OpenActivityLog']['note'] = 'unlisted-value';
        $this->refuses = null;
        $this->pageMax = 0;
        $this->tables = array(
            'user' => array($this->user('alice')),
            'access' => array(),
            'user_token_auth' => array(array(
                'idusertokenauth' => '7', 'login' => 'alice', 'description' => 'ci &amp; co', 'password' => 'hash-of-the-token',
                'hash_algo' => 'sha512', 'system_token' => '0', 'last_used' => '2026-11-22 20:41:21', 'date_created' => '2026-01-01 00:00:00',
                'date_expired' => null, 'secure_only' => '1'
            )),
            'site' => array(array('idsite' => '1', 'name' => 'Shop &lt;b&gt;', 'main_url' => 'https://shop.example')),
            'goal' => array(
                array('idsite' => '1', 'idgoal' => '1', 'name' => 'Order', 'deleted' => '0'),
                array('idsite' => '1', 'idgoal' => '2', 'name' => 'Gone', 'deleted' => '1')
            )
        );
        World::$database = function ($sql, $bind) {
            return $this->query($sql, $bind);
        };
    }

    public function testTellsWhoAndWhatIsThere()
    {
        $this->assertNull(Inventory::take());
        $lines = $this->spooled();
        $this->assertSame(array('begin', 'users', 'tokens', 'sites', 'goals', 'plugins', 'settings', 'end'), array_column($lines, 'section'));
        $this->assertSame(range(1, 8), array_column($lines, 'part'));
        $this->assertSame(range(1, 8), array_column($lines, 'n'));
        $this->assertCount(1, array_unique(array_column($lines, 'inventory')));
        $this->assertCount(8, array_unique(array_column($lines, 'id')));
        $this->assertSame(array(true, 8, array()), array($lines[0]['consistent'], $lines[7]['parts'], $lines[7]['cut']));
        $rows = array_column($lines, 'rows', 'section');
        $user = $rows['users'][0];
        $this->assertSame(
            array('alice', true, true, true, '2026-01-01 00:00:00', '2y 10'),
            array($user['login'], $user['super'], $user['two_factor'], $user['pending'], $user['registered'], $user['password_scheme'])
        );
        $token = $rows['tokens'][0];
        $this->assertSame(
            array(7, 'ci & co', null, '2026-11-22', true),
            array($token['id'], $token['description'], $token['expires'], $token['last_used'], $token['secure_only'])
        );
        $this->assertSame(array(array('id' => 1, 'name' => 'Shop <b>')), $rows['sites']);
        $this->assertSame(array(array('site' => 1, 'id' => 1, 'name' => 'Order')), $rows['goals']);
        $this->assertSame(array('name' => 'Login', 'version' => '5.2.0', 'active' => true), $rows['plugins'][1]);
        $this->assertFalse($rows['plugins'][2]['active']);
        $settings = array_column($rows['settings'], 'value', 'name');
        $this->assertSame($this->directory, $settings['OpenActivityLog.spool_dir']);
        $this->assertMatchesRegularExpression('/^hidden [0-9a-f]{16}$/', $settings['OpenActivityLog.note']);
        $this->assertSame('5.2.0', $settings['matomo.version']);
        $this->assertMatchesRegularExpression('/^[0-9a-f]{64}$/', $settings['plugin.files']);
    }

    public function testNoSecretIsWritten()
    {
        $this->assertNull(Inventory::take());
        $raw = $this->raw();
        foreach (self::MARKED as $secret) {
            foreach (array($secret, bin2hex($secret), base64_encode($secret), hash('sha256', $secret), md5($secret)) as $form) {
                $this->assertStringNotContainsString($form, $raw);
            }
        }
    }

    public function testFingerprintsShowThatSomethingChangedAndNotWhat()
    {
        $first = $this->taken('users')[0];
        $this->assertSame($first, $this->taken('users')[0]);
        $this->tables['user'][0]['password'] = '$2y$10$' . 'another-hash-of-the-password';
        $this->tables['user'][0]['email'] = 'mallory@example.org';
        $second = $this->taken('users')[0];
        $this->assertNotSame($first['password'], $second['password']);
        $this->assertNotSame($first['email'], $second['email']);
        $this->assertSame($first['password_scheme'], $second['password_scheme']);
        $key = $this->spooled()[0]['fingerprint_key'];
        // with another salt all of them are others, and the server is told
        SettingsPiwik::$salt = 'another';
        $this->assertNotSame($second['email'], $this->taken('users')[0]['email']);
        $lines = $this->spooled();
        $begins = array_values(array_filter($lines, function ($line) {
            return $line['section'] === 'begin';
        }));
        $this->assertNotSame($key, end($begins)['fingerprint_key']);
    }

    public function testManyRowsAreReadInPagesAndWrittenInParts()
    {
        $this->tables['user'] = array();
        for ($i = 0; $i < 2500; $i++) {
            $this->tables['user'][] = $this->user(sprintf('user%04d', $i));
        }
        // bob sees all of five thousand websites, carol every second one, and has a capability on one
        for ($site = 1; $site <= 5000; $site++) {
            $this->right('bob', $site, 'view');
        }
        for ($site = 1; $site <= 5000; $site += 2) {
            $this->right('carol', $site, 'admin');
        }
        $this->right('carol', 3, 'tagmanager_write');
        $this->assertNull(Inventory::take());
        $lines = $this->spooled();
        $this->assertSame(range(1, count($lines)), array_column($lines, 'part'));
        $this->assertSame(count($lines), end($lines)['parts']);
        foreach (explode("\n", trim($this->raw())) as $line) {
            $this->assertLessThan(Line::MAX_BYTES, strlen($line));
        }
        $users = array();
        $rights = array();
        foreach ($lines as $line) {
            if ($line['section'] === 'users') {
                $users = array_merge($users, array_column($line['rows'], 'login'));
            } elseif ($line['section'] === 'access') {
                $rights = array_merge($rights, $line['rows']);
            }
        }
        $this->assertSame(array_column($this->tables['user'], 'login'), $users);
        $this->assertSame(array('login' => 'bob', 'access' => 'view', 'sites' => '1-5000'), $rights[0]);
        $carol = '';
        foreach ($rights as $row) {
            $carol .= $row['access'] === 'admin' ? $row['sites'] . ',' : '';
        }
        $this->assertSame(implode(',', range(1, 4999, 2)) . ',', $carol);
        $this->assertContains(array('login' => 'carol', 'access' => 'tagmanager_write', 'sites' => '3'), $rights);
        $this->assertLessThanOrEqual(1000, $this->pageMax);
    }

    public function testEverythingIsReadAsAtOneMomentWherePossible()
    {
        Inventory::take();
        $this->assertStringStartsWith('SET TRANSACTION', World::$queries[0]);
        $this->assertStringStartsWith('START TRANSACTION', World::$queries[1]);
        $this->assertSame('ROLLBACK', end(World::$queries));
        World::$queries = array();
        $this->refuses = 'SET TRANSACTION';
        $this->assertNull(Inventory::take());
        $lines = $this->spooled();
        $this->assertFalse($lines[8]['consistent']);
        $this->assertNotContains('ROLLBACK', World::$queries);
    }

    public function testOfWhatCannotBeWrittenOrReadThereIsNoEnd()
    {
        World::$config['OpenActivityLog']['spool_max_bytes'] = '500';
        $this->assertSame('the spool has reached its limit', Inventory::take());
        World::$config['OpenActivityLog']['spool_max_bytes'] = '1000000';
        $this->refuses = 'matomo_site';
        $this->assertStringStartsWith('error: RuntimeException', Inventory::take());
        $this->assertNotContains('end', array_column($this->spooled(), 'section'));
        $this->assertSame('ROLLBACK', end(World::$queries));
        World::$config['OpenActivityLog'] = array();
        $this->assertSame('no spool directory is configured', Inventory::take());
    }

    public function testMatomosSchedulerTakesItDailyAndLast()
    {
        $tasks = new Tasks();
        $tasks->schedule();
        $this->assertSame(array_fill_keys(array('takeInventory', 'vetActivities'), Tasks::LOWEST_PRIORITY), $tasks->daily);
        $tasks->takeInventory();
        $this->assertCount(8, $this->spooled());
        StaticContainer::$warnings = array();
        Hooks::replace(null);
        World::$config['OpenActivityLog']['spool_dir'] = $this->directory . '/missing';
        $tasks->takeInventory();
        $this->assertCount(1, StaticContainer::$warnings);
        // not connected: nothing to complain about
        World::$config['OpenActivityLog'] = array();
        Hooks::replace(null);
        $tasks->takeInventory();
        $this->assertCount(1, StaticContainer::$warnings);
    }

    public function testChangedFilesOfThePluginAreSeen()
    {
        mkdir($this->directory . '/x');
        file_put_contents($this->directory . '/x/A.php', 'one');
        file_put_contents($this->directory . '/x/a.css', 'one');
        $digest = InventorySystem::filesDigest($this->directory);
        file_put_contents($this->directory . '/x/a.css', 'two');
        $this->assertSame($digest, InventorySystem::filesDigest($this->directory));
        file_put_contents($this->directory . '/x/A.php', 'two');
        $this->assertNotSame($digest, InventorySystem::filesDigest($this->directory));
        unlink($this->directory . '/x/A.php');
        unlink($this->directory . '/x/a.css');
        rmdir($this->directory . '/x');
    }

    private function user(string $login): array
    {
        return array(
            'login' => $login, 'password' => '$2y$10$' . 'hash-of-the-password', 'email' => 'alice@example.org', 'twofactor_secret' => 'totp-secret',
            'superuser_access' => '1', 'date_registered' => '2026-01-01 00:00:00', 'invite_token' => 'invite-token',
            'invite_link_token' => 'invite-link', 'invite_accept_at' => null
        );
    }

    private function right(string $login, int $site, string $access)
    {
        $id = count($this->tables['access']) + 1;
        $this->tables['access'][] = array('idaccess' => $id, 'login' => $login, 'idsite' => $site, 'access' => $access);
    }

    /** Rows of a section of a new inventory. */
    private function taken(string $section): array
    {
        $this->assertNull(Inventory::take());
        $rows = array();
        foreach ($this->spooled() as $line) {
            if ($line['section'] === $section) {
                $rows = $line['rows'];
            }
        }

        return $rows;
    }

    /** What a database makes of the few queries there are. */
    private function query(string $sql, array $bind): array
    {
        if ($this->refuses !== null && strpos($sql, $this->refuses) !== false) {
            throw new \RuntimeException('a secret in a message');
        }
        if (!preg_match('/^SELECT \* FROM `matomo_(\w+)`.* ORDER BY (.*) LIMIT (\d+)$/', $sql, $match)) {
            return array();
        }
        $columns = explode(', ', str_replace('`', '', $match[2]));
        $key = function (array $row) use ($columns) {
            return array_map(function ($column) use ($row) {
                return $row[$column];
            }, $columns);
        };
        $rows = $this->tables[$match[1]];
        usort($rows, function ($a, $b) use ($key) {
            return $key($a) <=> $key($b);
        });
        if ($bind) {
            $this->assertSame(substr_count($sql, '?'), count($bind));
            $last = array_slice($bind, -count($columns));
            $rows = array_values(array_filter($rows, function ($row) use ($key, $last) {
                return ($key($row) <=> $last) > 0;
            }));
        }
        $page = array_slice($rows, 0, (int) $match[3]);
        $this->pageMax = max($this->pageMax, count($page));

        return $page;
    }
}
