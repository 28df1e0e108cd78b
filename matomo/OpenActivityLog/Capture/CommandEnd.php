<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Capture;

use Symfony\Component\Console\Application;
use Symfony\Component\EventDispatcher\EventDispatcher;

/**
 * Learns how a console command ends. Matomo posts an event only before a command, so the console itself is asked: it is found
 * on the call stack, and tells its exit code to whoever listens.
 */
final class CommandEnd
{
    /** @var int|null null when the console did not say */
    public $exitCode;

    public static function watch(): self
    {
        $end = new self();
        Hooks::attempt(function () use ($end) {
            foreach (debug_backtrace(DEBUG_BACKTRACE_PROVIDE_OBJECT | DEBUG_BACKTRACE_IGNORE_ARGS, 20) as $call) {
                if (isset($call['object']) && $call['object'] instanceof Application && class_exists(EventDispatcher::class)) {
                    $dispatcher = new EventDispatcher();
                    $dispatcher->addListener('console.terminate', function ($event) use ($end) {
                        $end->exitCode = $event->getExitCode();
                    });
                    $call['object']->setDispatcher($dispatcher);
                    return;
                }
            }
        });

        return $end;
    }
}
