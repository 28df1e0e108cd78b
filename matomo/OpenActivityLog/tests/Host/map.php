<?php
/**
 * Open Activity Log for Matomo: what is recorded.
 *
 * Generated from catalog/*.toml. Do not edit.
 *
 * @license GPL-3.0-or-later
 */

return array(
    'format' => 1,
    'catalog' => 'handwritten',
    'defaults' => array(
        'plain' => array('idSite', 'idSites', 'idsite', 'idGoal', 'idSegment', 'idReport', 'idDashboard', 'idContainer', 'period', 'date', 'os_host'),
        'deny' => array('pass', 'secret', 'token', 'key', 'salt', 'credential', 'auth', 'hash', 'cookie', 'nonce', 'session', 'otp', 'pin', 'signature', 'private', 'license', 'licence'),
        'read_words' => array('get', 'is', 'has', 'can', 'detect', 'exists', 'find', 'check', 'search', 'list', 'count', 'validate', 'test', 'render', 'view', 'show', 'available', 'supports'),
    ),
    'reads' => array(),
    'activities' => array(
        'API.Goals.addGoal' => array('site' => 'param.idSite', 'plain' => array('name', 'matchAttribute', 'pattern', 'patternType', 'revenue', 'description'), 'result' => true, 'snapshot' => array(array('table' => 'goal', 'where' => array('idsite' => 'param.idSite', 'idgoal' => 'result')))),
        'API.Goals.updateGoal' => array('site' => 'param.idSite', 'plain' => array('name', 'matchAttribute', 'pattern', 'patternType', 'revenue', 'description'), 'snapshot' => array(array('table' => 'goal', 'where' => array('idsite' => 'param.idSite', 'idgoal' => 'param.idGoal')))),
        'API.Goals.deleteGoal' => array('site' => 'param.idSite', 'plain' => array(), 'snapshot' => array(array('table' => 'goal', 'where' => array('idsite' => 'param.idSite', 'idgoal' => 'param.idGoal')))),
        'API.SitesManager.addSite' => array('site' => 'result', 'plain' => array('siteName', 'urls', 'timezone', 'currency', 'type', 'group', 'ecommerce'), 'result' => true, 'snapshot' => array(array('table' => 'site', 'where' => array('idsite' => 'result'))), 'absorbs' => array('SitesManager.addSite.end', 'MeasurableSettings.updated')),
        'API.SitesManager.updateSite' => array('site' => 'param.idSite', 'plain' => array('siteName', 'urls', 'timezone', 'currency', 'type', 'group', 'ecommerce'), 'snapshot' => array(array('table' => 'site', 'where' => array('idsite' => 'param.idSite')), array('table' => 'site_url', 'where' => array('idsite' => 'param.idSite'))), 'absorbs' => array('MeasurableSettings.updated')),
        'API.SitesManager.deleteSite' => array('site' => 'param.idSite', 'plain' => array(), 'secret' => array('passwordConfirmation'), 'snapshot' => array(array('table' => 'site', 'where' => array('idsite' => 'param.idSite'))), 'absorbs' => array('SitesManager.deleteSite.end')),
        'API.SitesManager.addSiteAliasUrls' => array('site' => 'param.idSite', 'plain' => array('urls'), 'snapshot' => array(array('table' => 'site_url', 'where' => array('idsite' => 'param.idSite')))),
        'API.SitesManager.setGlobalExcludedIps' => array('plain' => array('excludedIps'), 'snapshot' => array(array('table' => 'option', 'where' => array('option_name' => '=SitesManager_ExcludedIpsGlobal')), array('table' => 'option', 'where' => array('option_name' => '=Another')))),
        'API.UsersManager.addUser' => array('plain' => array('userLogin', 'email', 'initialIdSite'), 'secret' => array('password', 'passwordConfirmation'), 'snapshot' => array(array('table' => 'user', 'where' => array('login' => 'param.userLogin'))), 'absorbs' => array('UsersManager.addUser.end')),
        'API.UsersManager.inviteUser' => array('plain' => array('userLogin', 'email', 'initialIdSite', 'expiryInDays'), 'secret' => array('passwordConfirmation'), 'snapshot' => array(array('table' => 'user', 'where' => array('login' => 'param.userLogin'))), 'absorbs' => array('UsersManager.inviteUser.end')),
        'API.UsersManager.updateUser' => array('plain' => array('userLogin', 'email'), 'secret' => array('password', 'passwordConfirmation'), 'snapshot' => array(array('table' => 'user', 'where' => array('login' => 'param.userLogin'))), 'absorbs' => array('UsersManager.updateUser.end')),
        'API.UsersManager.deleteUser' => array('plain' => array('userLogin'), 'secret' => array('passwordConfirmation'), 'snapshot' => array(array('table' => 'user', 'where' => array('login' => 'param.userLogin')), array('table' => 'access', 'where' => array('login' => 'param.userLogin'))), 'absorbs' => array('UsersManager.deleteUser')),
        'API.UsersManager.setUserAccess' => array('plain' => array('userLogin', 'access', 'idSites'), 'secret' => array('passwordConfirmation'), 'site' => 'param.idSites', 'snapshot' => array(array('table' => 'access', 'where' => array('login' => 'param.userLogin', 'idsite' => 'param.idSites'))), 'absorbs' => array('UsersManager.removeSiteAccess')),
        'API.UsersManager.setSuperUserAccess' => array('plain' => array('userLogin', 'hasSuperUserAccess'), 'secret' => array('passwordConfirmation'), 'snapshot' => array(array('table' => 'user', 'where' => array('login' => 'param.userLogin')))),
        'API.UsersManager.createAppSpecificTokenAuth' => array('plain' => array('userLogin', 'description', 'expireDate', 'expireHours'), 'secret' => array('passwordConfirmation'), 'snapshot' => array(array('table' => 'user_token_auth', 'where' => array('login' => 'param.userLogin')))),
        'API.SegmentEditor.add' => array('site' => 'param.idSite', 'plain' => array('name', 'definition', 'autoArchive', 'enabledAllUsers'), 'result' => true, 'snapshot' => array(array('table' => 'segment', 'where' => array('idsegment' => 'result')))),
        'API.SegmentEditor.update' => array('site' => 'param.idSite', 'plain' => array('name', 'definition', 'autoArchive', 'enabledAllUsers'), 'snapshot' => array(array('table' => 'segment', 'where' => array('idsegment' => 'param.idSegment'))), 'absorbs' => array('SegmentEditor.update')),
        'API.SegmentEditor.delete' => array('plain' => array(), 'snapshot' => array(array('table' => 'segment', 'where' => array('idsegment' => 'param.idSegment'))), 'absorbs' => array('SegmentEditor.deactivate')),
        'API.Annotations.add' => array('site' => 'param.idSite', 'plain' => array('note', 'starred')),
        'API.CorePluginsAdmin.setSystemSettings' => array('plain' => array('settingValues'), 'secret' => array('passwordConfirmation'), 'absorbs' => array('SystemSettings.updated')),
        'Controller.UsersManager.addNewToken' => array('plain' => array('description')),
        'Controller.UsersManager.deleteToken' => array('plain' => array('idtokenauth'), 'redirect' => 'success', 'snapshot' => array(array('table' => 'user_token_auth', 'where' => array('idusertokenauth' => 'param.idtokenauth')))),
        'Controller.Login.resetPassword' => array('plain' => array()),
        'Controller.CoreAdminHome.setMailSettings' => array('plain' => array('mailHost', 'mailPort', 'mailUseSmtp'), 'absorbs' => array('Core.configFileChanged')),
        'Controller.TwoFactorAuth.loginTwoFactorAuth' => array('plain' => array(), 'redirect' => 'success'),
        'Login.authenticate.successful' => array('args' => array('login'), 'plain' => array('login')),
        'Login.authenticate.failed' => array('args' => array('login'), 'plain' => array('login')),
        'Login.logout' => array('args' => array('login'), 'plain' => array('login')),
        'Login.recordFailedLoginAttempt' => array(),
        'TwoFactorAuth.enabled' => array('args' => array('login'), 'plain' => array('login')),
        'TwoFactorAuth.disabled' => array('args' => array('login'), 'plain' => array('login')),
        'UsersManager.inviteUser.accepted' => array('args' => array('login', 'email', 'invitedBy'), 'plain' => array('login', 'email', 'invitedBy')),
        'UsersManager.inviteUser.declined' => array('args' => array('login', 'email', 'invitedBy'), 'plain' => array('login', 'email', 'invitedBy')),
        'UsersManager.updateUser.end' => array('args' => array('userLogin', 'passwordHasBeenUpdated', 'email', ''), 'plain' => array('userLogin', 'passwordHasBeenUpdated', 'email')),
        'PluginManager.pluginActivated' => array('args' => array('pluginName'), 'plain' => array('pluginName')),
        'PluginManager.pluginDeactivated' => array('args' => array('pluginName'), 'plain' => array('pluginName')),
        'Core.configFileChanged' => array(),
        'Console.plugin:activate' => array('absorbs' => array('PluginManager.pluginActivated', 'Core.configFileChanged')),
        'Console.plugin:deactivate' => array('absorbs' => array('PluginManager.pluginDeactivated', 'Core.configFileChanged')),
        'Console.login:unblock-blocked-ips' => array(),
        'Console.config:set' => array('absorbs' => array('Core.configFileChanged')),
    ),
    'tables' => array(
        'config' => array('plain' => array('section', 'name', 'Plugins.*'), 'ignore' => array()),
        'goal' => array('plain' => array('idsite', 'idgoal', 'name', 'description', 'match_attribute', 'pattern', 'pattern_type', 'revenue', 'deleted'), 'ignore' => array()),
        'site' => array('plain' => array('idsite', 'name', 'main_url', 'timezone', 'currency', 'type', 'group', 'ecommerce'), 'ignore' => array()),
        'site_url' => array('plain' => array('idsite', 'url'), 'ignore' => array()),
        'user' => array('plain' => array('login', 'email', 'superuser_access', 'invited_by'), 'ignore' => array('ts_changes_shown')),
        'access' => array('plain' => array('login', 'idsite', 'access'), 'ignore' => array('idaccess')),
        'user_token_auth' => array('plain' => array('idusertokenauth', 'login', 'description', 'date_created', 'date_expired', 'secure_only'), 'ignore' => array('last_used')),
        'segment' => array('plain' => array('idsegment', 'name', 'definition', 'login', 'enable_all_users', 'enable_only_idsite', 'auto_archive', 'deleted'), 'ignore' => array('ts_last_edit')),
        'option' => array('plain' => array('option_name', 'option_value'), 'ignore' => array('autoload')),
    ),
    'not_recorded' => array('Console.config:get', 'API.Tour.skipChallenge', 'API.CoreAdminHome.runScheduledTasks', 'API.CoreAdminHome.runCronArchiving', 'API.CoreAdminHome.archiveReports', 'API.Feedback.updateFeedbackReminderDate'),
);
