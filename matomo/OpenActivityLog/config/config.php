<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

return array(
    'diagnostics.optional' => Piwik\DI::add(array(
        Piwik\DI::get('Piwik\Plugins\OpenActivityLog\Diagnostic\ActivityLogCheck')
    ))
);
