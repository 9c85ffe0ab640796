#!/usr/bin/env bash
# What the recipe leaves to a person: a WordPress (the system's, copied into this folder, with
# a database of its own), the plugin activated, and a post with the shortcode in it. The post is
# saved as post.html, with its addresses relative, so that it can be opened without WordPress.
set -euo pipefail

root=$PWD
home=$(mktemp -d)
port=8329
cleanup() {
  kill "${server:-}" "${database:-}" 2>/dev/null || true
  wait 2>/dev/null || true
  rm -rf "$home"
}
trap cleanup EXIT

cp -rL --no-clobber /usr/share/wordpress/. "$root/" 2>/dev/null || true
mariadb-install-db --no-defaults --datadir="$home/data" --auth-root-authentication-method=normal --user="$(id -un)" >/dev/null
mariadbd --no-defaults --datadir="$home/data" --socket="$home/socket" --skip-networking --user="$(id -un)" 2>/dev/null &
database=$!
for _ in $(seq 100); do
  mariadb --no-defaults --socket="$home/socket" -u root -e 'CREATE DATABASE IF NOT EXISTS wordpress' 2>/dev/null && break
  sleep 0.2
done

cat >wp-config.php <<PHP
<?php
define('DB_NAME', 'wordpress');
define('DB_USER', 'root');
define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:$home/socket');
define('WP_HOME', 'http://127.0.0.1:$port');
define('WP_SITEURL', 'http://127.0.0.1:$port');
define('WP_HTTP_BLOCK_EXTERNAL', true);
\$table_prefix = 'wp_';
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
PHP

cat >follow-up.php <<'PHP'
<?php
define('WP_INSTALLING', true);
require 'wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
require_once ABSPATH . 'wp-admin/includes/plugin.php';
wp_install('A site', 'editor', 'editor@example.org', false, '', 'password');
$wrong = activate_plugin('scholion/scholion.php');
if (is_wp_error($wrong)) {
    fwrite(STDERR, $wrong->get_error_message() . "\n");
    exit(1);
}
echo wp_insert_post([
    'post_title' => 'Tendons',
    'post_status' => 'publish',
    'post_author' => 1,
    'post_content' => '[scholion src="/articles/article.md"]',
]);
PHP
post=$(php -d error_reporting=0 follow-up.php | tail -1)
php -d error_reporting=0 -S "127.0.0.1:$port" -t . >/dev/null 2>&1 &
server=$!
for _ in $(seq 50); do
  curl --silent --fail --output page.html "http://127.0.0.1:$port/?p=$post" && break
  sleep 0.2
done
sed -e "s|http://127\.0\.0\.1:$port/|./|g" -e 's|"/articles/|"./articles/|g' page.html >post.html
grep -q '<scholion-article' post.html
