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

class ViewsTest extends TestCase
{
    private $matomo;

    protected function setUp(): void
    {
        parent::setUp();
        World::$login = 'alice';
        $this->matomo = new Matomo($this->directory, require __DIR__ . '/../Capture/map.php');
        $this->matomo->post('Platform.initialized');
    }

    protected function tearDown(): void
    {
        Hooks::replace(null);
        parent::tearDown();
    }

    /** @return array login => feature => count */
    private function views(): array
    {
        $this->matomo->end();
        $views = array();
        foreach ($this->lines() as $line) {
            if ($line['kind'] === 'views') {
                $views[$line['login']] = $line['features'];
            }
        }

        return $views;
    }

    private function read(string $method, ?callable $do = null)
    {
        return $this->matomo->api($method, array('idSite' => 1), $do);
    }

    public function testOneLineForARequestHoweverMuchItShows()
    {
        $this->read('VisitsSummary.get');
        $this->read('Actions.getPageUrls');
        $this->read('VisitsSummary.get');
        $this->assertSame(array('alice' => array('VisitsSummary.get' => 2, 'Actions.getPageUrls' => 1)), $this->views());
        list($line) = $this->lines();
        $this->assertSame(array('v', 'kind', 'n', 'id', 'time', 'login', 'features'), array_keys($line));
        $this->assertSame(1, $line['n']);
    }

    public function testWhatACallAsksForItselfIsNotCounted()
    {
        $this->read('API.get', function () {
            $this->read('VisitsSummary.get');
        });
        $this->read('Goals.addGoal', function () {
            $this->read('Goals.getGoals');
        });
        $this->read('Tour.skipChallenge');
        $this->read('CoreAdminHome.archiveReports', function () {
            $this->read('VisitsSummary.get');
        });
        $this->assertSame(array('alice' => array('API.get' => 1)), $this->views());
    }

    public function testAPageIsOneViewWithWhatItShows()
    {
        $this->matomo->page('Actions', 'getPageUrls', function () {
            $this->read('Actions.getPageUrls');
            $this->matomo->page('Live', 'widget');
        });
        $this->assertSame(array('alice' => array('Actions.getPageUrls' => 1)), $this->views());
    }

    public function testAFrameIsNotThePage()
    {
        $this->matomo->page('Widgetize', 'iframe', function () {
            $this->matomo->page('Referrers', 'getWebsites');
        });
        $this->assertSame(array('alice' => array('Referrers.getWebsites' => 1)), $this->views());
    }

    public function testPagesThatShowNothingAreNoViews()
    {
        foreach (array('Proxy.getCss', 'Login.index', 'OpenActivityLog.index') as $page) {
            $this->matomo->page(strtok($page, '.'), strtok('.'));
        }
        try {
            $this->matomo->page('CoreHome', '<b>made up</b>', function () {
                throw new \Exception('no such page');
            });
        } catch (\Exception $e) {
            // Matomo answers with an error page
        }
        $this->assertSame(array(), $this->views());
    }

    public function testACallThatFailedWasNotSeen()
    {
        try {
            $this->read('Goals.get', function () {
                throw new \Exception('no access');
            });
        } catch (\Exception $e) {
            // the API answers with it
        }
        $this->assertSame(array(), $this->views());
    }

    public function testCallsOfABulkRequestAreCountedForWhomTheyWere()
    {
        $this->read('API.getBulkRequest', function () {
            $this->read('VisitsSummary.get', function () {
                $this->read('Goals.get');
            });
            World::$login = 'bob';
            $this->read('VisitsSummary.get');
            World::$login = 'alice';
        });
        $this->assertSame(array('alice' => array('VisitsSummary.get' => 1), 'bob' => array('VisitsSummary.get' => 1)), $this->views());
    }

    public function testVisitorsOfPublicReportsAreCountedAsAnonymous()
    {
        World::$login = 'anonymous';
        $this->read('VisitsSummary.get');
        $this->assertSame(array('anonymous' => array('VisitsSummary.get' => 1)), $this->views());
    }

    public function testNoPersonNoView()
    {
        World::$login = 'super user was set';
        $this->read('VisitsSummary.get');
        World::$login = 'alice';
        World::$console = true;
        $this->read('VisitsSummary.get');
        $this->assertSame(array(), $this->views());
    }

    public function testCountingCanBeSwitchedOff()
    {
        foreach (array(0, '0', false) as $off) {
            World::$config['OpenActivityLog']['count_views'] = $off;
            $this->read('VisitsSummary.get');
            $this->assertSame(array(), $this->views());
        }
    }

    public function testWhatCannotBeWrittenIsTold()
    {
        \Piwik\Container\StaticContainer::$warnings = array();
        mkdir($this->directory . '/lock');
        $this->read('VisitsSummary.get');
        $this->matomo->end();
        rmdir($this->directory . '/lock');
        $this->assertSame(
            array('Open Activity Log has a problem: cannot open the lock file'),
            \Piwik\Container\StaticContainer::$warnings
        );
        $this->assertStringStartsWith('1 ', file_get_contents($this->directory . '/failed'));
    }
}
