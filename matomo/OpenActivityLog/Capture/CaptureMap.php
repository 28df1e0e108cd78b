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

    /** @return array|null */
    public function activity(string $event)
    {
        return isset($this->map['activities'][$event]) ? $this->map['activities'][$event] : null;
    }

    /** @return string[] events that Matomo and its plugins post by themselves, apart from calls */
    public function domainEvents(): array
    {
        $names = array();
        foreach ($this->map['activities'] as $event => $row) {
            $names[$event] = true;
            foreach (isset($row['absorbs']) ? $row['absorbs'] : array() as $absorbed) {
                $names[$absorbed] = true;
            }
        }
        $events = array();
        foreach (array_keys($names) as $event) {
            // Matomo would load the plugin on every tracking request for an event named Tracker.*
            if (!preg_match('/^(API|Controller|Console|Task|Tracker|Request|auditlog)\./', $event)) {
                $events[] = $event;
            }
        }

        return $events;
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
