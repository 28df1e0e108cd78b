<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Reader;

/** Hands a file on to the browser as it comes: nothing is collected here, by PHP or by the web server. */
final class Handover
{
    /** Headers of the server that the browser gets; all others are Matomo's own business. */
    const HEADERS = array('content-type', 'content-disposition', 'content-security-policy', 'x-content-type-options', 'cache-control',
        'x-accel-buffering');

    public static function begin(array $headers)
    {
        // other requests of the person need not wait for the session, and the file may take its time
        if (session_status() === PHP_SESSION_ACTIVE) {
            session_write_close();
        }
        @set_time_limit(0);
        @ini_set('zlib.output_compression', 'Off');
        while (ob_get_level() > 0 && @ob_end_clean()) {
            continue;
        }
        foreach (self::HEADERS as $name) {
            if (isset($headers[$name])) {
                header($name . ': ' . $headers[$name]);
            }
        }
    }

    /** @return bool whether somebody still reads */
    public static function piece(string $bytes): bool
    {
        echo $bytes;
        flush();

        return connection_aborted() === 0;
    }

    /** A browser cannot tell a file that was broken off from one that ended: it is said in the file. A workbook cannot be opened then anyway. */
    public static function end(bool $isWhole, string $form)
    {
        if (!$isWhole && $form !== 'xlsx') {
            echo "\n\nThis file is not whole: the export was broken off here.\n";
        }
    }
}
