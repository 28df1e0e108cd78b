<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\tests\Host;

/** The part of a console input that the plugin looks at: words get their names only when a definition is bound. */
final class Command
{
    private $name;
    private $given;
    private $arguments = array();
    private $options = array();

    /** @param array $given name of an argument, or --name of an option => value */
    public function __construct(string $name, array $given = array())
    {
        $this->name = $name;
        $this->given = $given;
    }

    public function getFirstArgument()
    {
        return $this->name;
    }

    public function hasParameterOption($names, $onlyParams = false)
    {
        return (bool) array_intersect((array) $names, array_keys($this->given));
    }

    public function bind($definition)
    {
        $value = function ($word) {
            return $word->getDefault();
        };
        $this->arguments = array('command' => $this->name) + array_map($value, $definition->getArguments());
        $this->options = array_map($value, $definition->getOptions());
        foreach ($this->given as $name => $given) {
            if (strpos($name, '--') === 0 && isset($definition->getOptions()[substr($name, 2)])) {
                $this->options[substr($name, 2)] = $given;
            } elseif (isset($definition->getArguments()[$name])) {
                $this->arguments[$name] = $given;
            } else {
                throw new \RuntimeException('There is no ' . $name . ' here');
            }
        }
    }

    public function getArguments()
    {
        return $this->arguments;
    }

    public function getOptions()
    {
        return $this->options;
    }
}
