<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Capture;

/** Columns that hold JSON, made readable. */
final class Unfold
{
    public static function column(array $row, string $column, string $how): array
    {
        $value = isset($row[$column]) && is_string($row[$column]) ? json_decode($row[$column], true) : null;
        if (!is_array($value)) {
            return $row; // what cannot be read stays as it is
        }
        if ($how === 'list') {
            return array($column => $value) + $row;
        }
        unset($row[$column]);
        if ($how === 'widgets') {
            return $row + self::layout($value);
        }
        foreach (Values::firstItems($value) as $name => $member) {
            $row[$column . '.' . $name] = $member;
        }

        return $row;
    }

    /** Layout of a dashboard: which widgets stand there, column by column, and how wide the columns are. */
    private static function layout(array $layout): array
    {
        $columns = isset($layout['columns']) ? $layout['columns'] : $layout;
        $widgets = array();
        foreach (is_array($columns) ? $columns : array() as $column) {
            foreach (is_array($column) ? $column : array() as $widget) {
                $name = self::widget($widget);
                if ($name !== null) {
                    $widgets[] = $name;
                }
            }
        }
        $widths = isset($layout['config']['layout']) && is_string($layout['config']['layout']) ? $layout['config']['layout'] : null;

        return array('widgets' => $widgets, 'columns' => $widths);
    }

    /** @return string|null */
    private static function widget($widget)
    {
        $parameters = isset($widget['parameters']) && is_array($widget['parameters']) ? $widget['parameters'] : array();
        if (isset($parameters['module'], $parameters['action']) && is_string($parameters['module']) && is_string($parameters['action'])) {
            return $parameters['module'] . '.' . $parameters['action'];
        }

        return isset($widget['uniqueId']) && is_string($widget['uniqueId']) ? $widget['uniqueId'] : null;
    }
}
