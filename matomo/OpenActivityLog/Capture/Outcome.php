<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Capture;

use Piwik\Piwik;

/** What became of a call that has no end event, and why. */
final class Outcome
{
    const SUCCESS = 'success';
    const FAILURE = 'failure';
    const DENIED = 'denied';

    const MAX_REASON = 300;

    /** Matomo's own sentences for missing rights, in the language of the answer. */
    const DENIALS = array(
        'General_ExceptionPrivilege',
        'General_ExceptionPrivilegeAccessWebsite',
        'General_ExceptionPrivilegeAtLeastOneWebsite',
        'General_ExceptionCapabilityAccessWebsite',
        'General_ExceptionCheckUserHasSuperUserAccessOrIsTheUser',
        'General_YouMustBeLoggedIn'
    );

    const DENIAL_WORDS = '/can\'t access this resource|must be logged in|checkUserHas|either a Super User or the user/i';

    /** @return string[] the messages of all errors in an answer of the API, in order */
    public static function errorsIn($answer): array
    {
        if (!is_string($answer)) {
            return array();
        }
        $answer = substr($answer, 0, 65536);
        $errors = array();
        if (preg_match_all('/"result"\s*:\s*"error"\s*,\s*"message"\s*:\s*("(?:[^"\\\\]++|\\\\.)*+")/s', $answer, $found)) {
            $errors = array_map('json_decode', $found[1]);
        } elseif (preg_match_all('/<error\s+message="([^"]*)"/', $answer, $found)) {
            $errors = $found[1];
        } elseif (preg_match_all('/s:6:"result";s:5:"error";s:7:"message";s:\d+:"(.{0,2000}?)";/s', $answer, $found)) {
            $errors = $found[1];
        } elseif (preg_match('/^\s*\{"error"\s*:\s*("(?:[^"\\\\]++|\\\\.)*+")/', $answer, $found)) {
            $errors = array(json_decode($found[1]));
        } elseif (preg_match('/^(?:message\n|Error:?\s*)(.{1,2000})/s', $answer, $found)) {
            $errors = array($found[1]);
        }

        return array_map(array(self::class, 'tidy'), $errors);
    }

    /** @return string|null the error that a page shows to the person */
    public static function messageIn($page)
    {
        if (!is_string($page)) {
            return null;
        }
        $page = substr($page, 0, 262144);
        if (preg_match('/access-error-string="&quot;(.{1,2000}?)&quot;"/s', $page, $found)) {
            return self::tidy(json_decode('"' . html_entity_decode($found[1], ENT_QUOTES, 'UTF-8') . '"'));
        }
        if (preg_match('/context="error"[^>]*>\s*(?:<strong>[^<]{0,100}<\/strong>:?\s*)?(.{1,2000}?)<\/div>/s', $page, $found)
            || preg_match('/class="[^"]*alert-danger[^"]*"[^>]*>(.{1,2000}?)<\/div>/s', $page, $found)
        ) {
            return self::tidy($found[1]);
        }

        return null;
    }

    public static function tidy($message)
    {
        if (!is_string($message)) {
            return null;
        }
        // a stack trace shows arguments, and those may be passwords
        $message = preg_split('/\n\s*\n|Stack trace:|\n#0 /', $message)[0];
        $message = strip_tags(html_entity_decode($message, ENT_QUOTES, 'UTF-8'));
        $message = trim(preg_replace('/\s+/', ' ', Values::line($message, 4000)));

        return $message === '' ? null : $message;
    }

    public static function bound(string $reason): string
    {
        return Values::start($reason, self::MAX_REASON);
    }

    /** @param string|null $message */
    public static function ofMessage($message): string
    {
        return $message !== null && self::isDenial($message) ? self::DENIED : self::FAILURE;
    }

    public static function ofException(\Throwable $e): string
    {
        $isDenial = $e instanceof \Piwik\NoAccessException || $e instanceof \Piwik\Exception\NoPrivilegesException;

        return $isDenial ? self::DENIED : self::ofMessage(self::tidy($e->getMessage()));
    }

    /** @return string|null what Matomo says for this key in the language of the request, which may be none that it can load */
    public static function sentence(string $key, array $args = array())
    {
        $sentence = Hooks::attempt(function () use ($key, $args) {
            return Piwik::translate($key, $args);
        });

        return is_string($sentence) && $sentence !== '' ? $sentence : null;
    }

    private static function isDenial(string $message): bool
    {
        if (preg_match(self::DENIAL_WORDS, $message)) {
            return true;
        }
        foreach (self::DENIALS as $key) {
            $sentence = self::sentence($key);
            if ($sentence === null || $sentence === $key) {
                continue;
            }
            $parts = preg_split('/%(?:\d+\$)?[sd]/', strip_tags($sentence));
            $pattern = implode('.{0,200}', array_map(function ($part) {
                return preg_quote($part, '/');
            }, $parts));
            if (preg_match('/' . $pattern . '/su', $message)) {
                return true;
            }
        }

        return false;
    }
}
