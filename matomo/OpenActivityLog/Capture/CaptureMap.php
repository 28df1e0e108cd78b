<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Capture;

/** Answers questions about map.php, which is generated from the catalogue. */
final class CaptureMap
{
    /** First words of controller actions that show a page or a part of it; scripts ask for many of them with POST. */
    const SHOWS = array('index' => 1, 'show' => 1, 'render' => 1, 'widget' => 1);

    /** Classes of calls, pages and commands that have no row. */
    const OTHER_CALLS = 'matomo';
    const OTHER_COMMANDS = 'console';

    /** Their calls are recorded by themselves, or they hand out files. */
    const NO_PAGES = array('API' => 1, 'Proxy' => 1, 'Widgetize' => 1, 'OpenActivityLog' => 1);

    private $map;
    private $reads;
    private $readWords;
    private $notRecorded;

    public function __construct(array $map)
    {
        $this->map = $map;
        $this->reads = array_fill_keys($map['reads'], true);
        $this->readWords = array_fill_keys($map['defaults']['read_words'], true);
        $this->notRecorded = array_fill_keys($map['not_recorded'], true);
    }

    public static function load(): self
    {
        return new self(require __DIR__ . '/map.php');
    }

    /** @return array|null the activity; an empty array for a change the catalogue does not know; null for what is no change */
    public function apiCall(string $plugin, string $method)
    {
        $event = 'API.' . $plugin . '.' . $method;
        if (isset($this->map['activities'][$event])) {
            return $this->map['activities'][$event];
        }
        // the first word of a camelCase name says what a method does: getX reads, addX does not
        $word = substr($method, 0, strspn($method, 'abcdefghijklmnopqrstuvwxyz'));
        if (isset($this->readWords[$word])
            || isset($this->reads[$plugin . '.' . $method])
            || isset($this->notRecorded[$event])
        ) {
            return null;
        }

        return array();
    }

    /**
     * A page that is asked for with a form or a nonce, and that the catalogue does not know.
     *
     * @return array|null null for what only shows something
     */
    public function unknownPage(string $module, string $action)
    {
        $word = substr($action, 0, strspn($action, 'abcdefghijklmnopqrstuvwxyz'));
        if ($action === '' || isset(self::NO_PAGES[$module]) || isset($this->readWords[$word]) || isset(self::SHOWS[$word])
            || isset($this->notRecorded['Controller.' . $module . '.' . $action])
            // widgets and reports are shown by their own classes
            || !method_exists('Piwik\\Plugins\\' . $module . '\\Controller', $action)
        ) {
            return null;
        }

        return array('redirect' => 'either', 'unknown' => true);
    }

    /** Whether a page, as it was asked for, does something and does not only show it. */
    public function changes(string $module, string $action): bool
    {
        $event = 'Controller.' . $module . '.' . $action;

        return isset($this->map['activities'][$event]) || isset($this->notRecorded[$event])
            || ((Origin::isPost() || Origin::hasNonce()) && $this->unknownPage($module, $action) !== null);
    }

    /** @return array|null null for commands that are left out on purpose */
    public function command(string $name)
    {
        $event = 'Console.' . $name;

        return isset($this->notRecorded[$event]) ? null : ($this->activity($event) ?: array());
    }

    /** Whether a call shows something and changes nothing, recorded or not. */
    public function isRead(string $plugin, string $method): bool
    {
        $row = $this->apiCall($plugin, $method);

        return $row === null ? !isset($this->notRecorded['API.' . $plugin . '.' . $method]) : !empty($row['read']);
    }

    /** @return array|null */
    public function activity(string $event)
    {
        return isset($this->map['activities'][$event]) ? $this->map['activities'][$event] : null;
    }

    /** @return string[] events that Matomo and its plugins post by themselves, apart from calls */
    public function domainEvents(): array
    {
        return $this->map['events'];
    }

    /** @return string[] classes of activities that strict mode can be set for */
    public function classes(): array
    {
        $classes = array(Strict::ALL => true, self::OTHER_CALLS => true, self::OTHER_COMMANDS => true);
        foreach ($this->map['activities'] as $row) {
            $classes += array_fill_keys(isset($row['category']) ? (array) $row['category'] : array(), true);
        }

        return array_keys($classes);
    }

    public function table(string $name): array
    {
        $table = isset($this->map['tables'][$name]) ? $this->map['tables'][$name] : array();

        return $table + array('plain' => array(), 'ignore' => array());
    }

    public function redactor(): Redactor
    {
        return new Redactor($this->map['defaults']['plain'], $this->map['defaults']['deny']);
    }
}
