# make help says what there is. CMake does the building; this file only puts the steps of each task
# in order.
PREFIX ?= /usr/local
JOBS ?= $(shell nproc)
export CMAKE_CXX_COMPILER_LAUNCHER ?= $(shell command -v ccache)

.PHONY: help demo test fuzz bench docs build install dist dist-test lint format sanitize
.PHONY: sanitize-thread clean
.NOTPARALLEL:
.DEFAULT_GOAL := help

step = @printf '\n== %s\n' $(1)

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: ## Install what is missing, build, and show Julia calling a Rust crate
	$(call step,'set-up')
	@scripts/logged.sh build/setup.log scripts/setup.sh demo
	$(call step,'build')
	@scripts/logged.sh build/build.log $(MAKE) --no-print-directory build
	@scripts/demo.sh

# The unit tests run under the sanitizers only: building them twice would take minutes, and the
# others run what is shipped. Many of those wait now and then, so one more runs than there are
# processors.
test: ## Install what is missing, build, and run every test
	$(call step,'set-up')
	@scripts/setup.sh test
	$(call step,'build')
	@cmake --preset release -DPREBIND_TESTS=ON -DPREBIND_UNIT_TESTS=OFF
	@cmake --build build --parallel $(JOBS)
	$(call step,'lint')
	@ctest --test-dir build --output-on-failure --parallel $(JOBS) --label-regex check
	@$(MAKE) --no-print-directory sanitize
	@$(MAKE) --no-print-directory sanitize-thread PARTS='util store'
	$(call step,'all other tests')
	@ctest --test-dir build --output-on-failure --parallel $$(($(JOBS) + 1)) \
	  --label-exclude 'check|fuzz'

# A first build leaves the tests out, for they need more than make demo installs; after make test
# they stay in.
no_tests_at_first = $(if $(wildcard build/CMakeCache.txt),,-DPREBIND_TESTS=OFF)
build: ## The program, build/bin/prebind
	$(call step,'build')
	@cmake --preset release $(no_tests_at_first)
	@cmake --build build --parallel $(JOBS)

install: build ## Install into PREFIX (/usr/local), below DESTDIR if that is set
	@cmake --install build --prefix '$(PREFIX)'

MACHINES ?= x86_64 aarch64
dist: ## Tarball, Debian package and wheel for glibc 2.28 and newer, in build/dist; MACHINES=x86_64
	$(call step,'set-up')
	@scripts/setup.sh dist
	$(call step,'release')
	@set -e; for machine in $(MACHINES); do JOBS=$(JOBS) scripts/dist/build.sh $$machine; done

dist-test: dist ## Try what make dist made, in an old Debian and in a clean Python
	$(call step,'tests of the release')
	@tests/dist/run.sh

lint: ## Formatting, include directions, shell scripts, and clang-tidy over all sources and tests
	$(call step,'lint')
	@scripts/format.sh --check
	@python3 -B cmake/checks/includes.py
	@python3 -B cmake/checks/columns.py
	@python3 -B cmake/checks/links.py
	@scripts/shellcheck.sh
	@scripts/tidy.sh

format: ## Format the C++ and Rust sources
	@scripts/format.sh

fuzz: ## 1,000 rounds of changes to inputs of all kinds; ROUNDS=n SEED=n for others
	$(call step,'changes at random')
	@cmake --preset release -DPREBIND_TESTS=ON -DPREBIND_UNIT_TESTS=OFF
	@cmake --build build --target prebind assembler_fuzz --parallel $(JOBS)
	@ROUNDS='$(ROUNDS)' SEED='$(SEED)' ctest --test-dir build --verbose --label-regex fuzz

unit_targets = $(or $(addsuffix _test,$(PARTS)),unit_tests)
unit_tests = --output-on-failure --parallel $(JOBS) --label-regex unit $(unit_regex)
unit_regex = $(if $(PARTS),--tests-regex '^($(subst $(empty) $(empty),|,$(PARTS)))_test$$')

sanitize: ## The unit tests with AddressSanitizer and UBSan; PARTS='util store' for some
	$(call step,'address and undefined-behaviour sanitizers')
	@cmake --preset asan
	@cmake --build build/asan --target $(unit_targets) --parallel $(JOBS)
	@UBSAN_OPTIONS=print_stacktrace=1 ctest --test-dir build/asan $(unit_tests)

sanitize-thread: ## The unit tests of what uses threads with ThreadSanitizer; PARTS as above
	$(call step,'thread sanitizer')
	@cmake --preset tsan
	@cmake --build build/tsan --target $(unit_targets) --parallel $(JOBS)
	@setarch --addr-no-randomize ctest --test-dir build/tsan $(unit_tests)

# Debian's own, which its package of matplotlib is for, whatever stands first on PATH.
PYTHON ?= /usr/bin/python3
BENCHMARKS := $(addsuffix _bench,assembler bindings fingerprint store)

bench: ## Measure and write docs/benchmarks.md (15 minutes); ROWS='calls fresh' for some
	$(call step,'set-up')
	@scripts/setup.sh bench
	$(call step,'build')
	@cmake --preset release -DPREBIND_BENCH=ON $(no_tests_at_first)
	@cmake --build build --target prebind $(BENCHMARKS) --parallel $(JOBS)
	@$(PYTHON) -B bench/run.py build/bin/prebind $(ROWS) $(BENCHFLAGS)

# mdBook comes from crates.io, and needs Rust 1.88. cargo builds it once.
MDBOOK := mdbook@0.5.4
docs: ## The documentation site, build/docs/site
	$(call step,'set-up')
	@scripts/setup.sh docs
	@$(MAKE) --no-print-directory build
	$(call step,'documentation')
	@cargo install --quiet --locked $(MDBOOK) --no-default-features --features search \
	  --root .tools/mdbook
	@python3 -B scripts/docs.py .tools/mdbook/bin/mdbook

clean: ## Remove all that was built; what was set up (.tools) stays
	rm -rf build
