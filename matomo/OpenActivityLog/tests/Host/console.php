<?php
/**
 * Open Activity Log for Matomo: the part of Symfony's console that the plugin asks.
 *
 * @license GPL-3.0-or-later
 */

namespace Symfony\Component\Console {
    class Application
    {
        public $dispatcher;

        /** @var Definition[] by name of the command */
        public $commands = array();

        public function setDispatcher($dispatcher)
        {
            $this->dispatcher = $dispatcher;
        }

        public function run(callable $do)
        {
            $do();
        }

        public function getDefinition()
        {
            return new Definition(array('command' => null), array('ignore-warn' => false));
        }

        /** Names may be shortened. */
        public function find($name)
        {
            foreach ($this->commands as $full => $definition) {
                if (strpos($full, $name) === 0) {
                    return new Found($full, $definition);
                }
            }
            throw new \InvalidArgumentException('There is no such command');
        }
    }

    final class Found
    {
        private $name;
        private $definition;

        public function __construct(string $name, Definition $definition)
        {
            $this->name = $name;
            $this->definition = $definition;
        }

        public function getName()
        {
            return $this->name;
        }

        public function getNativeDefinition()
        {
            return $this->definition;
        }
    }

    final class Definition
    {
        private $arguments = array();
        private $options = array();

        /** Each is name => default. */
        public function __construct(array $arguments, array $options)
        {
            $wrap = function ($default) {
                return new Word($default);
            };
            $this->arguments = array_map($wrap, $arguments);
            $this->options = array_map($wrap, $options);
        }

        public function addArguments($arguments)
        {
            $this->arguments = array_merge($this->arguments, $arguments);
        }

        public function addOptions($options)
        {
            $this->options = array_merge($this->options, $options);
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

    final class Word
    {
        private $default;

        public function __construct($default)
        {
            $this->default = $default;
        }

        public function getDefault()
        {
            return $this->default;
        }
    }
}
