<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Diagnostic;

use Piwik\Common;
use Piwik\Piwik;
use Piwik\Plugins\Diagnostics\Diagnostic\Diagnostic;
use Piwik\Plugins\Diagnostics\Diagnostic\DiagnosticResult;
use Piwik\Plugins\OpenActivityLog\Capture\CaptureMap;
use Piwik\Plugins\OpenActivityLog\Capture\Facts;
use Piwik\Plugins\OpenActivityLog\Capture\Settings;
use Piwik\Plugins\OpenActivityLog\Reader\Client;
use Piwik\Plugins\OpenActivityLog\Reader\Unreachable;

/** The rows of Matomo's system check: does the log record, is the server there, does it keep up, was anything lost? */
class ActivityLogCheck implements Diagnostic
{
    const OK = DiagnosticResult::STATUS_OK;
    const WARNING = DiagnosticResult::STATUS_WARNING;
    const ERROR = DiagnosticResult::STATUS_ERROR;

    public function execute()
    {
        $directory = Settings::spoolDirectory();
        $results = array($this->recording($directory), $this->server());
        if ($directory !== '') {
            $state = new SpoolState($directory);
            $results[] = $this->keepingUp($state);
            $results[] = $this->losses($state);
            $classes = (new ForeignClasses($directory))->state();
            if ($classes !== null) {
                list($isWell, $text, $values) = $classes;
                $results[] = $this->row('RowClasses', $isWell ? self::OK : self::WARNING, $text, $values);
            }
        }

        if (Settings::strict()) {
            $results[] = $this->strict(Settings::strict());
        }

        return $results;
    }

    /** A class that does not exist would protect nothing, and nobody would notice. */
    private function strict(array $classes): DiagnosticResult
    {
        $known = CaptureMap::load()->classes();
        $unknown = array_diff($classes, $known);
        if ($unknown) {
            return $this->row('RowStrict', self::ERROR, 'StrictUnknown', array(implode(', ', $unknown), implode(', ', $known)));
        }

        return $this->row('RowStrict', self::OK, 'StrictFor', array(implode(', ', $classes)));
    }

    private function recording(string $directory): DiagnosticResult
    {
        if ($directory === '') {
            return $this->row('RowRecording', self::ERROR, 'SpoolNotSet');
        }
        if (!is_dir($directory) || !is_writable($directory)) {
            return $this->row('RowRecording', self::ERROR, 'SpoolNotWritable', array($directory));
        }

        return $this->row('RowRecording', self::OK, 'SpoolIsWritable', array($directory));
    }

    private function server(): DiagnosticResult
    {
        try {
            $health = (new Client())->health();
        } catch (Unreachable $e) {
            return $this->row('RowServer', self::WARNING, 'ServerNotReachable', array($e->getMessage()));
        }
        $version = isset($health['version']) && is_string($health['version']) ? $health['version'] : '?';
        $minimum = isset($health['plugin_min']) && is_string($health['plugin_min']) ? $health['plugin_min'] : '0';
        if (version_compare(Facts::PLUGIN_VERSION, $minimum, '<')) {
            return $this->row('RowServer', self::ERROR, 'VersionsDoNotFit', array($version, $minimum, Facts::PLUGIN_VERSION));
        }
        if (Settings::sharedSecret() === '') {
            return $this->row('RowServer', self::ERROR, 'SecretNotSet');
        }

        return $this->row('RowServer', self::OK, 'ServerAnswers', array($version));
    }

    private function keepingUp(SpoolState $state): DiagnosticResult
    {
        $behind = $state->behind();
        if ($behind === null) {
            return $this->row('RowBehind', self::WARNING, 'ServerNeverRead');
        }
        if ($state->serverError() !== null) {
            return $this->row('RowBehind', self::ERROR, 'ServerReports', array($state->serverError()));
        }
        if ($state->secondsSinceServer() > 60) {
            return $this->row('RowBehind', self::WARNING, 'ServerStopped', array($state->serverTime(), (string) $behind));
        }

        return $this->row('RowBehind', $behind > 1000 ? self::WARNING : self::OK, 'LinesBehind', array((string) $behind));
    }

    private function losses(SpoolState $state): DiagnosticResult
    {
        $failed = $state->failed();
        if ($failed === null) {
            return $this->row('RowLosses', self::OK, 'NothingLost');
        }

        return $this->row('RowLosses', self::ERROR, 'FactsLost', $failed);
    }

    private function row(string $label, string $status, string $text, array $values = array()): DiagnosticResult
    {
        $comment = Common::sanitizeInputValue(Piwik::translate('OpenActivityLog_' . $text, $values));

        return DiagnosticResult::singleResult(Piwik::translate('OpenActivityLog_' . $label), $status, $comment);
    }
}
