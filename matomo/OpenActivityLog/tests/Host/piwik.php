<?php
/**
 * Open Activity Log for Matomo: the few classes of Matomo that the plugin uses, as small as the tests need them.
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik {
    /** What the stand-in Matomo is doing right now. */
    final class World
    {
        public static $login = 'anonymous';
        public static $super = false;
        public static $console = false;
        public static $ip = '127.0.0.1';
        public static $requestId = 'abcde';
        public static $config = array();
        public static $configPath = '/nonexistent';

        /** @var callable|null fn($sql, $bind): array of rows */
        public static $database;
        public static $queries = array();
        public static $unsanitized = array();
        public static $languageIsBroken = false;
        public static $language = 'de';

        /** Directory of plugins, with its slash, and which of them are active; null: all but Unused. */
        public static $pluginsDirectory = '/nonexistent/';
        public static $plugins;

        /** @var string[] names of the API calls that are running */
        public static $apiCalls = array();

        public static function reset()
        {
            self::$login = 'anonymous';
            self::$super = false;
            self::$console = false;
            self::$ip = '127.0.0.1';
            self::$config = array();
            self::$configPath = '/nonexistent';
            self::$database = null;
            self::$queries = array();
            self::$languageIsBroken = false;
            self::$language = 'de';
            self::$pluginsDirectory = '/nonexistent/';
            self::$plugins = null;
            self::$apiCalls = array();
            self::$unsanitized = array('Annotations.add' => true);
            $_GET = $_POST = array();
            $_SERVER = array('argv' => array('test'), 'REQUEST_METHOD' => 'POST');
        }

        public static function rows($sql, $bind)
        {
            self::$queries[] = $sql;
            return self::$database === null ? array() : call_user_func(self::$database, $sql, $bind);
        }
    }

    class NoAccessException extends \Exception
    {
    }

    class Version
    {
        const VERSION = '5.2.0';
    }

    class Plugin
    {
    }

    class Config
    {
        public static function getInstance()
        {
            return new self();
        }

        public function __get($section)
        {
            return isset(World::$config[$section]) ? World::$config[$section] : array();
        }

        public function getLocalPath()
        {
            return World::$configPath;
        }
    }

    class Piwik
    {
        public static function getCurrentUserLogin()
        {
            return World::$login;
        }

        public static function hasUserSuperUserAccess()
        {
            return World::$super;
        }

        public static function isUserHasSomeAdminAccess()
        {
            return World::$super;
        }

        public static function isUserHasSomeWriteAccess()
        {
            return World::$super;
        }

        public static function isUserHasSomeViewAccess()
        {
            return World::$login !== 'anonymous';
        }

        public static function translate($key)
        {
            if (World::$languageIsBroken) {
                throw new \InvalidArgumentException('Invalid cache id request');
            }
            return $key;
        }
    }

    class Access
    {
        public static function getInstance()
        {
            return new self();
        }

        public function getRoleForSite($idSite)
        {
            return World::$super ? 'admin' : (World::$login === 'anonymous' ? 'noaccess' : 'view');
        }
    }

    class Common
    {
        public static function isPhpCliMode()
        {
            return World::$console;
        }

        public static function prefixTable($table)
        {
            return 'matomo_' . $table;
        }

        public static function unsanitizeInputValue($value)
        {
            return htmlspecialchars_decode($value, ENT_QUOTES);
        }

        public static function sanitizeInputValue($value)
        {
            return htmlspecialchars($value, ENT_QUOTES);
        }
    }

    class Option
    {
        public static function get($name)
        {
            return false;
        }
    }

    class Db
    {
        public static function exec($sql)
        {
            World::rows($sql, array());
        }

        public static function fetchAll($sql, $bind = array())
        {
            return World::rows($sql, $bind);
        }

        public static function fetchRow($sql, $bind = array())
        {
            $rows = World::rows($sql, $bind);
            return $rows ? $rows[0] : false;
        }

        public static function fetchOne($sql, $bind = array())
        {
            $rows = World::rows($sql, $bind);
            return $rows ? reset($rows[0]) : false;
        }
    }

    class IP
    {
        public static function getIpFromHeader()
        {
            return World::$ip;
        }
    }

    class FrontController
    {
        public static function getUniqueRequestId()
        {
            return World::$requestId;
        }
    }

    class SettingsPiwik
    {
        public static $salt = '0123456789abcdef0123456789abcdef';

        public static function getSalt()
        {
            return self::$salt;
        }
    }
}

namespace Piwik\Plugin {
    class Tasks
    {
        const LOWEST_PRIORITY = 12;

        public $daily = array();

        protected function daily($method, $parameter = null, $priority = 6)
        {
            $this->daily[$method] = $priority;
        }
    }

    class Manager
    {
        public static function getInstance()
        {
            return new self();
        }

        public function readPluginsDirectory()
        {
            return array('Goals', 'Login', 'Unused');
        }

        public function getActivatedPluginsFromConfig()
        {
            return array('Login', 'Goals');
        }

        public static function getPluginsDirectories()
        {
            return array(\Piwik\World::$pluginsDirectory);
        }

        public static function getPluginDirectory($name)
        {
            return \Piwik\World::$pluginsDirectory . $name;
        }

        public function getActivatedPlugins()
        {
            return (array) \Piwik\World::$plugins;
        }

        public function isPluginActivated($name)
        {
            return \Piwik\World::$plugins === null ? $name !== 'Unused' : in_array($name, \Piwik\World::$plugins, true);
        }

        public function isPluginLoaded($name)
        {
            return $name === 'Login';
        }

        public function getLoadedPlugin($name)
        {
            return new class {
                public function getVersion()
                {
                    return '5.2.0';
                }
            };
        }
    }
}

namespace Piwik\API {
    class Request
    {
        public static function isCurrentApiRequestTheRootApiRequest()
        {
            return count(\Piwik\World::$apiCalls) === 1;
        }

        public static function getRootApiRequestMethod()
        {
            return \Piwik\World::$apiCalls ? \Piwik\World::$apiCalls[0] : null;
        }

        public static function getClassNameAPI($plugin)
        {
            return '\Piwik\StandIn\API';
        }
    }

    class Proxy
    {
        public static function getInstance()
        {
            return new self();
        }

        public function usesUnsanitizedInputParams($class, $method)
        {
            return $method === 'add' && \Piwik\World::$login !== 'admin';
        }
    }
}

namespace Piwik\Plugins\Vault {
    /** Of a plugin that nobody knows. */
    class Controller
    {
        public function showKeys()
        {
        }

        public function saveKeys()
        {
        }

        public function removeKey()
        {
        }
    }
}

namespace Piwik\StandIn {
    class API
    {
        public static function getInstance()
        {
            return new self();
        }

        public function usesAutoSanitizeInputParams()
        {
            return true;
        }
    }
}

namespace Piwik\Container {
    class StaticContainer
    {
        public static $warnings = array();
        public static $services = array();

        public static function get($name)
        {
            return isset(self::$services[$name]) ? self::$services[$name] : new self();
        }

        public function getCurrentLanguage()
        {
            return \Piwik\World::$language;
        }

        public function setCurrentLanguage($language)
        {
            \Piwik\World::$language = $language;
        }

        public function warning($message, array $context = array())
        {
            self::$warnings[] = strtr($message, array('{why}' => isset($context['why']) ? $context['why'] : ''));
        }
    }
}

namespace Symfony\Component\EventDispatcher {
    class EventDispatcher
    {
        public $listeners = array();

        public function addListener($name, $listener)
        {
            $this->listeners[$name] = $listener;
        }
    }
}
