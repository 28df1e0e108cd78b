<?php
/**
 * Open Activity Log for Matomo: what the recorder adds to a request, in microseconds.
 *
 *     php tests/bench.php
 *     OAL_BENCH_DSN='mysql:unix_socket=/run/mysqld/mysqld.sock;dbname=test' OAL_BENCH_USER=u OAL_BENCH_PASSWORD=p php tests/bench.php
 *
 * With a DSN the same lines also go into a table within the request, as a log without a spool would do it, in turns with the
 * recorder; and a call is measured that reads its row before and after. `--tsv` prints name, p50 and p99 for a program.
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\tests;

use Piwik\Plugins\OpenActivityLog\Capture\Ending;
use Piwik\Plugins\OpenActivityLog\tests\Host\Matomo;
use Piwik\World;

require_once __DIR__ . '/bootstrap.php';
spl_autoload_register(function ($class) {
    $file = __DIR__ . '/Host/' . basename(str_replace('\\', '/', $class)) . '.php';
    if (is_file($file)) {
        require_once $file;
    }
});

function report(string $name, string $what, array $nanoseconds)
{
    global $argv;
    sort($nanoseconds);
    $count = count($nanoseconds);
    $p50 = $nanoseconds[(int) ($count * 0.5)] / 1e3;
    $p99 = $nanoseconds[(int) ($count * 0.99)] / 1e3;
    if (in_array('--tsv', $argv, true)) {
        printf("%s\t%.1f\t%.1f\n", $name, $p50, $p99);
    } else {
        printf("%-44s p50 %7.1f   p99 %7.1f µs   (%d)\n", $what, $p50, $p99, $count);
    }
}

function measure(callable $do, int $times): array
{
    $spent = array();
    for ($i = 0; $i < $times; $i++) {
        $began = hrtime(true);
        $do($i);
        $spent[] = hrtime(true) - $began;
    }

    return $spent;
}

/** In turns, so that all meet the same machine; each begins warm. */
function inTurns(array $all, int $rounds)
{
    $spent = array_fill_keys(array_keys($all), array());
    for ($round = -1; $round < $rounds; $round++) {
        foreach ($all as $name => list($what, $times, $do)) {
            $new = measure($do, $times);
            if ($round >= 0) {
                $spent[$name] = array_merge($spent[$name], $new);
            }
        }
    }
    foreach ($all as $name => list($what)) {
        report($name, $what, $spent[$name]);
    }
}

/** Matomo's calls are about this deep when an API method begins. */
function deep(int $levels, callable $do)
{
    return $levels > 0 ? deep($levels - 1, $do) : $do();
}

World::reset();
World::$login = 'alice';
World::$ip = '203.0.113.7';
$_SERVER += array('REMOTE_ADDR' => '10.0.0.2',
    'HTTP_USER_AGENT' => 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36');
$db = null;
if (getenv('OAL_BENCH_DSN')) {
    $db = new \PDO(getenv('OAL_BENCH_DSN'), getenv('OAL_BENCH_USER'), getenv('OAL_BENCH_PASSWORD'), array(\PDO::ATTR_ERRMODE => \PDO::ERRMODE_EXCEPTION));
    $db->exec('DROP TABLE IF EXISTS oal_bench, matomo_goal');
    // what a plugin that writes within the request keeps: type and parameters of each action, found by person and time
    $db->exec('CREATE TABLE oal_bench (id INT UNSIGNED AUTO_INCREMENT PRIMARY KEY, login VARCHAR(100), type VARCHAR(191), parameters MEDIUMTEXT,
        created DATETIME, ip VARBINARY(16), KEY (login), KEY (created)) ENGINE=InnoDB CHARACTER SET utf8mb4');
    $db->exec("CREATE TABLE matomo_goal (idsite INT, idgoal INT, name VARCHAR(50), description VARCHAR(255), match_attribute VARCHAR(20),
        pattern VARCHAR(255), pattern_type VARCHAR(25), case_sensitive TINYINT, allow_multiple TINYINT, revenue DOUBLE, deleted TINYINT,
        event_value_as_revenue TINYINT, PRIMARY KEY (idsite, idgoal)) ENGINE=InnoDB");
    $db->exec("INSERT INTO matomo_goal VALUES (1, 7, 'Signup', '', 'url', 'thanks', 'contains', 0, 0, 5, 0, 0)");
}
World::$database = function ($sql, $bind) use ($db) {
    World::$queries = array();
    if (strpos($sql, 'SELECT name') === 0) {
        return array(array('name' => 'Shop'));
    }
    if ($db === null || strpos($sql, 'matomo_goal') === false) {
        return array();
    }
    $statement = $db->prepare($sql);
    $statement->execute($bind);

    return $statement->fetchAll(\PDO::FETCH_ASSOC);
};
$directory = (getenv('OAL_BENCH_DIR') ?: sys_get_temp_dir()) . '/oal-bench-' . getmypid();
mkdir($directory);
World::$config['OpenActivityLog'] = array('spool_dir' => $directory);
$map = require __DIR__ . '/Host/map.php';
$map['activities']['API.Goals.addGoal'] = $map['activities']['API.Goals.updateGoal'];
$map['activities']['API.Goals.updateGoal']['snapshot'] = array();
$matomo = new Matomo($directory, $map);
$matomo->post('Platform.initialized');
$params = array('idSite' => '1', 'idGoal' => '7', 'name' => 'Signup done', 'matchAttribute' => 'url', 'pattern' => 'thanks',
    'patternType' => 'contains', 'caseSensitive' => false, 'revenue' => '5', 'allowMultipleConversionsPerVisit' => false, 'description' => '');
$matomo->api('Goals.updateGoal', $params);
$line = file($directory . '/current.ndjson')[0];

$all = array(
    'read' => array('a report is read (no fact)', 1000, function () use ($matomo, $params) {
        $matomo->api('VisitsSummary.get', $params);
    }),
    'views' => array('a request that read one report ends (one line)', 250, function () use ($matomo, $params) {
        $matomo->api('VisitsSummary.get', $params);
        $matomo->recorder->shutdown(new Ending(null, 200));
    }),
    'call' => array('a goal is updated (one fact, no snapshot)', 500, function () use ($matomo, $params) {
        $matomo->api('Goals.updateGoal', $params);
    }),
    'event' => array('an event is posted (one fact)', 250, function ($i) use ($matomo) {
        static $number = 0; // the same event twice in a request is one fact
        $matomo->post('TwoFactorAuth.enabled', array('user' . $number++));
    }),
);
if ($db !== null) {
    $all['snapshot'] = array('a goal is updated (its row before and after)', 250, function () use ($matomo, $params) {
        $matomo->api('Goals.addGoal', $params);
    });
    $all['insert'] = array('the same fact as an INSERT', 100, function () use ($db, $line) {
        $statement = $db->prepare('INSERT INTO oal_bench (login, type, parameters, created, ip) VALUES (?, ?, ?, NOW(), ?)');
        $statement->execute(array('alice', 'API.Goals.updateGoal', $line, inet_pton('203.0.113.7')));
    });
}
deep(25, function () use ($all) {
    inTurns($all, 40);
});

$matomo->end();
array_map('unlink', glob($directory . '/*'));
rmdir($directory);
