<?php
/**
 * Open Activity Log for Matomo: a server that gives one kind of answer and keeps what it was asked.
 * Arguments: tcp://127.0.0.1:0 or unix:///path, file for the address, file for the last request, kind of answer.
 *
 * @license GPL-3.0-or-later
 */

$server = stream_socket_server($argv[1]);
file_put_contents($argv[2], stream_socket_get_name($server, false));
while ($client = @stream_socket_accept($server, 20)) {
    $request = '';
    while (strpos($request, "\r\n\r\n") === false && !feof($client)) {
        $request .= fread($client, 8192);
    }
    file_put_contents($argv[3], $request);
    switch ($argv[4]) {
        case 'html':
            fwrite($client, "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<div class=\"oal\">log</div>");
            break;
        case 'json':
            fwrite($client, "HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n{\"count\":7,\"status\":\"ok\",\"version\":\"0.1.0\"}");
            break;
        case 'error':
            fwrite($client, "HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\n\r\n{\"error\":\"unknown field <b>usr</b>\",\"where\":{\"from\":0,\"to\":3}}");
            break;
        case 'refuse':
            fwrite($client, "HTTP/1.1 401 Unauthorized\r\nContent-Type: application/json\r\n\r\n{\"error\":\"not signed in\"}");
            break;
        case 'redirect':
            fwrite($client, "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\n\r\n");
            break;
        case 'huge':
            fwrite($client, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n");
            for ($i = 0; $i < 200; $i++) {
                @fwrite($client, str_repeat('x', 65536));
            }
            break;
        case 'cut':
            fwrite($client, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100\r\n\r\nabc");
            break;
        case 'pieces':
        case 'broken':
            fwrite($client, "HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\nTransfer-Encoding: chunked\r\n\r\n");
            for ($i = 0; $i < 300; $i++) {
                @fwrite($client, "10000\r\n" . str_repeat('x', 65536) . "\r\n");
            }
            @fwrite($client, $argv[4] === 'pieces' ? "0\r\n\r\n" : "10000\r\nxyz");
            break;
        case 'garbage':
            fwrite($client, "SSH-2.0-OpenSSH\r\n\r\n");
            break;
    }
    fclose($client);
}
