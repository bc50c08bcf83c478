# What one does with this repository. It needs Python 3.11 or newer, make and git, and installs the rest; `make` alone lists the targets.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
export LC_ALL := C.UTF-8

BIN := .venv/bin
READY := .venv/ready
BENCHMARKS = $(basename $(notdir $(shell grep -ls __main__ benchmarks/*.py)))

# $(call step,NAME,COMMAND): run a step; say its name and seconds, and what it printed only where it fails.
step = printf '%-28s' '$(1)'; start=$$EPOCHREALTIME; \
	if output=$$($(2) 2>&1); then awk "BEGIN { printf \"%6.1f s\n\", $$EPOCHREALTIME - $$start }"; \
	else printf 'failed\n%s\n' "$$output"; exit 1; fi

# Steps run one after the other, so that each one's seconds are its own.
.NOTPARALLEL:
.PHONY: help setup demo check test bench docs messages lock clean static structure fast everything browser

help:  ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(READY)  ## Make .venv with the locked dependencies and Kehu itself

demo: setup  ## Load a book, run, and open the desk (BOOK=folder takes a real one, MAPPING=name picks its mapping, PORT=8000)
	@$(BIN)/kehu demo $(if $(BOOK),--book "$(BOOK)") $(if $(MAPPING),--mapping "$(MAPPING)")
	@$(BIN)/kehu serve --home demo/kehu-home --demo --port $(or $(PORT),8000)

check: setup static structure fast  ## Format, lint, types, contracts, structure, fast tests: about three minutes

test: setup browser static everything  ## Everything that check does, the slow tests, real books, PostgreSQL, a real browser

bench: setup  ## Restate the published figures into build/bench, one JSON object a benchmark
	@mkdir -p build/bench
	@for name in $(BENCHMARKS); do echo "$$name: build/bench/$$name.json"; \
		$(BIN)/python -m benchmarks.$$name --json > build/bench/$$name.json; cat build/bench/$$name.json; done

docs: setup  ## Write docs/reference anew from the code
	@$(call step,Reference,$(BIN)/python docs/generate.py)

messages: setup  ## Bring the catalogues of the desk's messages up to date with the code
	@$(call step,Messages,$(BIN)/python -m kehu_desk.translation extract)

lock: setup  ## Lock the newest dependencies that pyproject.toml allows
	@$(BIN)/pip install --quiet uv
	@$(call step,Lock,$(BIN)/uv pip compile --quiet --upgrade --generate-hashes --no-emit-index-url --no-header \
		--universal --python-version 3.11 --extra desk --extra develop --extra postgresql pyproject.toml -o requirements.lock)

clean:  ## Remove .venv and everything else that the targets made
	@rm -rf .venv node_modules build dist demo src/kehu_desk/ui/static/vendor .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache src/*.egg-info
	@find src tests benchmarks docs -name __pycache__ -prune -exec rm -rf {} +

static:
	@$(call step,Format,$(BIN)/ruff format --check .)
	@$(call step,Lint,$(BIN)/ruff check .)
	@$(call step,Types,$(BIN)/mypy)
	@$(call step,Import contracts,$(BIN)/lint-imports)

structure:
	@$(call step,Structure,$(BIN)/pytest -q tests/structure)

fast:
	@$(call step,Fast tests,$(BIN)/pytest -q -n 2 --dist loadfile -m 'not slow and not realdata' --ignore tests/structure)

everything:
	@echo 'All tests'
	@$(BIN)/pytest -q -n 2 --dist loadfile --hypothesis-profile thorough
	@echo 'The desk on PostgreSQL'
	@$(BIN)/python -m benchmarks.postgresql $(BIN)/pytest -q -n 2 --dist loadfile tests/desk

# Journeys need a browser, and a browser needs Chinese letters; both come from Debian's packages.
browser:
	@command -v chromium chromium-browser google-chrome > /dev/null || test -n "$${KEHU_CHROMIUM:-}" \
		|| { test "$$(id -u)" = 0 && echo 'Set-up: Chromium and Chinese letters' \
			&& apt-get -qq update && apt-get -qq install --yes --no-install-recommends chromium fonts-noto-cjk; } > /dev/null \
		|| { echo 'Journeys need a browser: apt-get install chromium fonts-noto-cjk (or set KEHU_CHROMIUM)'; exit 1; }

# The stamp is written last: a set-up that was cut short is done again.
$(READY): pyproject.toml requirements.lock requirements-node.lock package-lock.json src/kehu_desk/ui/icons.py \
		$(wildcard src/kehu_desk/locale/*/LC_MESSAGES/django.po)
	@python=$$(command -v python3.11 || command -v python3 || true); \
	"$${python:-false}" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
		|| { echo 'Kehu needs Python 3.11 or newer: apt-get install python3.11 python3.11-venv'; exit 1; }; \
	"$$python" -c 'import ensurepip, venv' 2>/dev/null \
		|| { test "$$(id -u)" = 0 && apt-get -qq update && apt-get -qq install --yes python3-venv; } > /dev/null \
		|| { echo 'Python cannot make virtual environments here: apt-get install python3-venv'; exit 1; }; \
	test -x $(BIN)/python || "$$python" -m venv .venv
	@$(call step,Set-up: locked dependencies,$(BIN)/pip install --quiet --require-hashes -r requirements.lock)
	@$(call step,Set-up: Kehu itself,$(BIN)/pip install --quiet --no-deps -e .)
	@command -v npm > /dev/null \
		|| { $(call step,Set-up: Node,$(BIN)/pip install --quiet --require-hashes -r requirements-node.lock); }
	@export PATH="$$PATH:$$PWD/$(BIN)"; $(call step,Set-up: npm packages,npm ci --silent)
	@$(call step,Set-up: files for browsers,$(BIN)/python -m kehu_desk.ui.assets node_modules)
	@$(call step,Set-up: Chinese messages,$(BIN)/python -m kehu_desk.translation compile)
	@touch $@
