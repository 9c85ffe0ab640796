#!/usr/bin/env bash
# Runs one stage of the checks and counts its tests.
#
#   stage.sh [--counted] NAME COMMAND [ARGUMENT …]
#
# What COMMAND prints on standard output is shown and kept in target/test-logs/NAME.log. The
# result lines in it, of the form `test result: ok. 3 passed; 0 failed; 1 ignored; …`, are summed.
# Standard error goes to the terminal as it is, with cargo's progress bar.
#
# --counted: the stage is there to run tests, so running none is a failure. A test runner that is
# set up wrongly may skip every test and still succeed.
#
# With SCHOLION_RESULTS=FILE one line is added to FILE for summary.sh:
# name, ok or FAILED, passed, failed, ignored, seconds, separated by tabs; the three counts are
# `-` for a stage that is no test run. The exit code is COMMAND's, or 1 if no test ran.
set -euo pipefail

counted=no
if [ "$1" = --counted ]; then
  counted=yes
  shift
fi
name=$1
shift

log=target/test-logs/$name.log
mkdir -p target/test-logs
echo "==> $name: $*"

start=$SECONDS
status=0
"$@" | tee "$log" || status=$?
seconds=$((SECONDS - start))

counts=$(awk '
  /^test result: / {
    lines++
    for (i = 2; i <= NF; i++) {
      if ($i ~ /^passed;/) passed += $(i - 1)
      if ($i ~ /^failed;/) failed += $(i - 1)
      if ($i ~ /^ignored;/) ignored += $(i - 1)
    }
  }
  END { if (lines) print passed + 0, failed + 0, ignored + 0; else print "- - -" }
' "$log")
read -r passed failed ignored <<<"$counts"

if [ "$status" -eq 0 ] && [ "$counted" = yes ]; then
  case $passed in
    - | 0)
      echo "==> $name: no test ran, and there should be some" >&2
      status=1
      ;;
  esac
fi
# A runner that reports a failure in its own count alone has failed all the same.
if [ "$status" -eq 0 ] && [ "$failed" != - ] && [ "$failed" -gt 0 ]; then
  status=1
fi

verdict=ok
[ "$status" -eq 0 ] || verdict=FAILED
if [ "$passed" = - ]; then
  echo "==> $name: $verdict (${seconds} s)"
else
  echo "==> $name: $verdict: $passed tests passed, $failed failed, $ignored ignored (${seconds} s)"
fi
if [ -n "${SCHOLION_RESULTS:-}" ]; then
  printf '%s\t%s\t%s\t%s\t%s\t%s\n' \
    "$name" "$verdict" "$passed" "$failed" "$ignored" "$seconds" >>"$SCHOLION_RESULTS"
fi
exit "$status"
