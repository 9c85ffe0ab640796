#!/usr/bin/env bash
# Fuzzes targets of tests/fuzz, as many at once as there are processors.
#
#   fuzz.sh SECONDS TARGET …
#
# Seeds are our own test cases and, where it is there, the material beside the repository; what is
# found interesting on the way is kept in target/fuzz/corpus. A find ends its target: it is copied to
# target/fuzz/finds, and belongs into tests/properties/found, where every test run tries it.
set -euo pipefail
cd "$(dirname "$0")/../.."

seconds=$1
shift
work=target/fuzz
finds=$work/finds
mkdir -p "$work/logs" "$finds"

# seeds TARGET: the files that its corpus begins with.
seeds() {
  local roots=(tests/cases tests/markdown tests/jats tests/html tests/bibliography tests/properties/found www/articles)
  [ -d ../shared ] && roots+=(../shared/corpus ../shared/seed)
  case $1 in
    print | marker) set -- '*.txt' ;;
    markdown | exact) set -- '*.md' ;;
    jats) set -- '*.xml' ;;
    json) set -- '*.article.json' ;;
    html) set -- '*.html' ;;
    bibtex) set -- '*.bib' ;;
    csl-json) set -- '*.json' ;;
    ris) set -- '*.ris' ;;
    reference) set -- '*.txt' ;;
  esac
  find "${roots[@]}" -type f -name "$1" -size -64k 2>/dev/null || true
}

# A short line is a better seed than an article: references are tried one by one.
prepare() {
  local target=$1 corpus=$work/corpus/$1 file
  mkdir -p "$corpus"
  if [ "$target" = reference ] || [ "$target" = marker ]; then
    seeds "$target" | while read -r file; do
      grep -hE '^[0-9]+\. |[¹²³⁴⁵⁶⁷⁸⁹]|\[[0-9]' "$file" || true
    done | sort -u | head -n 400 | split -l 1 -a 4 - "$corpus/seed-" || true
  else
    seeds "$target" | while read -r file; do
      cp "$file" "$corpus/seed-$(echo "$file" | tr -c 'a-zA-Z0-9\n' '-' | tail -c 100)"
    done
  fi
}

run() {
  local target=$1 log=$work/logs/$1.txt
  prepare "$target"
  if "$programs/$target" "$work/corpus/$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=3000 \
    -max_len=2048 -dict=tests/fuzz/signs.dict -artifact_prefix="$finds/$target." \
    >"$log" 2>&1; then
    echo "$target: nothing found in $seconds s, $(grep -oE '^#[0-9]+' "$log" | tail -n 1 | tr -d '#') runs"
  else
    echo "$target: FOUND, see $log"
    grep -m 1 -A 3 'panicked at' "$log" || tail -n 5 "$log"
    return 1
  fi
}
export -f run prepare seeds
programs=$work/build/$(rustc -vV | sed -n 's/^host: //p')/release
export seconds work finds programs

# One build for all of them, before they run side by side.
cargo +nightly fuzz build --fuzz-dir tests/fuzz --target-dir "$work/build"
printf '%s\n' "$@" | xargs -P "${FUZZ_JOBS:-$(nproc)}" -I {} bash -c 'run {}'
