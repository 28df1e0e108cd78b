<?php
// First views of the pages, each by a server that was just started, and later ones.
// php bench-views.php PROGRAM DATA SECRET
require __DIR__ . '/bench-figures.php';
require __DIR__ . '/bench-http.php';

list(, $program, $data, $secret) = $argv;
const STARTS = 3;
const AGAIN = 20;
const BAR_MS = 100;

/** Runs a server for as long as the function takes. */
function served(string $program, string $data, string $secret, callable $do)
{
    $out = array(1 => array('pipe', 'w'), 2 => array('file', '/dev/null', 'w'));
    $server = proc_open(array($program, '--data', $data, 'serve', '--listen', '127.0.0.1:0'), $out, $pipes);
    try {
        while (($line = fgets($pipes[1])) !== false && strpos($line, 'Console:') !== 0) {
        }
        preg_match('/127\.0\.0\.1:\d+/', (string) $line, $found) or exit("the server did not start\n");
        // What it does at its start is over then.
        sleep(1);
        $do(new Http($found[0], $secret));
    } finally {
        proc_terminate($server);
        proc_close($server);
    }
}

function milliseconds(Http $http, string $path): float
{
    $start = microtime(true);
    $body = $http->get($path);
    $took = (microtime(true) - $start) * 1e3;
    strpos($body, 'class="oal ') !== false or exit("$path: no page\n");

    return $took;
}

// Days and people that are there, whenever the log was made.
served($program, $data, $secret, function (Http $http) use (&$newest, &$oldest) {
    $newest = json_decode($http->get('/api/v1/entries?limit=1&q=user:anna.berg'), true)['entries'][0];
    $oldest = json_decode($http->get('/api/v1/entries?limit=1&before=2'), true)['entries'][0];
});
$day = substr($newest['time'], 0, 10);
$from = substr($oldest['time'], 0, 10);
$pages = array(
    'overview, 30 days' => '/overview?fragment=1',
    'overview, the whole log' => "/overview?fragment=1&range=custom&from=$from&to=$day",
    'log' => '/log?fragment=1',
    'entry' => "/log/$newest[seq]?fragment=1",
    'people' => '/people?fragment=1',
    'person' => '/person?fragment=1&login=anna.berg',
    'websites' => '/websites?fragment=1',
    'website' => '/website?fragment=1&site=3',
    'object' => '/object?fragment=1&type=goal&id=7&site=3',
    'replay, one day' => "/replay?fragment=1&login=anna.berg&from=$day&to=$day",
    'usage, reports' => '/usage?fragment=1',
    'usage, changes' => '/usage?fragment=1&show=changes',
    'exports' => '/exports?fragment=1',
    'links for elsewhere' => '/links?fragment=1',
    'widget' => '/widget?fragment=1'
);
foreach ($pages as $name => $path) {
    $first = $again = array();
    for ($start = 0; $start < STARTS; $start++) {
        served($program, $data, $secret, function (Http $http) use ($path, &$first, &$again) {
            // The way there is warm, the page is not.
            $http->get('/healthz');
            $first[] = milliseconds($http, $path);
            for ($round = 0; $round < AGAIN; $round++) {
                $again[] = milliseconds($http, $path);
            }
        });
    }
    row("page: $name, first view after a start (worst of " . STARTS . ')', number(max($first)) . ' ms', '', '', '≤ ' . BAR_MS . ' ms', max($first) <= BAR_MS);
    row("page: $name, p50 afterwards", number(percentiles($again)[0]) . ' ms', '', '', '', null);
}
