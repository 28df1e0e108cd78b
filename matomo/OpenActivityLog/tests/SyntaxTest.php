<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\tests;

use PHPUnit\Framework\TestCase;

/**
 * Matomo 5 runs on PHP 7.2.5, the machine of the tests usually on something newer: what 7.2 cannot read is found by its tokens.
 */
class SyntaxTest extends TestCase
{
    /** Token names that a newer PHP knows and 7.2 does not. */
    const NEWER = array('T_FN', 'T_MATCH', 'T_ENUM', 'T_READONLY', 'T_ATTRIBUTE', 'T_NULLSAFE_OBJECT_OPERATOR', 'T_COALESCE_EQUAL');

    const VISIBILITY = array(T_PUBLIC, T_PROTECTED, T_PRIVATE, T_VAR);

    /** @dataProvider sources */
    public function testIsReadByPhp72(string $path)
    {
        $this->assertSame(array(), self::tooNew(file_get_contents($path)), $path);
    }

    public function testFindsWhatIsTooNew()
    {
        $samples = array(
            '$f = fn($x) => $x;', '$a = match(1) { 1 => 2 };', '$a?->b();', '$a ??= 1;', 'f(1, 2,);', '$x = [...$y];',
            'class A { private int $x; }', 'class A { public ?string $x = null; }', 'function f(int|string $x) {}',
            'function f(): static {}', 'function f(mixed $x) {}', '$x = 1_000;', 'class A { function __construct(private $x) {} }',
            'function f($x,) {}', 'f(name: 1);', '$x = throw new E();', 'try { f(); } catch (E) {}'
        );
        foreach ($samples as $sample) {
            $this->assertNotSame(array(), self::tooNew('<?php ' . $sample), $sample);
        }
        $fine = '<?php class A { private $x = array(1, 2,); const Y = [1, 2,]; public static function f(?int $x = null): ?A '
            . '{ try { return $x ? g(...$a) : null; } catch (E | F $e) { throw $e; } } } switch (1) { case 1: default: f(); }';
        $this->assertSame(array(), self::tooNew($fine));
    }

    public function sources(): array
    {
        $all = array();
        $root = dirname(__DIR__);
        foreach (new \RecursiveIteratorIterator(new \RecursiveDirectoryIterator($root, \FilesystemIterator::SKIP_DOTS)) as $file) {
            if ($file->getExtension() === 'php' && strpos($file->getPathname(), $root . '/tests/') !== 0) {
                $all[substr($file->getPathname(), strlen($root) + 1)] = array($file->getPathname());
            }
        }

        return $all;
    }

    private static function tooNew(string $source): array
    {
        $tokens = array_values(array_filter(token_get_all($source), function ($token) {
            return !is_array($token) || !in_array($token[0], array(T_WHITESPACE, T_COMMENT, T_DOC_COMMENT), true);
        }));
        $found = array();
        $brackets = array();
        foreach ($tokens as $i => $token) {
            $id = is_array($token) ? $token[0] : $token;
            $text = is_array($token) ? $token[1] : $token;
            $before = $i > 0 ? $tokens[$i - 1] : null;
            $after = isset($tokens[$i + 1]) ? $tokens[$i + 1] : null;
            $line = ' near “' . $text . '”' . (is_array($token) ? ' in line ' . $token[2] : '');

            if (is_array($token) && in_array(token_name($id), self::NEWER, true)) {
                $found[] = token_name($id) . $line;
            }
            if ($id === '(') {
                $brackets[] = self::opensArray($before) ? 'array' : 'call';
            } elseif ($id === '[') {
                $brackets[] = 'array';
            } elseif ($id === ')' || $id === ']') {
                $kind = array_pop($brackets);
                if ($before === ',' && $id === ')' && $kind === 'call') {
                    $found[] = 'comma at the end of arguments' . $line;
                }
            }
            if ($id === T_ELLIPSIS && in_array($before, array('[', ','), true) && end($brackets) === 'array') {
                $found[] = 'spread in an array' . $line;
            }
            if (in_array($id, self::VISIBILITY, true) && self::looksLikeType($after)) {
                $found[] = 'typed property' . $line;
            }
            if (in_array($id, self::VISIBILITY, true) && ($before === '(' || $before === ',')) {
                $found[] = 'promoted property' . $line;
            }
            if ($id === '|' && self::looksLikeType($before) && isset($tokens[$i + 2]) && self::looksLikeType($after)
                && is_array($tokens[$i + 2]) && $tokens[$i + 2][0] === T_VARIABLE && self::isParameter($tokens, $i)) {
                $found[] = 'union type' . $line;
            }
            if (in_array($text, array('mixed', 'static'), true) && ($before === ':' || (is_array($after) && $after[0] === T_VARIABLE && ($before === '(' || $before === ',')))) {
                $found[] = 'type ' . $text . $line;
            }
            if ($id === T_LNUMBER && strpos($text, '_') !== false) {
                $found[] = 'number with _' . $line;
            }
            if ($id === T_STRING && $after === ':' && ($before === '(' || $before === ',') && end($brackets) === 'call') {
                $found[] = 'named argument' . $line;
            }
            if ($id === T_THROW && !in_array($before, array(';', '{', '}', ':', ')'), true) && !(is_array($before) && in_array($before[0], array(T_OPEN_TAG, T_ELSE), true))) {
                $found[] = 'throw as an expression' . $line;
            }
            if ($id === T_CATCH && self::closesWithoutVariable($tokens, $i)) {
                $found[] = 'catch without a variable' . $line;
            }
        }

        return $found;
    }

    private static function opensArray($before): bool
    {
        return is_array($before) && in_array($before[0], array(T_ARRAY, T_LIST), true);
    }

    private static function looksLikeType($token): bool
    {
        if ($token === '?') {
            return true;
        }
        $names = array('T_STRING', 'T_ARRAY', 'T_CALLABLE', 'T_NAME_QUALIFIED', 'T_NAME_FULLY_QUALIFIED');

        return is_array($token) && in_array(token_name($token[0]), $names, true);
    }

    /** In a list of parameters, not in a catch. */
    private static function isParameter(array $tokens, int $i): bool
    {
        for ($depth = 0; $i >= 0; $i--) {
            $depth += $tokens[$i] === ')' ? 1 : ($tokens[$i] === '(' ? -1 : 0);
            if ($depth < 0) {
                return !(isset($tokens[$i - 1]) && is_array($tokens[$i - 1]) && $tokens[$i - 1][0] === T_CATCH);
            }
        }

        return false;
    }

    private static function closesWithoutVariable(array $tokens, int $i): bool
    {
        for ($i++; isset($tokens[$i]) && $tokens[$i] !== ')'; $i++) {
            if (is_array($tokens[$i]) && $tokens[$i][0] === T_VARIABLE) {
                return false;
            }
        }

        return true;
    }
}
