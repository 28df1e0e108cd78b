<?php
// The peer of the durable append: multi-row INSERTs of the generated rows, each one transaction.
// php bench-append.php SOCKET ROWS.tsv OURS.txt   (OURS: what the store's benchmark printed)
require __DIR__ . '/bench-figures.php';
list(, $socket, $rows, $ours) = $argv;
$db = database($socket);
$lines = fopen($rows, 'r');

function next_rows($lines, int $count): array
{
    $values = array();
    for ($i = 0; $i < $count; $i++) {
        $line = fgets($lines);
        if ($line === false) {
            rewind($lines);
            $line = fgets($lines);
        }
        $row = explode("\t", str_replace('\\\\', '\\', rtrim($line, "\n")));
        $row[1] = random_bytes(16); // rows come round again, ids do not
        foreach ($row as &$value) {
            $value = $value === '\\N' ? null : $value;
        }
        unset($value);
        $row[7] = $row[7] === null ? null : inet_pton($row[7]);
        array_push($values, ...array_slice($row, 1));
    }

    return $values;
}

foreach (file($ours) as $line) {
    if (!preg_match('/^ *(\d+) +(\d+) +(\d+) +([\d.]+) *$/', $line, $found)) {
        continue;
    }
    list(, $batch, $store, $plain) = array_map('intval', $found);
    $db->exec('DROP TABLE IF EXISTS append');
    $db->exec(sprintf(TABLE, 'append', ', ' . implode(', ', KEYS)));
    $spent = 0.0;
    $done = 0;
    while ($spent < 8 && $done < 100000) {
        $values = next_rows($lines, $batch);
        $began = microtime(true);
        // at most 1,000 rows to a statement: more placeholders than 65,535 are not taken
        $db->beginTransaction();
        foreach (array_chunk($values, 1000 * 11) as $some) {
            $places = implode(',', array_fill(0, count($some) / 11, '(?,?,?,?,?,?,?,?,?,?,?)'));
            $db->prepare('INSERT INTO append (uuid,time,login,activity,category,idsite,ip,outcome,severity,nested,body) VALUES ' . $places)
                ->execute($some);
        }
        $db->commit();
        $spent += microtime(true) - $began;
        $done += $batch;
    }
    $peer = $done / $spent;
    $size = number_format($batch);
    row("durable append, batches of $size, against MariaDB", number_format($store) . '/s', number_format($peer) . '/s', $store / $peer,
        $batch >= 1000 ? '≥ 20,000/s' : '', $batch >= 1000 ? $store >= 20000 : null);
    row("durable append, batches of $size, against an unindexed SQLite table", number_format($store) . '/s', number_format($plain) . '/s',
        $store / $plain, $batch >= 1000 ? '≥ 0.5' : '', $batch >= 1000 ? $store / $plain >= 0.5 : null);
}
$db->exec('DROP TABLE append');
