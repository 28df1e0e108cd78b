<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\tests\Host;

/** How deep PHP's call stack was at each recorded event, worked out from which calls ended. */
final class Depths
{
    private $depths = array();

    public function __construct(array $events)
    {
        $ends = $this->matchEnds($events);
        $open = array();
        $died = 0;
        foreach ($events as $i => $event) {
            switch ($event['event']) {
                case 'API.Request.dispatch':
                    // a call that died is over as soon as another one begins
                    $died = isset($ends[$i]) ? 0 : 1;
                    $this->depths[$i] = 20 + 10 * count($open);
                    if (isset($ends[$i])) {
                        $open[$ends[$i]] = true;
                    }
                    break;
                case 'API.Request.dispatch.end':
                    unset($open[$i]);
                    $died = 0;
                    $this->depths[$i] = 20 + 10 * count($open);
                    break;
                case 'Request.dispatch':
                case 'Request.dispatch.end':
                    $this->depths[$i] = 10;
                    break;
                default:
                    $this->depths[$i] = 15 + 10 * (count($open) + $died);
            }
        }
    }

    public function depthAt(int $i): int
    {
        return $this->depths[$i];
    }

    /** @return int[] position of the begin => position of its end */
    private function matchEnds(array $events): array
    {
        $begun = array();
        $ends = array();
        foreach ($events as $i => $event) {
            $params = $event['params'];
            if ($event['event'] === 'API.Request.dispatch') {
                $begun[] = array($i, $params[1] . '.' . $params[2]);
            } elseif ($event['event'] === 'API.Request.dispatch.end') {
                while ($begun) {
                    list($begin, $name) = array_pop($begun);
                    if ($name === $params[1]['module'] . '.' . $params[1]['action']) {
                        $ends[$begin] = $i;
                        break;
                    }
                }
            }
        }

        return $ends;
    }
}
