# Scholion: every step from a fresh clone to a tested build. `make` lists the targets.
#
# Each target first installs what it is missing. Tools that are built with cargo go to
# SCHOLION_TOOLS, outside the repository, so that another clone finds them ready; a tool of the
# right version that is already on PATH is used as it is.

# ---- Versions ------------------------------------------------------------------------------
# The npm packages (binaryen, axe-core, Citation.js, SARIF's schema, style sheets of others, the
# fonts of the pictures, what the benchmark measures against) are pinned in package.json.

WASM_PACK_VERSION := 0.15.1
GECKODRIVER_VERSION := 0.37.1
CARGO_FUZZ_VERSION := 0.13.2
CARGO_DENY_VERSION := 0.20.2
CARGO_MUTANTS_VERSION := 27.1.0
# The command line has to be of exactly the library's version, so the library's is the one kept.
WASM_BINDGEN_VERSION := $(shell sed -n 's/^wasm-bindgen = "=\([^"]*\)".*/\1/p' Cargo.toml)
ifeq ($(WASM_BINDGEN_VERSION),)
$(error Cargo.toml has no line `wasm-bindgen = "=VERSION"` to read the version from)
endif

# ---- What a caller may set -----------------------------------------------------------------

# Browsers to test in.
BROWSERS ?= chromium firefox webkit
# Port of the demo; empty: 8000, or the next free one.
PORT ?=
# Where the tools built with cargo are kept.
SCHOLION_TOOLS ?= $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/scholion/tools

# What fuzzing tries, and for how long each.
TARGETS ?= print markdown exact jats json html bibtex csl-json ris marker reference
FUZZ_SECONDS ?= 60
# What is changed in small ways, to see whether a test notices.
MODULES ?= html behavior marker reference
# How long a reader acts at random, and how often an article comes and goes.
SOAK_SECONDS ?= 600
SOAK_MOUNTS ?= 1000

# ---- Names ---------------------------------------------------------------------------------

WASM_TARGET := wasm32-unknown-unknown
WASM_PACK_DIR := $(SCHOLION_TOOLS)/wasm-pack-$(WASM_PACK_VERSION)
WASM_BINDGEN_DIR := $(SCHOLION_TOOLS)/wasm-bindgen-$(WASM_BINDGEN_VERSION)
GECKODRIVER_DIR := $(SCHOLION_TOOLS)/geckodriver-$(GECKODRIVER_VERSION)
CARGO_FUZZ_DIR := $(SCHOLION_TOOLS)/cargo-fuzz-$(CARGO_FUZZ_VERSION)
CARGO_DENY_DIR := $(SCHOLION_TOOLS)/cargo-deny-$(CARGO_DENY_VERSION)
CARGO_MUTANTS_DIR := $(SCHOLION_TOOLS)/cargo-mutants-$(CARGO_MUTANTS_VERSION)

ENSURE := tests/tools/ensure.sh
STAGE := tests/tools/stage.sh
LOGS := target/test-logs

BUILT := target/www-pkg.stamp
# Directories count too: one changes when a file in it is removed.
SOURCES := Cargo.toml Cargo.lock $(shell find src ! -name '.*')
NPM_READY := node_modules/.package-lock.json

# The core that ends when a test tells it to.
PROVOKED := target/provoked/scholion_bg.wasm

BENCH := target/bench
BENCH_READY := $(BENCH)/peers/scholion.js $(BENCH)/pulldown/bare_pulldown_bg.wasm

# The npm package, and what its users' projects make of it.
VERSION := $(shell sed -n '0,/^version = /s/^version = "\([^"]*\)".*/\1/p' Cargo.toml)
ARCHIVE := target/package/scholion-$(VERSION).tgz
CONSUMED := target/consumers.stamp
SITE := target/site.stamp

# Integration tests: tests/NAME.rs or tests/NAME/main.rs. Those left out need the built widget.
NATIVE_TESTS := $(filter-out e2e wasm,\
  $(patsubst tests/%.rs,%,$(wildcard tests/*.rs)) \
  $(patsubst tests/%/main.rs,%,$(wildcard tests/*/main.rs)))

# wasm-opt may use what rustc itself uses for this target, and nothing newer: a browser that
# loads the plain build has to load the optimised one.
WASM_OPT_FLAGS := --mvp-features \
  --enable-bulk-memory \
  --enable-bulk-memory-opt \
  --enable-call-indirect-overlong \
  --enable-multivalue \
  --enable-mutable-globals \
  --enable-nontrapping-float-to-int \
  --enable-reference-types \
  --enable-sign-ext

# ---- Settings of make and of the tools -----------------------------------------------------

SHELL := bash
MAKEFLAGS += --no-print-directory --no-builtin-rules
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
# Cargo uses every core by itself; two of its builds at once only wait for each other.
.NOTPARALLEL:

# The last entry is rustup's own directory, which a shell that is not a login shell may lack.
TOOL_PATH := $(WASM_PACK_DIR)/bin:$(WASM_BINDGEN_DIR)/bin:$(GECKODRIVER_DIR)/bin
TOOL_PATH := $(TOOL_PATH):$(CARGO_FUZZ_DIR)/bin:$(CARGO_DENY_DIR)/bin:$(CARGO_MUTANTS_DIR)/bin
export PATH := $(TOOL_PATH):$(PATH):$(HOME)/.cargo/bin
export BROWSERS SCHOLION_TOOLS
# A wasm test is run by wasm-bindgen's runner, in a browser. Its own limits (20 s for the tests,
# 5 s for a driver to start) are short for a machine that is busy.
export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER := wasm-bindgen-test-runner
export WASM_BINDGEN_TEST_ONLY_WEB := 1
export WASM_BINDGEN_TEST_TIMEOUT := 120
export WASM_BINDGEN_TEST_DRIVER_TIMEOUT := 60

# ---- For readers and writers ---------------------------------------------------------------

.PHONY: help demo dev quick build site package check test test-native test-browser test-package test-e2e test-e2e-all size size-update pictures pictures-update \
  instructions pathological bench bench-import bench-update fuzz soak vectors mutants audit reproducible \
  lighthouse release-check test-recipes doc clean clean-tools

help: ## list the targets (this text)
	@echo "Usage: make TARGET [NAME=VALUE …]"
	@echo
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  %-16s %s\n", $$1, $$2 }' Makefile
	@echo
	@echo "  BROWSERS       browsers to test in (now: $(BROWSERS))"
	@echo "  PORT           port of the demo (now: $(or $(PORT),8000 or the next free one))"
	@echo "  SCHOLION_TOOLS where tools are kept (now: $(SCHOLION_TOOLS))"

demo: $(SITE) ## build the widget and serve the demo on this machine, with the documentation
	cargo run --features cli -- serve . --mount /docs=target/site/docs $(if $(PORT),--port $(PORT))

# The documentation is there if `make site` has made it.
dev: quick ## build quickly, not for readers, and serve: for whoever changes something
	cargo run --features cli -- serve . $(if $(wildcard target/site/docs),--mount /docs=target/site/docs) $(if $(PORT),--port $(PORT))

build: $(BUILT) ## build the widget into www/pkg, optimised
	@echo "==> www/pkg is up to date: $$(cat www/pkg/scholion_bg.wasm | wc -c | tr -d ' ') bytes of wasm, of which \
	the reader takes $$(cat www/pkg/reader_bg.wasm | wc -c | tr -d ' ')"

site: $(SITE) ## put the site together in target/site, for any static server
	@echo "==> target/site"

package: $(ARCHIVE) ## put the npm package together
	@echo "==> $(ARCHIVE)"

check: check-format check-lints check-lints-wasm test-native ## the fast checks: format, lints, native tests

test: ## every check and every test; counts them at the end
	@rm -rf $(LOGS)
	@status=0; \
	SCHOLION_RESULTS=$(LOGS)/results.tsv $(MAKE) \
	  browsers check instructions doc test-doc test-browser test-bundler size test-package test-e2e || status=$$?; \
	tests/tools/summary.sh $(LOGS)/results.tsv $$status

test-native: $(NPM_READY) | rust ## unit and integration tests, no browser
	@$(STAGE) --counted native cargo test --no-fail-fast --features cli --lib --bins \
	  $(addprefix --test ,$(NATIVE_TESTS))

test-browser: | rust wasm-target wasm-bindgen geckodriver browsers ## the widget's unit tests, in Chromium and Firefox
	@tests/tools/test-browser.sh

test-package: $(ARCHIVE) $(SITE) $(NPM_READY) | node ## hold the packages against what npm, TypeScript and cargo ask for
	@$(STAGE) publint node_modules/.bin/publint --strict target/package/scholion
	@$(STAGE) crate cargo package --allow-dirty
	@$(STAGE) --counted links node tests/tools/links.mjs target/site
	@$(STAGE) package-types node_modules/.bin/attw --profile esm-only --exclude-entrypoints scholion.css --format table-flipped $(ARCHIVE)

test-e2e: build $(PROVOKED) $(CONSUMED) $(SITE) $(NPM_READY) | geckodriver browsers ## end-to-end tests: the built demo in every browser
	@$(STAGE) --counted wasm cargo test --test wasm -- --nocapture
	@$(STAGE) --counted e2e cargo test --features cli --test e2e

test-e2e-all: export EVERYTHING := 1
test-e2e-all: test-e2e ## the same, with nothing divided among the browsers

size: build | node ## hold what a page ships against its budgets
	@$(STAGE) --counted size node tests/tools/size.mjs

size-update: build | node ## make the budgets anew: what there is, and a hundredth more
	@node tests/tools/size.mjs --update

pictures: build $(NPM_READY) | browsers ## hold the pages against their pictures, with a report to look at
	@BROWSERS=chromium cargo test --features cli --test e2e -- pictures::
	@echo "==> before, now, difference: tests/e2e/output/pictures/index.html"

pictures-update: build $(NPM_READY) | browsers ## make the pictures anew; the report shows what has changed
	@UPDATE=1 BROWSERS=chromium cargo test --features cli --test e2e -- pictures::the_pages
	@echo "==> before, now, difference: tests/e2e/output/pictures/index.html"

# Optimised, but without the slow last step of a release: what is counted is how the work grows.
instructions: | rust valgrind ## count what reading and rendering take at three lengths
	@cargo build --profile bench --features bench --bin instructions
	@$(STAGE) instructions target/release/instructions

pathological: | rust valgrind ## hold sources that are made to take long against time and memory
	@cargo build --profile bench --features bench --bin pathological
	@$(STAGE) --counted pathological target/release/pathological

bench: build $(BENCH_READY) | browsers-bench ## measure the page against its peers; SIZES, ROUNDS, PARTS make it shorter
	@cargo build --profile bench --features bench --bin import
	@cargo bench --profile dev --features cli --bench page
	@echo "==> target/bench: results.md, results.json, results.svg"

bench-import: | rust ## time reading and rendering of every format, in MB/s, beside the bare libraries
	@cargo build --profile bench --features bench --bin import
	@target/release/import

bench-update: export UPDATE := 1
bench-update: bench ## the same, into docs/benchmarks.md with its plot

fuzz: | cargo-fuzz ## fuzz every reader for FUZZ_SECONDS; TARGETS names some
	tests/tools/fuzz.sh $(FUZZ_SECONDS) $(TARGETS)

soak: build $(NPM_READY) | geckodriver browsers ## articles that come and go, and a reader at random, for SOAK_SECONDS
	@SOAK_SECONDS=$(SOAK_SECONDS) SOAK_MOUNTS=$(SOAK_MOUNTS) BROWSERS="chromium firefox" \
	  cargo test --features cli --test e2e -- soak::

vectors: build $(NPM_READY) | geckodriver browsers ## every vector in every position in every engine, under the policy too
	@EVERYTHING=1 cargo test --features cli --test e2e -- hostile:: --nocapture

mutants: | cargo-mutants ## change the code of MODULES in small ways: does a test notice? (hours)
	tests/tools/mutants.sh $(MODULES)

audit: $(NPM_READY) | cargo-deny ## licences, advisories and origins of everything that is depended on
	cargo deny --config tests/tools/deny.toml check
	npm audit

reproducible: | rust wasm-target wasm-bindgen wasm-pack node ## build the widget in two folders: are they the same bytes?
	tests/tools/reproducible.sh

lighthouse: $(SITE) | node browsers ## what Lighthouse thinks of the site
	@$(STAGE) --counted lighthouse node tests/tools/lighthouse.mjs

release-check: ## everything that has to hold before a release
	@$(MAKE) test
	@$(STAGE) --counted release tests/tools/release-check.sh

test-recipes: $(ARCHIVE) | node rust geckodriver browsers ## follow docs/recipes.md with the programs that it names, and look
	@tests/tools/recipes.sh $(ARCHIVE)

doc: | rust ## build the API documentation; a warning is an error
	@RUSTDOCFLAGS="-D warnings" $(STAGE) doc cargo doc --no-deps --all-features

clean: ## remove everything that was built
	cargo clean
	rm -rf target pkg www/pkg tests/e2e/output

clean-tools: ## remove the tools and npm packages that were installed
	rm -rf "$(WASM_PACK_DIR)" "$(WASM_BINDGEN_DIR)" "$(GECKODRIVER_DIR)" "$(CARGO_FUZZ_DIR)" \
	  "$(CARGO_DENY_DIR)" "$(CARGO_MUTANTS_DIR)" node_modules

# ---- Steps of `check` and `test` -----------------------------------------------------------

.PHONY: check-format check-lints check-lints-wasm test-doc test-bundler

check-format: | rust
	@$(STAGE) format cargo fmt --check

check-lints: | rust
	@$(STAGE) lints cargo clippy --all-targets --all-features -- -D warnings

check-lints-wasm: | rust wasm-target
	@$(STAGE) lints-wasm cargo clippy --lib --test browser --target $(WASM_TARGET) -- -D warnings
	@$(STAGE) lints-reader cargo clippy --lib --no-default-features --target $(WASM_TARGET) -- -D warnings

test-doc: | rust
	@$(STAGE) doctests cargo test --doc --features cli

# Nobody has to use this Makefile: a plain wasm-pack build for a bundler has to work as well.
test-bundler: | rust wasm-target wasm-bindgen wasm-pack
	@rm -rf target/bundler-pkg
	@$(STAGE) bundler wasm-pack build --target bundler --out-dir target/bundler-pkg

# ---- The widget ----------------------------------------------------------------------------

# A stamp without the builds it stands for means nothing.
ifneq ($(words $(wildcard www/pkg/scholion_bg.wasm www/pkg/reader_bg.wasm)),2)
$(BUILT): FORCE
endif
.PHONY: FORCE

# The flag --no-install keeps wasm-pack to the tools found here; --no-opt leaves the optimising to
# this file.
WASM_PACK := wasm-pack build --mode no-install --no-opt --target web --out-dir www/pkg

# A new module is moved into place in one step, so a page never loads half of one.
define optimise
	@echo "==> optimising www/pkg/$(1)"
	node_modules/.bin/wasm-opt $(2) $(WASM_OPT_FLAGS) www/pkg/$(1) -o www/pkg/optimised.tmp
	mv -f www/pkg/optimised.tmp www/pkg/$(1)
endef

$(BUILT): $(SOURCES) tests/tools/short-names.mjs $(NPM_READY) | rust wasm-target wasm-bindgen wasm-pack
	@echo "==> building the widget: with its importers, then without them"
	$(WASM_PACK)
	$(WASM_PACK) --profile reader --out-name reader -- --no-default-features
	$(call optimise,scholion_bg.wasm,-O3)
	$(call optimise,reader_bg.wasm,-Oz)
	node_modules/.bin/esbuild --minify --allow-overwrite --outdir=www/pkg --outbase=www/pkg \
	  --log-level=warning --log-override:duplicate-object-key=silent \
	  www/pkg/scholion.js www/pkg/reader.js www/pkg/snippets/*/src/widget/*.js
	node tests/tools/short-names.mjs www/pkg scholion
	node tests/tools/short-names.mjs www/pkg reader
	@mkdir -p $(@D) && touch $@

$(ARCHIVE): $(BUILT) $(wildcard www/*.js www/*.ts www/*.css www/words/* www/package/*) CHANGELOG.md \
  docs/element.md docs/frameworks.md docs/theming.md docs/article.schema.json tests/tools/package.mjs $(NPM_READY)
	@echo "==> putting the npm package together"
	@node tests/tools/package.mjs
	@rm -f target/package/*.tgz
	@cd target/package && npm pack --silent ./scholion

$(CONSUMED): $(ARCHIVE) tests/tools/consumers.mjs $(shell find tests/consumers -type f)
	@$(STAGE) --counted consumers node tests/tools/consumers.mjs $(ARCHIVE)
	@touch $@

$(SITE): $(ARCHIVE) index.html $(shell find www docs -type f ! -path 'www/pkg/*') $(shell find src/cli src/render -name '*.rs') \
  tests/tools/site.mjs $(NPM_READY)
	@echo "==> building the pages of the documentation (the program's own first build takes about a minute)"
	@rm -rf target/site
	@cargo run --quiet --features cli -- build 'docs/*.md' --output target/site --site-name Scholion --assets www --no-tools --no-progress \
	  --style www/site/site.css --include-in-header www/site/head.html --include-before-body www/site/before.html \
	  --include-after-body www/site/after.html
	@node tests/tools/site.mjs
	@touch $@

# For whoever changes something: seconds instead of minutes. What is in www/pkg then is no build for
# readers, and the next `make build` makes one.
quick: | rust wasm-target wasm-bindgen wasm-pack
	@rm -f $(BUILT)
	$(WASM_PACK) --profile quick
	$(WASM_PACK) --profile quick --out-name reader -- --no-default-features

# For tests, so it need not be small or fast.
$(PROVOKED): $(SOURCES) | rust wasm-target wasm-bindgen wasm-pack
	@echo "==> building a core that ends when it is told to"
	wasm-pack build --profile quick --mode no-install --no-opt --target web --no-typescript \
	  --out-dir $(@D) -- --features provoke
	@touch $@

# ---- What is measured beside the widget ----------------------------------------------------

# Each peer is a bundle of its own, and so are our modules, for the cold start.
$(BENCH)/peers/scholion.js: $(wildcard tests/bench/peers/*) tests/bench/pages/scholion.js \
  $(wildcard www/*.js) $(BUILT) $(NPM_READY)
	@echo "==> bundling what is measured"
	node tests/bench/peers/bundle.mjs $(@D)

# pulldown-cmark alone, built and optimised as the widget is.
$(BENCH)/pulldown/bare_pulldown_bg.wasm: $(shell find tests/bench/pulldown -type f) $(NPM_READY) \
  | rust wasm-target wasm-bindgen wasm-pack
	@echo "==> building pulldown-cmark alone"
	CARGO_TARGET_DIR=$(CURDIR)/$(BENCH)/pulldown-build wasm-pack build --mode no-install --target web \
	  --no-typescript --out-dir $(CURDIR)/$(@D) tests/bench/pulldown -- --locked
	node_modules/.bin/wasm-opt -O3 $(WASM_OPT_FLAGS) $@ -o $(@D)/optimised.tmp
	mv -f $(@D)/optimised.tmp $@

# ---- Tools ---------------------------------------------------------------------------------

.PHONY: rust wasm-target wasm-pack wasm-bindgen geckodriver cargo-fuzz cargo-deny cargo-mutants node browsers browsers-bench \
  valgrind

rust:
	@$(ENSURE) rust

wasm-target: | rust
	@$(ENSURE) wasm-target $(WASM_TARGET)

wasm-pack: | rust
	@$(ENSURE) cargo-tool wasm-pack $(WASM_PACK_VERSION) 2 --locked

# Not --locked: the lock file in this release asks for a webpki-roots (1.0.11) that is not always
# to be had; any compatible one does.
wasm-bindgen: | rust
	@$(ENSURE) cargo-tool wasm-bindgen $(WASM_BINDGEN_VERSION) 4

geckodriver: | rust
	@case " $(BROWSERS) " in *" firefox "*) \
	  $(ENSURE) cargo-tool geckodriver $(GECKODRIVER_VERSION) 2 --locked;; esac

# It needs a nightly Rust: `rustup toolchain install nightly`.
cargo-fuzz: | rust
	@$(ENSURE) cargo-tool cargo-fuzz $(CARGO_FUZZ_VERSION) 2 --locked

cargo-deny: | rust
	@$(ENSURE) cargo-tool cargo-deny $(CARGO_DENY_VERSION) 5 --locked

cargo-mutants: | rust
	@$(ENSURE) cargo-tool cargo-mutants $(CARGO_MUTANTS_VERSION) 2 --locked

node:
	@$(ENSURE) node

browsers:
	@$(ENSURE) browsers $(BROWSERS)

valgrind:
	@$(ENSURE) valgrind
# The benchmark has no use for others.
browsers-bench:
	@$(ENSURE) browsers chromium

$(NPM_READY): package.json package-lock.json tests/tools/block-library.sh | node
	@echo "==> installing the npm packages of package.json"
	npm ci --no-audit --no-fund --ignore-scripts
	tests/tools/block-library.sh
	@touch $@
