<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Capture;

use Piwik\Config;
use Piwik\Plugin;
use Piwik\Plugin\Manager;
use Piwik\Version;

/** Of an inventory what stands in no table: Matomo's plugins, the log's own settings, the state of its files. */
final class InventorySystem
{
    const PLUGINS_MAX = 2000;
    const FILES_MAX = 1000;
    const SETTINGS_MAX = 200;

    /** Settings whose value is shown. Of every other one only that it changed. */
    const PLAIN = array(
        'spool_dir', 'spool_max_bytes', 'server_url', 'instance', 'strict', 'record_personal_data_reads', 'count_views'
    );

    private $redactor;
    private $rows;

    public function __construct(Redactor $redactor, InventoryRows $rows)
    {
        $this->redactor = $redactor;
        $this->rows = $rows;
    }

    public function plugins()
    {
        $manager = Manager::getInstance();
        $names = array_unique(array_merge($manager->readPluginsDirectory(), $manager->getActivatedPluginsFromConfig()));
        sort($names);
        if (count($names) > self::PLUGINS_MAX) {
            $this->rows->cut[] = 'plugins';
        }
        foreach (array_slice($names, 0, self::PLUGINS_MAX) as $name) {
            yield array(
                'name' => Values::label((string) $name, 100),
                'version' => self::versionOf($manager, (string) $name),
                'active' => (bool) $manager->isPluginActivated($name)
            );
        }
    }

    /** Of a plugin that is not active no code is run. @return string|null */
    private static function versionOf($manager, string $name)
    {
        try {
            $plugin = $manager->isPluginLoaded($name) ? $manager->getLoadedPlugin($name) : new Plugin($name);

            return Values::label((string) $plugin->getVersion(), 40);
        } catch (\Throwable $e) {
            return null;
        }
    }

    public function settings()
    {
        $section = Config::getInstance()->OpenActivityLog;
        foreach (array_slice(is_array($section) ? $section : array(), 0, self::SETTINGS_MAX) as $name => $value) {
            $text = is_array($value) ? (string) json_encode($value) : (string) $value;
            yield self::setting(
                'OpenActivityLog.' . $name,
                in_array((string) $name, self::PLAIN, true)
                    ? Values::withoutKeys($text)
                    : 'hidden ' . $this->rows->fingerprint('setting ' . $name, $text)
            );
        }
        yield self::setting('matomo.version', Version::VERSION);
        yield self::setting('plugin.version', Facts::PLUGIN_VERSION);
        yield self::setting('plugin.files', self::filesDigest(dirname(__DIR__)));
    }

    private static function setting(string $name, string $value): array
    {
        return array('name' => Values::label($name, 200), 'value' => (string) Values::label($value, 300));
    }

    /** Changes when any PHP file of the plugin does. */
    public static function filesDigest(string $root): string
    {
        $files = array();
        $all = new \RecursiveIteratorIterator(new \RecursiveDirectoryIterator($root, \FilesystemIterator::SKIP_DOTS));
        foreach ($all as $file) {
            $name = substr($file->getPathname(), strlen($root) + 1);
            if ($file->getExtension() === 'php' && strpos($name, 'tests/') !== 0 && count($files) < self::FILES_MAX) {
                $files[$name] = (string) @hash_file('sha256', $file->getPathname());
            }
        }
        ksort($files);

        return hash('sha256', serialize($files));
    }
}
