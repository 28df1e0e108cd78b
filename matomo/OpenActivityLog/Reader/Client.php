<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Reader;

use Piwik\Container\StaticContainer;
use Piwik\Option;
use Piwik\Piwik;
use Piwik\Plugins\OpenActivityLog\Capture\Facts;
use Piwik\Plugins\OpenActivityLog\Capture\Settings;

/** Asks the server on behalf of the person who is logged in. What they may see is the server's decision. */
class Client
{
    /** @param string[] $query */
    public function html(string $path, array $query): string
    {
        list($status, $type, $body) = $this->ask('GET', $path, $query);
        if ($type !== 'text/html' || $status !== 200) {
            throw $this->refusal($status, $body);
        }

        return $body;
    }

    /** @param string[] $query */
    public function json(string $method, string $path, array $query = array()): array
    {
        list($status, , $body) = $this->ask($method, $path, $query);
        $data = json_decode($body, true);
        if ($status < 200 || $status > 299 || !is_array($data)) {
            throw $this->refusal($status, $body);
        }

        return $data;
    }

    /**
     * Sends a form.
     * @param string[] $query
     * @param string[] $fields
     * @return array go: where to go now, within Matomo, or null; html: the page to show instead
     */
    public function submit(string $path, array $query, array $fields): array
    {
        list($status, $type, $body) = $this->ask('POST', $path, $query, http_build_query($fields, '', '&', PHP_QUERY_RFC3986));
        if ($status === 200 && $type === 'text/html') {
            return array('go' => null, 'html' => $body);
        }
        $data = json_decode($body, true);
        $go = is_array($data) && isset($data['go']) && is_string($data['go']) ? $data['go'] : '';
        if ($status !== 200 || strpos($go, 'index.php?module=OpenActivityLog&') !== 0) {
            throw $this->refusal($status, $body);
        }

        return array('go' => $go, 'html' => '');
    }

    /** Is the server there? Asked without a person. */
    public function health(): array
    {
        list($status, , $body) = Http::ask(Settings::serverUrl(), 'GET', $this->prefix() . '/healthz', array(), '');
        $data = json_decode($body, true);
        if ($status !== 200 || !is_array($data)) {
            throw new Unreachable('the answer to /healthz was HTTP ' . $status);
        }

        return $data;
    }

    /**
     * Hands a file on while it comes.
     * @param string[] $query
     * @param callable $head gets the headers once, before the first piece
     * @param callable $piece gets each piece; false ends it
     * @return bool whether the file is whole
     */
    public function download(string $path, array $query, callable $head, callable $piece): bool
    {
        list($path, $headers) = $this->signed('GET', $path, $query, '');
        $socket = Http::open(Settings::serverUrl(), $path, $headers);
        try {
            $download = new Download($socket);
            list($status, $told) = $download->head();
            if ($status !== 200) {
                $body = '';
                $download->body($told, function ($part) use (&$body) {
                    $body .= $part;
                    return strlen($body) < Download::PIECE_BYTES;
                });
                throw $this->refusal($status, $body);
            }
            $head($told);

            return $download->body($told, $piece);
        } finally {
            fclose($socket);
        }
    }

    private function ask(string $method, string $path, array $query, string $form = ''): array
    {
        list($path, $headers) = $this->signed($method, $path, $query, $form);

        return Http::ask(Settings::serverUrl(), $method, $path, $headers, $form);
    }

    /** @return array [path with query, headers] */
    private function signed(string $method, string $path, array $query, string $form): array
    {
        $secret = Settings::sharedSecret();
        if ($secret === '') {
            throw new Unreachable('shared_secret is not set');
        }
        $query = array_filter($query, function ($value) {
            return $value !== null && $value !== '';
        });
        $path = $this->prefix() . $path . ($query ? '?' . http_build_query($query, '', '&', PHP_QUERY_RFC3986) : '');
        $headers = array(Assertion::HEADER => Assertion::sign($secret, $this->reader(), $method, $path, $form));
        if ($form !== '') {
            $headers['Content-Type'] = 'application/x-www-form-urlencoded';
        }

        return array($path, $headers);
    }

    private function reader(): array
    {
        return array(
            'instance' => Settings::instance(),
            'login' => Piwik::getCurrentUserLogin(),
            'role' => Piwik::hasUserSuperUserAccess() ? 'superuser' : 'user',
            'lang' => (string) StaticContainer::get('Piwik\Translation\Translator')->getCurrentLanguage(),
            // Matomo knows no time zone of a person, only of websites and a default for them
            'tz' => Option::get('SitesManager_DefaultTimezone') ?: 'UTC',
            'plugin' => Facts::PLUGIN_VERSION
        );
    }

    private function prefix(): string
    {
        $url = Settings::serverUrl();

        return strpos($url, 'unix://') === 0 ? '' : rtrim((string) parse_url($url, PHP_URL_PATH), '/');
    }

    private function refusal(int $status, string $body): \RuntimeException
    {
        $data = json_decode($body, true);
        if ($status === 401) {
            return new Unreachable('the server does not accept the key (HTTP 401)');
        }
        if (is_array($data) && isset($data['error']) && is_string($data['error'])) {
            return new Refused($data['error']);
        }

        return new Unreachable('unexpected answer (HTTP ' . $status . ')');
    }
}
