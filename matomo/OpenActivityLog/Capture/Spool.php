<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Capture;

/**
 * Appends numbered lines to the spool directory (docs/formats/spool-v1.md).
 *
 * The lock is taken first and the data file opened after it, because the server renames the data file under the same lock.
 */
final class Spool
{
    const LIMIT_BYTES = 1073741824;
    const LOCK_SECONDS = 2.0;
    const PROBE_BYTES = 65536;

    private $directory;
    private $limitBytes;

    /** @var string|null a failure that will not pass within this request */
    private $broken;

    /** @var resource|null stays open within a request: the file is never renamed and never deleted */
    private $lock;

    public function __construct(string $directory, int $limitBytes = self::LIMIT_BYTES)
    {
        $this->directory = rtrim($directory, '/');
        $this->limitBytes = $limitBytes > 0 ? $limitBytes : self::LIMIT_BYTES;
        $this->broken = $directory === '' ? 'no spool is configured' : null;
    }

    /**
     * @param string $line with its line feed and the number 0 (`"n":0,`): the true one is known only under the lock
     * @return string|null null when written, otherwise why not (already counted in `failed`)
     */
    public function append(string $line)
    {
        if ($this->broken !== null) {
            return $this->lost($this->broken);
        }
        if (!$this->takeLock()) {
            return $this->lost($this->broken);
        }
        try {
            $why = $this->appendLocked($this->lock, $line);
        } finally {
            flock($this->lock, LOCK_UN);
        }

        return $why === null ? null : $this->lost($why);
    }

    /**
     * Finds out whether a line of usual size could be written now: room is taken on the disk and given back.
     *
     * @return string|null null when it could, otherwise why not (already counted in `failed`)
     */
    public function probe()
    {
        if ($this->broken !== null || !$this->takeLock()) {
            return $this->lost($this->broken);
        }
        try {
            $why = $this->probeLocked();
        } finally {
            flock($this->lock, LOCK_UN);
        }

        return $why === null ? null : $this->lost($why);
    }

    private function probeLocked()
    {
        $path = $this->directory . '/current.ndjson';
        $file = @fopen($path, 'a+b');
        if ($file === false) {
            return 'cannot open the data file';
        }
        $size = fstat($file)['size'];
        if ($size === 0) {
            $this->share($file, $path);
        }
        fclose($file);

        return $this->usedWith($size) + self::PROBE_BYTES > $this->limitBytes ? 'the spool has reached its limit' : $this->takeRoom();
    }

    /** In a file of its own: a process that is killed here must not leave blanks among the lines. */
    private function takeRoom()
    {
        $path = $this->directory . '/probe';
        @unlink($path);
        // a new file or none: a link that somebody left here is never followed
        $file = @fopen($path, 'xb');
        if ($file === false) {
            return 'cannot write to the spool';
        }
        $isWritten = @fwrite($file, str_repeat(' ', self::PROBE_BYTES)) === self::PROBE_BYTES;
        fclose($file);
        @unlink($path);

        return $isWritten ? null : 'the disk is full';
    }

    private function takeLock(): bool
    {
        if ($this->lock === null) {
            $lock = @fopen($this->directory . '/lock', 'c+');
            if ($lock === false) {
                $this->broken = 'cannot open the lock file';
                return false;
            }
            $this->lock = $lock;
        }
        // The lock is held for microseconds. Should it hang all the same, the request of a person goes before.
        $until = null;
        while (!flock($this->lock, LOCK_EX | LOCK_NB)) {
            $now = microtime(true);
            $until = $until === null ? $now + self::LOCK_SECONDS : $until;
            if ($now > $until) {
                $this->broken = 'the lock is held by another process';
                return false;
            }
            usleep(mt_rand(50, 500));
        }

        return true;
    }

    private function appendLocked($lock, string $line)
    {
        // going back throws away what PHP has read ahead: another process may have written since we last looked
        rewind($lock);
        $head = fgets($lock, 128);
        if (!is_string($head) || !preg_match('/^([0-9a-f]{32}) (\d{1,18})\n?$/', $head, $match)) {
            // a new spool; its id tells the server that numbers begin anew
            $match = array('', bin2hex(random_bytes(16)), '0');
            ftruncate($lock, 0);
            $this->share($lock, $this->directory . '/lock');
        }
        $number = (int) $match[2] + 1;
        $bytes = substr_replace($line, '"n":' . $number . ',', strpos($line, '"n":0,'), 6);

        $why = $this->write($bytes);

        // the number of a line that could not be written is used up too: the server sees a gap, not silence
        $head = $match[1] . ' ' . $number . "\n";
        rewind($lock);
        if (@fwrite($lock, $head) !== strlen($head)) {
            return 'cannot write the counter';
        }

        return $why;
    }

    private function write(string $bytes)
    {
        $path = $this->directory . '/current.ndjson';
        $file = @fopen($path, 'a+b');
        if ($file === false) {
            return 'cannot open the data file';
        }
        if (@fseek($file, -1, SEEK_END) !== 0) {
            $size = 0;
            $this->share($file, $path);
        } else {
            if (fgetc($file) !== "\n") {
                // a writer died in the middle of its line: that one is lost, this one is not
                $bytes = "\n" . $bytes;
            }
            $size = ftell($file);
        }
        $why = null;
        if ($this->usedWith($size) + strlen($bytes) > $this->limitBytes) {
            $why = 'the spool has reached its limit';
        } elseif (@fwrite($file, $bytes) !== strlen($bytes)) {
            // half a line would spoil the next one
            @ftruncate($file, $size);
            $why = 'the disk took only a part of the line';
        }
        fclose($file);

        return $why;
    }

    /** Bytes in the spool. Files that the server has taken are looked for only when it matters. */
    private function usedWith(int $current): int
    {
        $used = $current;
        if ($current > $this->limitBytes / 4) {
            foreach (glob($this->directory . '/taken-*.ndjson') ?: array() as $taken) {
                $used += (int) @filesize($taken);
            }
        }

        return $used;
    }

    /** PHP and the server are different users of one group. */
    private function share($handle, string $path)
    {
        if ((fstat($handle)['mode'] & 0777) !== 0660) {
            @chmod($path, 0660);
        }
    }

    /** Counts a fact that could not be written. */
    public function lost(string $reason): string
    {
        if ($this->directory === '') {
            return $reason;
        }
        $file = @fopen($this->directory . '/failed', 'c+');
        if ($file !== false) {
            if (flock($file, LOCK_EX | LOCK_NB)) {
                $count = (int) fgets($file, 64) + 1;
                rewind($file);
                ftruncate($file, 0);
                fwrite($file, $count . ' ' . Line::time(microtime(true)) . ' ' . $reason . "\n");
                flock($file, LOCK_UN);
            }
            $this->share($file, $this->directory . '/failed');
            fclose($file);
        }

        return $reason;
    }
}
