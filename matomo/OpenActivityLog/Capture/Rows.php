<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Capture;

use Piwik\Common;

/** Rows of a table as they may be written down: columns that are not plain leave only a fingerprint. */
final class Rows
{
    /** Stands beside a website's id. */
    const WEBSITE_NAME = 'website_name';

    private $redactor;
    private $sites;

    public function __construct(Redactor $redactor, Sites $sites)
    {
        $this->redactor = $redactor;
        $this->sites = $sites;
    }

    public function clean(array $rows, array $table, Frame $frame): array
    {
        $out = array();
        foreach (array_slice($rows, 0, Snapshot::MAX_ROWS) as $row) {
            $out[] = $this->row($row, $table, $frame);
        }
        if (isset($table['website'])) {
            $this->nameWebsites($out, $table['website']);
        }
        if (count($rows) > Snapshot::MAX_ROWS) {
            $out[] = array('$more' => 1);
        }

        return $out;
    }

    private function row(array $row, array $table, Frame $frame): array
    {
        $row = array_diff_key($row, array_fill_keys($table['ignore'], true));
        foreach (isset($table['unfold']) ? $table['unfold'] : array() as $column => $how) {
            $row = Unfold::column($row, $column, $how);
        }
        $plain = array_fill_keys($table['plain'], true);
        if (isset($table['switch']) && $this->isPlainSetting($row, $table, $plain)) {
            $plain[$table['switch']] = true;
        }
        $clean = array();
        foreach ($row as $column => $value) {
            if ($value === null || is_int($value) && isset($plain[$column])) {
                $clean[$column] = $value;
            } elseif (isset($plain[$column])) {
                // Matomo stores what it has HTML-escaped on its way in
                $clean[$column] = $this->redactor->column(
                    (string) $column,
                    is_string($value) ? Common::unsanitizeInputValue($value) : $value
                );
            } else {
                $value = is_array($value) ? (string) json_encode($value) : (string) $value;
                $clean[Values::key($column)] = array('$hidden' => $frame->fingerprint($value));
            }
        }

        return $clean;
    }

    /** Settings of plugins: a value is plain where its label is listed, or it is a switch or number and its name looks harmless. */
    private function isPlainSetting(array $row, array $table, array $plain): bool
    {
        $labels = array();
        foreach ($table['labels'] as $column) {
            $labels[] = isset($row[$column]) ? (string) $row[$column] : '';
        }
        $label = implode('.', $labels);
        if (isset($plain[$label])) {
            return true;
        }

        return Redactor::isSwitch(isset($row[$table['switch']]) ? $row[$table['switch']] : null)
            && !$this->redactor->isSecretName($label);
    }

    private function nameWebsites(array &$rows, string $column)
    {
        $names = Hooks::attempt(function () use ($rows, $column) {
            return $this->sites->names(array_column($rows, $column));
        }, array());
        foreach ($rows as $i => $row) {
            if (isset($row[$column]) && is_scalar($row[$column]) && isset($names[(int) $row[$column]])) {
                $rows[$i][self::WEBSITE_NAME] = $names[(int) $row[$column]];
            }
        }
    }
}
