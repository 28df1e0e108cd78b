<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Reader;

/** No usable answer came from the server. The message is for the super user, in technical words. */
class Unreachable extends \RuntimeException
{
}
