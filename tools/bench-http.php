<?php
// Asks a running server as the plugin does.
require __DIR__ . '/../matomo/OpenActivityLog/Reader/Assertion.php';

use Piwik\Plugins\OpenActivityLog\Reader\Assertion;

/** One connection that stays open, as a reverse proxy or the plugin's server keeps it. */
final class Http
{
    private $stream;
    private $address;
    private $secret;

    public function __construct(string $address, string $secret)
    {
        $this->address = $address;
        $this->secret = $secret;
        $this->stream = stream_socket_client('tcp://' . $address);
        stream_set_timeout($this->stream, 120);
    }

    /** The body; anything but 200 ends the run. */
    public function get(string $path): string
    {
        $reader = array('instance' => 'main', 'login' => 'bench', 'role' => 'superuser', 'lang' => 'en', 'tz' => 'UTC', 'plugin' => '0.1.0');
        $header = Assertion::HEADER . ': ' . Assertion::sign($this->secret, $reader, 'GET', $path, '');
        fwrite($this->stream, "GET $path HTTP/1.1\r\nHost: $this->address\r\n$header\r\n\r\n");
        $status = fgets($this->stream);
        $length = 0;
        while (($line = rtrim((string) fgets($this->stream))) !== '') {
            if (stripos($line, 'content-length:') === 0) {
                $length = (int) substr($line, 15);
            }
        }
        $body = stream_get_contents($this->stream, $length);
        if (strpos((string) $status, ' 200 ') === false) {
            throw new RuntimeException("$path: $status $body");
        }

        return $body;
    }
}
