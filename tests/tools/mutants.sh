#!/usr/bin/env bash
# Changes the code in small ways, one at a time, and asks whether a test notices (cargo-mutants).
#
#   [SHARD=K/N] mutants.sh MODULE …      of: behavior html marker reference
#
# Each module is tried twice in a clone of this commit under target/mutants: first as a crate of
# nothing but itself and what it uses, with its own tests, which takes a second a change; then what
# they did not notice in the whole crate, with everything that tests it. The clone is changed in
# place, so that a change needs no other build than its own; the material beside the repository is
# beside the clones too. What no test notices is listed and fails, but for what
# tests/tools/mutants.toml gives a reason for. Modules can be tried side by side by as many calls,
# and so can the shards of one: with SHARD, of N parts of a module's changes the K-th is tried, from
# 0 on.
set -euo pipefail
cd "$(dirname "$0")/../.."

root=$PWD
work=$root/target/mutants
mkdir -p "$work/told"
[ -d ../shared ] && ln -sfn "$(realpath ../shared)" "$work/shared"

# Nothing of a build is looked at in a debugger, and each is tried by fewer random cases than usual.
export CARGO_PROFILE_DEV_DEBUG=0 CARGO_PROFILE_TEST_DEBUG=0 PROPTEST_CASES=32

# What marker and reference stand on. Of the limits a marker knows one.
readers='pub mod diagnostic; mod form; pub mod model;
pub mod parse {
  pub mod date; pub mod marker; pub mod reference; mod address; mod characters;
  pub struct Limits { pub ranges: usize }
  impl Default for Limits { fn default() -> Self { Self { ranges: 100_000 } } }
}'

# alone MODULE: a library of the module and what it uses.
alone() {
  echo '#![allow(dead_code, unused_imports, missing_docs)]'
  case $1 in
    behavior) echo 'mod form; pub mod behavior;' ;;
    html) echo 'pub mod render { mod hooks; pub mod html; }' ;;
    marker) echo "${readers/pub mod reference;/}" ;;
    reference)
      echo "$readers"
      echo '#[cfg(test)] extern crate self as scholion;'
      echo '#[cfg(test)] #[path = "../tests/reference_strings.rs"] mod reference_strings;'
      ;;
  esac
}

# change OUTPUT [FLAG …] -- CARGO_ARGUMENT …: tries changes of the module.
change() {
  local output=$work/told/$name/$1 flags=()
  shift
  while [ "$1" != -- ]; do
    flags+=("$1")
    shift
  done
  shift
  cargo mutants --dir "$clone" --in-place --no-shuffle --config "$root/tests/tools/mutants.toml" \
    --output "$output" --minimum-test-timeout 30 --colors never \
    --file "$files" "${flags[@]}" "${@/#/--cargo-arg=}"
}

# unnoticed: the changes that the first round left, each as an expression that matches no other.
unnoticed() {
  sed -e 's/[][\.*^$+?(){}|]/\\&/g' -e 's/^/^/' -e 's/$/$/' \
    "$work/told/$name/alone/mutants.out/missed.txt"
}

status=0
for module in "$@"; do
  case $module in
    behavior) files='src/behavior/**' whole=(--lib) ;;
    html) files='src/render/html.rs' whole=(--lib --test=properties --test=cases --features=cli) ;;
    marker) files='src/parse/marker/**' whole=(--lib --test=markers --test=cases --test=seed) ;;
    reference) files='src/parse/reference/**' whole=(--lib --test=cases --test=seed) ;;
    *)
      echo "mutants.sh: no module $module: behavior, html, marker or reference" >&2
      exit 2
      ;;
  esac
  name=$module${SHARD:+-${SHARD/\//-of-}}
  clone=$work/$name
  if [ -d "$clone" ]; then
    git -C "$clone" fetch -q origin
    git -C "$clone" reset -q --hard
  else
    git clone -q --shared . "$clone"
  fi
  git -C "$clone" checkout -q --detach "$(git rev-parse HEAD)"
  rm -rf "$work/told/$name"
  mkdir -p "$work/told/$name"

  echo "==> $name alone"
  alone "$module" >"$clone/src/lib.rs"
  # 2 and 3 say that changes went unnoticed.
  change alone ${SHARD:+--shard "$SHARD"} -- --lib || case $? in 2 | 3) ;; *) exit 1 ;; esac
  mapfile -t left < <(unnoticed)
  [ "${#left[@]}" -gt 0 ] || continue
  echo "==> $name, in the whole"
  git -C "$clone" checkout -q src/lib.rs
  # A change that never ends is noticed, too.
  change whole "${left[@]/#/--re=}" -- "${whole[@]}" || case $? in 3) ;; *) status=1 ;; esac
done
exit "$status"
