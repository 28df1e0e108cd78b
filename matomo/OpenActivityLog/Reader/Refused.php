<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Reader;

/** The server answered with an error; the message is its own sentence. */
class Refused extends \RuntimeException
{
}
