#!/usr/bin/env bash
# Changes the code in small ways, one at a time, and asks whether a test notices (cargo-mutants).
#
#   mutants.sh MODULE …      of: behavior html marker reference
#
# It works in a clone of this commit for each module, under target/mutants, in place, so that a
# change needs no other build than its own; the material beside the repository is beside the clones
# too. What no test notices is listed and fails, but for what tests/tools/mutants.toml gives a reason
# for. Modules can be tried side by side by as many calls.
set -euo pipefail
cd "$(dirname "$0")/../.."

root=$PWD
work=$root/target/mutants
mkdir -p "$work/told"
[ -d ../shared ] && ln -sfn "$(realpath ../shared)" "$work/shared"

# Nothing of a build is looked at in a debugger, and each is tried by fewer random cases than usual.
export CARGO_PROFILE_DEV_DEBUG=0 CARGO_PROFILE_TEST_DEBUG=0 PROPTEST_CASES=32

status=0
for module in "$@"; do
  case $module in
    behavior) files=('src/behavior/**') build=(--lib) names=(behavior::) ;;
    html) files=('src/render/html.rs') build=(--lib --test=properties --features=cli) names=() ;;
    marker)
      files=('src/parse/marker/**') build=(--lib --test=markers)
      names=(parse::marker decoy genuine units)
      ;;
    reference)
      files=('src/parse/reference/**') build=(--lib --test=reference_strings)
      names=(parse::reference fields_of)
      ;;
    *)
      echo "mutants.sh: no module $module: behavior, html, marker or reference" >&2
      exit 2
      ;;
  esac
  clone=$work/$module
  if [ -d "$clone" ]; then
    git -C "$clone" fetch -q origin
    git -C "$clone" reset -q --hard
  else
    git clone -q --shared . "$clone"
  fi
  git -C "$clone" checkout -q --detach "$(git rev-parse HEAD)"

  echo "==> $module"
  cargo mutants --dir "$clone" --in-place --no-shuffle --config "$root/tests/tools/mutants.toml" \
    --output "$work/told/$module" --minimum-test-timeout 60 --colors never \
    "${files[@]/#/--file=}" "${build[@]/#/--cargo-arg=}" -- -- "${names[@]}" || status=$?
done
exit "$status"
