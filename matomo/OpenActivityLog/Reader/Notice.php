<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Reader;

use Piwik\Common;
use Piwik\Piwik;
use Piwik\Plugins\OpenActivityLog\Capture\Settings;
use Piwik\Plugins\OpenActivityLog\Diagnostic\SpoolState;

/** What stands where the log should be while the server does not answer. */
final class Notice
{
    /** @param callable $fetch returns HTML of the server */
    public static function unlessReachable(callable $fetch): string
    {
        try {
            return $fetch();
        } catch (Refused $e) {
            $back = '<p><a href="index.php?module=OpenActivityLog&amp;action=index">' . self::text('ActivityLog') . '</a></p>';

            return self::box(Common::sanitizeInputValue($e->getMessage()) . $back);
        } catch (Unreachable $e) {
            return self::box(Piwik::hasUserSuperUserAccess() ? self::forSuperUser($e) : self::forUser());
        }
    }

    /** Recording is what matters most: where it does not work the page says so first. */
    public static function ofRecording(): string
    {
        $directory = Settings::spoolDirectory();
        if (!Piwik::hasUserSuperUserAccess()) {
            return self::isRecording() ? '' : self::box(self::text('NothingIsRecorded'));
        }
        if ($directory === '') {
            return self::box(self::text('SpoolNotSet'));
        }
        if (!self::isRecording()) {
            return self::box(self::text('SpoolNotWritable', array($directory)));
        }
        $failed = (new SpoolState($directory))->failed();

        return $failed === null ? '' : self::box(self::text('FactsLost', $failed));
    }

    private static function isRecording(): bool
    {
        $directory = Settings::spoolDirectory();

        return $directory !== '' && is_dir($directory) && is_writable($directory);
    }

    private static function waiting(): string
    {
        return self::isRecording() ? ' ' . self::text('NothingIsLost') : '';
    }

    private static function forUser(): string
    {
        return self::text('NotReachable') . self::waiting() . ' ' . self::text('TellTheAdministrator');
    }

    private static function forSuperUser(Unreachable $e): string
    {
        $steps = array(
            self::text('CheckService'),
            self::text('CheckUrl', array(Settings::serverUrl())),
            self::text('CheckSecret')
        );
        $link = '<a href="index.php?module=Installation&amp;action=systemCheckPage">' . self::text('OpenSystemCheck') . '</a>';

        return '<strong>' . self::text('NotReachable') . '</strong>' . self::waiting()
            . '<p>' . self::text('TechnicalReason', array($e->getMessage())) . '</p>'
            . '<ul><li>' . implode('</li><li>', $steps) . '</li></ul>' . $link;
    }

    private static function box(string $html): string
    {
        return '<div class="oal"><div class="oal-notice" role="status">' . $html . '</div></div>';
    }

    private static function text(string $key, array $values = array()): string
    {
        return htmlspecialchars(Piwik::translate('OpenActivityLog_' . $key, $values), ENT_QUOTES);
    }
}
