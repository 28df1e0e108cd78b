<?php
/**
 * Open Activity Log for Matomo: what the recorder adds to a request, in microseconds.
 *
 *     php tests/bench.php
 *     OAL_BENCH_DSN='mysql:host=127.0.0.1;dbname=test' OAL_BENCH_USER=u OAL_BENCH_PASSWORD=p php tests/bench.php
 *
 * With a DSN the same line also goes into a table, as a log that writes within the request would do it.
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\tests;

use Piwik\Plugins\OpenActivityLog\tests\Host\Matomo;
use Piwik\World;

require_once __DIR__ . '/bootstrap.php';
spl_autoload_register(function ($class) {
    $file = __DIR__ . '/Host/' . basename(str_replace('\\', '/', $class)) . '.php';
    if (is_file($file)) {
        require_once $file;
    }
});

function report(string $what, array $seconds)
{
    sort($seconds);
    $count = count($seconds);
    printf(
        "%-42s p50 %7.1f   p99 %7.1f µs   (%d)\n",
        $what,
        $seconds[(int) ($count * 0.5)] * 1e6,
        $seconds[(int) ($count * 0.99)] * 1e6,
        $count
    );
}

function measure(callable $do, int $times): array
{
    for ($i = 0; $i < $times / 10; $i++) {
        $do($i);
    }
    $seconds = array();
    for ($i = 0; $i < $times; $i++) {
        $began = hrtime(true);
        $do($i);
        $seconds[] = (hrtime(true) - $began) / 1e9;
    }

    return $seconds;
}

/** Matomo's calls are about this deep when an API method begins. */
function deep(int $levels, callable $do)
{
    return $levels > 0 ? deep($levels - 1, $do) : $do();
}

World::reset();
World::$login = 'alice';
World::$database = function ($sql) {
    return strpos($sql, 'SELECT name') === 0 ? array(array('name' => 'Shop')) : array();
};
$directory = sys_get_temp_dir() . '/oal-bench-' . getmypid();
mkdir($directory);
World::$config['OpenActivityLog'] = array('spool_dir' => $directory);
$map = require __DIR__ . '/Host/map.php';
$map['activities']['API.Goals.updateGoal']['snapshot'] = array();
$matomo = new Matomo($directory, $map);
$matomo->post('Platform.initialized');
$params = array('idSite' => '1', 'idGoal' => '7', 'name' => 'Signup done', 'matchAttribute' => 'url', 'pattern' => 'thanks',
    'patternType' => 'contains', 'caseSensitive' => false, 'revenue' => '5', 'allowMultipleConversionsPerVisit' => false, 'description' => '');

deep(25, function () use ($matomo, $params, $directory) {
    report('a report is read (no fact)', measure(function () use ($matomo, $params) {
        $matomo->api('VisitsSummary.get', $params);
    }, 20000));
    report('a goal is updated (one fact, no snapshot)', measure(function () use ($matomo, $params) {
        $matomo->api('Goals.updateGoal', $params);
    }, 20000));
    report('an event is posted (one fact)', measure(function ($i) use ($matomo) {
        $matomo->post('TwoFactorAuth.enabled', array('user' . $i));
    }, 10000));
});

if (getenv('OAL_BENCH_DSN')) {
    $db = new \PDO(getenv('OAL_BENCH_DSN'), getenv('OAL_BENCH_USER'), getenv('OAL_BENCH_PASSWORD'), array(\PDO::ATTR_ERRMODE => \PDO::ERRMODE_EXCEPTION));
    $db->exec('CREATE TEMPORARY TABLE oal_bench (id INT AUTO_INCREMENT PRIMARY KEY, login VARCHAR(100), type VARCHAR(191), parameters MEDIUMTEXT, created DATETIME, ip VARBINARY(16), KEY (login), KEY (created)) ENGINE=InnoDB');
    $line = file($directory . '/current.ndjson')[0];
    report('the same as an INSERT', measure(function () use ($db, $line) {
        $statement = $db->prepare('INSERT INTO oal_bench (login, type, parameters, created, ip) VALUES (?, ?, ?, NOW(), ?)');
        $statement->execute(array('alice', 'API.Goals.updateGoal', $line, "\x7f\0\0\1"));
    }, 5000));
}

$matomo->end();
array_map('unlink', glob($directory . '/*'));
rmdir($directory);
