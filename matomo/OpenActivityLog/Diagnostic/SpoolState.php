<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Diagnostic;

/** What the files in the spool directory tell about writer and reader. */
final class SpoolState
{
    private $directory;
    private $status;

    public function __construct(string $directory)
    {
        $this->directory = $directory;
        $status = json_decode((string) $this->content('status.json'), true);
        $this->status = is_array($status) ? $status : null;
    }

    /** @return int|null lines that the server has not stored; null when it has never been here */
    public function behind()
    {
        if ($this->status === null) {
            return null;
        }
        $stored = isset($this->status['taken']) && is_int($this->status['taken']) ? $this->status['taken'] : 0;
        $written = preg_match('/^[0-9a-f]{32} (\d+)/', (string) $this->content('lock'), $lock) ? (int) $lock[1] : $stored;

        return max(0, $written - $stored);
    }

    public function serverTime(): string
    {
        return isset($this->status['time']) && is_string($this->status['time']) ? $this->status['time'] : '';
    }

    public function secondsSinceServer(): int
    {
        return time() - (int) strtotime($this->serverTime());
    }

    /** @return string|null */
    public function serverError()
    {
        return isset($this->status['error']) && is_string($this->status['error']) ? $this->status['error'] : null;
    }

    /** @return string[]|null count, time of the last one, reason */
    public function failed()
    {
        if (!preg_match('/^(\d+) (\S+) (.*)$/m', (string) $this->content('failed'), $match)) {
            return null;
        }

        return array($match[1], $match[2], $match[3]);
    }

    private function content(string $name)
    {
        $path = $this->directory . '/' . $name;

        return is_file($path) ? @file_get_contents($path, false, null, 0, 65536) : null;
    }
}
