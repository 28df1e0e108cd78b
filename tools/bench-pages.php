<?php
// First pages and a deep page, asked in turns: of a running server over HTTP, of MariaDB over its socket.
// php bench-pages.php SOCKET HOST:PORT SECRET ENTRIES PEER_ENTRIES PID
require __DIR__ . '/bench-figures.php';
require __DIR__ . '/bench-http.php';

list(, $socket, $address, $secret, $entries, $peerEntries, $pid) = $argv;
$same = $entries === $peerEntries;
$db = database($socket);
$db->setAttribute(PDO::ATTR_EMULATE_PREPARES, true);

function resident(string $pid): float
{
    preg_match('/VmRSS:\s+(\d+)/', file_get_contents("/proc/$pid/status"), $found);

    return $found[1] / 1024;
}

$idle = resident($pid);
$http = new Http($address, $secret);
$person = function ($login) {
    return array("user:$login", "login = '$login'");
};
$activity = function ($name) {
    return array("activity:$name", "activity = '$name'");
};
$site = function ($id) {
    return array("site:$id", "idsite = $id");
};
$ip = function ($address) {
    return array("ip:$address", "ip = INET6_ATON('$address')");
};
$outcome = function ($name) {
    return array("outcome:$name", "outcome = '$name'");
};
$severity = function ($name) {
    return array("severity:$name", "severity = '$name'");
};
$text = function ($words) {
    return array($words, "MATCH(body) AGAINST('+" . str_replace(' ', '* +', $words) . "*' IN BOOLEAN MODE)");
};
// frequent and seldom values of each
$filters = array(
    'person' => array_map($person, array('ben.berg', 'elena.berg', 'karin.berg', 'ines.dubois', 'karin.jansen')),
    'activity' => array_map($activity, array('goal.updated', 'auth.login.failed', 'api.denied', 'goal.deleted', 'privacy.data.deleted')),
    'website' => array_map($site, array(1, 3, 20, 77, 180)),
    'IP' => array_map($ip, array('203.0.113.1', '203.0.113.7', '203.0.113.20', '203.0.113.41')),
    'outcome' => array_map($outcome, array('success', 'failure', 'denied')),
    'severity' => array_map($severity, array('info', 'notice', 'warning', 'critical'))
);
$tests = array('none' => array(array('', '1')));
$tests += $filters;
$names = array_keys($filters);
foreach ($names as $i => $first) {
    foreach (array_slice($names, $i + 1) as $second) {
        foreach (array($filters[$first][0], end($filters[$first])) as $one) {
            foreach (array($filters[$second][1], end($filters[$second])) as $other) {
                $tests["$first and $second"][] = array($one[0] . ' ' . $other[0], $one[1] . ' AND ' . $other[1]);
            }
        }
    }
}
$tests['a pair that never meets'] = array(
    array('activity:goal.updated severity:warning', "activity = 'goal.updated' AND severity = 'warning'"),
    array('outcome:denied activity:segment.updated', "outcome = 'denied' AND activity = 'segment.updated'"),
    array('severity:info outcome:denied', "severity = 'info' AND outcome = 'denied'")
);
$tests['full text'] = array_map($text, array('checkout', 'whitep', 'careers webinar', 'whitepaper affiliate', 'nowherefound'));
$deep = min((int) $entries, (int) $peerEntries) > 200000 ? 100000 : (int) ($peerEntries / 2);
$tests['page after ' . number_format($deep) . ' entries (ours: cursor, peer: OFFSET)'] = array(array('', '1'));

$wrong = 0;
$slowest = array();
foreach ($tests as $name => $list) {
    $isDeep = strpos($name, 'page after') === 0;
    $isText = $name === 'full text';
    $ours = $peer = array();
    $began = microtime(true);
    for ($round = -1; $round < 200 / count($list) || count($ours) < 100; $round++) {
        foreach ($list as list($query, $where)) {
            $path = '/api/v1/entries?limit=25&q=' . rawurlencode($query);
            $path .= $isDeep ? '&before=' . ((int) $entries - $deep) : '';
            $start = microtime(true);
            $page = json_decode($http->get($path), true);
            $took = microtime(true) - $start;
            if ($round >= 0) {
                $ours[] = $took * 1e3;
                $slowest[$name] = max($took * 1e3, isset($slowest[$name]) ? $slowest[$name] : 0);
            }
            // a slow peer is not asked a hundred times
            if ($round >= 3 && microtime(true) - $began > 20) {
                continue;
            }
            $sql = 'SELECT * FROM entry WHERE nested = 0' . ($where === '1' ? '' : " AND $where") . ' ORDER BY id DESC LIMIT 25 OFFSET '
                . ($isDeep ? $deep : 0);
            $start = microtime(true);
            $rows = $db->query($sql)->fetchAll(PDO::FETCH_ASSOC);
            if ($round >= 0) {
                $peer[] = (microtime(true) - $start) * 1e3;
            }
            // That somebody looks at the log is an entry itself, which the peer has not.
            $found = array_filter(array_column($page['entries'], 'seq'), function ($seq) use ($entries) {
                return $seq <= (int) $entries;
            });
            $expected = array_slice(array_column($rows, 'id'), 0, count($found));
            if ($same && $round < 0 && !$isDeep && !$isText && (count($found) < count($page['entries']) - 1 || array_values($found) != $expected)) {
                $wrong++;
                fwrite(STDERR, "The two answer differently: $query\n");
            }
            if ($page['exhausted']) {
                fwrite(STDERR, "Stopped by its budget: $query\n");
            }
        }
    }
    list($p50, $p99) = percentiles($ours);
    list($peer50, $peer99) = percentiles($peer);
    $bar = $isText ? 100 : 10;
    $what = $isDeep ? $name : "first page: $name";
    row("$what, p50", number($p50) . ' ms', number($peer50) . ' ms', $p50 / $peer50, '', null);
    row("$what, p99", number($p99) . ' ms', number($peer99) . ' ms', $p99 / $peer99, "≤ $bar ms", $p99 <= $bar);
}
row('memory of the server, idle', number($idle) . ' MB', '', '', '≤ 60 MB', $idle <= 60);
$after = resident($pid);
row('memory of the server, after these questions', number($after) . ' MB', '', '', '≤ 200 MB', $after <= 200);
exit($wrong > 0 ? 1 : 0);
