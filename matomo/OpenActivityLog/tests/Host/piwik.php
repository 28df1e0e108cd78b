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

        /** @var string[] names of the API calls that are running */
        public static $apiCalls = array();

        public static function reset()
        {
            self::$login = 'anonymous';
            self::$super = false;
            self::$console = false;
            self::$config = array();
            self::$configPath = '/nonexistent';
            self::$database = null;
            self::$queries = array();
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
        public static function getSalt()
        {
            return '0123456789abcdef0123456789abcdef';
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

        public static function get($name)
        {
            return new self();
        }

        public function getCurrentLanguage()
        {
            return 'en';
        }

        public function warning($message, array $context = array())
        {
            self::$warnings[] = strtr($message, array('{why}' => isset($context['why']) ? $context['why'] : ''));
        }
    }
}

namespace Symfony\Component\Console {
    class Application
    {
        public $dispatcher;

        public function setDispatcher($dispatcher)
        {
            $this->dispatcher = $dispatcher;
        }

        public function run(callable $do)
        {
            $do();
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
