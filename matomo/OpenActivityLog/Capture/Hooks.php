<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Capture;

use Piwik\Container\StaticContainer;
use Piwik\Plugins\OpenActivityLog\Foreign;

/**
 * Connects Matomo's events with the recorder. Nothing thrown on our side gets past this class, but for what strict mode
 * refuses, and all arguments are taken by value, so that Matomo's own stay as they are.
 */
final class Hooks
{
    /** Posted before the action is certain: other observers may still refuse it. */
    const MAY_BE_REFUSED = array(
        'Login.authenticate.successful' => true, 'SegmentEditor.update' => true, 'SegmentEditor.deactivate' => true
    );

    /** @var Recorder|null */
    private static $recorder;
    private static $isSetUp = false;
    private static $hasComplained = false;

    /** @var bool whether the end of the process is waited for */
    private static $waitsForEnd = false;

    /** @var CaptureMap|null */
    private static $map;

    /** @return Recorder|null null when no spool is configured: then nothing is recorded */
    public static function recorder()
    {
        if (!self::$isSetUp) {
            self::$isSetUp = true;
            $directory = Settings::spoolDirectory();
            if ($directory !== '' || Settings::strict()) {
                self::$recorder = new Recorder(self::map(), function () use ($directory) {
                    return new Spool($directory, Settings::spoolMaxBytes());
                });
            }
        }

        return self::$recorder;
    }

    /** For tests: another recorder, or none at all. */
    public static function replace(?Recorder $recorder = null)
    {
        self::$recorder = $recorder;
        self::$isSetUp = $recorder !== null;
        self::$hasComplained = false;
    }

    public static function all(): array
    {
        $hooks = array(
            'API.Request.dispatch' => self::last('apiBegins'),
            'API.Request.dispatch.end' => self::first('apiEnds'),
            'Request.dispatch' => self::last('pageBegins'),
            'Request.dispatch.end' => self::first('pageEnds'),
            'User.isNotAuthorized' => self::first('notAuthorized'),
            // other observers throw on a wrong token
            'API.Request.authenticate.failed' => self::first('tokenWasRefused'),
            'API.Request.authenticate' => self::firstBy(function (Recorder $recorder, array $args) {
                $recorder->who()->tokenWasGiven(isset($args[0]) ? $args[0] : null);
            }),
            'Request.dispatchCoreAndPluginUpdatesScreen' => self::first('requestComes'),
            'Platform.initialized' => self::first('requestBegins'),
            'FrontController.modifyErrorPage' => self::first('errorPage'),
            'Config.beforeSave' => self::firstBy(function (Recorder $recorder) {
                $recorder->configFile()->willChange();
            }),
            'Console.doRun' => self::firstBy(function (Recorder $recorder, array $args) {
                $recorder->commandBegins(Commands::console(), isset($args[1]) ? $args[1] : null);
            }),
            'ScheduledTasks.execute' => self::firstBy(function (Recorder $recorder, array $args) {
                $recorder->taskBegins((string) $args[0]->getClassName(), (string) $args[0]->getMethodName());
            }),
            'ScheduledTasks.execute.end' => self::firstBy(function (Recorder $recorder, array $args) {
                $recorder->taskEnds((string) $args[0]->getClassName(), (string) $args[0]->getMethodName());
            })
        );
        $listener = new Listener();
        $foreign = Foreign\Listener::make();
        foreach (array_merge(self::map()->domainEvents(), $foreign->events()) as $event) {
            $group = isset(self::MAY_BE_REFUSED[$event]) ? 'after' : 'before';
            $to = $foreign->listensTo($event) ? $foreign : $listener;
            $hooks += array($event => array('function' => array($to, $event), $group => true));
        }

        return $hooks;
    }

    public static function atShutdown()
    {
        if (self::$waitsForEnd) {
            return;
        }
        self::$waitsForEnd = true;
        // not the recorder itself: tests make thousands, each of which would keep its file open
        register_shutdown_function(function () {
            try {
                if (self::$recorder !== null) {
                    self::$recorder->shutdown(Ending::observe());
                }
            } catch (\Throwable $e) {
                self::failed($e);
            }
        });
    }

    /** Says once per request in Matomo's log that facts are being lost. */
    public static function complain(string $why)
    {
        if (self::$hasComplained) {
            return;
        }
        self::$hasComplained = true;
        try {
            StaticContainer::get('Piwik\Log\LoggerInterface')->warning('Open Activity Log has a problem: {why}', array('why' => $why));
        } catch (\Throwable $e) {
            error_log('Open Activity Log has a problem: ' . $why);
        }
    }

    /** A fact without its rows is better than no fact: what only adds to one may fail. */
    public static function attempt(callable $do, $otherwise = null)
    {
        try {
            return $do();
        } catch (\Throwable $e) {
            self::complain(self::describe($e));
            return $otherwise;
        }
    }

    public static function failed(\Throwable $e)
    {
        try {
            (new Spool(Settings::spoolDirectory()))->lost(self::describe($e));
            self::complain(self::describe($e));
        } catch (\Throwable $ignored) {
            // nothing is left to tell it to
        }
    }

    /** The class and the place only: a message may repeat what must not be written down. */
    private static function describe(\Throwable $e): string
    {
        $class = preg_replace('/[^\w\\\\]+.*/', '', get_class($e));

        return 'error in the recorder: ' . $class . ' at ' . basename($e->getFile()) . ':' . $e->getLine();
    }

    private static function map(): CaptureMap
    {
        if (self::$map === null) {
            self::$map = CaptureMap::load();
        }

        return self::$map;
    }

    private static function first(string $method): array
    {
        return array('function' => self::calling($method), 'before' => true);
    }

    private static function last(string $method): array
    {
        return array('function' => self::calling($method), 'after' => true);
    }

    private static function firstBy(callable $do): array
    {
        return array('function' => self::guarded($do), 'before' => true);
    }

    private static function calling(string $method): callable
    {
        return self::guarded(function (Recorder $recorder, array $args) use ($method) {
            $recorder->$method(...$args);
        });
    }

    private static function guarded(callable $do): callable
    {
        return function (...$args) use ($do) {
            try {
                $recorder = self::recorder();
                if ($recorder !== null) {
                    $do($recorder, $args);
                }
            } catch (NotRecordable $e) {
                throw $e;
            } catch (\Throwable $e) {
                self::failed($e);
            }
        };
    }
}
