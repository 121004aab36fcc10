# The two commands of the README: `make demo` and `make test`. Both do their own set-up.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip install --quiet --constraint constraints.txt
# Options for the demo, as in: make demo ARGS="--speed 20"
ARGS ?=
# How many test processes at once: they wait more than they work. 0 runs them one after another.
JOBS ?= 4

# The tests that run the core.
CORE := $(addprefix tests/,unit engine exact intent workflows faults security cli screens)

.DEFAULT_GOAL := help
.PHONY: help demo test test-slow test-long test-desktop lint types layers pages docs combinations matrix screens intent bench coverage package setup clean

help:
	@echo "make demo   try the app on the built-in simulator: no key, no network"
	@echo "make test   run the whole test suite"
	@echo "also: setup, test-slow, test-long, test-desktop, lint, types, layers, pages, docs, combinations, matrix, screens, intent, bench, coverage, package, clean"

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "IMA TUI needs Python 3.11 or newer; '$(PYTHON)' is $$($(PYTHON) --version 2>&1). Try: make PYTHON=python3.12 ..."; exit 1; }
	@$(PYTHON) -m venv $(VENV) \
		|| { rm -rf $(VENV); echo "Python's venv module is missing (Debian and Ubuntu: the package python3-venv)."; exit 1; }

$(VENV)/.app: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Setting up (once)..."
	@$(PIP) --editable .
	@touch $@

$(VENV)/.dev: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Setting up (once)..."
	@$(PIP) --editable '.[dev]'
	@touch $@ $(VENV)/.app

setup: $(VENV)/.dev

demo: $(VENV)/.app
	@$(BIN)/ima-tui demo $(ARGS)

test: $(VENV)/.dev
	@command -v tmux >/dev/null || echo "tmux is missing: the terminal tests are skipped."
	$(BIN)/python -m pytest -q -n $(JOBS) --dist loadgroup -m "not long and not desktop" $(ARGS)

# The key in GNOME's own keyring; needs dbus and gnome-keyring, which a server has not.
test-desktop: $(VENV)/.dev
	$(BIN)/python -m pytest -q -m desktop $(ARGS)

# On a machine where everything in the background takes any time: finds what looks too early.
test-slow: $(VENV)/.dev
	$(BIN)/python -m pytest -q -n 10 -p tests.slowly -m "not long and not desktop and not terminal" $(ARGS)

test-long: $(VENV)/.dev
	$(BIN)/python -m pytest -q -n $(JOBS) --dist loadgroup -m long $(ARGS) || [ $$? -eq 5 ]

lint: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/.dev
	$(BIN)/mypy

layers: $(VENV)/.dev
	$(BIN)/lint-imports

pages: $(VENV)/.dev
	@$(BIN)/python scripts/text_pages.py

docs: $(VENV)/.dev
	$(BIN)/python scripts/docs.py

combinations: $(VENV)/.dev
	@$(BIN)/python scripts/combinations.py

matrix: $(VENV)/.dev
	@$(BIN)/python scripts/matrix.py

screens: $(VENV)/.dev
	$(BIN)/python scripts/screen_matrix.py $(ARGS)

intent: $(VENV)/.dev
	@$(BIN)/python scripts/intent.py

# How fast it is, each figure beside its yardstick; ARGS=--write puts the table into docs/performance.md.
bench: $(VENV)/.dev
	@$(BIN)/python -m benchmarks $(ARGS)

# How much of the core its tests run, also in the programs that they start.
coverage: $(VENV)/.dev
	@$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -q -n $(JOBS) --dist loadgroup -m "not long and not desktop" \
		--ignore=tests/unit/test_imports.py $(CORE) $(ARGS) # coverage itself loads what that looks for
	@$(BIN)/coverage combine --quiet
	@$(BIN)/coverage report

# Builds both distributions, lists what they hold and tries the wheel in an environment of its own.
package: $(VENV)/.dev
	@$(BIN)/python scripts/package.py

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage* dist build
