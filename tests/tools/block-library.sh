#!/usr/bin/env bash
# block-library.sh: the style sheets of WordPress's blocks, from the npm registry, to
# node_modules/block-library. As a dependency their package brings the whole editor along; two
# sheets are wanted.
set -euo pipefail

package=@wordpress/block-library@11.1.0
sha256=a5c93e9fc29de2ed89bf6632e59ac6a1e458063e536db88d880d3766214b31d5
home=node_modules/block-library

rm -rf "$home"
mkdir -p "$home"
echo "==> fetching the style sheets of $package" >&2
archive=$home/$(npm pack --silent --pack-destination "$home" "$package")
if ! echo "$sha256  $archive" | sha256sum --check --status; then
  echo "==> $package is not what it was: its SHA-256 is not $sha256" >&2
  exit 1
fi
tar xzf "$archive" -C "$home" --strip-components=2 package/build-style/style.css package/build-style/theme.css
rm "$archive"
