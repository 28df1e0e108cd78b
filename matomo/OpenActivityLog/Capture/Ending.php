<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Capture;

/** How the process ended. */
final class Ending
{
    /** @var string|null message of a fatal error */
    public $fatal;
    private $status;
    private $location;

    public function __construct($fatal, int $status, string $location = '')
    {
        $this->fatal = $fatal;
        $this->status = $status;
        $this->location = $location;
    }

    public static function observe(): self
    {
        $error = error_get_last();
        $isFatal = $error !== null
            && ($error['type'] & (E_ERROR | E_PARSE | E_CORE_ERROR | E_COMPILE_ERROR | E_USER_ERROR | E_RECOVERABLE_ERROR));

        return new self(
            $isFatal ? (Outcome::tidy($error['message']) ?: 'fatal error') : null,
            (int) http_response_code(),
            implode(' ', preg_grep('/^Location:/i', headers_list()))
        );
    }

    /** Before some actions Matomo sends people to a page that asks for their password; the action itself comes after that. */
    public function asksForPassword(): bool
    {
        return $this->isRedirect() && strpos($this->location, 'action=confirmPassword') !== false;
    }

    public function isRefusal(): bool
    {
        return $this->status >= 400;
    }

    public function isRedirect(): bool
    {
        return $this->status >= 300 && $this->status < 400;
    }
}
