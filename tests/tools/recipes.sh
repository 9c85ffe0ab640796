#!/usr/bin/env bash
# Follows the recipes of docs/recipes.md and opens what came of them in the browsers. Programs that
# are missing are installed where that is possible: Pandoc, Hugo, WordPress and its database by
# apt-get, as root; mdBook by cargo. One that cannot be had is named, and its recipe is not followed.
#
#   recipes.sh target/package/scholion-0.1.0.tgz
set -euo pipefail

MDBOOK_VERSION=0.5.4
archive=$1
tools=${SCHOLION_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/scholion/tools}
export PATH=$tools/mdbook-$MDBOOK_VERSION/bin:$PATH

missing=()
for program in pandoc hugo; do
  command -v "$program" >/dev/null || missing+=("$program")
done
if [ ! -d /usr/share/wordpress/wp-content/themes/twentytwentythree ] || ! command -v mariadbd >/dev/null; then
  missing+=(wordpress wordpress-theme-twentytwentythree php-cli php-mysql mariadb-server curl)
fi
if [ ${#missing[@]} -gt 0 ] && [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
  echo "==> installing ${missing[*]}"
  apt-get update -qq && apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi
if ! command -v mdbook >/dev/null; then
  echo "==> installing mdBook $MDBOOK_VERSION (some minutes)"
  cargo install --quiet --locked --root "$tools/mdbook-$MDBOOK_VERSION" --version "$MDBOOK_VERSION" mdbook || true
fi

names=(first-minutes)
for name in pandoc hugo mdbook wordpress; do
  if command -v "$name" >/dev/null || [ -d "/usr/share/$name/wp-content/themes" ]; then
    names+=("$name")
  else
    echo "SKIPPED: the recipe for $name: it cannot be had here"
  fi
done
rm -rf target/recipes
tests/tools/stage.sh --counted recipes node tests/tools/recipes.mjs "$archive" "${names[@]}"
tests/tools/stage.sh --counted recipes-seen cargo test --features cli --test e2e -- recipes::
