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

/** Pages that change something: known and unknown, by click, with redirects and errors. With the shipped map. */
class PagesTest extends TestCase
{
    private $matomo;

    protected function setUp(): void
    {
        parent::setUp();
        World::$login = 'alice';
        $this->matomo = Matomo::shipped($this->directory);
        $this->matomo->post('Platform.initialized');
    }

    protected function tearDown(): void
    {
        Hooks::replace(null);
        parent::tearDown();
    }

    public function testAFormThatNobodyKnowsIsRecordedWithoutItsValues()
    {
        $_GET = array('module' => 'Vault', 'action' => 'saveKeys', 'idSite' => '3');
        $_POST = array('apiKey' => 'Form-Secret-1', 'list' => array('Form-Secret-2'), 'nonce' => 'Form-Secret-3', 'token_auth' => 'Form-Secret-4');
        $this->matomo->page('Vault', 'saveKeys');
        $fact = $this->spooled()[0];
        $this->assertSame(array('Controller.Vault.saveKeys', 'success'), array($fact['event'], $fact['outcome']));
        $this->assertSame(array('apiKey' => array('$hidden' => true), 'list' => array('$hidden' => true), 'idSite' => '3'), $fact['params']);
        $this->assertStringNotContainsString('Form-Secret', $this->raw());
    }

    public function testItMayEndInARedirectOrAnError()
    {
        foreach (array(302 => 'success', 500 => 'failure') as $status => $outcome) {
            $matomo = Matomo::shipped($this->directory);
            $matomo->post('Request.dispatch', array('Vault', 'saveKeys', array()));
            if ($status === 500) {
                $matomo->post('FrontController.modifyErrorPage', array('<html>', new \Exception('The key is not valid')));
            }
            $matomo->end($status);
        }
        $this->assertSame(array('success', 'failure'), array_column($this->spooled(), 'outcome'));
        $this->assertSame('The key is not valid', $this->spooled()[1]['reason']);
    }

    public function testPagesThatOnlyShowSomethingLeaveNothing()
    {
        $shown = array('VisitsSummary.getEvolutionGraph', 'CoreHome.renderWidget', 'Dashboard.index', 'API.', 'API.index', 'Live.indexVisitorLog',
            'Vault.', 'Vault.showKeys', 'UsersManager.userSettings', 'Login.login', 'Login.', 'OpenActivityLog.log', 'Goals.manage',
            'Vault.promoWidget', 'CoreHome.quickLinks');
        foreach ($shown as $page) {
            list($module, $action) = explode('.', $page);
            $this->matomo->page($module, $action);
        }
        // what is only opened
        $_SERVER['REQUEST_METHOD'] = 'GET';
        $this->matomo->page('Vault', 'saveKeys');
        $this->matomo->end();
        $this->assertSame(array(), $this->spooled());
        // a link with a nonce does something
        $_GET['nonce'] = 'abc';
        $matomo = Matomo::shipped($this->directory);
        $matomo->page('Vault', 'removeKey');
        $this->assertSame('Controller.Vault.removeKey', $this->spooled()[0]['event']);
    }

    public function testADenialInAnAnswerIsOneThoughMatomoPostsAnEnd()
    {
        $this->matomo->page('SitesManager', 'setGlobalSettings', function () {
            return '{"result":"error","message":"You can\'t access this resource as it requires a \'superuser\' access."}';
        });
        $fact = $this->spooled()[0];
        $this->assertSame(array('Controller.SitesManager.setGlobalSettings', 'denied'), array($fact['event'], $fact['outcome']));
        $this->assertStringContainsString("can't access", $fact['reason']);
    }

    public function testAPluginSwitchedByClickIsOneFact()
    {
        // what else is sent along makes no failure of it
        $_GET = array('module' => 'CorePluginsAdmin', 'action' => 'activate', 'pluginName' => 'Goals', 'nonce' => 'abc', 'idSite' => array('1', '2'));
        $this->matomo->post('Request.dispatch', array('CorePluginsAdmin', 'activate', array()));
        // the page runs deeper in PHP's call stack than what began it
        array_map(function ($event) {
            array_map(array($this->matomo, 'post'), array($event[0]), array($event[1]));
        }, array(array('Core.configFileChanged', array('config.ini.php')), array('PluginManager.pluginActivated', array('Goals'))));
        $this->matomo->end(302, null, 'Location: index.php?module=CorePluginsAdmin&action=plugins');
        $fact = $this->spooled()[0];
        $this->assertCount(1, $this->spooled());
        $this->assertSame(array('Controller.CorePluginsAdmin.activate', 'success', 'Goals'), array($fact['event'], $fact['outcome'], $fact['params']['pluginName']));
    }

    public function testBeingAskedForThePasswordIsNoActionYet()
    {
        foreach (array('CorePluginsAdmin.uninstall', 'UsersManager.deleteToken', 'UsersManager.addNewToken', 'Vault.removeKey') as $page) {
            list($module, $action) = explode('.', $page);
            $_GET = array('module' => $module, 'action' => $action, 'pluginName' => 'Goals', 'idtokenauth' => '4', 'nonce' => 'abc');
            $matomo = Matomo::shipped($this->directory);
            $matomo->post('Request.dispatch', array($module, $action, array()));
            $matomo->end(302, null, 'Location: index.php?module=Login&action=confirmPassword&idSite=1');
        }
        $this->assertSame(array(), $this->spooled());
    }

    public function testARedirectWithoutTheProofIsAFailure()
    {
        $_GET = array('module' => 'CorePluginsAdmin', 'action' => 'activate', 'pluginName' => 'Goals', 'nonce' => 'abc');
        $this->matomo->post('Request.dispatch', array('CorePluginsAdmin', 'activate', array()));
        $this->matomo->end(302, null, 'Location: index.php');
        $this->assertSame(array('failure', 'Matomo did nothing'), array($this->spooled()[0]['outcome'], $this->spooled()[0]['reason']));
    }

    public function testADeclinedInvitationIsOneFactAboutWhoWasInvited()
    {
        World::$login = 'anonymous';
        $_GET = array('module' => 'Login', 'action' => 'declineInvitation', 'token' => 'Tok-Secret-1');
        $_POST = array('invitation_form' => '1', 'login' => 'admin');
        $matomo = Matomo::shipped($this->directory);
        $matomo->post('Platform.initialized');
        $matomo->page('Login', 'declineInvitation', function () use ($matomo) {
            $matomo->post('UsersManager.deleteUser', array('carol'));
            $matomo->post('UsersManager.inviteUser.declined', array('carol', 'carol@example.org', 'alice'));
            return '<html>';
        });
        $_POST = array();
        $_SERVER['REQUEST_METHOD'] = 'GET';
        $matomo->page('Login', 'declineInvitation');
        $fact = $this->spooled()[0];
        $this->assertCount(1, $this->spooled());
        $this->assertSame(array('Controller.Login.declineInvitation', 'success', 'carol'), array($fact['event'], $fact['outcome'], $fact['params']['login']));
        $this->assertSame(array('anonymous', 'invite_link'), array($fact['actor']['login'], $fact['actor']['auth']));
        $this->assertStringNotContainsString('Tok-Secret', $this->raw());
    }

    public function testTheSecondFactorSetUpByClickIsOneFact()
    {
        $_POST = array('authCode' => '123456', 'authCodeNonce' => 'x');
        $this->matomo->page('TwoFactorAuth', 'setupTwoFactorAuth', function () {
            $this->matomo->post('TwoFactorAuth.enabled', array('alice'));
        });
        $this->matomo->page('TwoFactorAuth', 'setupTwoFactorAuth', function () {
            return '<div class="alert alert-danger">Wrong code, try again</div>';
        });
        $this->assertSame(array('success', 'failure'), array_column($this->spooled(), 'outcome'));
        $this->assertSame('Wrong code, try again', $this->spooled()[1]['reason']);
        $this->assertSame(array('TwoFactorAuth.enabled'), $this->spooled()[0]['seen']);
    }
}
