<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Capture;

use Piwik\Common;
use Piwik\Db;

/** Before Matomo 5.5 all annotations of a website are one serialised option; here they are rows like those of the table that came then. */
final class Annotations
{
    const TABLE = 'annotations';
    const OPTION = '_annotations';

    /** @return array[]|null null where Matomo has the table */
    public static function rows(array $where)
    {
        if (class_exists('Piwik\Plugins\Annotations\Model')) {
            return null;
        }
        $rows = array();
        foreach ($where['idsite'] as $idSite) {
            $stored = Db::fetchOne(
                'SELECT option_value FROM `' . Common::prefixTable('option') . '` WHERE option_name = ?',
                array($idSite . self::OPTION)
            );
            $notes = is_string($stored) ? @unserialize($stored, array('allowed_classes' => false)) : false;
            foreach (is_array($notes) ? $notes : array() as $id => $note) {
                if (is_array($note) && (!isset($where['id']) || in_array((string) $id, $where['id'], true))) {
                    $rows[] = array_filter(array('id' => (int) $id, 'idsite' => (int) $idSite) + $note, 'is_scalar');
                }
            }
        }

        return array_slice($rows, 0, Snapshot::MAX_ROWS + 1);
    }
}
