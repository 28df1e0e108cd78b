<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Foreign;

/** Small files in the spool directory, where the server's account may leave links: none is followed, neither reading nor writing. */
final class Notes
{
    /** @return string|null null for what is no plain file */
    public static function read(string $path, int $maxBytes)
    {
        clearstatcache(true, $path);
        if (@filetype($path) !== 'file') {
            return null;
        }
        $file = @fopen($path, 'rb');
        $before = @lstat($path);
        if ($file === false || $before === false || fstat($file)['ino'] !== $before['ino'] || is_link($path)) {
            return null;
        }
        $text = stream_get_contents($file, $maxBytes);
        fclose($file);

        return $text === false ? null : $text;
    }

    /** A new file takes the place of the old one, be that a link. @return bool whether it did */
    public static function replace(string $path, string $text): bool
    {
        $fresh = $path . '.' . bin2hex(random_bytes(8));
        $before = umask(0117);
        $file = @fopen($fresh, 'xb');
        umask($before);
        if ($file === false) {
            return false;
        }
        $isWritten = @fwrite($file, $text) === strlen($text);
        fclose($file);
        if (!$isWritten || !@rename($fresh, $path)) {
            @unlink($fresh);
            return false;
        }

        return true;
    }
}
