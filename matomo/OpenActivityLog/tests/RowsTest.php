<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\tests;

use Piwik\Plugins\OpenActivityLog\Capture\Frame;
use Piwik\Plugins\OpenActivityLog\Capture\Hooks;
use Piwik\Plugins\OpenActivityLog\Capture\Sources;
use Piwik\Plugins\OpenActivityLog\Capture\Unfold;
use Piwik\Plugins\OpenActivityLog\tests\Host\Matomo;
use Piwik\Plugins\OpenActivityLog\tests\Host\TestCase;
use Piwik\World;

/** What is read of tables, with the capture map that is delivered. */
class RowsTest extends TestCase
{
    private $matomo;
    private $tables = array();

    protected function setUp(): void
    {
        parent::setUp();
        World::$login = 'alice';
        World::$super = true;
        $this->tables = array('site' => array(array('idsite' => '3', 'name' => 'Tom &amp; Shop'), array('idsite' => '4', 'name' => 'Blog')));
        World::$database = function ($sql, $bind) {
            preg_match('/FROM `matomo_(\w+)`/', $sql, $match);
            $rows = isset($this->tables[$match[1]]) ? $this->tables[$match[1]] : array();
            $rows = array_values(array_filter($rows, function ($row) use ($bind) {
                return array_intersect(array_map('strval', array_filter($row, 'is_scalar')), array_map('strval', $bind)) !== array();
            }));
            if (preg_match('/^SELECT (\w+) FROM/', $sql, $column)) {
                return array_map(function ($row) use ($column) {
                    return array($column[1] => $row[$column[1]]);
                }, $rows);
            }

            return $rows;
        };
        $_SERVER['REQUEST_METHOD'] = 'POST';
        $this->matomo = new Matomo($this->directory, require __DIR__ . '/../Capture/map.php');
        $this->matomo->post('Platform.initialized');
    }

    protected function tearDown(): void
    {
        Hooks::replace(null);
        parent::tearDown();
    }

    private function fact(string $method, array $params, ?callable $do = null): array
    {
        $this->matomo->api($method, $params, $do);
        $facts = $this->spooled();

        return end($facts);
    }

    public function testSources()
    {
        $frame = new Frame('API.X.y', 1, array(), array('login' => '', 'idSite' => '0', 'who' => 'bob', 'settings' => array('A' => 1, 'B' => 2)));
        $frame->actor = array('login' => 'alice');
        $frame->before = array('segment' => array(array('enable_only_idsite' => '3')));
        $this->assertSame('alice', Sources::value('param.login|actor', $frame));
        $this->assertSame('3', Sources::value('param.idSite|row.segment.enable_only_idsite', $frame));
        $this->assertSame('bob_defaultReport', Sources::value('={param.who}_defaultReport', $frame));
        $this->assertNull(Sources::value('={param.settings}_x', $frame));
        $this->assertNull(Sources::value('={param.login}_x', $frame));
        $this->assertSame(array('A', 'B'), Sources::value('keys.settings', $frame));
        $this->assertSame('a{b', Sources::value('=a{b', $frame));
        $this->assertSame(array('login', 'who', 'settings'), array_merge(
            Sources::params('param.login|actor'),
            Sources::params('={param.who}_x'),
            Sources::params('keys.settings')
        ));
    }

    public function testWebsitesHaveTheirNamesAlsoWhenTheyAreGone()
    {
        $this->tables['access'] = array(
            array('login' => 'bob', 'idsite' => '3', 'access' => 'view'), array('login' => 'bob', 'idsite' => '4', 'access' => 'admin')
        );
        $fact = $this->fact('UsersManager.deleteUser', array('userLogin' => 'bob'), function () {
            $this->tables['access'] = array_slice($this->tables['access'], 0, 1);
            $this->tables['site'] = array();
        });
        $this->assertSame(array('Tom & Shop', 'Blog'), array_column($fact['before']['access'], 'website_name'));
        $this->assertSame(array('Tom & Shop'), array_column($fact['after']['access'], 'website_name'));
        $this->assertCount(1, preg_grep('/SELECT idsite, name FROM/', World::$queries), 'one query for all names');
    }

    public function testADeletedSegmentKnowsItsWebsite()
    {
        $this->tables['segment'] = array(array('idsegment' => '5', 'name' => 'Mobile', 'enable_only_idsite' => '3', 'deleted' => '0'));
        $fact = $this->fact('SegmentEditor.delete', array('idSegment' => '5'));
        $this->assertSame(array('id' => 3, 'name' => 'Tom & Shop'), $fact['site']);
        $this->assertSame('Tom & Shop', $fact['before']['segment'][0]['website_name']);
    }

    public function testAnnotationsOfOldAreReadFromTheirOption()
    {
        $note = function ($text) {
            return array('date' => '2026-11-01', 'note' => $text, 'starred' => 1, 'user' => 'bob');
        };
        $stored = serialize(array(0 => $note('Relaunch &lt;1&gt;'), 7 => $note('Sale')));
        $this->tables['option'] = array(array('option_value' => $stored, 'option_name' => '3_annotations'));
        $fact = $this->fact('Annotations.save', array('idSite' => '3', 'idNote' => '7', 'note' => 'Big sale'), function () use ($note) {
            $this->tables['option'][0]['option_value'] = serialize(array(0 => $note('Relaunch'), 7 => $note('Big sale')));
        });
        $this->assertSame(
            array(array('id' => 7, 'idsite' => 3, 'date' => '2026-11-01', 'note' => 'Sale', 'starred' => 1, 'user' => 'bob', 'website_name' => 'Tom & Shop')),
            $fact['before']['annotations']
        );
        $this->assertSame('Big sale', $fact['after']['annotations'][0]['note']);

        $fact = $this->fact('Annotations.add', array('idSite' => '3', 'note' => 'x', 'date' => '2026-11-01'), function () {
            return array('idNote' => 0, 'note' => 'x', 'canEditOrDelete' => true);
        });
        $this->assertSame(0, $fact['result'], 'of the answer the number only');
        $this->assertSame('Relaunch', $fact['after']['annotations'][0]['note']);
    }

    public function testSerialisedObjectsAreNotBroughtToLife()
    {
        $this->tables['option'] = array(array('option_value' => serialize(array(new \ArrayObject(array(1)))), 'option_name' => '3_annotations'));
        $fact = $this->fact('Annotations.deleteAll', array('idSite' => '3'));
        $this->assertSame(array('annotations' => array()), $fact['before']);
    }

    public function testSettingsOfPlugins()
    {
        $setting = function ($name, $value) {
            return array('plugin_name' => 'QueuedTracking', 'user_login' => '', 'setting_name' => $name, 'setting_value' => $value, 'json_encoded' => '0');
        };
        $this->tables['plugin_setting'] = array($setting('queueEnabled', '0'), $setting('redisHosts', '["Secret-1"]'), $setting('redisPassword', '12345'), $setting('redisHost', 'Secret-Host'));
        $fact = $this->fact('CorePluginsAdmin.setSystemSettings', array('settingValues' => array('QueuedTracking' => array())));
        $this->assertContains(
            'SELECT * FROM `matomo_plugin_setting` WHERE `plugin_name` IN (?) AND `user_login` IN (?) LIMIT 201',
            World::$queries
        );
        $rows = array_column($fact['before']['plugin_setting'], 'setting_value', 'setting_name');
        $this->assertSame('0', $rows['queueEnabled']);
        $this->assertArrayHasKey('$hidden', $rows['redisPassword']);
        $this->assertArrayHasKey('$hidden', $rows['redisHost']);
        $this->assertArrayHasKey('$hidden', $rows['redisHosts']);
        $this->assertStringNotContainsString('12345', $this->raw());
        $this->assertStringNotContainsString('Secret', $this->raw());
    }

    public function testAPreferenceOfSomebodyIsReadByItsWholeName()
    {
        $this->tables['option'] = array(
            array('option_name' => 'bob_defaultReport', 'option_value' => '1'),
            array('option_name' => 'bob_reset_password_info', 'option_value' => 'Hash-Secret')
        );
        $params = array('userLogin' => 'bob', 'preferenceName' => 'reset_password_info', 'preferenceValue' => 'x');
        $fact = $this->fact('UsersManager.setUserPreference', $params);
        $this->assertSame(array('bob_defaultReport'), array_column($fact['before']['option'], 'option_name'));
        $this->assertStringNotContainsString('Hash-Secret', $this->raw());
    }

    public function testParametersOfATag()
    {
        $parameters = array('idGoal' => 7, 'customHtml' => '<script>Secret()</script>', 'isEcommerceView' => true);
        $this->tables['tagmanager_tag'] = array(array('idtag' => '1', 'idsite' => '3', 'name' => 'T', 'parameters' => json_encode($parameters)));
        $fact = $this->fact('TagManager.pauseContainerTag', array('idSite' => '3', 'idContainer' => 'abc', 'idTag' => '1'));
        $row = $fact['before']['tagmanager_tag'][0];
        $this->assertSame(array(7, true), array($row['parameters.idGoal'], $row['parameters.isEcommerceView']));
        $this->assertArrayHasKey('$hidden', $row['parameters.customHtml']);
        $this->assertArrayNotHasKey('parameters', $row);
        $this->assertStringNotContainsString('Secret', $this->raw());
    }

    public function testListsThatAreKeptAsText()
    {
        $this->tables['plugin_setting'] = array(array(
            'plugin_name' => 'Login', 'user_login' => '', 'setting_name' => 'whitelisteBruteForceIps', 'setting_value' => '["10.0.0.1","10.0.0.2"]'
        ));
        $fact = $this->fact('CorePluginsAdmin.setSystemSettings', array('settingValues' => array('Login' => array())));
        $this->assertSame(array('10.0.0.1', '10.0.0.2'), $fact['before']['plugin_setting'][0]['setting_value']);
    }

    public function testLayoutOfADashboard()
    {
        $widget = function ($module, $action) {
            return array('uniqueId' => 'widget' . $module . $action, 'parameters' => array('module' => $module, 'action' => $action, 'token' => 'Secret'));
        };
        $layout = array('config' => array('layout' => '50-50'), 'columns' => array(array($widget('Live', 'widget')), array(array('uniqueId' => 'w'), 7)));
        $row = Unfold::column(array('name' => 'D', 'layout' => json_encode($layout)), 'layout', 'widgets');
        $this->assertSame(array('name' => 'D', 'widgets' => array('Live.widget', 'w'), 'columns' => '50-50'), $row);
        $this->assertSame(array('layout' => 'no json'), Unfold::column(array('layout' => 'no json'), 'layout', 'widgets'));
        $this->assertSame(array('widgets' => array(), 'columns' => null), Unfold::column(array('layout' => '[]'), 'layout', 'widgets'));
        $strange = json_encode(array('columns' => array(array(array('parameters' => array('module' => array(1), 'action' => 'x'))))));
        $this->assertSame(array(), Unfold::column(array('layout' => $strange), 'layout', 'widgets')['widgets']);
    }

    public function testOfAnOAuthClientOnlyItsNumberIsKept()
    {
        $fact = $this->fact('OAuth2.createClient', array('name' => 'App'), function () {
            return array('client' => array('client_id' => '0123456789abcdef', 'name' => 'App'), 'secret' => 'Client-Secret-1');
        });
        $this->assertSame('0123456789abcdef', $fact['result']);
        $this->fact('OAuth2.rotateSecret', array('clientId' => '0123456789abcdef'), function () {
            return array('client_id' => '0123456789abcdef', 'secret' => 'Client-Secret-2');
        });
        $this->assertStringNotContainsString('Client-Secret', $this->raw());
    }

    public function testAnUploadedPluginIsCalledLikeItsFile()
    {
        $_POST = array('nonce' => 'x', 'confirmPassword' => 'Admin-Secret-1');
        $_FILES = array('pluginZip' => array('name' => '../Evil.zip', 'tmp_name' => '/tmp/php-Secret'));
        $this->matomo->page('CorePluginsAdmin', 'uploadPlugin');
        $_POST = $_FILES = array();
        $this->assertSame(array('pluginZip' => 'Evil.zip'), $this->spooled()[0]['params']);
        $this->assertStringNotContainsString('Secret', $this->raw());
    }

    public function testColumnsAreNoComponents()
    {
        $this->matomo->post('Updater.componentUpdated', array('log_visit.user_id', '5.2.0'));
        $this->matomo->post('Updater.componentUpdated', array('core', '5.2.0'));
        $this->assertSame(array('core'), array_column(array_column($this->spooled(), 'params'), 'component'));
    }
}
