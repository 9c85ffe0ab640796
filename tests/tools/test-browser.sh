#!/usr/bin/env bash
# Runs the widget's unit tests in Chromium and in Firefox, as far as BROWSERS names them.
# (wasm-bindgen's test runner knows no WebKit on Linux; the end-to-end tests cover that engine.)
#
# `--test browser`: the other integration tests are native programs that drive the crate or a
# browser from outside.
set -euo pipefail

# The runner takes the first driver it finds in the environment, in an order of its own. It has
# to find one only, whatever the caller has set.
unset CHROMEDRIVER GECKODRIVER SAFARIDRIVER MSEDGEDRIVER
unset CHROMEDRIVER_REMOTE GECKODRIVER_REMOTE SAFARIDRIVER_REMOTE MSEDGEDRIVER_REMOTE
unset NO_HEADLESS

status=0
ran=no
for browser in $BROWSERS; do
  case $browser in
    chromium) driver=CHROMEDRIVER=$(command -v chromedriver) ;;
    firefox) driver=GECKODRIVER=$(command -v geckodriver) ;;
    *) continue ;;
  esac
  ran=yes
  env "$driver" "$(dirname "$0")/stage.sh" --counted "browser-$browser" \
    cargo test --test browser --target wasm32-unknown-unknown || status=$?
done
if [ "$ran" = no ]; then
  echo "==> the unit tests run in chromium and firefox, and BROWSERS=\"$BROWSERS\" names neither"
fi
exit "$status"
