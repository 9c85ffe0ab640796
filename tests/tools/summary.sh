#!/usr/bin/env bash
# Prints a table of the stages that stage.sh recorded, then the sum of their tests.
#
#   summary.sh FILE STATUS
#
# STATUS is the exit code of the whole run. The exit code is 0 if STATUS is, and every stage in
# FILE went well, and there is one.
#
# What failed with no failing test (a lint, a build, a browser that did not start) counts as one
# failure, so that the last line never reads well after a run that did not go well.
set -euo pipefail

results=$1
[ -e "$results" ] || results=/dev/null

awk -F '\t' -v run="$2" '
  BEGIN {
    printf "\n%-18s %-7s %7s %7s %8s %6s\n", "stage", "result", "passed", "failed", "ignored", "time"
  }
  {
    printf "%-18s %-7s %7s %7s %8s %4d s\n", $1, $2, $3, $4, $5, $6
    passed += $3; failed += $4; skipped += $5
    if ($2 != "ok") {
      bad++
      if ($4 + 0 == 0) failed++
    }
  }
  END {
    if (NR == 0 || (run != 0 && !bad)) {
      bad++
      failed++
      print "What failed is none of these stages, but a step between them: see above."
    }
    printf "\n%d passed, %d failed%s\n", passed, failed, skipped ? ", " skipped " skipped" : ""
    exit bad > 0
  }
' "$results"
