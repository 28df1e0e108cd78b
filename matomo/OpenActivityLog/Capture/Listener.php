<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Capture;

/**
 * Takes every domain event as a method of that name: there are dozens, and Matomo asks for all of them in every request, so
 * that a function for each would cost more than the events do.
 */
final class Listener
{
    public function __call($event, $args)
    {
        try {
            $recorder = Hooks::recorder();
            if ($recorder !== null) {
                $recorder->happened($event, $args);
            }
        } catch (\Throwable $e) {
            Hooks::failed($e);
        }
    }
}
