<?php
/**
 * Open Activity Log for Matomo: a process that writes lines into a spool. Arguments: directory, how many, name.
 *
 * @license GPL-3.0-or-later
 */

require_once dirname(__DIR__) . '/bootstrap.php';

$spool = new Piwik\Plugins\OpenActivityLog\Capture\Spool($argv[1]);
for ($i = 0; $i < (int) $argv[2]; $i++) {
    $spool->append(json_encode(array('v' => 1, 'n' => 0, 'writer' => $argv[3], 'i' => $i, 'x' => str_repeat('x', $i % 97 + 100))) . "\n");
}
