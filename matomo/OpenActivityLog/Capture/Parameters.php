<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Capture;

use Piwik\API\Proxy;
use Piwik\API\Request;
use Piwik\Common;

/** Named parameters, as the person sent them. */
final class Parameters
{
    /** Matomo HTML-escapes the parameters of most API methods; here that is undone. */
    public static function ofApi(array $params, string $plugin, string $method): array
    {
        return self::areEscaped($plugin, $method) ? self::unescape($params) : $params;
    }

    /** Matomo's own parameters of every request. */
    const ADDRESS = array('module' => 1, 'action' => 1, 'token_auth' => 1, 'force_api_session' => 1, 'nonce' => 1, 'cb' => 1);

    /** @return bool whether all was sent without which the page changes nothing */
    public static function areGiven(array $row): bool
    {
        if (empty($row['given'])) {
            return true;
        }
        $inputs = Origin::inputs();
        foreach ($row['given'] as $name) {
            if (empty($inputs[$name])) {
                return false;
            }
        }

        return true;
    }

    /** Of a page only what the catalogue names: everything else in a form is hidden anyway. */
    public static function ofPage(array $row): array
    {
        if (!empty($row['unknown'])) {
            return array_diff_key(Origin::inputs(), self::ADDRESS);
        }
        $names = isset($row['plain']) ? $row['plain'] : array();
        foreach (isset($row['snapshot']) ? $row['snapshot'] : array() as $snapshot) {
            foreach ($snapshot['where'] as $source) {
                $names = array_merge($names, Sources::params($source));
            }
        }
        $tops = array();
        foreach ($names as $name) {
            $tops[strtok($name, '.')] = true; // plain names may be paths
        }

        return array_intersect_key(Origin::inputs(), $tops + array('idSite' => true));
    }

    public static function ofEvent(array $row, array $args): array
    {
        $params = array();
        foreach (isset($row['args']) ? $row['args'] : array() as $i => $name) {
            if ($name !== '' && array_key_exists($i, $args)) {
                $params[$name] = is_string($args[$i]) ? Common::unsanitizeInputValue($args[$i]) : $args[$i];
            }
        }

        return $params;
    }

    private static function areEscaped(string $plugin, string $method): bool
    {
        $class = Request::getClassNameAPI($plugin);
        $proxy = Proxy::getInstance();
        if (method_exists($proxy, 'usesUnsanitizedInputParams') && $proxy->usesUnsanitizedInputParams($class, $method)) {
            return false;
        }
        $api = $class::getInstance();

        return !method_exists($api, 'usesAutoSanitizeInputParams') || $api->usesAutoSanitizeInputParams();
    }

    private static function unescape($value, int $depth = 0)
    {
        if (is_string($value)) {
            return strpos($value, '&') === false ? $value : Common::unsanitizeInputValue($value);
        }
        if (is_array($value) && $depth < Values::MAX_DEPTH) {
            foreach ($value as $key => $item) {
                $value[$key] = self::unescape($item, $depth + 1);
            }
        }

        return $value;
    }
}
