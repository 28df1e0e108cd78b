<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\tests\Host;

use Piwik\Container\StaticContainer;
use Piwik\NoAccessException;
use Piwik\Plugins\OpenActivityLog\Capture\Hooks;

/** What tests of secrets share: everything that is left behind by a request, and marks to look for in it. */
abstract class SecretsCase extends TestCase
{
    const ENDINGS = array('success', 'exception', 'answer', 'denied', 'fatal', 'redirect');

    protected $map;
    protected $marks;
    private $errorLog;

    /** @var string what was left behind by the last action */
    protected $left = '';

    protected function setUp(): void
    {
        parent::setUp();
        $this->map = require dirname(__DIR__, 2) . '/Capture/map.php';
        $this->marks = new Marks();
        $this->errorLog = ini_set('error_log', $this->directory . '/error.log');
        StaticContainer::$warnings = array();
    }

    protected function tearDown(): void
    {
        ini_set('error_log', (string) $this->errorLog);
        Hooks::replace(null);
        parent::tearDown();
    }
    protected function rules(array $row): array
    {
        $plain = array_merge($this->map['defaults']['plain'], isset($row['plain']) ? $row['plain'] : array());

        return array_diff($plain, isset($row['secret']) ? $row['secret'] : array());
    }

    /** Runs one request and keeps all that it left behind. */
    protected function request(callable $do)
    {
        $matomo = new Matomo($this->directory, $this->map);
        $matomo->post('Platform.initialized');
        $do($matomo);
        $this->left = $this->raw();
        foreach (array('failed', 'lock', 'error.log') as $file) {
            $this->left .= is_file("$this->directory/$file") ? file_get_contents("$this->directory/$file") : '';
        }
        $this->left .= implode("\n", StaticContainer::$warnings) . implode("\n", array_filter(scandir($this->directory), function ($name) {
            return $name !== '.' && $name !== '..';
        }));
    }

    protected function forget()
    {
        @unlink($this->directory . '/current.ndjson');
    }

    protected function facts(): array
    {
        return $this->spooled();
    }

    protected function assertNowhere(string $mark, string $where, $value = null)
    {
        $this->assertNull(Marks::find($mark, $this->left, $value), "$where came out: $this->left");
    }

    protected function ending(string $ending, string $message): callable
    {
        return function () use ($ending, $message) {
            if ($ending === 'success') {
                return null;
            }
            throw $ending === 'denied' ? new NoAccessException($message) : new \Exception($message);
        };
    }

    /** A message that repeats values in the ways that PHP and Matomo have of doing so. */
    protected static function repeating(array $values): string
    {
        $said = array();
        foreach ($values as $value) {
            foreach (is_array($value) ? new \RecursiveIteratorIterator(new \RecursiveArrayIterator($value)) : array($value) as $key => $one) {
                $one = (string) $one;
                array_push($said, $one, htmlspecialchars($one, ENT_QUOTES), rawurlencode($one), json_encode($one), md5($one), base64_encode($one));
                $said[] = substr($one, 0, 90);
            }
        }
        shuffle($said);

        return implode(' | ', array_slice($said, 0, 40));
    }
}
