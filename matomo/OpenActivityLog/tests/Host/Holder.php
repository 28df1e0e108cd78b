<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\tests\Host;

/** An object that shows what it holds to whoever asks. */
final class Holder implements \JsonSerializable, \IteratorAggregate
{
    public $password;

    public function __construct(string $password)
    {
        $this->password = $password;
    }

    public function __toString()
    {
        return $this->password;
    }

    #[\ReturnTypeWillChange]
    public function jsonSerialize()
    {
        return array($this->password);
    }

    public function getIterator(): \Traversable
    {
        return new \ArrayIterator(array($this->password => $this->password));
    }
}
