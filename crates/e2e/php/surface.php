<?php
/**
 * Lists what can be called in a Matomo: php -- < surface.php, in its directory, as the user of the web server. JSON on standard output:
 *
 *   {"api": {"Goals.addGoal": {"line": "plugins/Goals/API.php:232", "hidden": false}},
 *    "pages": {"Login.resetPassword": {"line": "…", "signs": ["nonce"]}},
 *    "commands": {"config:set": "plugins/CoreAdminHome/Commands/ConfigSet.php"},
 *    "events": {"Goals.deleteGoal.end": "plugins/Goals/API.php"}}
 *
 * All plugins that lie there are read, also those that are switched off. It asks PHP for classes and methods and changes nothing.
 * `signs` says why a page is taken for one that changes something: it checks a nonce or a token, reads a posted form, or calls a
 * method of the API that does not sound like a read. Methods of its own class that a page calls are read with it.
 *
 * @license GPL-3.0-or-later
 */

define('PIWIK_DOCUMENT_ROOT', getcwd());
if (file_exists(PIWIK_DOCUMENT_ROOT . '/bootstrap.php')) {
    require_once PIWIK_DOCUMENT_ROOT . '/bootstrap.php';
}
if (!defined('PIWIK_INCLUDE_PATH')) {
    define('PIWIK_INCLUDE_PATH', PIWIK_DOCUMENT_ROOT);
}
require_once PIWIK_INCLUDE_PATH . '/core/bootstrap.php';

const SIGNS = array(
    'nonce' => '/Nonce::(?:verifyNonce|checkNonce|discardNonce)|->(?:verifyNonce|checkNonce|checkTokenInUrl)|checkTokenInUrl\(/i',
    'post' => '/\$_POST|fromPost\(|isPost|REQUEST_METHOD|\$_FILES|->validate\(\)/',
    'stores' => '/Option::(?:set|delete)\(|->forceSave\(|Config::setSetting|Db::(?:query|exec)|->activatePlugin\(|->deactivatePlugin\(|->uninstallPlugin\(/',
    'calls' => '/(?:processRequest\(\s*[\'"][A-Za-z0-9]+\.|API::getInstance\(\)->|\$(?:this->)?api->)(?!get|is|has|can|does|detect|exists|find|search|list|count|supports)[a-z]\w*/'
);

function relative($file)
{
    return ltrim(substr($file, strlen(PIWIK_DOCUMENT_ROOT)), '/');
}

function bodyOf(ReflectionMethod $method)
{
    $lines = file($method->getFileName());
    return implode('', array_slice($lines, $method->getStartLine() - 1, $method->getEndLine() - $method->getStartLine() + 1));
}

/** The method with what it calls of its own class. What every page inherits says nothing about one. */
function wholeBody(ReflectionClass $class, ReflectionMethod $method, array &$seen = array())
{
    $seen[$method->getName()] = true;
    $body = bodyOf($method);
    preg_match_all('/(?:\$this->|self::|static::|parent::)(\w+)\(/', $body, $calls);
    foreach (array_unique($calls[1]) as $name) {
        if (!isset($seen[$name]) && $class->hasMethod($name)) {
            $called = $class->getMethod($name);
            if (strpos((string) $called->getFileName(), '/core/') === false && $called->getFileName()) {
                $body .= wholeBody($class, $called, $seen);
            }
        }
    }

    return $body;
}

function callable_methods(ReflectionClass $class)
{
    return array_filter($class->getMethods(ReflectionMethod::IS_PUBLIC), function (ReflectionMethod $method) {
        return !$method->isConstructor() && !$method->isAbstract() && strpos($method->getName(), '__') !== 0
            && strpos((string) $method->getFileName(), PIWIK_INCLUDE_PATH . '/core/') !== 0;
    });
}

$out = array('api' => array(), 'pages' => array(), 'commands' => array(), 'events' => array(), 'unreadable' => array());
$environment = new \Piwik\Application\Environment('cli');
$environment->init();
\Piwik\Plugin\Manager::getInstance()->loadActivatedPlugins();

foreach (glob('plugins/*', GLOB_ONLYDIR) as $directory) {
    $plugin = basename($directory);
    foreach (array('API', 'Controller') as $kind) {
        $file = PIWIK_DOCUMENT_ROOT . "/$directory/$kind.php";
        $name = "Piwik\\Plugins\\$plugin\\$kind";
        if (!is_file($file)) {
            continue;
        }
        try {
            $class = new ReflectionClass($name);
        } catch (Throwable $e) {
            $out['unreadable'][] = "$directory/$kind.php";
            continue;
        }
        foreach (callable_methods($class) as $method) {
            $line = relative($method->getFileName()) . ':' . $method->getStartLine();
            $key = $plugin . '.' . $method->getName();
            if ($kind === 'API') {
                $out['api'][$key] = array(
                    'line' => $line, 'hidden' => (bool) preg_match('/@(internal|ignore|hide)/', (string) $method->getDocComment())
                );
            } else {
                $seen = array();
                $body = wholeBody($class, $method, $seen);
                $signs = array_keys(array_filter(SIGNS, function ($pattern) use ($body) {
                    return preg_match($pattern, $body);
                }));
                $out['pages'][$key] = array('line' => $line, 'signs' => $signs);
            }
        }
    }
    foreach (glob($directory . '/Commands/*.php') as $file) {
        $name = "Piwik\\Plugins\\$plugin\\Commands\\" . basename($file, '.php');
        try {
            $class = new ReflectionClass($name);
            if ($class->isInstantiable() && $class->isSubclassOf('Piwik\Plugin\ConsoleCommand')) {
                $out['commands'][$class->newInstance()->getName()] = $file;
            }
        } catch (Throwable $e) {
            $out['unreadable'][] = $file;
        }
    }
}

$places = new AppendIterator();
foreach (array('core', 'plugins') as $directory) {
    $places->append(new RecursiveIteratorIterator(new RecursiveDirectoryIterator($directory, FilesystemIterator::SKIP_DOTS)));
}
foreach ($places as $file) {
    $path = (string) $file;
    if (substr($path, -4) !== '.php' || preg_match('~/(tests|vendor|node_modules)/~', $path)) {
        continue;
    }
    preg_match_all('/postEvent\(\s*[\'"]([\w.]+)[\'"]/', file_get_contents($path), $found);
    foreach ($found[1] as $event) {
        $out['events'] += array($event => $path);
    }
}
foreach (array('api', 'pages', 'commands', 'events') as $kind) {
    ksort($out[$kind]);
}
echo json_encode($out, JSON_UNESCAPED_SLASHES);
