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

    /**
     * @param array $ids
     * @return string[] by id; those that are gone keep the name they had earlier in this request
     */
    public function names(array $ids): array
    {
        $ids = array_filter(array_map('intval', array_filter($ids, 'is_scalar')), function ($id) {
            return $id > 0;
        });
        $unknown = array_values(array_diff(array_unique($ids), array_keys($this->known)));
        if ($unknown) {
            $rows = Db::fetchAll(
                'SELECT idsite, name FROM `' . Common::prefixTable('site') . '` WHERE idsite IN ('
                    . implode(',', array_fill(0, count($unknown), '?')) . ')',
                $unknown
            );
            foreach ($rows as $row) {
                if (isset($row['idsite'], $row['name'])) {
                    $this->known[(int) $row['idsite']] = array('id' => (int) $row['idsite'], 'name' => self::text($row['name']));
                }
            }
        }

        return array_column(array_intersect_key($this->known, array_flip($ids)), 'name', 'id');
    }

    private static function text(string $name)
    {
        return Values::text(Common::unsanitizeInputValue($name));
    }

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
            $this->known[$id] = array('id' => $id, 'name' => self::text($name));
        }

        return $this->known[$id];
    }
}
