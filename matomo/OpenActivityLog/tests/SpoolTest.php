<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\tests;

use Piwik\Plugins\OpenActivityLog\Capture\Spool;
use Piwik\Plugins\OpenActivityLog\tests\Host\Replay;
use Piwik\Plugins\OpenActivityLog\tests\Host\TestCase;

class SpoolTest extends TestCase
{
    const LINE = "{\"v\":1,\"n\":0,\"x\":\"\\\"n\\\":0,\"}\n";

    public function testFirstLineMakesTheSpool()
    {
        $spool = new Spool($this->directory);
        $this->assertNull($spool->append(self::LINE));
        $this->assertNull($spool->append(self::LINE));
        $this->assertMatchesRegularExpression('/^[0-9a-f]{32} 2\n$/', file_get_contents($this->directory . '/lock'));
        $this->assertSame(array(1, 2), array_column($this->spooled(), 'n'));
        $this->assertSame('"n":0,', $this->spooled()[1]['x']);
        $this->assertSame(0660, fileperms($this->directory . '/lock') & 0777);
        $this->assertSame(0660, fileperms($this->directory . '/current.ndjson') & 0777);
    }

    public function testCounterGoesOnAfterTheServerTookTheFile()
    {
        $spool = new Spool($this->directory);
        $spool->append(self::LINE);
        rename($this->directory . '/current.ndjson', $this->directory . '/taken-1.ndjson');
        $spool->append(self::LINE);
        $this->assertSame(array(2), array_column($this->spooled(), 'n'));
    }

    public function testManyWritersLoseNothingWhileTheServerTakes()
    {
        $writers = 8;
        $each = 300;
        $children = array();
        for ($i = 0; $i < $writers; $i++) {
            $children[] = $this->child('writer.php', array($this->directory, (string) $each, (string) $i));
        }
        $lines = array();
        do {
            $running = 0;
            foreach ($children as $child) {
                $running += proc_get_status($child)['running'] ? 1 : 0;
            }
            $lines = array_merge($lines, $this->takeLikeTheServer());
            usleep(2000);
        } while ($running);
        $lines = array_merge($lines, $this->takeLikeTheServer());
        foreach ($children as $child) {
            proc_close($child);
        }

        $numbers = array();
        $who = array();
        foreach ($lines as $line) {
            $fact = json_decode($line, true);
            $this->assertIsArray($fact, $line);
            $numbers[] = $fact['n'];
            $who[$fact['writer'] . '-' . $fact['i']] = true;
        }
        $this->assertSame(range(1, $writers * $each), $numbers);
        $this->assertCount($writers * $each, $who);
        $this->assertFileDoesNotExist($this->directory . '/failed');
    }

    public function testAtTheLimitNothingIsWrittenButTheGapIsSeen()
    {
        $spool = new Spool($this->directory, 100);
        $results = array();
        for ($i = 0; $i < 6; $i++) {
            $results[] = $spool->append(self::LINE);
        }
        $written = count($this->spooled());
        $this->assertSame(3, $written);
        $this->assertSame(array(null, null, null), array_slice($results, 0, 3));
        $this->assertSame('the spool has reached its limit', $results[3]);
        $this->assertStringEndsWith(" 6\n", file_get_contents($this->directory . '/lock'));
        $this->assertMatchesRegularExpression(
            '/^3 \d{4}-\d\d-\d\dT[\d:.]+Z the spool has reached its limit\n$/',
            file_get_contents($this->directory . '/failed')
        );
    }

    public function testWhatTheServerHasTakenCountsTowardsTheLimit()
    {
        file_put_contents($this->directory . '/taken-9.ndjson', str_repeat('x', 900));
        $spool = new Spool($this->directory, 1000);
        $lost = 0;
        for ($i = 0; $i < 40; $i++) {
            $lost += $spool->append(self::LINE) === null ? 0 : 1;
        }
        $this->assertGreaterThan(0, $lost);
        $this->assertLessThan(350, filesize($this->directory . '/current.ndjson'));
    }

    public function testAFullDiskIsCountedAndTheGapIsSeen()
    {
        if (!file_exists('/dev/full')) {
            $this->markTestSkipped('no /dev/full');
        }
        symlink('/dev/full', $this->directory . '/current.ndjson');
        $spool = new Spool($this->directory);
        $this->assertSame('the disk took only a part of the line', $spool->append(self::LINE));
        unlink($this->directory . '/current.ndjson');
        $this->assertNull($spool->append(self::LINE));
        $this->assertSame(array(2), array_column($this->spooled(), 'n'));
    }

    public function testALineCutByACrashSpoilsOnlyItself()
    {
        $spool = new Spool($this->directory);
        $spool->append(self::LINE);
        file_put_contents($this->directory . '/current.ndjson', '{"v":1,"n":', FILE_APPEND);
        $this->assertNull($spool->append(self::LINE));
        $lines = explode("\n", file_get_contents($this->directory . '/current.ndjson'));
        $this->assertSame('{"v":1,"n":', $lines[1]);
        $this->assertSame(2, json_decode($lines[2], true)['n']);
    }

    public function testHalfALineIsTakenBack()
    {
        // the shell's file size limit makes the kernel write a part of a line, as a full disk does
        $command = 'trap "" XFSZ; ulimit -f 4; exec ' . escapeshellarg(PHP_BINARY) . ' '
            . escapeshellarg(__DIR__ . '/Host/writer.php') . ' ' . escapeshellarg($this->directory) . ' 100 0';
        exec('sh -c ' . escapeshellarg($command) . ' 2>/dev/null');
        $lines = Replay::linesIn($this->directory);
        $this->assertGreaterThan(5, count($lines));
        $this->assertLessThan(100, count($lines));
        $last = 0;
        foreach ($lines as $line) {
            $fact = json_decode($line, true);
            $this->assertIsArray($fact, $line);
            $this->assertGreaterThan($last, $fact['n']);
            $last = $fact['n'];
        }
        $this->assertStringEndsWith(" 100\n", file_get_contents($this->directory . '/lock'));
        $this->assertStringStartsWith((100 - count($lines)) . ' ', file_get_contents($this->directory . '/failed'));
    }

    public function testADirectoryThatIsNotThereStopsNothing()
    {
        $spool = new Spool($this->directory . '/gone');
        $this->assertSame('cannot open the lock file', $spool->append(self::LINE));
        $this->assertSame('cannot open the lock file', $spool->append(self::LINE));
    }

    public function testALockHeldForeverDoesNotHoldTheRequest()
    {
        $lock = fopen($this->directory . '/lock', 'c+');
        flock($lock, LOCK_EX);
        $spool = new Spool($this->directory);
        $began = microtime(true);
        for ($i = 0; $i < 50; $i++) {
            $this->assertSame('the lock is held by another process', $spool->append(self::LINE));
        }
        $this->assertLessThan(4.0, microtime(true) - $began);
        $this->assertStringStartsWith('50 ', file_get_contents($this->directory . '/failed'));
    }

    private function takeLikeTheServer(): array
    {
        $lock = @fopen($this->directory . '/lock', 'r+');
        if ($lock === false) {
            return array();
        }
        flock($lock, LOCK_EX);
        $taken = $this->directory . '/taken-0.ndjson';
        $lines = array();
        if (is_file($this->directory . '/current.ndjson')) {
            rename($this->directory . '/current.ndjson', $taken);
            flock($lock, LOCK_UN);
            $lines = file($taken);
            unlink($taken);
        }
        fclose($lock);

        return $lines;
    }

    private function child(string $script, array $args)
    {
        $command = escapeshellarg(PHP_BINARY) . ' ' . escapeshellarg(__DIR__ . '/Host/' . $script);
        foreach ($args as $arg) {
            $command .= ' ' . escapeshellarg($arg);
        }
        $pipes = array();

        return proc_open('exec ' . $command, array(1 => array('file', '/dev/null', 'w')), $pipes);
    }
}
