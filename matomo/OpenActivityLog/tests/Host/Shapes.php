<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\tests\Host;

/** The ways in which a parameter can hold something: `open` may be written down if the parameter may, `shut` never. */
final class Shapes
{
    const ALL = array('scalar', 'special', 'list', 'members', 'keys', 'pairs', 'json', 'object', 'long', 'binary', 'number', 'link');

    public static function make(string $shape, string $open, string $shut)
    {
        switch ($shape) {
            case 'scalar':
                return $open;
            case 'special':
                return "é&\"<b>'/+% \n" . $open;
            case 'list':
                return array($open, array($open, 'x' => array($open)));
            case 'members':
                return array('label' => $open, 'apiKey' => $shut, 'a' => array('b' => array('Password' => $shut, 'c' => array($open))));
            case 'keys':
                return array($open => 1, 'sub' => array($open => array('client_secret' => array($shut => $shut))));
            case 'pairs':
                return array('Any' => array(
                    array('name' => 'redisPassword', 'value' => $shut), array('name' => 'host', 'value' => $shut),
                    array('key' => 'api_token', 'value' => $shut), array('value' => $shut, 'setting' => 'smtpPassword'),
                    array('name' => array('password'), 'value' => $shut), array('name' => $open, 'value' => 1)
                ));
            case 'json':
                $inner = json_encode(array('pwd' => $shut, array('name' => 'x', 'value' => $shut)));
                return json_encode(array('label' => $open, 'token' => $shut, 'deep' => array($inner)));
            case 'object':
                return new Holder($shut);
            case 'long':
                return str_repeat('é', 2500) . 'https://h/?token_auth=' . $shut . ' ' . str_repeat('x', 3000);
            case 'binary':
                return "\xff\xfehttps://h/?token_auth=" . $shut . '&' . $open;
            case 'number':
                return (int) ('91' . sprintf('%013d', crc32($open)));
            case 'link':
                return 'http://user:' . $shut . '@h/?a=1&token_auth=' . $shut . '#' . $open . ' token_auth%253D' . $shut . ' "token_auth":"' . $shut . '"';
        }
        throw new \LogicException($shape);
    }

    /** Whether the open mark can be read in the fact. */
    public static function shows(string $shape): bool
    {
        return !in_array($shape, array('object', 'long', 'binary', 'number'), true);
    }
}
