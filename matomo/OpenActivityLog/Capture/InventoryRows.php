<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Capture;

use Piwik\Common;
use Piwik\Db;
use Piwik\SettingsPiwik;

/**
 * The rows of an inventory, read page by page. Passwords, tokens, second factors and mail addresses never stand there: where a change of them
 * must be seen, there is a fingerprint, made with a key that only Matomo knows.
 */
final class InventoryRows
{
    const PAGE = 1000;
    const ROWS_MAX = 100000;
    /** One user with rights on every website is one range. */
    const RANGES_MAX = 300000;
    const RANGES_PER_ROW = 1000;
    const NAME_BYTES = 300;

    /** @var string[] sections that were longer than the limit */
    public $cut = array();

    private $redactor;
    private $key;

    public function __construct(Redactor $redactor)
    {
        $this->redactor = $redactor;
        // Not the key shared with the server: whoever has the log must not be able to try out mail addresses.
        $this->key = hash_hmac('sha256', 'OpenActivityLog inventory', (string) SettingsPiwik::getSalt(), true);
    }

    /** @return \Traversable[] rows by section */
    public function sections(): array
    {
        $system = new InventorySystem($this->redactor, $this);

        return array(
            'users' => $this->users(),
            'access' => $this->access(),
            'tokens' => $this->tokens(),
            'sites' => $this->sites(),
            'goals' => $this->goals(),
            'plugins' => $system->plugins(),
            'settings' => $system->settings()
        );
    }

    /** @return string|null */
    public function fingerprint(string $what, $value)
    {
        if ($value === null || $value === '' || !is_scalar($value)) {
            return null;
        }

        return substr(hash_hmac('sha256', $what . "\n" . $value, $this->key), 0, 16);
    }

    private function users()
    {
        foreach ($this->pages('users', 'user', array('login')) as $row) {
            $password = (string) $row['password'];
            yield array(
                'login' => Values::label($row['login'], 200),
                'super' => !empty($row['superuser_access']),
                'two_factor' => !empty($row['twofactor_secret']),
                'pending' => !empty($row['invite_token']) && empty($row['invite_accept_at']),
                'registered' => isset($row['date_registered']) ? Values::label($row['date_registered'], 40) : null,
                'email' => $this->fingerprint('email', $row['email']),
                'password' => $this->fingerprint('password', $password),
                'password_scheme' => self::schemeOf($password)
            );
        }
    }

    /** Rights of one user and kind as ranges of websites: five thousand rows in a few bytes. */
    private function access()
    {
        $login = null;
        $ranges = array();
        $count = 0;
        foreach ($this->pages('access', 'access', array('login', 'idsite', 'idaccess'), PHP_INT_MAX) as $row) {
            if ($row['login'] !== $login) {
                foreach ($ranges as $access => $list) {
                    yield self::accessRow($login, $access, $list);
                }
                $login = $row['login'];
                $ranges = array();
            }
            $access = (string) $row['access'];
            $site = (int) $row['idsite'];
            $last = isset($ranges[$access]) ? count($ranges[$access]) - 1 : -1;
            if ($last >= 0 && $ranges[$access][$last][1] >= $site - 1) {
                $ranges[$access][$last][1] = $site;
                continue;
            }
            if (++$count > self::RANGES_MAX) {
                $this->cut[] = 'access';
                break;
            }
            $ranges[$access][] = array($site, $site);
            if (count($ranges[$access]) > self::RANGES_PER_ROW) {
                yield self::accessRow($login, $access, array_splice($ranges[$access], 0, self::RANGES_PER_ROW));
            }
        }
        foreach ($ranges as $access => $list) {
            yield self::accessRow($login, $access, $list);
        }
    }

    private static function accessRow($login, $access, array $ranges): array
    {
        $texts = array();
        foreach ($ranges as $range) {
            $texts[] = $range[0] === $range[1] ? $range[0] : $range[0] . '-' . $range[1];
        }

        return array(
            'login' => Values::label($login, 200), 'access' => Values::label((string) $access, 100), 'sites' => implode(',', $texts)
        );
    }

    private function tokens()
    {
        foreach ($this->pages('tokens', 'user_token_auth', array('idusertokenauth')) as $row) {
            yield array(
                'id' => (int) $row['idusertokenauth'],
                'login' => Values::label($row['login'], 200),
                'description' => self::name($row['description']),
                'expires' => empty($row['date_expired']) ? null : Values::label($row['date_expired'], 40),
                'system' => !empty($row['system_token']),
                'secure_only' => !empty($row['secure_only']),
                // the day is enough to tell a token that is used from one that is not
                'last_used' => empty($row['last_used']) ? null : substr((string) $row['last_used'], 0, 10),
                'value' => $this->fingerprint('token', $row['password'])
            );
        }
    }

    private function sites()
    {
        foreach ($this->pages('sites', 'site', array('idsite')) as $row) {
            yield array('id' => (int) $row['idsite'], 'name' => self::name($row['name']));
        }
    }

    private function goals()
    {
        foreach ($this->pages('goals', 'goal', array('idsite', 'idgoal')) as $row) {
            if (empty($row['deleted'])) {
                yield array('site' => (int) $row['idsite'], 'id' => (int) $row['idgoal'], 'name' => self::name($row['name']));
            }
        }
    }

    /** Rows of a table in the order of a unique index, never more than a page of them in memory. */
    private function pages(string $section, string $table, array $columns, int $max = self::ROWS_MAX)
    {
        $order = '`' . implode('`, `', $columns) . '`';
        $last = null;
        $count = 0;
        do {
            list($where, $bind) = self::after($columns, $last);
            $sql = 'SELECT * FROM `' . Common::prefixTable($table) . '`' . $where . ' ORDER BY ' . $order . ' LIMIT ' . self::PAGE;
            $rows = Db::fetchAll($sql, $bind);
            foreach ($rows as $row) {
                if (++$count > $max) {
                    $this->cut[] = $section;
                    return;
                }
                yield $row;
            }
            $last = end($rows);
        } while (count($rows) === self::PAGE);
    }

    /** `(a, b) > (?, ?)` in a form for which every database uses the index. */
    private static function after(array $columns, $last): array
    {
        if (!$last) {
            return array('', array());
        }
        $any = array();
        $bind = array($last[$columns[0]]);
        foreach ($columns as $i => $column) {
            $all = array();
            foreach (array_slice($columns, 0, $i) as $before) {
                $all[] = '`' . $before . '` = ?';
                $bind[] = $last[$before];
            }
            $all[] = '`' . $column . '` > ?';
            $bind[] = $last[$column];
            $any[] = '(' . implode(' AND ', $all) . ')';
        }

        return array(' WHERE `' . $columns[0] . '` >= ? AND (' . implode(' OR ', $any) . ')', $bind);
    }

    /** Matomo stores what it has HTML-escaped on its way in. */
    private static function name($value): string
    {
        return Values::withoutKeys((string) Values::label(Common::unsanitizeInputValue((string) $value), self::NAME_BYTES));
    }

    /** How a password is stored, and nothing of it. @return string|null */
    private static function schemeOf(string $hash)
    {
        if (preg_match('/^\$(2[abxy])\$(\d\d)\$/', $hash, $match) || preg_match('/^\$(argon2id?)\$v=\d+\$([mtp=,\d]+)\$/', $hash, $match)) {
            return $match[1] . ' ' . $match[2];
        }

        return $hash === '' ? null : 'other';
    }
}
