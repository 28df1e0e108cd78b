<?php
/**
 * Open Activity Log for Matomo: loads the plugin against the stand-in for Matomo.
 *
 * @license GPL-3.0-or-later
 */

require_once __DIR__ . '/Host/piwik.php';
require_once __DIR__ . '/Host/console.php';

spl_autoload_register(function ($class) {
    $prefix = 'Piwik\\Plugins\\OpenActivityLog\\';
    if (strpos($class, $prefix) === 0) {
        $file = dirname(__DIR__) . '/' . str_replace('\\', '/', substr($class, strlen($prefix))) . '.php';
        if (is_file($file)) {
            require_once $file;
        }
    }
});
