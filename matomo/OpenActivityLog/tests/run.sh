#!/bin/sh
# Runs the plugin's tests: needs php-cli, php-xml, php-mbstring and phpunit (Debian: apt-get install phpunit). No Matomo, no database.
cd "$(dirname "$0")" && exec phpunit --configuration phpunit.xml "$@"
