# One file to start with: `make map` and `make test` need only Python 3.11 or newer.
SHELL := /bin/sh
.DEFAULT_GOAL := help

PROJECT ?= examples/market
WORKERS ?= 2
# The slow tests stand together, so that whoever is done takes half of what the other has left.
PARALLEL := -n $(WORKERS) --dist worksteal
PIP := --disable-pip-version-check --quiet

ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
else
BIN := .venv/bin
endif
# Absolute, because the example's own tests run from its folder.
RUN := $(CURDIR)/$(BIN)

# The first interpreter that starts and is new enough; a version manager's shim may exist and yet not start.
FIND_PYTHON = for python in $(PYTHON) python3 python3.13 python3.12 python3.11 python3.14 python; do \
	if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then echo $$python; exit 0; fi; done; \
	echo "Python 3.11 or newer is needed. Name one with: make PYTHON=/path/to/python3" >&2; exit 1

.PHONY: help
help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# Two stages: mapping a project needs some twenty packages, working on this one some sixty.
.venv/.tool: constraints.txt pyproject.toml
	@python=$$($(FIND_PYTHON)) && $$python -m venv --clear .venv
	@$(BIN)/python -m pip install $(PIP) --require-hashes -r constraints.txt
	@$(BIN)/python -m pip install $(PIP) --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q src
	@touch $@

.venv/.dev: .venv/.tool requirements-dev.txt anabranch-django/pyproject.toml
	@$(BIN)/python -m pip install $(PIP) --require-hashes -r requirements-dev.txt
	@$(BIN)/python -m pip install $(PIP) --no-deps --no-build-isolation --editable anabranch-django
	@touch $@

.PHONY: ready
ready: .venv/.dev ## put the tool, the library and what the example needs into .venv, and run nothing

.PHONY: map
map: .venv/.tool ## map examples/market, or PROJECT=path; prints, and writes build/NAME.json
	@mkdir -p build
	@$(BIN)/anabranch map "$(PROJECT)"
	@name=$$(cd "$(PROJECT)" && basename "$$PWD") && \
		$(BIN)/anabranch map "$(PROJECT)" --format json -o "build/$$name.json" && echo "Written: build/$$name.json"

.PHONY: test
test: .venv/.dev ## everything that must hold: style, types, import directions, tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	cd anabranch-django && $(RUN)/mypy
	$(BIN)/lint-imports
	$(BIN)/anabranch check src --strict --frozen
	cd examples/market && $(RUN)/python -m pytest -q $(PARALLEL)
	$(BIN)/python -m pytest -q $(PARALLEL) -m "not corpus"
	cd anabranch-django && $(RUN)/python -m pytest -q $(PARALLEL) -m "not ratio"

# The oldest and the newest Python and Django that the library promises, each in an environment of its own.
.PHONY: ends
ends: .venv/.low .venv/.high ## the library's tests at both ends: Python 3.10 with Django 4.2, Python 3.13 with the newest
	cd anabranch-django && $(CURDIR)/.venv/low/bin/python -m pytest -q $(PARALLEL) -m "not ratio"
	cd anabranch-django && $(CURDIR)/.venv/high/bin/python -m pytest -q $(PARALLEL) -m "not ratio"

.venv/.low: PYTHON_OF_END = 3.10
.venv/.high: PYTHON_OF_END = 3.13
.venv/.low .venv/.high: .venv/.%: .venv/.tool anabranch-django/requirements-%.txt anabranch-django/pyproject.toml
	@$(FIND_END); $$python -m venv --clear .venv/$*
	@.venv/$*/bin/python -m pip install $(PIP) --require-hashes -r anabranch-django/requirements-$*.txt
	@.venv/$*/bin/python -m pip install $(PIP) --no-deps --no-build-isolation --editable anabranch-django
	@touch $@

# An interpreter of exactly that version: on PATH, of pyenv, or beside the one that .venv was made with.
FIND_END = beside=$$($(BIN)/python -c 'import sys; print(sys.base_prefix)')/..; \
	for python in python$(PYTHON_OF_END) "$${PYENV_ROOT:-$$HOME/.pyenv}"/versions/$(PYTHON_OF_END).*/bin/python \
		"$$beside"/$(PYTHON_OF_END).*/bin/python; do \
	if "$$python" -c 'import sys; sys.exit("%d.%d" % sys.version_info[:2] != "$(PYTHON_OF_END)")' >/dev/null 2>&1; then break; fi; \
	python=; done; test -n "$$python" || { echo "Python $(PYTHON_OF_END) is needed for this end, and not found." >&2; exit 1; }

.PHONY: journey
journey: .venv/.dev ## the whole story on the example: mesh, freed, rehearsed, its own process, killed, and back
	@$(BIN)/python examples/journey

.PHONY: market
market: .venv/.dev ## open the ported shop on this machine, one server, SQLite
	@$(BIN)/python examples/journey market

.PHONY: corpus
corpus: .venv/.tool ## download the released packages that the tool is measured on into .corpus/
	@$(BIN)/python -m bench.corpus

.PHONY: bench
bench: .venv/.dev corpus ## measure accuracy, speed and memory side by side; ARGS="--also PATH=PACKAGE" times one more
	@$(BIN)/python -m bench.run $(ARGS)
	@$(BIN)/python -m bench.run_ports
	@$(BIN)/python -m bench.run_events

.PHONY: format
format: .venv/.dev ## put the code into house style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

.PHONY: lock
lock: ## pin every dependency with the hashes of all its files (needs uv)
	uv pip compile $(LOCK) --python-version 3.11 pyproject.toml --group build --output-file constraints.txt
	uv pip compile $(LOCK) --python-version 3.11 pyproject.toml --group dev --constraints constraints.txt --output-file requirements-dev.txt
	cd anabranch-django && echo "django==4.2.*" | uv pip compile $(LOCK) --python-version 3.10 pyproject.toml --group test - \
		--output-file requirements-low.txt
	cd anabranch-django && echo "django>=6" | uv pip compile $(LOCK) --python-version 3.13 pyproject.toml --group test - \
		--output-file requirements-high.txt

LOCK := --quiet --universal --generate-hashes --no-config --no-header --no-annotate --no-emit-index-url --no-emit-find-links

.PHONY: clean
clean: ## remove what was made here; the downloaded packages stay
	rm -rf .venv build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis .grimp_cache
	find . -name __pycache__ -type d -not -path './.corpus/*' -prune -exec rm -rf {} +
