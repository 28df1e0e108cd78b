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

/** What stands where the log should be while the server does not answer. */
final class Notice
{
    /** @param callable $fetch returns HTML of the server */
    public static function unlessReachable(callable $fetch): string
    {
        try {
            return $fetch();
        } catch (Refused $e) {
            return self::box(Common::sanitizeInputValue($e->getMessage()));
        } catch (Unreachable $e) {
            return self::box(Piwik::hasUserSuperUserAccess() ? self::forSuperUser($e) : self::forUser());
        }
    }

    private static function forUser(): string
    {
        return self::text('NotReachable') . ' ' . self::text('NothingIsLost') . ' ' . self::text('TellTheAdministrator');
    }

    private static function forSuperUser(Unreachable $e): string
    {
        $steps = array(
            self::text('CheckService'),
            self::text('CheckUrl', Settings::serverUrl()),
            self::text('CheckSecret')
        );
        $link = '<a href="index.php?module=Installation&amp;action=systemCheckPage">' . self::text('OpenSystemCheck') . '</a>';

        return '<strong>' . self::text('NotReachable') . '</strong> ' . self::text('NothingIsLost')
            . '<p>' . self::text('TechnicalReason', $e->getMessage()) . '</p>'
            . '<ul><li>' . implode('</li><li>', $steps) . '</li></ul>' . $link;
    }

    private static function box(string $html): string
    {
        return '<div class="oal"><div class="oal-notice" role="status">' . $html . '</div></div>';
    }

    private static function text(string $key, string $value = ''): string
    {
        return htmlspecialchars(Piwik::translate('OpenActivityLog_' . $key, array($value)), ENT_QUOTES);
    }
}
