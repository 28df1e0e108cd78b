<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Foreign;

/** Has files examined in another PHP process. When that dies of one, the next goes on with the rest. */
final class Process
{
    const SECONDS = 60;

    /** All files together: Matomo's other tasks wait meanwhile. */
    const RUN_SECONDS = 300;
    const MAX_OUTPUT = 4194304;

    private $command;
    private $seconds;
    private $runSeconds;
    private $until;

    /** @param string $command shell command of the examining process; the mark is added to it */
    public function __construct(string $command, int $seconds = self::SECONDS, int $runSeconds = self::RUN_SECONDS)
    {
        $this->command = $command;
        $this->seconds = $seconds;
        $this->runSeconds = $runSeconds;
    }

    /** Only a PHP of the command line can be called like one. @return string|null why there is none */
    public static function whyNot()
    {
        if (!function_exists('proc_open')) {
            return 'PHP may not start processes here (disable_functions)';
        }

        return PHP_SAPI === 'cli' && PHP_BINARY !== '' ? null : 'this is no PHP of the command line';
    }

    public static function withConsole(string $console): self
    {
        $command = array_map('escapeshellarg', array_merge(self::php(), array($console)));

        return new self(implode(' ', $command) . ' openactivitylog:vet-activities --no-interaction --examine=');
    }

    /** @return string[] this PHP; it says what it dies of where we read it */
    public static function php(): array
    {
        return array(PHP_BINARY, '-d', 'display_errors=stderr', '-d', 'html_errors=0');
    }

    /** @return array[] an answer of the Examiner for each file */
    public function examine(array $files): array
    {
        $answers = array();
        $this->until = microtime(true) + $this->runSeconds;
        while ($files) {
            if ($this->left() <= 0) {
                foreach ($files as $file) {
                    $answers[] = array('file' => $file, 'why' => 'not examined: all files together took more than ' . $this->runSeconds . ' seconds');
                }
                break;
            }
            $some = $this->start($files);
            foreach ($some as $answer) {
                $answers[] = $answer;
            }
            $done = array_column($some, 'file');
            $left = array_values(array_diff($files, $done));
            if (count($left) === count($files)) {
                // it does not even begin: no file is to blame
                throw new \RuntimeException('the process that examines classes does not work');
            }
            $files = $left;
        }

        return $answers;
    }

    private function start(array $files): array
    {
        $mark = bin2hex(random_bytes(8));
        $pipes = array();
        $log = tmpfile();
        $streams = array(0 => array('pipe', 'r'), 1 => array('pipe', 'w'), 2 => $log);
        $process = proc_open('exec ' . $this->command . $mark, $streams, $pipes);
        if (!is_resource($process)) {
            throw new \RuntimeException('no process can be started');
        }
        @fwrite($pipes[0], implode("\n", $files) . "\n");
        fclose($pipes[0]);
        list($output, $isLate) = $this->read($pipes[1]);
        if ($isLate) {
            proc_terminate($process, 9);
        }
        fclose($pipes[1]);
        proc_close($process);

        rewind($log);
        $words = $output . stream_get_contents($log, self::MAX_OUTPUT);

        return $this->answersIn($output, $mark, $isLate ? 'it did not end within ' . $this->seconds . ' seconds' : self::lastWords($words));
    }

    private function left(): float
    {
        return $this->until - microtime(true);
    }

    private function read($pipe): array
    {
        stream_set_blocking($pipe, false);
        $output = '';
        while (!feof($pipe) && strlen($output) < self::MAX_OUTPUT) {
            $read = array($pipe);
            $none = null;
            $wait = min($this->seconds, (int) ceil($this->left()));
            if ($wait <= 0 || !stream_select($read, $none, $none, $wait)) {
                return array($output, true);
            }
            $output .= (string) fread($pipe, 65536);
        }

        return array($output, !feof($pipe));
    }

    private function answersIn(string $output, string $mark, string $why): array
    {
        $answers = array();
        $begun = null;
        foreach (explode("\n" . $mark, $output) as $i => $text) {
            $answer = $i === 0 ? null : json_decode((string) strtok($text, "\n"), true);
            if (isset($answer['begins'])) {
                $begun = $answer['begins'];
            } elseif (isset($answer['file'])) {
                $answers[] = $answer;
                $begun = null;
            }
        }
        if ($begun !== null) {
            $answers[] = array('file' => $begun, 'why' => $why);
        }

        return $answers;
    }

    /** What PHP said when it died. */
    private static function lastWords(string $text): string
    {
        $fatal = preg_match_all('/(?:Fatal|Parse) error: +([^\n]{1,300})/', $text, $all) ? end($all[1]) : 'exit';
        $fatal = preg_replace('~ in /.*$~', '', $fatal);

        return 'it ends the process (' . trim((string) preg_replace('/[^\x20-\x7e]+/', ' ', $fatal)) . ')';
    }
}
