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
    /** First words of names that are no event's own. For an event named Tracker.* Matomo would load the plugin whenever it tracks. */
    const OTHER = array(
        'API' => 1, 'Controller' => 1, 'Console' => 1, 'Task' => 1, 'Tracker' => 1, 'Request' => 1, 'Read' => 1, 'auditlog' => 1
    );

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
        $events = array();
        foreach ($this->map['activities'] as $event => $row) {
            if (!isset(self::OTHER[strstr($event, '.', true)])) {
                $events[$event] = $event;
            }
            if (isset($row['absorbs'])) {
                foreach ($row['absorbs'] as $absorbed) {
                    if (!isset(self::OTHER[strstr($absorbed, '.', true)])) {
                        $events[$absorbed] = $absorbed;
                    }
                }
            }
        }

        return array_values($events);
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
