<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Capture;

use Piwik\Common;
use Piwik\Db;

/** Reads the rows an activity is about. Tables and columns come from the map only, values are bound. */
final class Snapshot
{
    const MAX_ROWS = 200;
    const MAX_IN = 100;

    private $map;
    private $rows;

    public function __construct(CaptureMap $map, Sites $sites)
    {
        $this->map = $map;
        $this->rows = new Rows($map->redactor(), $sites);
    }

    /** @return array|null rows by table; null when nothing is to be read */
    public function read(Frame $frame, $result = null)
    {
        if (empty($frame->row['snapshot'])) {
            return null;
        }
        $tables = null;
        foreach ($this->merged($frame->row['snapshot']) as $snapshot) {
            $rows = Hooks::attempt(function () use ($snapshot, $frame, $result) {
                return $this->rows($snapshot, $frame, $result);
            });
            if ($rows !== null) {
                $table = $snapshot['table'];
                $tables[$table] = isset($tables[$table]) ? array_merge($tables[$table], $rows) : $rows;
            }
        }

        return $tables;
    }

    /** Several rows that are chosen by their names, as options are, take one query. */
    private function merged(array $snapshots): array
    {
        $merged = array();
        foreach ($snapshots as $i => $snapshot) {
            $source = reset($snapshot['where']);
            if (count($snapshot['where']) !== 1 || !is_string($source) || $source === '' || $source[0] !== '=') {
                $merged[$i] = $snapshot;
                continue;
            }
            $column = key($snapshot['where']);
            $key = $snapshot['table'] . ' ' . $column;
            $merged[$key]['table'] = $snapshot['table'];
            $merged[$key]['where'][$column][] = $source;
        }

        return $merged;
    }

    private function rows(array $snapshot, Frame $frame, $result)
    {
        $where = array();
        $conditions = array();
        $bind = array();
        foreach ($snapshot['where'] as $column => $source) {
            if ($source === 'null') {
                $conditions[] = '`' . $column . '` IS NULL';
                continue;
            }
            if ($source === 'past') {
                $conditions[] = '`' . $column . '` < ?';
                $bind[] = gmdate('Y-m-d H:i:s', (int) $frame->began);
                continue;
            }
            $values = $this->values($source, $frame, $result);
            if ($values === null) {
                return null;
            }
            if ($values !== array()) {
                $where[$column] = $values;
                $conditions[] = '`' . $column . '` IN (' . implode(',', array_fill(0, count($values), '?')) . ')';
                $bind = array_merge($bind, $values);
            }
        }
        if (!$conditions) {
            return null;
        }
        $rows = $snapshot['table'] === Annotations::TABLE && isset($where['idsite']) ? Annotations::rows($where) : null;
        if ($rows === null) {
            $rows = Db::fetchAll(
                'SELECT * FROM `' . Common::prefixTable($snapshot['table']) . '` WHERE ' . implode(' AND ', $conditions)
                    . ' LIMIT ' . (self::MAX_ROWS + 1),
                $bind
            );
        }

        return $this->rows->clean($rows, $this->map->table($snapshot['table']), $frame);
    }

    /** @return string[]|null what the column may be: empty for anything, null when that is not known (yet) */
    private function values($source, Frame $frame, $result)
    {
        if (is_array($source)) {
            $value = array();
            foreach ($source as $one) {
                $value[] = Sources::value($one, $frame, $result);
            }
            $value = array_filter($value, 'is_string');
        } else {
            $value = Sources::value($source, $frame, $result);
        }
        if (Sources::isNothing($value)) {
            return $source === '=' ? array('') : null;
        }
        if ($value === 'all') {
            return array(); // Matomo's word for every website
        }
        if (is_string($value) && preg_match('/^\d+(,\d+)+$/', $value)) {
            $value = explode(',', $value);
        }
        $values = is_array($value) ? array_slice(array_filter($value, 'is_scalar'), 0, self::MAX_IN) : array($value);

        return $values && is_scalar(reset($values)) ? array_map('strval', array_values($values)) : null;
    }
}
