<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\tests;

use Piwik\Plugins\OpenActivityLog\tests\Host\Matomo;
use Piwik\Plugins\OpenActivityLog\tests\Host\SecretsCase;
use Piwik\Plugins\OpenActivityLog\tests\Host\Shapes;
use Piwik\World;

/**
 * Marks everything that Matomo hands to the plugin, with the real map, and looks for each mark in everything the plugin leaves behind.
 * What the map calls plain must be there; nothing else may be, in no encoding and as no hash.
 */
class SecretsTest extends SecretsCase
{
    const METHODS = '/crates/core/tests/data/api-methods-5.2.tsv';

    /** Fields of Matomo's forms that hold a secret, and what else a form brings. */
    const FIELDS = array(
        'form_password', 'form_password_bis', 'form_nonce', 'nonce', 'password', 'passwordBis', 'passwordConfirmation', 'confirmPassword',
        'authCode', 'authCodeNonce', 'disableNonce', 'regenerateNonce', 'resetToken', 'token', 'token_auth', 'force_api_session',
        'mailPassword', 'license_key', 'licenseKey', 'invitation_form', 'code', 'state', 'client', 'unlisted', 'csrf'
    );

    /** @return array[] method, names of its parameters */
    private function changes(): array
    {
        $changes = array();
        foreach (array_slice(file(dirname(__DIR__, 3) . self::METHODS), 1) as $line) {
            list($method, $names, $class) = explode("\t", rtrim($line, "\n"));
            if (strpos($class, 'state-changing') === 0) {
                $changes[$method] = $names === '' ? array() : explode(',', $names);
            }
        }
        $this->assertGreaterThan(120, count($changes));

        return $changes;
    }

    private function call(string $method, array $params, string $ending, string $message)
    {
        list($plugin, $action) = explode('.', $method);
        $_GET = array('module' => 'API', 'method' => $method, 'token_auth' => $this->marks->next());
        $_POST = $params;
        $this->request(function (Matomo $matomo) use ($method, $params, $ending, $message) {
            $matomo->post('API.Request.authenticate', array($_GET['token_auth']));
            $do = function () use ($matomo, $method, $params, $ending, $message) {
                try {
                    $matomo->api($method, $params, $this->ending($ending, $message));
                } catch (\Exception $e) {
                    if ($ending === 'denied') {
                        $matomo->post('User.isNotAuthorized', array($e));
                    }
                    return json_encode(array('result' => 'error', 'message' => $e->getMessage()));
                }
                return '{"value":1}';
            };
            if ($ending === 'answer') {
                $matomo->page('API', '', $do);
            } else {
                $do();
            }
            $matomo->end($ending === 'redirect' ? 302 : 200, $ending === 'fatal' ? $message : null);
        });
        $this->assertNowhere($_GET['token_auth'], 'the token');
    }

    public function testEveryParameterOfEveryMethodThatChangesSomething()
    {
        $recorded = 0;
        foreach ($this->changes() as $method => $names) {
            $event = 'API.' . $method;
            $row = isset($this->map['activities'][$event]) ? $this->map['activities'][$event] : array();
            $plain = $this->rules($row);
            // a caller may add what it likes, and a plugin may add a parameter that the catalogue does not know yet
            $names = array_unique(array_merge($names, array('passwordConfirmation', 'unlisted', 'newOption')));
            foreach (Shapes::ALL as $shape) {
                foreach ($shape === 'scalar' || $shape === 'json' || $shape === 'special' ? self::ENDINGS : array('success', 'exception') as $ending) {
                    $open = $shut = $params = array();
                    foreach ($names as $name) {
                        $open[$name] = $this->marks->next();
                        $shut[$name] = $this->marks->next();
                        $params[$name] = Shapes::make($shape, $open[$name], $shut[$name]);
                    }
                    $hidden = array_diff_key($params, array_flip($plain));
                    $this->call($method, $params, $ending, 'It is wrong: ' . self::repeating($hidden));
                    $facts = $this->facts();
                    $recorded += count($facts);
                    foreach ($names as $name) {
                        $where = "$name of $method ($shape, $ending)";
                        $this->assertNowhere($shut[$name], $where, in_array($shape, array('long', 'binary'), true) ? $params[$name] : null);
                        if (!in_array($name, $plain, true)) {
                            $this->assertNowhere($open[$name], $where, $params[$name]);
                        } elseif ($facts && Shapes::shows($shape)) {
                            $this->assertStringContainsString($open[$name], json_encode($facts[0]['params'][$name], JSON_UNESCAPED_UNICODE), $where);
                        }
                    }
                    $this->forget();
                }
            }
        }
        $this->assertGreaterThan(3000, $recorded);
    }

    public function testWhatAMethodReturns()
    {
        foreach ($this->changes() as $method => $names) {
            $event = 'API.' . $method;
            $row = isset($this->map['activities'][$event]) ? $this->map['activities'][$event] : array();
            foreach (array('scalar', 'members', 'json', 'object', 'link') as $shape) {
                list($open, $shut) = array($this->marks->next(), $this->marks->next());
                $this->request(function (Matomo $matomo) use ($method, $shape, $open, $shut) {
                    $matomo->api($method, array('idSite' => 1), function () use ($shape, $open, $shut) {
                        return Shapes::make($shape, $open, $shut);
                    });
                    $matomo->end();
                });
                $this->assertNowhere($shut, "result of $method ($shape)");
                if (empty($row['result'])) {
                    $this->assertNowhere($open, "result of $method ($shape)");
                } elseif ($shape === 'scalar' && $row['result'] === true) {
                    $this->assertSame($open, $this->facts()[0]['result'], $method);
                }
                $this->forget();
            }
        }
    }

    public function testEveryColumnOfEveryTableThatIsRead()
    {
        $columns = array();
        foreach (file(__DIR__ . '/data/columns-5.2.tsv') as $line) {
            list($table, $names) = explode("\t", rtrim($line, "\n"));
            $columns[$table] = explode(',', $names);
        }
        $read = array();
        foreach ($this->map['activities'] as $event => $row) {
            if (empty($row['snapshot']) || strpos($event, 'API.') !== 0) {
                continue;
            }
            foreach (array('scalar', 'json', 'link') as $shape) {
                $given = $open = $shut = array();
                foreach ($row['snapshot'] as $snapshot) {
                    $table = $snapshot['table'];
                    $read[$table] = true;
                    $all = isset($columns[$table]) ? $columns[$table] : $this->map['tables'][$table]['plain'];
                    // and columns of a later Matomo, or of a plugin that adds its own
                    foreach (array_merge($all, array('password', 'api_token', 'later_column')) as $column) {
                        list($open[$table][$column], $shut[$table][$column]) = array($this->marks->next(), $this->marks->next());
                        $given[$table][$column] = Shapes::make($shape, $open[$table][$column], $shut[$table][$column]);
                    }
                }
                if (isset($given['annotations'])) {
                    // before Matomo 5.5 these are no table; where they are says which they are
                    unset($open['annotations']['id'], $open['annotations']['idsite']);
                }
                World::$database = function ($sql) use ($given) {
                    if (strpos($sql, 'SELECT option_value') === 0) {
                        return array(array('option_value' => serialize(array(7 => $given['annotations']))));
                    }
                    preg_match('/^SELECT \* FROM `matomo_(\w+)`/', $sql, $found);
                    return isset($found[1], $given[$found[1]]) ? array($given[$found[1]]) : array();
                };
                $this->callWithRows($event, $row);
                $facts = $this->facts();
                foreach ($open as $table => $names) {
                    $described = $this->map['tables'][$table] + array('plain' => array());
                    foreach (array_keys($names) as $column) {
                        $where = "$table.$column ($event, $shape)";
                        $this->assertNowhere($shut[$table][$column], $where);
                        if (!in_array($column, $described['plain'], true)) {
                            $this->assertNowhere($open[$table][$column], $where, $given[$table][$column]);
                        } else {
                            $shown = json_encode($facts[0]['after'][$table][0][$column], JSON_UNESCAPED_UNICODE);
                            $this->assertStringContainsString($open[$table][$column], $shown, $where);
                        }
                    }
                }
                $this->forget();
            }
        }
        $this->assertGreaterThan(10, count($read));
    }

    private function callWithRows(string $event, array $row)
    {
        $params = array('idSite' => '1');
        foreach ($row['snapshot'] as $snapshot) {
            foreach ($snapshot['where'] as $source) {
                preg_match_all('/\b(param|keys)\.([\w.]+)/', implode(' ', (array) $source), $found, PREG_SET_ORDER);
                foreach ($found as list(, $kind, $path)) {
                    $at = &$params;
                    foreach (explode('.', $path) as $name) {
                        $at = &$at[$name];
                    }
                    $at = $kind === 'keys' ? array('Seven' => array()) : '7';
                    unset($at);
                }
            }
        }
        $result = 7;
        foreach (isset($row['result']) && is_string($row['result']) ? array_reverse(explode('.', $row['result'])) : array() as $name) {
            $result = array($name => $result);
        }
        $this->request(function (Matomo $matomo) use ($event, $params, $result) {
            $matomo->api(substr($event, 4), $params, function () use ($result) {
                return $result;
            });
            $matomo->end();
        });
    }

    public function testEveryFieldOfEveryForm()
    {
        $shown = 0;
        foreach ($this->map['activities'] as $event => $row) {
            if (strpos($event, 'Controller.') !== 0) {
                continue;
            }
            list(, $module, $action) = explode('.', $event);
            // a name that is nobody's may be a password: its beginning is all that is left of it
            $plain = array_values(array_diff($this->rules($row), array('form_login')));
            $listed = isset($row['plain']) ? $row['plain'] : array();
            // some count only when what they ask for was sent
            $given = isset($row['given']) ? $row['given'] : array();
            $names = array_unique(array_merge(self::FIELDS, array('form_login'), $given, array_map(function ($path) {
                return strtok($path, '.');
            }, $plain)));
            foreach (array('scalar', 'special', 'json', 'members', 'link') as $shape) {
                foreach (self::ENDINGS as $ending) {
                    list($open, $shut) = array(array(), array());
                    $_GET = array('module' => $module, 'action' => $action);
                    $_POST = array();
                    foreach ($names as $name) {
                        list($open[$name], $shut[$name]) = array($this->marks->next(), $this->marks->next());
                        $_POST[$name] = Shapes::make($shape, $open[$name], $shut[$name]);
                    }
                    $message = 'It is wrong: ' . self::repeating(array_diff_key($_POST, array_flip($plain)));
                    $this->submit($module, $action, $ending, $message);
                    foreach ($names as $name) {
                        $where = "$name of $event ($shape, $ending)";
                        $this->assertNowhere($shut[$name], $where);
                        if (!in_array($name, $plain, true)) {
                            $this->assertNowhere($open[$name], $where, $_POST[$name]);
                        } elseif (empty($row['only_changes']) && ($name === 'idSite' || in_array($name, $listed, true))) {
                            $this->assertStringContainsString($open[$name], $this->left, $where);
                            $shown++;
                        }
                    }
                    $this->forget();
                }
            }
        }
        $this->assertGreaterThan(1000, $shown);
    }

    private function submit(string $module, string $action, string $ending, string $message)
    {
        $this->request(function (Matomo $matomo) use ($module, $action, $ending, $message) {
            try {
                $matomo->page($module, $action, function () use ($ending, $message) {
                    if ($ending === 'answer') {
                        return 'Error: ' . $message;
                    }
                    return $this->ending($ending, $message)();
                });
            } catch (\Exception $e) {
                if ($ending === 'denied') {
                    $matomo->post('User.isNotAuthorized', array($e));
                }
            }
            $matomo->end($ending === 'redirect' ? 302 : 200, $ending === 'fatal' ? $message : null);
        });
    }

    public function testWhatACallInsideAFormWasGiven()
    {
        $secret = $this->marks->next();
        $this->request(function (Matomo $matomo) use ($secret) {
            // the form posts a hash of it, say, so that only the inner call knows it
            $_POST = array('nonce' => 'x');
            $matomo->post('Request.dispatch', array('UsersManager', 'addNewToken', array()));
            try {
                $matomo->api('UsersManager.updateUser', array('userLogin' => 'bob', 'password' => $secret), $this->ending('exception', "No: $secret"));
            } catch (\Exception $e) {
                $matomo->post('Request.dispatch.end', array('Error: ' . $e->getMessage(), 'UsersManager', 'addNewToken', array()));
            }
            $matomo->end();
        });
        $this->assertCount(2, $this->facts());
        $this->assertNowhere($secret, 'the password');
    }
}
