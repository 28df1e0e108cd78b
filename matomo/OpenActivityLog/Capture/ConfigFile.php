<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Capture;

use Piwik\Common;
use Piwik\Config;

/**
 * What changed in config.ini.php: rows {section, name, value} as if it were a table. Matomo keeps mail settings, plugin lists
 * and more there, and has no other event for them.
 */
final class ConfigFile
{
    const TABLE = 'config';

    private $redactor;
    private $plain;
    private $before;

    public function __construct(Redactor $redactor, CaptureMap $map)
    {
        $this->redactor = $redactor;
        $this->plain = array_fill_keys($map->table(self::TABLE)['plain'], true);
    }

    public function willChange()
    {
        $this->before = $this->read();
    }

    public function hasChanged(Frame $frame)
    {
        if ($this->before === null) {
            return;
        }
        $after = $this->read();
        $old = $this->rows(array_diff_assoc($this->before, $after), $frame);
        $new = $this->rows(array_diff_assoc($after, $this->before), $frame);
        // a request may write the file several times
        $frame->before[self::TABLE] = array_merge(isset($frame->before[self::TABLE]) ? $frame->before[self::TABLE] : array(), $old);
        $frame->after[self::TABLE] = array_merge(isset($frame->after[self::TABLE]) ? $frame->after[self::TABLE] : array(), $new);
        $this->before = $after;
    }

    /** @return string[] "section\nname" => value */
    private function read(): array
    {
        $file = @parse_ini_file(Config::getInstance()->getLocalPath(), true, INI_SCANNER_RAW);
        $flat = array();
        foreach (is_array($file) ? $file : array() as $section => $values) {
            foreach (is_array($values) ? $values : array() as $name => $value) {
                foreach (is_array($value) ? $value : array($value) as $one) {
                    // of a list each member is a row of its own, so that one plugin more is one row more
                    $key = $section . "\n" . $name . (is_array($value) ? "\n" . $one : '');
                    $flat[$key] = (string) $one;
                }
            }
        }

        return $flat;
    }

    private function rows(array $flat, Frame $frame): array
    {
        $rows = array();
        foreach (array_slice($flat, 0, Snapshot::MAX_ROWS, true) as $key => $value) {
            list($section, $name) = explode("\n", $key);
            $rows[] = array(
                'section' => Values::text($section),
                'name' => Values::text($name),
                'value' => $this->isPlain($section, $name, $value)
                    ? $this->redactor->column($name, self::decoded($value))
                    : array('$hidden' => $frame->fingerprint($value))
            );
        }

        return $rows;
    }

    /** Matomo writes values HTML-escaped, and those that came through the API it has escaped before. */
    private static function decoded(string $value): string
    {
        return Common::unsanitizeInputValue(Common::unsanitizeInputValue($value));
    }

    /** Whether a value of the file may be shown. */
    public function isPlain(string $section, string $name, string $value): bool
    {
        if (isset($this->plain[$section . '.' . $name]) || isset($this->plain[$section . '.*'])) {
            return true;
        }

        return $section !== 'database' && !$this->redactor->isSecretName($name)
            && preg_match('/^(-?\d{1,9}(\.\d{1,9})?|true|false|)$/', trim($value, '"')) === 1;
    }
}
