<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog;

use Piwik\Piwik;
use Piwik\Settings\FieldConfig;
use Piwik\Settings\Setting;

/** What is kept about reading. The values stand in config.ini.php, like all settings of this plugin, and not in the database. */
class SystemSettings extends \Piwik\Settings\Plugin\SystemSettings
{
    /** @var Setting */
    public $recordPersonalDataReads;

    /** @var Setting */
    public $countViews;

    protected function init()
    {
        $this->recordPersonalDataReads = $this->choice('record_personal_data_reads', 'SettingReads');
        $this->countViews = $this->choice('count_views', 'SettingViews');
    }

    private function choice(string $name, string $words): Setting
    {
        return $this->makeSettingManagedInConfigOnly(
            'OpenActivityLog',
            $name,
            true,
            FieldConfig::TYPE_BOOL,
            function (FieldConfig $field) use ($words) {
                $field->title = Piwik::translate('OpenActivityLog_' . $words);
                $field->description = Piwik::translate('OpenActivityLog_' . $words . 'Help');
                $field->uiControl = FieldConfig::UI_CONTROL_CHECKBOX;
            }
        );
    }
}
