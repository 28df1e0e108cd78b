<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Activity;

use Piwik\Piwik;

/**
 * What the `Activity/` classes of other plugins extend (docs/formats/activity-classes.md).
 *
 * Members have no types and there are no others, on purpose: those classes override the members without types and bring
 * helpers of their own, and one that does not fit is a fatal error.
 */
abstract class Activity
{
    const USER_ANONYMOUS = 'anonymous';
    const USER_SYSTEM = 'system';

    /** @var string the one event of Matomo that this class tells about */
    protected $eventName = '';

    /**
     * @param array $eventData the event's arguments, by position
     * @return array|false|null what is worth keeping; false or null when nothing happened
     */
    abstract public function extractParams($eventData);

    /**
     * @param array $activityData what extractParams gave
     * @param string $performingUser
     * @return string what follows the name of whoever did it: plain text, verb first
     */
    abstract public function getTranslatedDescription($activityData, $performingUser);

    /** @return string login */
    public function getPerformingUser($eventData = null)
    {
        return Piwik::getCurrentUserLogin();
    }
}
