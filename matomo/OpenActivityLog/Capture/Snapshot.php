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
    private $redactor;

    public function __construct(CaptureMap $map)
    {
        $this->map = $map;
        $this->redactor = $map->redactor();
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

    /** Several rows that are chosen by fixed names, as options are, take one query. */
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
        $bind = array();
        foreach ($snapshot['where'] as $column => $source) {
            $value = is_array($source)
                ? array_map(function ($one) {
                    return substr($one, 1);
                }, $source)
                : Sources::value($source, $frame, $result);
            if ($value === null || $value === '' || $value === false || $value === array()) {
                return null;
            }
            if ($value === 'all') {
                continue; // Matomo's word for every website
            }
            if (is_string($value) && preg_match('/^\d+(,\d+)+$/', $value)) {
                $value = explode(',', $value);
            }
            $values = is_array($value) ? array_slice(array_filter($value, 'is_scalar'), 0, self::MAX_IN) : array($value);
            if (!$values || !is_scalar(reset($values))) {
                return null;
            }
            $where[] = '`' . $column . '` IN (' . implode(',', array_fill(0, count($values), '?')) . ')';
            foreach ($values as $one) {
                $bind[] = (string) $one;
            }
        }
        if (!$where) {
            return null;
        }
        $rows = Db::fetchAll(
            'SELECT * FROM `' . Common::prefixTable($snapshot['table']) . '` WHERE ' . implode(' AND ', $where)
                . ' LIMIT ' . (self::MAX_ROWS + 1),
            $bind
        );

        return $this->clean($rows, $this->map->table($snapshot['table']), $frame);
    }

    private function clean(array $rows, array $table, Frame $frame): array
    {
        $plain = array_fill_keys($table['plain'], true);
        $ignore = array_fill_keys($table['ignore'], true);
        $out = array();
        foreach (array_slice($rows, 0, self::MAX_ROWS) as $row) {
            $clean = array();
            foreach (array_diff_key($row, $ignore) as $column => $value) {
                if ($value === null || is_int($value) && isset($plain[$column])) {
                    $clean[$column] = $value;
                } elseif (isset($plain[$column])) {
                    // Matomo stores what it has HTML-escaped on its way in
                    $clean[$column] = is_string($value)
                        ? $this->redactor->column($column, Common::unsanitizeInputValue($value))
                        : Values::clean($value);
                } else {
                    $clean[$column] = array('$hidden' => $frame->fingerprint((string) $value));
                }
            }
            $out[] = $clean;
        }
        if (count($rows) > self::MAX_ROWS) {
            $out[] = array('$more' => 1);
        }

        return $out;
    }
}
