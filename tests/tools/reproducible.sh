#!/usr/bin/env bash
# Builds the widget from this commit in two folders, and fails where any file of it differs.
set -euo pipefail
cd "$(dirname "$0")/../.."

work=target/reproducible
rm -rf "$work"
for copy in one a-longer-name/two; do
  mkdir -p "$work/$copy"
  git archive HEAD | tar -x -C "$work/$copy"
  make -C "$work/$copy" build >"$work/$(basename "$copy").log" 2>&1 || {
    tail -n 20 "$work/$(basename "$copy").log"
    exit 1
  }
done

if diff -r "$work/one/www/pkg" "$work/a-longer-name/two/www/pkg"; then
  (cd "$work/one/www/pkg" && sha256sum ./*.wasm ./*.js)
  echo "==> built in two folders: the same $(find "$work/one/www/pkg" -type f | wc -l) files"
else
  echo "==> built in two folders: other bytes"
  exit 1
fi
