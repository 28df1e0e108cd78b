<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Capture;


/**
 * Strict mode, `[OpenActivityLog] strict[]` in config.ini.php: changes of these classes are refused when they cannot be recorded.
 *
 * The spool is tried before the action, under its lock and with room for a line. What can still be lost is what happens between
 * then and the line: the process is killed, or the disk fills up in the meantime.
 */
final class Strict
{
    const ALL = 'all';

    /** @var string[] */
    private $classes;

    public function __construct(array $classes)
    {
        $this->classes = $classes;
    }

    /** @param string $otherwise class of what the catalogue does not know */
    public function covers(array $row, string $otherwise): bool
    {
        if (!$this->classes) {
            return false;
        }
        $classes = isset($row['category']) ? (array) $row['category'] : array($otherwise);
        $classes[] = self::ALL;

        return (bool) array_intersect($classes, $this->classes);
    }

    /** Whoever cannot mend the spool must still be able to switch the plugin off. */
    public static function isOwnEnd(string $event, array $params): bool
    {
        if ($event === 'Console.plugin:deactivate' || $event === 'Console.plugin:uninstall') {
            return isset($params['plugin']) && (array) $params['plugin'] === array(Facts::PLUGIN);
        }

        return $event === 'Controller.CorePluginsAdmin.deactivate'
            && isset($params['pluginName']) && $params['pluginName'] === Facts::PLUGIN;
    }

    /** @throws NotRecordable */
    public function check(Spool $spool)
    {
        $why = $spool->probe();
        if ($why !== null) {
            Hooks::complain($why);
            throw new NotRecordable(self::refusal($why));
        }
    }

    private static function refusal(string $why): string
    {
        $key = 'OpenActivityLog_RefusedUnrecorded';
        $sentence = Outcome::sentence($key, array($why));

        return $sentence !== null && $sentence !== $key
            ? $sentence
            : 'This was not done, because it cannot be recorded in the activity log at the moment (' . $why . ').';
    }
}
