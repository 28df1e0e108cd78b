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

class ReadsTest extends TestCase
{
    const VISITOR = 'abcdef0123456789';

    private $matomo;

    protected function setUp(): void
    {
        parent::setUp();
        World::$login = 'alice';
        session_id('asession');
        $this->request();
    }

    protected function tearDown(): void
    {
        session_id('');
        Hooks::replace(null);
        parent::tearDown();
    }

    private function request(array $get = array())
    {
        $_GET = $get;
        $this->matomo = new Matomo($this->directory, require __DIR__ . '/../Capture/map.php');
        $this->matomo->post('Platform.initialized');
    }

    private function facts(): array
    {
        $this->matomo->end();

        return array_values(array_filter($this->lines(), function ($line) {
            return $line['kind'] === 'fact';
        }));
    }

    private function apiRequest(string $method, array $more = array(), ?callable $do = null)
    {
        $this->request(array('module' => 'API', 'method' => $method) + $more);
        $this->matomo->api($method, $more + array('idSite' => '1', 'period' => 'day', 'date' => 'today', 'segment' => false), $do);
    }

    public function testTheVisitorLogIsAnEntryAndSegmentsStayHidden()
    {
        $params = array('idSite' => '1', 'period' => 'day', 'date' => 'today', 'segment' => 'userId==carol@example.org', 'flat' => false);
        $this->matomo->page('Live', 'getLastVisitsDetails', function () use ($params) {
            $this->matomo->api('Live.getLastVisitsDetails', $params, function () {
                $this->matomo->api('Live.getFirstVisitForVisitorId', array('visitorId' => self::VISITOR));
            });
            $this->matomo->api('Live.getLastVisitsDetails', $params);
            $this->matomo->api('Live.getFirstVisitForVisitorId', array('idSite' => 1, 'visitorId' => self::VISITOR));
        });
        list($fact) = $facts = $this->facts();
        $this->assertCount(1, $facts);
        $this->assertSame(array('API.Live.getLastVisitsDetails', 'success', 'alice'), array($fact['event'], $fact['outcome'], $fact['actor']['login']));
        $this->assertSame(
            array('idSite' => '1', 'period' => 'day', 'date' => 'today', 'segment' => array('$hidden' => true)),
            $fact['params']
        );
        $this->assertStringNotContainsString('carol', $this->raw());
        $this->assertStringNotContainsString(self::VISITOR, $this->raw());
    }

    public function testAVisitorIsKnownAgainAndNotNamed()
    {
        $this->apiRequest('Live.getVisitorProfile', array('visitorId' => self::VISITOR, 'format' => 'XML'));
        $first = $this->facts()[0];
        $this->apiRequest('Live.getLastVisitsDetails', array('segment' => 'visitorId==' . strtoupper(self::VISITOR), 'format' => 'json'));
        $second = $this->facts()[1];
        $this->assertMatchesRegularExpression('/^[0-9a-f]{16}$/', $first['params']['visitor']);
        $this->assertSame($first['params']['visitor'], $second['params']['visitor']);
        $this->assertSame(array('$hidden' => true), $first['params']['visitorId']);
        $this->assertSame(array('xml', 'json'), array($first['params']['format'], $second['params']['format']));
        $this->assertStringNotContainsStringIgnoringCase(self::VISITOR, $this->raw());
        // with another key it is another hash
        World::$config['OpenActivityLog']['shared_secret'] = str_repeat('cd', 32);
        $this->apiRequest('Live.getVisitorProfile', array('visitorId' => self::VISITOR));
        $this->assertNotSame($first['params']['visitor'], $this->facts()[2]['params']['visitor']);
    }

    public function testAHashCannotBeClaimed()
    {
        $this->apiRequest('Live.getLastVisitsDetails', array('visitor' => '0123456789abcdef'));
        $this->assertArrayNotHasKey('visitor', $this->facts()[0]['params']);
    }

    public function testADeniedReadIsAnEntryWithItsReason()
    {
        try {
            $this->matomo->api('Live.getLastVisitsDetails', array('idSite' => 2), function () {
                $e = new \Piwik\NoAccessException('You need view access');
                $this->matomo->post('User.isNotAuthorized', array($e));
                throw $e;
            });
        } catch (\Exception $e) {
            // the API answers with it
        }
        list($fact) = $this->facts();
        $this->assertSame(array('denied', 'You need view access'), array($fact['outcome'], $fact['reason']));
    }

    public function testPartsOfAnotherReadAreNoEntries()
    {
        $this->matomo->api('PrivacyManager.findDataSubjects', array('idSite' => 1, 'segment' => 'userId==carol'), function () {
            $this->matomo->api('Live.getLastVisitsDetails', array('idSite' => 1));
        });
        $this->matomo->api('API.getSuggestedValuesForSegment', array('segmentName' => 'userId', 'idSite' => 1), function () {
            $this->matomo->api('Live.getLastVisitsDetails', array('idSite' => 1));
        });
        $this->assertSame(array('API.PrivacyManager.findDataSubjects'), array_column($this->facts(), 'event'));
    }

    public function testInABulkRequestEachVisitorIsAnEntry()
    {
        $this->request(array('module' => 'API', 'method' => 'API.getBulkRequest'));
        $this->matomo->api('API.getBulkRequest', array(), function () {
            foreach (array('a', 'b', 'a') as $digit) {
                $this->matomo->api('Live.getVisitorProfile', array('idSite' => 1, 'visitorId' => str_repeat($digit, 16)));
            }
        });
        $this->assertCount(2, $this->facts());
    }

    public function testWhatAsksAgainAndAgainHasOneIdForAnHour()
    {
        $times = 3;
        for ($i = 0; $i < $times; $i++) {
            $this->request(array('module' => 'Live', 'action' => 'getLastVisitsStart'));
            $this->matomo->page('Live', 'getLastVisitsStart', function () {
                $this->matomo->api('Live.getLastVisitsDetails', array('idSite' => 1));
            });
            $this->matomo->end();
        }
        World::$login = 'bob';
        $this->request(array('module' => 'API', 'method' => 'Live.getLastVisitsDetails'));
        $this->matomo->api('Live.getLastVisitsDetails', array('idSite' => 1, 'minTimestamp' => 1795385516));
        $ids = array_column($this->facts(), 'id');
        // the hour may end in between
        $this->assertLessThanOrEqual(3, count(array_unique($ids)));
        $this->assertCount($times + 1, $ids);
        $this->assertNotContains(end($ids), array_slice($ids, 0, $times));
        $this->assertMatchesRegularExpression('/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/', $ids[0]);
    }

    public function testWhatIsAskedForOnceHasAnIdOfItsOwn()
    {
        for ($i = 0; $i < 2; $i++) {
            $this->apiRequest('Live.getLastVisitsDetails', array('format' => 'json'));
            $this->matomo->end();
        }
        $this->assertCount(2, array_unique(array_column($this->facts(), 'id')));
    }

    public function testAReportAsAFileIsAnEntry()
    {
        $this->apiRequest('Actions.getPageUrls', array('format' => 'CSV', 'segment' => 'userId==carol'), function () {
            $this->matomo->api('Actions.getPageTitles', array());
        });
        list($fact) = $facts = $this->facts();
        $this->assertCount(1, $facts);
        $this->assertSame(array('Read.reportExported', 'success'), array($fact['event'], $fact['outcome']));
        $this->assertSame(
            array('idSite' => '1', 'period' => 'day', 'date' => 'today', 'method' => 'Actions.getPageUrls', 'format' => 'csv'),
            $fact['params']
        );
        $this->assertStringNotContainsString('carol', $this->raw());
    }

    public function testAnExportThatFailsIsToldSo()
    {
        try {
            $this->apiRequest('Actions.getPageUrls', array('format' => 'csv'), function () {
                throw new \Exception('no such website');
            });
        } catch (\Exception $e) {
            // the API answers with it
        }
        $this->assertSame(array('failure'), array_column($this->facts(), 'outcome'));
    }

    public function testProgramsAndPagesExportNothing()
    {
        $this->apiRequest('Actions.getPageUrls', array('format' => 'json'));
        $this->assertSame(array(), $this->facts());
        session_id('');
        $this->apiRequest('Actions.getPageUrls', array('format' => 'csv'));
        $this->assertSame(array(), $this->facts());
    }

    public function testReadsCanBeSwitchedOffAndAreCountedAllTheSame()
    {
        World::$config['OpenActivityLog']['record_personal_data_reads'] = '0';
        $this->apiRequest('Live.getLastVisitsDetails', array('format' => 'csv'));
        $this->assertSame(array(), $this->facts());
        $this->apiRequest('Actions.getPageUrls', array('format' => 'csv'));
        $this->assertSame(array(), $this->facts());
        $this->apiRequest('PrivacyManager.exportDataSubjects', array('visits' => array()));
        $this->assertSame(array('API.PrivacyManager.exportDataSubjects'), array_column($this->facts(), 'event'));
        $features = array_column($this->lines(), 'features');
        $this->assertSame(array(array('Live.getLastVisitsDetails' => 1), array('Actions.getPageUrls' => 1)), $features);
    }
}
