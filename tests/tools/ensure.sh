#!/usr/bin/env bash
# Installs what is missing, and says so; does nothing, in silence, where nothing is.
#
#   ensure.sh rust                                      cargo, rustfmt and clippy
#   ensure.sh wasm-target TARGET                        the standard library for TARGET
#   ensure.sh cargo-tool NAME VERSION MINUTES [FLAG …]  a program built with `cargo install FLAG …`
#   ensure.sh node                                      node and npm
#   ensure.sh browsers NAME …                           chromium, firefox, webkit and their drivers
#   ensure.sh valgrind                                  valgrind, which counts instructions
#
# A tool goes to $SCHOLION_TOOLS/NAME-VERSION/bin, which the Makefile puts on PATH. What belongs
# to the system (node, browsers, valgrind) is installed by apt-get where this runs as root on
# Debian or Ubuntu; elsewhere it is named, with the way to get it, and the script fails.
set -euo pipefail

say() { echo "==> $*" >&2; }
die() {
  say "$*"
  exit 1
}
have() { command -v "$1" >/dev/null 2>&1; }

# apt PACKAGE …: installs packages if this is root's Debian or Ubuntu. A failure is reported by
# what the caller then finds still missing. The recommended packages come along: fonts are among
# them, and pages are measured in the tests.
apt_lists=old
apt() {
  if have apt-get && [ "$(id -u)" -eq 0 ]; then
    say "installing $* with apt-get (a minute or two, once)"
    if [ "$apt_lists" = old ]; then
      apt-get update -q </dev/null >&2 || true
      apt_lists=new
    fi
    # The time-out is for a machine that is updating itself just then.
    DEBIAN_FRONTEND=noninteractive apt-get install -y -q -o DPkg::Lock::Timeout=300 "$@" \
      </dev/null >&2 || true
  elif have apt-get; then
    say "to install what is missing: sudo apt-get install $*"
  fi
}

ensure_rust() {
  have cargo || die "Rust is missing: install it by rustup, see https://rustup.rs"
  if ! { cargo fmt --version && cargo clippy --version; } >/dev/null 2>&1; then
    have rustup || die "rustfmt or clippy is missing: install them the way Rust was installed"
    say "adding rustfmt and clippy to the Rust toolchain"
    rustup component add rustfmt clippy
  fi
}

ensure_wasm_target() {
  # Asked of rustc, not of rustup: a distribution's Rust may have the target too.
  if [ ! -d "$(rustc --print target-libdir --target "$1")" ]; then
    have rustup || die "Rust's target $1 is missing, and rustup, which adds it, is too:" \
      "see https://rustup.rs"
    say "adding the target $1 to the Rust toolchain"
    rustup target add "$1"
  fi
}

# is_version NAME VERSION: is the NAME on PATH of that VERSION?
# A subcommand of cargo may tell it only as one.
is_version() {
  have "$1" && case " $({ "$1" --version || "$1" "${1#cargo-}" --version; } 2>/dev/null | head -n 1) " in
    *" $2 "*) true ;;
    *) false ;;
  esac
}

ensure_cargo_tool() {
  local name=$1 version=$2 minutes=$3 package=$1 root
  shift 3
  # The package wasm-bindgen-cli has two programs that are used; they have to be one release.
  if [ "$name" = wasm-bindgen ]; then
    package=wasm-bindgen-cli
    if is_version wasm-bindgen "$version" && is_version wasm-bindgen-test-runner "$version"; then
      return
    fi
  elif is_version "$name" "$version"; then
    return
  fi
  root=${SCHOLION_TOOLS:?}/$name-$version
  say "installing $name $version into $root (about $minutes minutes, once)"
  # --force: what is there does not run, or it would have been found.
  cargo install --force --root "$root" --version "$version" "$@" "$package"
}

have_node() { have node && have npm; }

ensure_node() {
  have_node || apt nodejs npm
  have_node ||
    die "Node.js with npm is missing: install it (see https://nodejs.org), then run this again"
}

have_chromium() {
  { have chromium || have chromium-browser || have google-chrome || have google-chrome-stable ||
    [ -d "/Applications/Google Chrome.app" ] || [ -d /Applications/Chromium.app ]; } &&
    have chromedriver
}
# geckodriver itself looks for `firefox`; Debian's firefox-esr has a program of that name too.
have_firefox() { have firefox || [ -d /Applications/Firefox.app ]; }
# WebKitGTK opens windows even for a driver, so it needs a display; Xvfb is one without a screen.
have_webkit() { have WebKitWebDriver && have Xvfb; }

ensure_browsers() {
  local browser missing=no
  [ $# -gt 0 ] || die "BROWSERS is empty: nothing would be tested"
  for browser in "$@"; do
    case $browser in
      chromium) have_chromium || apt chromium chromium-driver ;;
      firefox) have_firefox || apt firefox-esr ;;
      webkit) have_webkit || apt webkit2gtk-driver xvfb ;;
      *) die "BROWSERS names \"$browser\"; there are: chromium firefox webkit" ;;
    esac
  done

  for browser in "$@"; do
    "have_$browser" && continue
    missing=yes
    case $browser in
      chromium) say "chromium is missing: install Chromium or Chrome, and ChromeDriver of the same" \
        "version (macOS: brew install --cask google-chrome chromedriver; elsewhere the system's" \
        "packages, or https://googlechromelabs.github.io/chrome-for-testing/)" ;;
      firefox) say "firefox is missing: install Firefox (macOS: brew install --cask firefox;" \
        "elsewhere the system's package, or https://www.mozilla.org/firefox/)" ;;
      webkit) say "webkit is missing: install WebKitGTK's WebKitWebDriver and Xvfb (Fedora:" \
        "webkit2gtk4.1 xorg-x11-server-Xvfb; Arch: webkit2gtk-4.1 xorg-server-xvfb; there is none" \
        "for macOS)" ;;
    esac
  done
  [ "$missing" = no ] ||
    die "to leave a browser out, name the others: make BROWSERS=\"chromium firefox\" TARGET"
}

# It runs a trivial program here, or it is of no use: there is none for every processor.
have_valgrind() { have valgrind && valgrind --tool=none -q true >/dev/null 2>&1; }

ensure_valgrind() {
  have valgrind || apt valgrind
  have_valgrind ||
    die "valgrind is missing or does not run here: install it (the system's package; see" \
      "https://valgrind.org), then run this again"
}

case ${1:-} in
  rust) ensure_rust ;;
  wasm-target) ensure_wasm_target "$2" ;;
  cargo-tool) shift && ensure_cargo_tool "$@" ;;
  node) ensure_node ;;
  browsers) shift && ensure_browsers "$@" ;;
  valgrind) ensure_valgrind ;;
  *) die "ensure.sh: unknown request \"${1:-}\"; the ones there are stand at its head" ;;
esac
