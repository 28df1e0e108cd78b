<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Capture;

use Piwik\Common;
use Piwik\FrontController;
use Piwik\IP;

/** Where a request comes from and what it asks for: the facts' `client` and `request`. */
final class Origin
{
    /** @var string|null console command */
    public $command;

    /** @var string|null scheduled task that is running */
    public $task;

    private $client;
    private $request;

    /** @var array|null the person's own parameters: during a call Matomo puts that call's in their place */
    private $inputs;

    public static function isConsole(): bool
    {
        return Common::isPhpCliMode();
    }

    public function requestIsReady()
    {
        $this->inputs = self::inputs();
        $this->request = null;
    }

    /** A parameter of the request as a whole. */
    public function original(string $name)
    {
        $all = $this->inputs === null ? self::inputs() : $this->inputs;

        return isset($all[$name]) ? Values::label($all[$name], 200) : null;
    }

    public function client(): array
    {
        if ($this->client === null) {
            $console = self::isConsole();
            $this->client = array(
                'ip' => $console ? null : Values::label(IP::getIpFromHeader(), 100),
                'peer' => $console ? null : self::server('REMOTE_ADDR', 100),
                'agent' => $console ? null : self::server('HTTP_USER_AGENT', 512)
            );
        }

        return $this->client;
    }

    public function request(): array
    {
        if ($this->request === null) {
            $console = self::isConsole();
            $module = $console ? null : $this->original('module');
            $this->request = array(
                'id' => Values::label(FrontController::getUniqueRequestId(), 40),
                'verb' => $console ? null : self::server('REQUEST_METHOD', 10),
                'module' => $module,
                'action' => $console ? null : (string) $this->original('action'),
                'method' => $module === 'API' ? $this->original('method') : null,
                'sapi' => PHP_SAPI
            );
        }
        if ($this->command === null && self::isConsole()) {
            $this->command = self::commandOf(isset($_SERVER['argv']) ? (array) $_SERVER['argv'] : array());
        }

        return $this->request + array('command' => $this->command, 'task' => $this->task);
    }

    /** Parameters as they came, for pages; API calls bring their own. */
    public static function inputs(): array
    {
        return $_POST + $_GET + array_filter(array_map(function ($file) {
            return isset($file['name']) && is_string($file['name']) ? basename($file['name']) : null; // of a file only what it is called
        }, $_FILES));
    }

    /** @return array[] everything that came with the request or the command line: what an error message may repeat */
    public function allInputs(): array
    {
        $words = array();
        if (self::isConsole()) {
            foreach (array_slice(isset($_SERVER['argv']) ? (array) $_SERVER['argv'] : array(), 2) as $word) {
                $words[] = $word;
                $words[] = is_string($word) && strpos($word, '=') ? substr(strstr($word, '='), 1) : null;
            }
        }

        return array($this->inputs === null ? array() : $this->inputs, $_POST, $_GET, $words);
    }

    /** Links that change something carry a nonce. */
    public static function hasNonce(): bool
    {
        return !empty($_GET['nonce']) || !empty($_POST['nonce']);
    }

    public static function isPost(): bool
    {
        return isset($_SERVER['REQUEST_METHOD']) && $_SERVER['REQUEST_METHOD'] === 'POST';
    }

    /** Only the name: options and arguments may be passwords. */
    public static function commandOf(array $argv)
    {
        foreach (array_slice($argv, 1) as $word) {
            if (is_string($word) && $word !== '' && $word[0] !== '-') {
                return preg_match('/^[A-Za-z0-9:._-]{1,100}$/', $word) ? $word : null;
            }
        }

        return null;
    }

    private static function server(string $name, int $bytes)
    {
        return isset($_SERVER[$name]) ? Values::label($_SERVER[$name], $bytes) : null;
    }
}
