<?php
/**
 * One tracking request within this process: php -- < track.php, in Matomo's directory, as the user of the web server. Prints which files of
 * the plugin Matomo included for it.
 *
 * @license GPL-3.0-or-later
 */

$_GET = array('idsite' => '1', 'rec' => '1', 'url' => 'https://shop.example/e2e', 'action_name' => 'end-to-end test');
$_REQUEST = $_GET;
$_SERVER['REQUEST_METHOD'] = 'GET';
$_SERVER['HTTP_HOST'] = 'localhost';
$_SERVER['REMOTE_ADDR'] = '192.0.2.9';
$_SERVER['REQUEST_URI'] = '/matomo.php';
$_SERVER['SCRIPT_NAME'] = '/matomo.php';
$_SERVER['HTTP_USER_AGENT'] = 'Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0';
ob_start();
register_shutdown_function(function () {
    while (ob_get_level()) {
        ob_end_clean();
    }
    $all = get_included_files();
    $own = preg_grep('~/plugins/OpenActivityLog/~', $all);
    echo json_encode(array('all' => count($all), 'tracker' => count(preg_grep('~/core/Tracker\.php$~', $all)), 'own' => array_values($own)));
});
require getcwd() . '/matomo.php';
