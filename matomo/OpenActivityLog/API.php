<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog;

use Piwik\Period\Factory;
use Piwik\Piwik;
use Piwik\Plugins\OpenActivityLog\Reader\Client;
use Piwik\Plugins\OpenActivityLog\Reader\Refused;
use Piwik\Plugins\OpenActivityLog\Reader\Unreachable;

/**
 * Reads the activity log: who did what, when and from where. Super users see everything, everyone else their own activities.
 *
 * @method static \Piwik\Plugins\OpenActivityLog\API getInstance()
 */
class API extends \Piwik\Plugin\API
{
    /** The server pages no further by offset; it says how to go on from there. */
    const MAX_DEPTH = 10000;

    /**
     * Activities, newest first.
     *
     * @param int $offset how many to leave out
     * @param int $limit how many to return, -1 for as many as possible
     * @param string|null $filterByUserLogin login of the person who acted
     * @param string|null $filterByActivityType activity type, see getAllActivityTypes
     * @param string|null $period day, week, month, year or range
     * @param string|null $date e.g. today, 2026-11-22, last7, 2026-11-01,2026-11-22
     * @return array
     */
    public function getEntries(
        $offset = 0,
        $limit = 25,
        $filterByUserLogin = null,
        $filterByActivityType = null,
        $period = null,
        $date = null
    ) {
        $offset = max(0, (int) $offset);
        $limit = (int) $limit < 0 ? max(1, self::MAX_DEPTH - $offset) : (int) $limit;
        $paging = array('offset' => (string) $offset, 'limit' => (string) $limit);

        return $this->ask('/api/v1/matomo/entries', $paging + $this->filters($filterByUserLogin, $filterByActivityType, $period, $date));
    }

    /**
     * How many activities there are.
     *
     * @param string|null $filterByUserLogin login of the person who acted
     * @param string|null $filterByActivityType activity type, see getAllActivityTypes
     * @param string|null $period day, week, month, year or range
     * @param string|null $date e.g. today, 2026-11-22, last7
     * @return int
     */
    public function getEntryCount($filterByUserLogin = null, $filterByActivityType = null, $period = null, $date = null)
    {
        $answer = $this->ask('/api/v1/matomo/count', $this->filters($filterByUserLogin, $filterByActivityType, $period, $date));

        return isset($answer['count']) ? (int) $answer['count'] : 0;
    }

    /**
     * The types of activities there are, grouped by plugin.
     *
     * @param int $filterLimit how many to return, -1 for all
     * @return array
     */
    public function getAllActivityTypes($filterLimit = -1)
    {
        return $this->ask('/api/v1/matomo/activity-types', array('limit' => (string) (int) $filterLimit));
    }

    private function ask(string $path, array $query): array
    {
        Piwik::checkUserIsNotAnonymous();
        try {
            return (new Client())->json('GET', $path, $query);
        } catch (Refused $e) {
            throw new \Exception($e->getMessage());
        } catch (Unreachable $e) {
            $detail = Piwik::hasUserSuperUserAccess() ? ' (' . $e->getMessage() . ')' : '';
            throw new \Exception(Piwik::translate('OpenActivityLog_NotReachable') . $detail);
        }
    }

    private function filters($user, $activity, $period, $date): array
    {
        $filters = array('user' => $this->text($user), 'activity' => $this->text($activity));
        if ($this->text($period) === '' && $this->text($date) === '') {
            return $filters;
        }
        $isRange = strpos($this->text($date), ',') !== false;
        $range = Factory::build(
            $this->text($period) !== '' ? $this->text($period) : ($isRange ? 'range' : 'day'),
            $this->text($date) !== '' ? $this->text($date) : 'today'
        );

        return $filters + array(
            'from' => $range->getDateStart()->toString('Y-m-d'),
            'to' => $range->getDateEnd()->toString('Y-m-d')
        );
    }

    private function text($value): string
    {
        // "false" is what Matomo's own callers send for "not given"
        return is_scalar($value) && $value !== false && $value !== 'false' ? trim((string) $value) : '';
    }
}
