<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog;

use Piwik\Plugins\OpenActivityLog\Capture\Hooks;

class OpenActivityLog extends \Piwik\Plugin
{
    public function registerEvents()
    {
        return Hooks::all() + array(
            'AssetManager.getStylesheetFiles' => 'addStylesheets',
            'AssetManager.getJavaScriptFiles' => 'addScripts'
        );
    }

    public function addStylesheets(&$files)
    {
        foreach (array('app', 'entry', 'exports', 'links', 'log', 'overview', 'people', 'replay', 'usage') as $name) {
            $files[] = 'plugins/OpenActivityLog/stylesheets/' . $name . '.css';
        }
    }

    public function addScripts(&$files)
    {
        foreach (array('app', 'complete', 'entry', 'exports', 'links', 'live', 'log', 'replay') as $name) {
            $files[] = 'plugins/OpenActivityLog/javascripts/' . $name . '.js';
        }
    }

    /** Deciding what the log sees is itself something the log must show. */
    public function activate()
    {
        $this->tell('auditlog.plugin_activated');
    }

    public function deactivate()
    {
        $this->tell('auditlog.plugin_deactivated');
    }

    private function tell($event)
    {
        try {
            $recorder = Hooks::recorder();
            if ($recorder !== null) {
                $recorder->ownEvent($event);
            }
        } catch (\Throwable $e) {
            Hooks::failed($e);
        }
    }
}
