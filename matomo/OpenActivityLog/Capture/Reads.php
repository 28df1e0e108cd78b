<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Capture;

/**
 * Decides which reads are entries: those of personal data (rows of the catalogue with `read`), and reports that a person fetches
 * as a file. All others are only counted, see Views.
 */
final class Reads
{
    const REPORT_EXPORTED = 'Read.reportExported';

    /** Formats that no page of Matomo asks for: who does saves a file or looks at raw data. */
    const FILES = array('csv' => 1, 'tsv' => 1, 'xml' => 1, 'rss' => 1, 'html' => 1, 'xls' => 1, 'xlsx' => 1, 'pdf' => 1);

    /** These ask again every few seconds while they are open. */
    const REPEATING = array('Live.getLastVisitsStart' => 1, 'Live.widget' => 1, 'Live.index' => 1);

    private $map;
    private $origin;

    /** @var bool|null */
    private $isOn;

    /** @var bool|null whether this request is for a file */
    private $isForFile;

    /** @var array reads of personal data that this request has an entry for */
    private $seen = array();

    /** @var Frame|null an export that has begun */
    private $export;

    public function __construct(CaptureMap $map, Origin $origin)
    {
        $this->map = $map;
        $this->origin = $origin;
    }

    /** @return array|null parameters of the entry; null when there is none, or another read of this request speaks for it */
    public function entryOf(string $event, array $row, array $params)
    {
        if (!$this->isOn()) {
            return null;
        }
        $params = array_filter($params, function ($value) {
            return $value !== null && $value !== false && $value !== '' && $value !== array();
        });
        unset($params['visitor'], $params['format']);
        $visitor = self::visitorIn($params);
        if ($visitor !== null) {
            $params['visitor'] = $visitor;
        }
        if ($this->origin->original('module') === 'API') {
            $params['format'] = $this->format();
        }
        // a page asks several times for what it shows; in a bulk request every call was asked for by somebody
        $isBulk = $this->origin->original('method') === Calls::BULK;
        $key = $isBulk || Origin::isConsole() ? $event . "\n" . serialize($params) : '';
        if (isset($this->seen[$key])) {
            return null;
        }
        $this->seen[$key] = true;

        return $params;
    }

    /**
     * What asks again and again is one entry for each person, website and hour: the same id is stored once.
     *
     * @return string|null
     */
    public function idOf(Frame $frame, array $params)
    {
        $page = $this->origin->original('module') . '.' . $this->origin->original('action');
        if (!isset(self::REPEATING[$page]) && empty($params['minTimestamp'])) {
            return null;
        }
        $hour = floor($frame->began / 3600);
        $client = $this->origin->client();
        $who = array($hour, $frame->event, $frame->site, $frame->actor, $client['ip']);

        return Uuid::v7($hour * 3600, hash_hmac('sha256', serialize($who), Settings::sharedSecret(), true));
    }

    /** Said for every report: must cost nothing where no file is asked for. */
    public function isExport($plugin, $method): bool
    {
        if ($this->isForFile === null) {
            $this->isForFile = $this->origin->original('module') === 'API' && isset(self::FILES[$this->format()])
                && Who::hasSession() && $this->isOn();
        }

        return $this->isForFile && $this->export === null && $method !== 'getBulkRequest'
            && $this->origin->original('method') === $plugin . '.' . $method && $this->map->isRead($plugin, $method);
    }

    public function exportBegins(Calls $calls, array $params, $plugin, $method)
    {
        $row = $this->map->activity(self::REPORT_EXPORTED);
        if ($row === null) {
            return;
        }
        $params = array_intersect_key($params, array('idSite' => 1, 'period' => 1, 'date' => 1, 'idGoal' => 1));
        $params += array('method' => $plugin . '.' . $method, 'format' => $this->format());
        $this->export = new Frame(self::REPORT_EXPORTED, 0, $row, $params);
        $calls->place($this->export, true);
    }

    public function exportEnds(Calls $calls, $plugin, $method)
    {
        if ($this->export !== null && $this->export->params['method'] === $plugin . '.' . $method) {
            $this->finish($calls, Outcome::SUCCESS);
        }
    }

    /** @param string|null $reason */
    public function finish(Calls $calls, string $outcome, $reason = null)
    {
        if ($this->export !== null) {
            $frame = $this->export;
            $this->export = null;
            $this->isForFile = false;
            $calls->write($frame, $outcome, $reason);
        }
    }

    public function isExporting(): bool
    {
        return $this->export !== null;
    }

    private function isOn(): bool
    {
        if ($this->isOn === null) {
            $this->isOn = Settings::recordsReads();
        }

        return $this->isOn;
    }

    private function format(): string
    {
        $format = strtolower((string) $this->origin->original('format'));

        return $format === '' ? 'xml' : $format;
    }

    /**
     * The id itself would be personal data in the log. A hash with a key that only Matomo and the server have still tells that it
     * was the same visitor, and whoever has the key can look for a given one.
     *
     * @return string|null
     */
    private static function visitorIn(array $params)
    {
        $id = isset($params['visitorId']) ? $params['visitorId'] : null;
        if ($id === null && isset($params['segment']) && is_string($params['segment'])
            && preg_match('/^visitorId==([0-9a-f]{16})$/i', $params['segment'], $match)
        ) {
            $id = $match[1];
        }
        if (!is_string($id) || Settings::sharedSecret() === '') {
            return null;
        }

        return substr(hash_hmac('sha256', 'visitor ' . strtolower($id), Settings::sharedSecret()), 0, 16);
    }
}
