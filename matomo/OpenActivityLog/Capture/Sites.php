<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Capture;

use Piwik\Common;
use Piwik\Db;

/** Names of websites, looked up once per request, before a deletion takes them away. */
final class Sites
{
    private $known = array();

    /** @return array|null */
    public function find($id)
    {
        if (!(is_int($id) || (is_string($id) && ctype_digit($id))) || (int) $id < 1) {
            return null; // none, several or all
        }
        $id = (int) $id;
        if (!isset($this->known[$id])) {
            $name = Db::fetchOne('SELECT name FROM `' . Common::prefixTable('site') . '` WHERE idsite = ?', array($id));
            if (!is_string($name)) {
                return array('id' => $id, 'name' => null); // perhaps about to be created
            }
            $this->known[$id] = array('id' => $id, 'name' => Values::text(Common::unsanitizeInputValue($name)));
        }

        return $this->known[$id];
    }
}
