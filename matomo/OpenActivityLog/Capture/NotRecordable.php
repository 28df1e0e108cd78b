<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Capture;

/** Strict mode: refuses a change that could not be recorded. The only thing of ours that may stop a request. */
final class NotRecordable extends \Exception
{
}
