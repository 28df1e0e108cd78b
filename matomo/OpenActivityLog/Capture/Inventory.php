<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Capture;

use Piwik\Db;
use Piwik\Version;

/**
 * Writes to the spool who and what is there (docs/formats/spool-v1.md), in parts that follow each other, so that a Matomo of any size takes
 * little memory. The server compares two of them and tells what changed without an entry.
 */
final class Inventory
{
    /** Most bytes of the rows of a part: far below what a line may have. */
    const PART_BYTES = 200000;

    private $spool;
    private $rows;

    private $id;
    private $part = 0;
    private $section;
    private $encoded = array();
    private $bytes = 0;

    public function __construct(Spool $spool, InventoryRows $rows)
    {
        $this->spool = $spool;
        $this->rows = $rows;
    }

    /** @return string|null null when it was written, otherwise why not; never throws */
    public static function take()
    {
        try {
            $directory = Settings::spoolDirectory();
            if ($directory === '') {
                return 'no spool directory is configured';
            }
            $spool = new Spool($directory, Settings::spoolMaxBytes());
            (new self($spool, new InventoryRows(CaptureMap::load()->redactor())))->write();

            return null;
        } catch (SpoolIsFull $e) {
            return $e->getMessage();
        } catch (\Throwable $e) {
            Hooks::failed($e);

            return 'error: ' . get_class($e) . ' at ' . basename($e->getFile()) . ':' . $e->getLine();
        }
    }

    public function write()
    {
        $this->id = Uuid::v7(microtime(true));
        $this->part = 0;
        $isOneMoment = $this->beginMoment();
        try {
            $this->line(array(
                'section' => 'begin',
                'consistent' => $isOneMoment,
                'fingerprint_key' => $this->rows->fingerprint('key', 'id'),
                'matomo' => Version::VERSION,
                'plugin' => Facts::PLUGIN_VERSION
            ));
            foreach ($this->rows->sections() as $section => $rows) {
                $this->section = $section;
                foreach ($rows as $row) {
                    $this->row($row);
                }
                $this->flush();
            }
            $this->line(array('section' => 'end', 'parts' => $this->part + 1, 'cut' => $this->rows->cut));
        } finally {
            if ($isOneMoment) {
                Hooks::attempt(function () {
                    Db::exec('ROLLBACK');
                });
            }
        }
    }

    /** Without this, what changes while we read could look like a change of its own. */
    private function beginMoment(): bool
    {
        try {
            // refused inside a transaction of somebody else, which must not end because of us
            Db::exec('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ');
            Db::exec('START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY');

            return true;
        } catch (\Throwable $e) {
            return false;
        }
    }

    private function row(array $row)
    {
        $text = json_encode($row, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES);
        if ($text === false) {
            throw new \RuntimeException('json');
        }
        if ($this->bytes + strlen($text) > self::PART_BYTES) {
            $this->flush();
        }
        $this->encoded[] = $text;
        $this->bytes += strlen($text) + 1;
    }

    private function flush()
    {
        if ($this->encoded) {
            $this->line(array('section' => $this->section), ',"rows":[' . implode(',', $this->encoded) . ']');
        }
        $this->encoded = array();
        $this->bytes = 0;
    }

    private function line(array $members, string $rows = '')
    {
        $this->part++;
        $now = microtime(true);
        $head = array('v' => 1, 'kind' => 'inventory', 'n' => 0, 'id' => Uuid::v7($now), 'time' => Line::time($now));
        $head += array('inventory' => $this->id, 'part' => $this->part);
        $text = json_encode($head + $members, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES);
        $why = $this->spool->append(substr((string) $text, 0, -1) . $rows . "}\n");
        if ($why !== null) {
            // a part is missing: the server compares nothing with what is not whole, so the rest would be for nothing
            throw new SpoolIsFull($why);
        }
    }
}
