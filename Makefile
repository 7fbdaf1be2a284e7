# What a newcomer needs: `make demo` to look at it, `make test` to trust it. Every target makes its own .venv from `python3`
# alone. On Windows use the lines in README.md: this file expects a POSIX shell.

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
# Held to hashes, and never a compiler: what has no wheel must not become a dependency unnoticed.
PIP_INSTALL := $(PY) -m pip install --quiet --disable-pip-version-check
LOCKED := $(PIP_INSTALL) --require-hashes --only-binary :all:

.DEFAULT_GOAL := help
.PHONY: help demo test check test-all bench lock wheel clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(VENV)/.run ## make the demonstration library and serve it on this computer
	$(VENV)/bin/compendium demo

test: $(VENV)/.dev ## run the tests
	$(PY) -m pytest

check: $(VENV)/.dev ## style, formatting, types and layers
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(VENV)/bin/lint-imports

test-all: $(VENV)/.browser ## run all tests: also slow ones, real reports and a web browser
	$(PY) -m pytest -m ""

bench: $(VENV)/.dev ## measure the speed of reading, searching and pages; prints one JSON object
	$(PY) -m benchmarks.speed

wheel: $(VENV)/.run ## build a wheel in dist/, which installs without npm
	$(PY) -m pip wheel --quiet --no-build-isolation --no-deps --wheel-dir dist .

# Names, versions and hashes only, never an address; --universal covers Windows, macOS and all Python versions from 3.11.
COMPILE := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header
lock: ## compile requirements/*.txt again (needs uv)
	$(COMPILE) pyproject.toml --output-file requirements/run.txt
	$(COMPILE) requirements/dev.in --output-file requirements/dev.txt
	$(COMPILE) requirements/build.in --output-file requirements/build.txt
	$(COMPILE) requirements/browser.in --output-file requirements/browser.txt

clean: ## remove .venv, caches and everything built
	rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache webui/static/vendor
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamps: each says that its requirements are installed, and is made anew when they change.
$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "compendium needs Python 3.11 or later; say which with: make PYTHON=python3.12 ..." >&2; exit 1; }
	@echo "Making $(VENV): once, about a minute."
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.run: $(VENV)/.made requirements/run.txt requirements/build.txt pyproject.toml hatch_build.py
	$(LOCKED) -r requirements/run.txt -r requirements/build.txt
	$(PIP_INSTALL) --no-build-isolation --no-deps --editable .
	@$(PY) -m compileall -q compendium webui # an editable install is not compiled, and the first search would wait for it
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements/dev.txt
	$(LOCKED) -r requirements/dev.txt
	@touch $@

$(VENV)/.browser: $(VENV)/.dev requirements/browser.txt
	$(LOCKED) -r requirements/browser.txt
	@touch $@
