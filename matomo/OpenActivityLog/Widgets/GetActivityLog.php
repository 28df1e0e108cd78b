<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Widgets;

use Piwik\Piwik;
use Piwik\Plugins\OpenActivityLog\Reader\Client;
use Piwik\Plugins\OpenActivityLog\Reader\Notice;
use Piwik\Widget\Widget;
use Piwik\Widget\WidgetConfig;

class GetActivityLog extends Widget
{
    public static function configure(WidgetConfig $config)
    {
        $config->setCategoryId('CoreAdminHome_MenuDiagnostic');
        $config->setName('OpenActivityLog_ActivityLog');
        $config->setOrder(20);
        $config->setIsEnabled(!Piwik::isUserIsAnonymous());
    }

    public function render()
    {
        Piwik::checkUserIsNotAnonymous();

        return '<div class="widgetBody">' . Notice::unlessReachable(function () {
            return (new Client())->html('/widget', array('fragment' => '1', 'limit' => '10'));
        }) . '</div>';
    }
}
