<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\tests;

use Piwik\Plugins\OpenActivityLog\Capture\Hooks;
use Piwik\Plugins\OpenActivityLog\tests\Host\Matomo;
use Piwik\Plugins\OpenActivityLog\tests\Host\TestCase;
use Piwik\World;

/**
 * What users of such logs complain about: settings that change without an entry, and entries that are wrong. Matomo's events come
 * here in their real order; the facts must be those of complaints.ndjson, of which a test of the server says what people read.
 * UPDATE_GOLDEN=1 writes the file again.
 */
class ComplaintsTest extends TestCase
{
    const FACTS = __DIR__ . '/recordings/complaints.ndjson';

    private $matomo;
    private $tables;

    protected function setUp(): void
    {
        parent::setUp();
        World::$login = 'alice';
        World::$super = true;
        $this->tables = array(
            'option' => array('todayArchiveTimeToLive' => '900', 'enableBrowserTriggerArchiving' => '1', 'alice_defaultReport' => '1', 'bob_defaultReport' => '2'),
            'user' => array('login' => 'alice', 'password' => 'Hash-Secret-1', 'email' => 'alice@example.org', 'superuser_access' => '1'),
            'user_language' => array('login' => 'alice', 'language' => 'en', 'use_12_hour_clock' => '0')
        );
        World::$database = function ($sql, $bind) {
            return $this->rows($sql, $bind);
        };
        $_SERVER['REQUEST_METHOD'] = 'POST';
        $this->matomo = new Matomo($this->directory, require __DIR__ . '/../Capture/map.php');
        $this->matomo->post('Platform.initialized');
    }

    protected function tearDown(): void
    {
        Hooks::replace(null);
        $_POST = array();
        parent::tearDown();
    }

    private function rows(string $sql, array $bind): array
    {
        preg_match('/FROM `matomo_(\w+)`/', $sql, $match);
        if ($match[1] !== 'option') {
            return isset($this->tables[$match[1]]) && in_array('alice', $bind, true) ? array($this->tables[$match[1]]) : array();
        }
        $rows = array();
        foreach (array_intersect_key($this->tables['option'], array_flip($bind)) as $name => $value) {
            $rows[] = array('option_name' => $name, 'option_value' => $value, 'autoload' => '1');
        }

        return $rows;
    }

    public function testArchivingSettings()
    {
        $_GET = array('module' => 'API', 'method' => 'CoreAdminHome.setArchiveSettings');
        $params = array('enableBrowserTriggerArchiving' => '0', 'todayArchiveTimeToLive' => '3600');
        $this->matomo->page('API', '', function () use ($params) {
            $this->matomo->api('CoreAdminHome.setArchiveSettings', $params, function () use ($params) {
                $this->tables['option'] = $params + $this->tables['option'];

                return true;
            });

            return '{"value":true}';
        });
        $this->matomo->end();
        $this->assertFact(0);
    }

    public function testMailSettings()
    {
        World::$configPath = $this->directory . '/config.ini.php';
        $config = "[database]\npassword = \"Db-Secret-1\"\n[General]\nsalt = \"Salt-Secret-1\"\nnoreply_email_address = \"noreply@old.example\"\n[mail]\ntransport = \"smtp\"\nhost = \"smtp.old.example\"\nusername = \"User-Secret-1\"\npassword = \"Mail-Secret-1\"\n";
        file_put_contents(World::$configPath, $config);
        $_POST = array(
            'mailUseSmtp' => '1', 'mailPort' => '587', 'mailHost' => 'smtp.new.example', 'mailType' => 'Login', 'mailUsername' => 'User-Secret-2',
            'mailPassword' => 'Mail-Secret-2', 'mailEncryption' => 'tls', 'mailFromName' => '', 'mailFromAddress' => 'noreply@old.example'
        );
        $this->matomo->page('CoreAdminHome', 'setMailSettings', function () use ($config) {
            $this->matomo->post('Config.beforeSave', array(array()));
            $new = str_replace(array('smtp.old', 'User-Secret-1', 'Mail-Secret-1'), array('smtp.new', 'User-Secret-2', 'Mail-Secret-2'), $config);
            file_put_contents(World::$configPath, $new . "port = 587\n");
            $this->matomo->post('Core.configFileChanged', array(World::$configPath));

            return '{"result":"success","message":"ok"}';
        });
        $this->matomo->end();
        $this->assertFact(1);
    }

    public function testOnlyTheLanguageOfThePersonalSettings()
    {
        $_POST = array(
            'defaultReport' => '1', 'defaultDate' => 'yesterday', 'language' => 'de', 'timeformat' => '0', 'email' => 'alice@example.org',
            'passwordConfirmation' => ''
        );
        $this->matomo->page('UsersManager', 'recordUserSettings', function () {
            $user = array('userLogin' => 'alice', 'password' => false, 'email' => 'alice@example.org', '_isPasswordHashed' => false, 'passwordConfirmation' => '');
            $this->matomo->api('UsersManager.updateUser', $user, function () {
                $this->matomo->post('UsersManager.updateUser.end', array('alice', false, 'alice@example.org', 'Hash-Secret-1'));
            });
            $this->matomo->api('LanguagesManager.setLanguageForUser', array('login' => 'alice', 'languageCode' => 'de'), function () {
                $this->tables['user_language']['language'] = 'de';

                return true;
            });
            $this->matomo->api('LanguagesManager.set12HourClockForUser', array('login' => 'alice', 'use12HourClock' => '0'), function () {
                return true;
            });

            return '{"result":"success","message":"ok"}';
        });
        $this->matomo->end();
        $this->assertFact(2);
    }

    /** One action, one fact, without secrets, and exactly that of the file. */
    private function assertFact(int $number)
    {
        $this->assertStringNotContainsString('Secret', $this->raw());
        $facts = $this->spooled();
        $this->assertCount(1, $facts);
        $fact = array('id' => sprintf('01930000-0000-7000-8000-%012d', $number + 1), 'time' => '2026-11-22T20:41:21.123456Z', 'n' => $number + 1) + $facts[0];
        $prints = array();
        array_walk_recursive($fact, function (&$value, $key) use (&$prints) {
            if ($key === '$hidden' && is_string($value)) {
                $prints += array($value => sprintf('%08x', count($prints)));
                $value = $prints[$value];
            }
        });
        ksort($fact);
        $lines = is_file(self::FACTS) ? file(self::FACTS, FILE_IGNORE_NEW_LINES) : array();
        if (getenv('UPDATE_GOLDEN')) {
            $lines[$number] = json_encode($fact, JSON_UNESCAPED_SLASHES);
            file_put_contents(self::FACTS, implode("\n", $lines) . "\n");
        }
        $this->assertSame($lines[$number], json_encode($fact, JSON_UNESCAPED_SLASHES));
    }
}
