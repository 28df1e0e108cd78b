-- MySQL dump 10.13  Made up by the published list of columns; nothing in it is anybody's.
/*!40101 SET NAMES utf8mb4 */;

DROP TABLE IF EXISTS `matomo_option`;
CREATE TABLE `matomo_option` (
  `option_name` varchar(191) NOT NULL,
  `option_value` longtext NOT NULL,
  PRIMARY KEY (`option_name`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
INSERT INTO `matomo_option` VALUES ('x','it''s \'; INSERT INTO `matomo_activity_log` VALUES (99,\'x\');');

DROP TABLE IF EXISTS `matomo_activity_log`;
CREATE TABLE `matomo_activity_log` (
  `id` bigint(20) unsigned NOT NULL AUTO_INCREMENT,
  `user_login` varchar(100) DEFAULT NULL,
  `type` varchar(255) NOT NULL,
  `parameters` mediumtext DEFAULT NULL,
  `ts_created` datetime NOT NULL,
  `country` varchar(3) DEFAULT NULL,
  `ip` varchar(45) DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB AUTO_INCREMENT=7 DEFAULT CHARSET=utf8mb4;
INSERT INTO `matomo_activity_log` VALUES
(1,'alice','TagManager/TagAdded','a:2:{s:4:\"site\";a:2:{s:7:\"site_id\";i:3;s:9:\"site_name\";s:4:\"Shop\";}s:12:\"containertag\";a:2:{s:2:\"id\";i:7;s:4:\"name\";s:14:\"Café \"x\" it\'s\";}}','2024-01-01 10:00:00','de','203.0.113.7'),
(2,'anonymous','Login/LoginFailed','a:1:{s:5:\"login\";s:7:\"hunter2\";}','2024-01-02 10:00:00',NULL,'2001:db8::1'),
(3,'bob','SitesManager/SiteUpdated','a:2:{s:4:\"site\";a:2:{s:7:\"site_id\";s:1:\"3\";s:9:\"site_name\";s:4:\"Shop\";}s:10:\"token_auth\";s:7:\"hunter2\";}','2024-01-03 10:00:00','us','198.51.100.2'),
(4,'bob','API.Goals.updateGoal.end','a:2:{s:4:\"goal\";a:2:{s:2:\"id\";i:1;s:4:\"name\";s:6:\"Signup\";}s:1:\"o\";O:3:\"Foo\":1:{s:1:\"a\";s:7:\"hunter2\";}}','2024-01-04 10:00:00','us','198.51.100.2'),
(5,'=cmd()','Foo/ThingExploded','a:1:{s:8:\"password\";s:7:\"hunter2','2024-01-05 10:00:00','us',NULL),
(6,'bob','SitesManager/SiteUpdated','a:0:{}','0000-00-00 00:00:00','us',NULL);
