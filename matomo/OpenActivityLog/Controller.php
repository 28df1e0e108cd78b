<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog;

use Piwik\Common;
use Piwik\Nonce;
use Piwik\Piwik;
use Piwik\Plugins\OpenActivityLog\Reader\Client;
use Piwik\Plugins\OpenActivityLog\Reader\Handover;
use Piwik\Plugins\OpenActivityLog\Reader\Notice;
use Piwik\Plugins\OpenActivityLog\Reader\Refused;
use Piwik\Url;

class Controller extends \Piwik\Plugin\ControllerAdmin
{
    const NONCE = 'OpenActivityLog.openConsole';

    /** For forms that change something at the server. */
    const NONCE_FORM = 'OpenActivityLog.change';

    /** Pages by the name that stands in addresses as `page`. */
    const PAGES = array(
        'overview' => '/overview', 'object' => '/object', 'people' => '/people', 'person' => '/person', 'replay' => '/replay', 'website' => '/website',
        'websites' => '/websites', 'exports' => '/exports', 'links' => '/links', 'recorded' => '/recorded', 'usage' => '/usage'
    );

    /** Pages that forms may be sent to. */
    const FORMS = array(
        'links' => '/links',
        'views' => '/views'
    );

    /** What scripts on the pages ask for. */
    const DATA = array(
        'complete' => '/complete',
        'live' => '/live'
    );

    /** Files that are handed on. */
    const FILES = array(
        'export' => '/export',
        'guide' => '/guide'
    );

    /** What a page or a form may ask of the server; nothing else is passed on. */
    const PARAMETERS = array(
        'q', 'before', 'after_seq', 'limit', 'fold', 'f_user', 'f_activity', 'f_site', 'f_outcome', 'f_severity', 'f_ip', 'f_from', 'f_to',
        'f_text', 'f_nested', 'log', 'range', 'from', 'to', 'unit', 'show', 'sort',
        'login', 'feature', 'row', 'dormant', 'type', 'id', 'site',
        'all', 'live', 'at', 'said', 'f_from_time', 'f_to_time', 'view_name', 'view_new', 'view_do', 'as', 'job',
        'session', 'guide', 'link_name', 'link_kind', 'link_days', 'link_websites', 'link_do', 'link_id'
    );

    public function index()
    {
        Piwik::checkUserIsNotAnonymous();
        $query = self::parametersFrom($_GET);
        $entry = isset($_GET['entry']) && is_string($_GET['entry']) && ctype_digit($_GET['entry']) ? $_GET['entry'] : null;

        $page = isset($_GET['page']) && is_string($_GET['page']) ? $_GET['page'] : '';
        $path = isset(self::PAGES[$page]) ? self::PAGES[$page] : ($entry === null ? '/log' : '/log/' . $entry);

        return $this->page(Notice::unlessReachable(function () use ($query, $path) {
            return (new Client())->html($path, self::context() + $query);
        }));
    }

    /** A form was sent that changes something at the server. */
    public function change()
    {
        Piwik::checkUserIsNotAnonymous();
        $page = isset($_GET['page']) && is_string($_GET['page']) ? $_GET['page'] : '';
        if (!isset($_SERVER['REQUEST_METHOD']) || $_SERVER['REQUEST_METHOD'] !== 'POST' || !isset(self::FORMS[$page])) {
            $this->redirectToIndex('OpenActivityLog', 'index'); // nothing was sent
        }
        Nonce::checkNonce(self::NONCE_FORM, isset($_POST['nonce']) && is_string($_POST['nonce']) ? $_POST['nonce'] : '');

        $go = null;
        $fields = self::parametersFrom($_POST);
        $html = Notice::unlessReachable(function () use (&$go, $page, $fields) {
            $answer = (new Client())->submit(self::FORMS[$page], self::context(), $fields);
            $go = $answer['go'];
            return $answer['html'];
        });
        if ($go !== null) {
            Url::redirectToUrl(Url::getCurrentUrlWithoutFileName() . $go);
        }

        return $this->page($html);
    }

    /** JSON for scripts on the pages. */
    public function data()
    {
        Piwik::checkUserIsNotAnonymous();
        $page = isset($_GET['page']) && is_string($_GET['page']) ? $_GET['page'] : '';
        $answer = null;
        if (isset(self::DATA[$page])) {
            $query = self::parametersFrom($_GET);
            // Only the page says in its own words what is wrong; a script tries again.
            Notice::unlessReachable(function () use (&$answer, $page, $query) {
                $answer = (new Client())->json('GET', self::DATA[$page], array('fragment' => '1') + $query);
                return '';
            });
        }
        if ($answer === null) {
            Common::sendResponseCode(503);
        }
        Common::sendHeader('Content-Type: application/json; charset=utf-8');
        Common::sendHeader('Cache-Control: no-store');

        return (string) json_encode($answer);
    }

    /** A file, such as what is filtered, handed on while the server makes it. */
    public function export()
    {
        Piwik::checkUserIsNotAnonymous();
        $query = self::parametersFrom($_GET);
        $page = isset($_GET['page']) && is_string($_GET['page']) && isset(self::FILES[$_GET['page']]) ? $_GET['page'] : 'export';
        $notice = Notice::unlessReachable(function () use ($query, $page) {
            $isWhole = (new Client())->download(self::FILES[$page], $query, array(Handover::class, 'begin'), array(Handover::class, 'piece'));
            Handover::end($isWhole, isset($query['as']) ? $query['as'] : '');
            exit;
        });

        return $this->page($notice);
    }

    /** How far that is. */
    public function exportProgress()
    {
        Piwik::checkUserIsNotAnonymous();
        $told = array();
        Notice::unlessReachable(function () use (&$told) {
            $told = (new Client())->json('GET', '/export/progress', self::parametersFrom($_GET));
            return '';
        });
        header('Content-Type: application/json; charset=utf-8');

        return json_encode($told + array('state' => 'unknown', 'text' => ''));
    }

    /** What the server has to know besides the address. */
    private static function context(): array
    {
        return array('fragment' => '1', 'form_nonce' => Nonce::getNonce(self::NONCE_FORM, 3600));
    }

    /** A one-time link signs the person in at the server's own pages. */
    public function openConsole()
    {
        Piwik::checkUserIsNotAnonymous();
        if (!isset($_SERVER['REQUEST_METHOD']) || $_SERVER['REQUEST_METHOD'] !== 'POST') {
            $this->redirectToIndex('OpenActivityLog', 'index'); // the button is there
        }
        Nonce::checkNonce(self::NONCE, isset($_POST['nonce']) && is_string($_POST['nonce']) ? $_POST['nonce'] : '');

        $url = null;
        $notice = Notice::unlessReachable(function () use (&$url) {
            $answer = (new Client())->json('POST', '/api/v1/sign-in-links');
            $url = isset($answer['url']) ? $answer['url'] : null;
            if (!is_string($url) || !preg_match('#^https?://[^/\s]#i', $url)) {
                $url = null;
                throw new Refused(Piwik::translate('OpenActivityLog_NoConsoleAddress'));
            }
            return '';
        });
        if ($url !== null) {
            Url::redirectToUrl($url);
        }

        return $this->page($notice);
    }

    private static function parametersFrom(array $input): array
    {
        $query = array();
        foreach (self::PARAMETERS as $name) {
            if (isset($input[$name]) && is_string($input[$name]) && strlen($input[$name]) <= 4000) {
                $query[$name] = $input[$name];
            }
        }

        return $query;
    }

    private function page(string $fragment): string
    {
        return $this->renderTemplate('index', array(
            'fragment' => Notice::ofRecording() . $fragment,
            'consoleNonce' => Nonce::getNonce(self::NONCE, 3600)
        ));
    }
}
