<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Capture;

use Piwik\Version;

/** Turns a finished frame into a line of the spool. */
final class Facts
{
    const PLUGIN = 'OpenActivityLog';
    const PLUGIN_VERSION = '0.1.0';

    /** One exception ends several calls, the innermost first. */
    const MAX_FAILED = 10;

    private $spool;
    private $redactor;
    private $origin;

    /** @var array[] parameters of calls of this request that failed */
    private $failed = array();

    public function __construct(Spool $spool, Redactor $redactor, Origin $origin)
    {
        $this->spool = $spool;
        $this->redactor = $redactor;
        $this->origin = $origin;
    }

    /**
     * @param string|null $reason
     * @return string|null why it could not be written
     */
    public function write(Frame $frame, string $outcome, $reason = null, $result = null)
    {
        $fact = array('v' => 1, 'kind' => 'fact', 'n' => 0, 'id' => $frame->id, 'cause' => $frame->cause);
        $fact['time'] = Line::time($frame->began);
        $fact['event'] = (string) Values::label($frame->event, 300);
        $fact['outcome'] = $outcome;
        $fact['reason'] = $reason === null
            ? null
            : Outcome::bound(Values::withoutKeys($this->withoutHidden($reason, $frame)));
        $fact['params'] = $this->redactor->params($frame->row, $frame->params);
        $fact['result'] = $this->result($frame, $result);
        if ($frame->before !== null) {
            $fact['before'] = $frame->before;
        }
        if ($frame->after !== null) {
            $fact['after'] = $frame->after;
        }
        $fact['seen'] = $frame->seen;
        if ($frame->told) {
            $fact['told'] = array_map(function ($one) {
                return array('data' => (object) $one['data']) + $one; // an empty map is {}, not []
            }, $frame->told);
        }
        $fact['site'] = $frame->site;
        $fact['actor'] = $frame->actor;
        $fact['client'] = $this->origin->client();
        $fact['request'] = $frame->request;
        $fact['matomo'] = Version::VERSION;
        $fact['plugin'] = self::PLUGIN_VERSION;

        return $this->spool->append(Line::encode($fact));
    }

    /** The message may come from a call inside this one, and repeat what only that one or the form was given. */
    private function withoutHidden(string $reason, Frame $frame): string
    {
        $this->failed[] = $frame->params;
        if (count($this->failed) > self::MAX_FAILED) {
            array_shift($this->failed);
        }
        $inputs = array_merge($this->origin->allInputs(), $this->failed);

        return $this->redactor->reason($reason, $frame->row, $frame->params, $inputs);
    }

    private function result(Frame $frame, $result)
    {
        // a second guard beside the catalogue: methods with such names return a secret
        $kept = !empty($frame->row['result']) && is_scalar($result)
            && !preg_match('/token|password|secret|invite/i', $frame->event);

        return $kept && is_string($result) ? $this->redactor->column('', $result) : ($kept ? $result : null);
    }
}
