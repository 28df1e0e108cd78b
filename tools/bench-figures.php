<?php
// What the parts of tools/bench share: percentiles, numbers and the rows of the table.

/** @return float[] p50, p99 */
function percentiles(array $all): array
{
    sort($all);
    $last = count($all) - 1;

    return array($all[(int) round($last * 0.5)], $all[(int) round($last * 0.99)]);
}

function number(float $number): string
{
    if ($number >= 100) {
        return number_format($number);
    }

    return $number >= 10 ? sprintf('%.1f', $number) : sprintf('%.2f', $number);
}

/** @param bool|null $holds null where there is no bar */
function row(string $what, string $ours, string $peer, $ratio, string $bar, $holds)
{
    $ratio = is_float($ratio) ? number($ratio) : (string) $ratio;
    $holds = $holds === null ? '' : ($holds ? 'yes' : '**no**');
    echo '| ', implode(' | ', array_map(function ($cell) {
        return str_replace('|', '\\|', $cell);
    }, array($what, $ours, $peer, $ratio, $bar, $holds))), " |\n";
}

function database(string $socket): PDO
{
    return new PDO('mysql:unix_socket=' . $socket . ';dbname=bench;charset=utf8mb4', 'bench', 'bench', array(
        PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION,
        PDO::MYSQL_ATTR_USE_BUFFERED_QUERY => true
    ));
}

/** A column for each filter, a body with everything, ids that cannot come twice: what a log in MariaDB usually has. */
const TABLE = "CREATE TABLE %s (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, uuid BINARY(16) NOT NULL, time DATETIME(6) NOT NULL,
    login VARCHAR(100), activity VARCHAR(100) NOT NULL, category VARCHAR(50) NOT NULL, idsite INT UNSIGNED, ip VARBINARY(16),
    outcome ENUM('success', 'failure', 'denied') NOT NULL, severity ENUM('info', 'notice', 'warning', 'critical') NOT NULL,
    nested TINYINT NOT NULL, body MEDIUMTEXT NOT NULL%s
) ENGINE=InnoDB CHARACTER SET utf8mb4";

const KEYS = array('UNIQUE KEY (uuid)', 'KEY (time)', 'KEY (login)', 'KEY (activity)', 'KEY (category)', 'KEY (idsite)', 'KEY (ip)',
    'KEY (outcome)', 'KEY (severity)');
