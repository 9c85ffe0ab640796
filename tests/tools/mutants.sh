#!/usr/bin/env bash
# Changes the code in small ways, one at a time, and asks whether a test notices (cargo-mutants).
#
#   mutants.sh MODULE …      of: marker reference behavior html
#
# It works in a clone of this commit under target/mutants, in place, so that a change needs no
# other build than its own; the material beside the repository is beside the clone too. What no
# test notices is listed at the end and fails, but for what tests/tools/mutants.toml gives a reason
# for.
set -euo pipefail
cd "$(dirname "$0")/../.."

root=$PWD
work=$root/target/mutants
clone=$work/scholion
mkdir -p "$work"
[ -d ../shared ] && ln -sfn "$(realpath ../shared)" "$work/shared"
if [ -d "$clone" ]; then
  git -C "$clone" fetch -q origin
  git -C "$clone" reset -q --hard
else
  git clone -q --shared . "$clone"
fi
git -C "$clone" checkout -q --detach "$(git rev-parse HEAD)"

# Nothing of a build is looked at in a debugger.
export CARGO_PROFILE_DEV_DEBUG=0 CARGO_PROFILE_TEST_DEBUG=0

status=0
for module in "$@"; do
  case $module in
    marker) files=('src/parse/marker/**') tests=(--lib --test markers) ;;
    reference) files=('src/parse/reference/**') tests=(--lib --test reference_strings) ;;
    behavior) files=('src/behavior/**') tests=(--lib) ;;
    html) files=('src/render/html.rs') tests=(--lib --test properties) ;;
    *)
      echo "mutants.sh: no module $module: marker, reference, behavior or html" >&2
      exit 2
      ;;
  esac
  echo "==> $module"
  cargo mutants --dir "$clone" --in-place --no-shuffle --config "$root/tests/tools/mutants.toml" \
    --output "$work/$module" --minimum-test-timeout 60 --no-times --colors never \
    "${files[@]/#/--file=}" -- "${tests[@]}" || status=$?
done
exit "$status"
