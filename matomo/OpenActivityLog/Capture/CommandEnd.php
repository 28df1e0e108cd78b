<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Capture;

use Symfony\Component\EventDispatcher\EventDispatcher;

/**
 * Learns how a console command ends. Matomo posts an event only before a command, so the console itself is asked: it tells its
 * exit code to whoever listens.
 */
final class CommandEnd
{
    /** @var int|null null when the console did not say */
    public $exitCode;

    /** @var string|null what was thrown */
    public $error;

    /** @param object|null $console */
    public static function watch($console): self
    {
        $end = new self();
        Hooks::attempt(function () use ($end, $console) {
            if ($console === null || !class_exists(EventDispatcher::class)) {
                return;
            }
            $dispatcher = new EventDispatcher();
            $dispatcher->addListener('console.error', function ($event) use ($end) {
                $end->error = Outcome::tidy($event->getError()->getMessage());
            });
            $dispatcher->addListener('console.terminate', function ($event) use ($end) {
                $end->exitCode = $event->getExitCode();
            });
            $console->setDispatcher($dispatcher);
        });

        return $end;
    }
}
