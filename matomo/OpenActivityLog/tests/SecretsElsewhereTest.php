<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\tests;

use Piwik\Container\StaticContainer;
use Piwik\Plugins\OpenActivityLog\OpenActivityLog;
use Piwik\Plugins\OpenActivityLog\tests\Host\Command;
use Piwik\Plugins\OpenActivityLog\tests\Host\Matomo;
use Piwik\Plugins\OpenActivityLog\tests\Host\SecretsCase;
use Piwik\Plugins\OpenActivityLog\tests\Host\Shapes;
use Piwik\World;

/** As SecretsTest, for what is no call and no form. */
class SecretsElsewhereTest extends SecretsCase
{
    public function testEveryArgumentOfEveryEvent()
    {
        $hooks = (new OpenActivityLog())->registerEvents();
        $this->assertArrayNotHasKey('UsersManager.checkPassword', $hooks);
        foreach (array_keys($hooks) as $event) {
            $row = isset($this->map['activities'][$event]) ? $this->map['activities'][$event] : null;
            if ($row === null || preg_match('/^Login\.|^Core\.configFileChanged$/', $event)) {
                continue; // logins have a test of their own, in ActorTest
            }
            $names = isset($row['args']) ? $row['args'] : array();
            foreach (Shapes::ALL as $shape) {
                if ($shape === 'json' && strpos($event, 'UsersManager.inviteUser.') === 0) {
                    continue; // a login, which is a name and nothing else
                }
                $args = $open = $shut = array();
                for ($i = 0; $i < 10; $i++) {
                    list($open[$i], $shut[$i]) = array($this->marks->next(), $this->marks->next());
                    $args[$i] = Shapes::make($shape, $open[$i], $shut[$i]);
                }
                $this->request(function (Matomo $matomo) use ($event, $args) {
                    $matomo->post($event, $args);
                    $matomo->end();
                });
                $this->assertNotSame(array(), $this->facts(), $event);
                foreach ($args as $i => $value) {
                    $this->assertNowhere($shut[$i], "argument $i of $event ($shape)");
                    if (!isset($names[$i]) || !in_array($names[$i], $this->rules($row), true)) {
                        $this->assertNowhere($open[$i], "argument $i of $event ($shape)", $value);
                    } elseif (Shapes::shows($shape)) {
                        $this->assertStringContainsString($open[$i], $this->left, "argument $i of $event ($shape)");
                    }
                }
                $this->forget();
            }
        }
    }

    public function testCommandsAndTheirOptions()
    {
        World::$console = true;
        foreach (array_keys($this->map['activities']) as $event) {
            if (strpos($event, 'Console.') !== 0) {
                continue;
            }
            $name = substr($event, 8);
            foreach (array(null, 'fatal') as $ending) {
                list($option, $separate, $argument) = array($this->marks->next(), $this->marks->next(), $this->marks->next());
                $_SERVER['argv'] = array('console', $name, "--password=$option", '--key', $separate, $argument, "section.token=$argument");
                $this->request(function (Matomo $matomo) use ($name, $ending, $option, $separate, $argument) {
                    $matomo->post('Console.doRun', array(0, new Command($name), null));
                    $matomo->end(200, $ending === null ? null : "Uncaught Exception: '$option' and $separate, section.token=$argument");
                });
                $this->assertSame($name, $this->facts()[0]['request']['command']);
                foreach (array($option, $separate, $argument) as $mark) {
                    $this->assertNowhere($mark, $name);
                }
                $this->forget();
            }
        }
    }

    public function testEverySettingOfTheConfigurationFile()
    {
        $listed = array_filter($this->map['tables']['config']['plain'], function ($label) {
            return strpos($label, '.') !== false;
        });
        $names = array('password', 'username', 'host', 'salt', 'apiSecret', 'cli_token', 'proxy_password', 'anything', 'shared_secret', 'url', 'ldap_bind');
        $settings = array();
        foreach (array('database', 'database_reader', 'General', 'mail', 'proxy', 'log', 'LoginLdap', 'OpenActivityLog') as $section) {
            foreach ($names as $name) {
                $settings[$section][$name] = $this->marks->next();
                $settings[$section][$name . 's'][] = $this->marks->next();
            }
        }
        $plain = array();
        foreach ($listed as $label) {
            list($section, $name) = explode('.', $label);
            $name = $name === '*' ? 'anyName' : $name;
            $plain[] = $settings[$section][$name] = $this->marks->next();
        }
        World::$configPath = $this->directory . '/config.ini.php';
        file_put_contents(World::$configPath, '');
        $this->request(function (Matomo $matomo) use ($settings) {
            $write = function (array $settings) use ($matomo) {
                $matomo->post('Config.beforeSave', array(array()));
                $ini = '';
                foreach ($settings as $section => $values) {
                    $ini .= "[$section]\n";
                    foreach ($values as $name => $value) {
                        $ini .= is_array($value) ? "{$name}[] = \"$value[0]\"\n" : "$name = \"$value\"\n";
                    }
                }
                file_put_contents(World::$configPath, $ini);
                $matomo->post('Core.configFileChanged', array(World::$configPath));
            };
            $matomo->api('CorePluginsAdmin.setSystemSettings', array(), function () use ($write, $settings) {
                $write($settings);
            });
            $write(array_slice($settings, 0, 1));
            $matomo->end();
        });
        unlink(World::$configPath);
        $this->assertCount(2, $this->facts());
        foreach ($settings as $section => $values) {
            foreach ($values as $name => $value) {
                $mark = is_array($value) ? $value[0] : $value;
                if (in_array($mark, $plain, true)) {
                    $this->assertStringContainsString($mark, $this->left, "$section.$name");
                } else {
                    $this->assertNowhere($mark, "$section.$name", $mark);
                }
            }
        }
    }

    public function testKeysInWhatSurroundsARequest()
    {
        $mark = $this->marks->next();
        $link = "https://h/?token_auth=$mark";
        $_SERVER += array('HTTP_USER_AGENT' => "Agent ($link)", 'HTTP_REFERER' => $link, 'QUERY_STRING' => "token_auth=$mark",
            'REQUEST_URI' => "/?token_auth=$mark", 'HTTP_AUTHORIZATION' => "Bearer $mark", 'HTTP_COOKIE' => "MATOMO_SESSID=$mark", 'REMOTE_ADDR' => $link);
        $_GET = array('module' => 'API', 'method' => $link, 'action' => $link, 'token_auth' => $mark);
        session_id($mark);
        World::$ip = $link;
        World::$login = "alice $link";
        World::$database = function ($sql) use ($link) {
            return strpos($sql, 'user_token_auth') ? array(array('idusertokenauth' => 3, 'login' => "alice $link", 'description' => $link))
                : (strpos($sql, 'SELECT name') === 0 ? array(array('name' => $link)) : array());
        };
        $this->request(function (Matomo $matomo) use ($mark) {
            $matomo->post('API.Request.authenticate', array($mark));
            $matomo->api('Goals.addGoal', array('idSite' => 3, 'name' => 'x'));
            $matomo->end();
        });
        session_id('');
        $fact = array_column($this->facts(), null, 'event')['API.Goals.addGoal'];
        $this->assertStringContainsString('Agent (https://h/?token_auth=***', $fact['client']['agent']);
        $this->assertSame(3, $fact['actor']['token']['id']);
        $this->assertNowhere($mark, 'a key in an address');
    }

    public function testWhatGoesWrongInTheRecorderItself()
    {
        $mark = $this->marks->next();
        World::$database = function () use ($mark) {
            throw new \RuntimeException("Access denied for user (using password: $mark)");
        };
        $this->request(function (Matomo $matomo) use ($mark) {
            $matomo->api('Goals.updateGoal', array('idSite' => 3, 'idGoal' => 1, 'token' => $mark));
            mkdir($this->directory . '/current.ndjson.d');
            rename($this->directory . '/current.ndjson', $this->directory . '/kept');
            rename($this->directory . '/current.ndjson.d', $this->directory . '/current.ndjson');
            $matomo->api('UsersManager.addUser', array('userLogin' => 'x', 'password' => $mark));
            $matomo->end();
            rmdir($this->directory . '/current.ndjson');
            rename($this->directory . '/kept', $this->directory . '/current.ndjson');
        });
        $this->assertNotSame(array(), StaticContainer::$warnings);
        $this->assertFileExists($this->directory . '/failed');
        $this->assertNowhere($mark, 'a password in an error of the recorder');
    }

    public function testMegabytesAreNeitherKeptNorLookedThrough()
    {
        $mark = $this->marks->next();
        $filler = str_repeat('{"a":"some words and more of them"},', 60000);
        $big = '[' . $filler . '{"apiKey":"' . $mark . '"}]';
        $canReset = function_exists('memory_reset_peak_usage'); // PHP 8.2
        if ($canReset) {
            memory_reset_peak_usage();
        }
        $before = memory_get_usage();
        foreach (array($big, '[{"apiKey":"' . $mark . '"},' . $filler . '1]', $mark . $filler) as $value) {
            $this->request(function (Matomo $matomo) use ($value) {
                $_POST = array('password' => $value);
                $params = array('siteName' => $value[0] === '[' ? $value : 'x', 'unlisted' => $value, 'password' => $value);
                $matomo->page('API', '', function () use ($matomo, $params, $value) {
                    try {
                        $matomo->api('SitesManager.updateSite', $params, $this->ending('exception', 'no'));
                    } catch (\Exception $e) {
                        return json_encode(array('result' => 'error', 'message' => 'It is wrong: ' . substr($value, 0, 3000)));
                    }
                });
                $matomo->end();
            });
            $this->assertCount(1, $this->facts());
            $this->assertNowhere($mark, 'a secret in megabytes');
            $this->forget();
        }
        if ($canReset) {
            $this->assertLessThan(20 * strlen($big), memory_get_peak_usage() - $before);
        }
    }
}
