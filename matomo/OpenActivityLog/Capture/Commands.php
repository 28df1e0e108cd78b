<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Capture;

use Symfony\Component\Console\Application;

/**
 * What a console command was called with. Matomo posts its event before the words of the command line are given their names,
 * so that the console itself is asked for the command's definition.
 */
final class Commands
{
    const HELP = array('--help', '-h');

    /** @return Application|null the console, found on the call stack */
    public static function console()
    {
        foreach (debug_backtrace(DEBUG_BACKTRACE_PROVIDE_OBJECT | DEBUG_BACKTRACE_IGNORE_ARGS, 20) as $call) {
            if (isset($call['object']) && $call['object'] instanceof Application) {
                return $call['object'];
            }
        }

        return null;
    }

    /**
     * @param Application|null $console
     * @return array|null [full name, name => value]; null when no command is going to run
     */
    public static function read($console, $input)
    {
        if (!is_object($input) || !method_exists($input, 'getFirstArgument')) {
            return null;
        }
        $name = Origin::commandOf(array('console', $input->getFirstArgument()));
        if ($name === null || (method_exists($input, 'hasParameterOption') && $input->hasParameterOption(self::HELP, true))) {
            return null;
        }
        if ($console === null) {
            return array($name, array());
        }
        try {
            $command = $console->find($name); // people may shorten names
        } catch (\Throwable $e) {
            return null; // there is no such command
        }

        return array((string) $command->getName(), Hooks::attempt(function () use ($console, $command, $input) {
            return self::given($console, $command, $input);
        }, array()));
    }

    /** Words that do not fit the definition make the command fail before it does anything: then nothing has a name. */
    private static function given($console, $command, $input): array
    {
        $definition = clone $console->getDefinition();
        $own = method_exists($command, 'getNativeDefinition') ? $command->getNativeDefinition() : $command->getDefinition();
        $input = clone $input;
        try {
            $definition->addArguments($own->getArguments());
            $definition->addOptions($own->getOptions());
            $input->bind($definition);
        } catch (\Throwable $e) {
            return array();
        }
        $given = array();
        foreach (array(array($input->getArguments(), $definition->getArguments()), array($input->getOptions(), $definition->getOptions())) as list($values, $defined)) {
            foreach ($values as $name => $value) {
                if (isset($defined[$name]) && $value !== $defined[$name]->getDefault() && $value !== null && $value !== false && $value !== array()) {
                    $given[$name] = $value;
                }
            }
        }
        unset($given['command']);

        return $given;
    }

    /** Assignments like `mail.password="x"` name their own secrets: their values are shown only where the file's would be. */
    public static function hideValues(string $command, array $params, ConfigFile $file): array
    {
        if ($command !== 'config:set' && $command !== 'config:delete') {
            return $params;
        }
        foreach (array('assignment', 'argument') as $name) {
            if (isset($params[$name])) {
                // `section.key=value` to set, `section.key` or `section.key.value` to delete; whatever else was typed may be a value gone astray
                $separator = $name === 'assignment' ? '=' : '.';
                foreach (array_values((array) $params[$name]) as $i => $word) {
                    $words[$i] = self::withoutValue((string) $word, $separator, $i === 0, $file);
                }
                $params[$name] = isset($words) ? $words : array();
                unset($words);
            }
        }
        if (isset($params['value'])) {
            $section = isset($params['section']) && is_string($params['section']) ? $params['section'] : '';
            $key = isset($params['key']) && is_string($params['key']) ? $params['key'] : '';
            $params['value'] = is_string($params['value']) && $file->isPlain($section, $key, $params['value']) ? $params['value'] : '***';
        }

        return $params;
    }

    private static function withoutValue(string $word, string $separator, bool $isFirst, ConfigFile $file): string
    {
        $pattern = '/^([A-Za-z0-9_]+)\.([A-Za-z0-9_]+)((?:\[\])?\s*' . preg_quote($separator, '/') . '\s*)(.+)$/s';
        if (!preg_match($pattern, $word, $part)) {
            return $isFirst && preg_match('/^[A-Za-z0-9_]+\.[A-Za-z0-9_]+$/', $word) ? $word : '***';
        }
        $value = $file->isPlain($part[1], $part[2], trim($part[4], '"')) ? $part[4] : '***';

        return $part[1] . '.' . $part[2] . $part[3] . $value;
    }
}
