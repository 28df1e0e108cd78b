<?php
// Turns the figures of matomo/OpenActivityLog/tests/bench.php --tsv into rows. php bench-recorder.php HOW < figures
require __DIR__ . '/bench-figures.php';
$all = array();
while (($line = fgets(STDIN)) !== false) {
    list($name, $p50, $p99) = explode("\t", trim($line));
    $all[$name] = array((float) $p50, (float) $p99);
}
$how = $argv[1];
$names = array('call' => 'recorder, an API call without snapshot', 'event' => 'recorder, a domain event', 'snapshot' => 'recorder, an API call with its row before and after');
foreach ($names as $name => $what) {
    foreach (array('p50', 'p99') as $i => $which) {
        $ratio = $all[$name][$i] / $all['insert'][$i];
        row("$what, $which ($how)", number($all[$name][$i]) . ' µs', 'INSERT ' . number($all['insert'][$i]) . ' µs', $ratio,
            $name === 'snapshot' ? '' : ($i ? '≤ 50 µs, ≤ 0.1' : '≤ 0.1'),
            $name === 'snapshot' ? null : $ratio <= 0.1 && ($i === 0 || $all[$name][1] <= 50));
    }
}
row("recorder, a report is read: nothing to record, p99 ($how)", number($all['read'][1]) . ' µs', '', '', '', null);
