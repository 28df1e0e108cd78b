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

    public function __construct($fatal, int $status)
    {
        $this->fatal = $fatal;
        $this->status = $status;
    }

    public static function observe(): self
    {
        $error = error_get_last();
        $isFatal = $error !== null
            && ($error['type'] & (E_ERROR | E_PARSE | E_CORE_ERROR | E_COMPILE_ERROR | E_USER_ERROR | E_RECOVERABLE_ERROR));

        return new self(
            $isFatal ? (Outcome::tidy($error['message']) ?: 'fatal error') : null,
            (int) http_response_code()
        );
    }

    public function isRedirect(): bool
    {
        return $this->status >= 300 && $this->status < 400;
    }
}
