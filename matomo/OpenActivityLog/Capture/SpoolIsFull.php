<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Capture;

/** A part of an inventory could not be written. */
final class SpoolIsFull extends \RuntimeException
{
}
