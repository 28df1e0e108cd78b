<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Capture;

use Piwik\API\Request;
use Piwik\Piwik;

/**
 * Counts what people look at: within a request in an array, at its end as one line of the spool. Never an entry.
 *
 * Every report passes here: nothing but counting may happen before the end of the request.
 */
final class Views
{
    const BULK = 'API.getBulkRequest';

    /** What no person looks at by itself: styles and scripts, the login, the log. */
    const NO_VIEWS = array('API' => 1, 'Proxy' => 1, 'Login' => 1, 'CoreUpdater' => 1, 'Installation' => 1, 'OpenActivityLog' => 1);

    /** It only puts a frame around the page that is meant. */
    const FRAME = 'Widgetize';

    private $recorder;
    private $map;
    private $openSpool;

    /** @var array login => feature => count */
    private $counts = array();

    /** @var string|null the page that was asked for; its reports are parts of it */
    private $page;

    private $isBulk = false;

    /** @var int|null depth of the calls of a bulk request */
    private $bulkDepth;

    public function __construct(Recorder $recorder, CaptureMap $map, callable $openSpool)
    {
        $this->recorder = $recorder;
        $this->map = $map;
        $this->openSpool = $openSpool;
    }

    public function pageBegins($module, $action)
    {
        if ($this->page === null && $module !== 'API' && $module !== self::FRAME) {
            $this->page = self::pageName($module, $action);
        }
    }

    /** A page that ends in a redirect or an error was not seen, and never comes here. */
    public function pageEnded($module, $action)
    {
        if ($this->page !== null && !isset(self::NO_VIEWS[$module]) && self::pageName($module, $action) === $this->page
            && !$this->map->changes((string) $module, (string) $action)
        ) {
            $this->count($this->page);
        }
    }

    public function apiBegins($plugin, $method)
    {
        if ($this->isBulk && $this->bulkDepth === null) {
            $this->bulkDepth = $this->recorder->depth();
        } elseif ($method === 'getBulkRequest' && $plugin === 'API') {
            $this->isBulk = true;
        }
    }

    public function apiEnded($plugin, $method)
    {
        if ($this->page !== null || !$this->isAsked() || !$this->map->isRead($plugin, $method)) {
            return;
        }
        $this->count($plugin . '.' . $method);
    }

    /** Asked for by the request itself, and not by another call. */
    private function isAsked(): bool
    {
        if (Request::isCurrentApiRequestTheRootApiRequest()) {
            return true;
        }

        // seen from here the stack is one call deeper than from where the depth was noted
        return $this->isBulk && $this->recorder->depth() === $this->bulkDepth + 1;
    }

    private function count(string $feature)
    {
        $login = Piwik::getCurrentUserLogin();
        if ($feature === self::BULK || $login === Who::SYSTEM_LOGIN) {
            return;
        }
        if (!$this->counts) {
            if (Origin::isConsole() || !Settings::countsViews()) {
                return;
            }
            $this->recorder->watchShutdown();
        }
        if (isset($this->counts[$login][$feature])) {
            $this->counts[$login][$feature]++;
        } else {
            $this->counts[$login][$feature] = 1;
        }
    }

    /** One line for each person; that is one, unless a bulk request carries several tokens. */
    public function write()
    {
        $counts = $this->counts;
        $this->counts = array();
        $now = microtime(true);
        foreach ($counts as $login => $features) {
            $why = call_user_func($this->openSpool)->append(Line::encode(array(
                'v' => 1,
                'kind' => 'views',
                'n' => 0,
                'id' => Uuid::v7($now),
                'time' => Line::time($now),
                'login' => (string) Values::label((string) $login, 200),
                'features' => $features
            )));
            if ($why !== null) {
                Hooks::complain($why);
            }
        }
    }

    private static function pageName($module, $action): string
    {
        return $module . '.' . (is_string($action) && $action !== '' ? $action : 'index');
    }
}
