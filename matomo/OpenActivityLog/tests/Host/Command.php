<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\tests\Host;

/** The part of a console input that the plugin looks at. */
final class Command
{
    private $name;

    public function __construct(string $name)
    {
        $this->name = $name;
    }

    public function getFirstArgument()
    {
        return $this->name;
    }
}
