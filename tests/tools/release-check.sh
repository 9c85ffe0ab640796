#!/usr/bin/env bash
# Whether this commit can be released, beyond what the tests say: the version is the same
# everywhere, the change log tells of it, nothing is left uncommitted, and what Rust users build on
# has not changed against the rules of semantic versions.
set -euo pipefail

version=$(sed -n '0,/^version = /s/^version = "\([^"]*\)".*/\1/p' Cargo.toml)
failed=0
passed=0

holds() {
  if eval "$2"; then
    passed=$((passed + 1))
    echo "test $1 ... ok"
  else
    failed=$((failed + 1))
    echo "test $1 ... FAILED${3:+: $3}"
  fi
}

packed=$(node -p 'require("./target/package/scholion/package.json").version')
latest=$(git describe --tags --abbrev=0 --match 'v*' "HEAD^" 2>/dev/null || true)
tags=$(git tag --points-at HEAD --list 'v*')

holds "everything is committed" '[ -z "$(git status --porcelain)" ]' "git status says what is not"
holds "Cargo.lock has version $version" 'grep -A1 "^name = \"scholion\"$" Cargo.lock | grep -q "\"$version\""' "run cargo build"
holds "the npm package has version $version" '[ "$packed" = "$version" ]' "it has $packed: run make package"
holds "CHANGELOG tells of $version with its day" 'grep -Eq "^## \[?$version\]? - [0-9]{4}-[0-9]{2}-[0-9]{2}$" CHANGELOG.md' "name the section \"## $version - YYYY-MM-DD\""
holds "the tag is v$version, if there is one" '[ -z "$tags" ] || [ "$tags" = "v$version" ]' "it is $tags"
holds "v$version is not yet released" '[ "$latest" != "v$version" ]' "raise the version in Cargo.toml"

if [ -z "$latest" ]; then
  echo "SKIPPED: the public API is held against no earlier release: there is none"
elif ! command -v cargo-semver-checks >/dev/null; then
  holds "cargo-semver-checks is there" false "cargo install --locked cargo-semver-checks"
else
  holds "the public API has changed as $version says, since $latest" 'cargo semver-checks --baseline-rev "$latest"'
fi

echo "test result: $([ "$failed" -eq 0 ] && echo ok || echo FAILED). $passed passed; $failed failed; 0 ignored;"
[ "$failed" -eq 0 ]
