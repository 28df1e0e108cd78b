<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\tests\Host;

use Piwik\Plugins\OpenActivityLog\Foreign\Process;
use Piwik\Plugins\OpenActivityLog\Foreign\Vetting;
use Piwik\World;

/** A directory of plugins with activity classes. PHP keeps classes until it ends: each test has a plugin of its own. */
final class Plugins
{
    const PARENT = '\Piwik\Plugins\ActivityLog\Activity\Activity';

    private static $count = 0;

    public $plugin;
    private $directory;
    private $spool;

    public function __construct(string $spool)
    {
        $this->spool = $spool;
        $this->plugin = 'Shop' . getmypid() . 'x' . ++self::$count;
        $this->directory = $spool . '/plugins/';
        mkdir($this->directory . $this->plugin . '/Activity', 0770, true);
        World::$pluginsDirectory = $this->directory;
        World::$plugins = array('OpenActivityLog', $this->plugin);
    }

    /** An activity class whose members are those given, or else harmless ones. */
    public function add(string $name, array $members = array(), string $parent = self::PARENT, string $kind = 'class')
    {
        $members += array(
            'eventName' => "'$this->plugin.sold'",
            'extractParams' => '($data) { return $data[0]; }',
            'getTranslatedDescription' => '($data, $user) { return "sold " . $data["item"]["name"]; }'
        );
        $body = isset($members['body']) ? $members['body'] : '';
        unset($members['body']);
        foreach ($members as $member => $text) {
            $body .= $member === 'eventName' ? "protected \$eventName = $text;\n" : "public function $member$text\n";
        }
        $this->write("Activity/$name.php", "namespace Piwik\\Plugins\\$this->plugin\\Activity;\n$kind $name extends $parent {\n$body}\n");
    }

    public function write(string $file, string $code)
    {
        file_put_contents($this->directory . $this->plugin . '/' . $file, "<?php\n" . $code);
    }

    public function make(string $directory)
    {
        mkdir($this->directory . $directory, 0770, true);
    }

    public function vet($recorder = null, bool $isAsked = true, int $seconds = Process::SECONDS, int $runSeconds = Process::RUN_SECONDS): array
    {
        $command = array_merge(Process::php(), array(__DIR__ . '/examiner.php', $this->directory));

        return (new Vetting($this->spool, new Process(implode(' ', array_map('escapeshellarg', $command)) . ' ', $seconds, $runSeconds)))
            ->run($recorder, $isAsked);
    }

    /** @return string[] reasons by file */
    public function refused(array $found): array
    {
        $start = strlen($this->plugin . '/Activity/');
        $refused = array();
        foreach ($found['refused'] as $one) {
            $refused[substr($one['file'], $start, -4)] = $one['why'];
        }

        return $refused;
    }

    /** @return string[] without the plugin */
    public function allowed(array $found): array
    {
        return array_map(function ($class) {
            return substr($class, strlen($this->plugin) + 1);
        }, $found['allowed']);
    }
}
