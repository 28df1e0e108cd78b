<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\tests\Host;

use Piwik\World;

abstract class TestCase extends \PHPUnit\Framework\TestCase
{
    protected $directory;

    protected function setUp(): void
    {
        World::reset();
        http_response_code(200);
        $this->directory = sys_get_temp_dir() . '/oal-test-' . bin2hex(random_bytes(6));
        mkdir($this->directory, 0770);
        World::$config['OpenActivityLog'] = array(
            'spool_dir' => $this->directory,
            'shared_secret' => str_repeat('ab', 32)
        );
    }

    protected function tearDown(): void
    {
        chmod($this->directory, 0770);
        self::remove($this->directory);
    }

    private static function remove(string $directory)
    {
        foreach (array_diff(scandir($directory), array('.', '..')) as $name) {
            $path = $directory . '/' . $name;
            is_dir($path) && !is_link($path) ? self::remove($path) : unlink($path);
        }
        rmdir($directory);
    }

    /** Everything but counts of views. */
    protected function spooled(): array
    {
        return array_values(array_filter($this->lines(), function ($line) {
            return !isset($line['kind']) || $line['kind'] !== 'views';
        }));
    }

    protected function lines(): array
    {
        return array_map(function ($line) {
            return json_decode($line, true);
        }, Replay::linesIn($this->directory));
    }

    protected function raw(): string
    {
        return implode('', Replay::linesIn($this->directory));
    }
}
