<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\tests;

use Piwik\Plugins\OpenActivityLog\Capture\Hooks;
use Piwik\Plugins\OpenActivityLog\tests\Host\Matomo;
use Piwik\Plugins\OpenActivityLog\tests\Host\TestCase;
use Piwik\World;

/** Scheduled tasks are quiet unless they changed something. With the shipped map. */
class TasksTest extends TestCase
{
    const TOKENS = 'Piwik\Plugins\UsersManager\Tasks.cleanupExpiredTokens';
    const ANONYMISE = 'Piwik\Plugins\PrivacyManager\Tasks.anonymizePastData';

    protected function tearDown(): void
    {
        Hooks::replace(null);
        parent::tearDown();
    }

    private function runTask(string $task, ?callable $do = null, ?string $fatal = null)
    {
        list($class, $method) = explode('.', $task);
        $posted = new class($class, $method) {
            private $class;
            private $method;

            public function __construct($class, $method)
            {
                $this->class = $class;
                $this->method = $method;
            }

            public function getClassName()
            {
                return $this->class;
            }

            public function getMethodName()
            {
                return $this->method;
            }
        };
        $matomo = Matomo::shipped($this->directory);
        $matomo->post('ScheduledTasks.execute', array($posted));
        if ($do !== null) {
            $do($matomo);
        }
        if ($fatal === null) {
            $matomo->post('ScheduledTasks.execute.end', array($posted));
        }
        $matomo->end(200, $fatal);
    }

    private function tableHolds(string $table, array &$rows)
    {
        World::$database = function ($sql) use ($table, &$rows) {
            return strpos($sql, $table) === false ? array() : $rows;
        };
    }

    public function testATaskThatDeletedSomethingShowsWhat()
    {
        $rows = array(array('idusertokenauth' => '4', 'login' => 'bob', 'description' => 'CI', 'password' => 'Hash-Secret-1', 'date_expired' => '2026-01-01 00:00:00'));
        $this->tableHolds('user_token_auth', $rows);
        $this->runTask(self::TOKENS, function () use (&$rows) {
            $rows = array();
        });
        $fact = $this->spooled()[0];
        $this->assertSame(array('Task.' . self::TOKENS, 'success'), array($fact['event'], $fact['outcome']));
        $this->assertSame(array('CI', array()), array($fact['before']['user_token_auth'][0]['description'], $fact['after']['user_token_auth']));
        $this->assertSame(array('scheduler', null), array($fact['actor']['auth'], $fact['actor']['login']));
        $this->assertContains('SELECT * FROM `matomo_user_token_auth` WHERE `date_expired` < ? LIMIT 201', World::$queries);
        $this->assertStringNotContainsString('Hash-Secret', $this->raw());
    }

    public function testATaskThatChangedNothingLeavesNothing()
    {
        $rows = array();
        $this->tableHolds('user_token_auth', $rows);
        $this->runTask(self::TOKENS);
        $this->runTask('Piwik\Plugins\DBStats\Tasks.cacheData');
        $this->assertSame(array(), $this->spooled());
    }

    public function testOpenOrdersAreThoseWithoutAnEnd()
    {
        $rows = array(array('idlogdata_anonymization' => '2', 'requester' => 'alice', 'output' => 'long text'));
        $this->tableHolds('privacy_logdata_anonymizations', $rows);
        $this->runTask(self::ANONYMISE, function () use (&$rows) {
            $rows = array();
        });
        $this->assertSame('alice', $this->spooled()[0]['before']['privacy_logdata_anonymizations'][0]['requester']);
        $this->assertContains('SELECT * FROM `matomo_privacy_logdata_anonymizations` WHERE `job_finish_date` IS NULL LIMIT 201', World::$queries);
    }

    public function testConsequencesKeepTheirRoot()
    {
        $rows = array();
        $this->tableHolds('user_token_auth', $rows);
        $this->runTask(self::TOKENS, function (Matomo $matomo) {
            array_map(array($matomo, 'post'), array('TwoFactorAuth.disabled'), array(array('bob')));
        });
        list($inner, $root) = $this->spooled();
        $this->assertSame($root['id'], $inner['cause']);
    }

    public function testATaskInWhichTheProcessDies()
    {
        $this->runTask('Piwik\Plugins\DBStats\Tasks.cacheData', null, 'Allowed memory size exhausted');
        $fact = $this->spooled()[0];
        $this->assertSame(array('Task.Piwik\Plugins\DBStats\Tasks.cacheData', 'failure', 'Allowed memory size exhausted'), array($fact['event'], $fact['outcome'], $fact['reason']));
    }
}
