# Everything below works in a fresh clone with GNU make and Python 3.11 or later: `make` alone lists what there is.
#
# Settings:
#   PYTHON=python3.12          the Python to use, where the first one found is not wanted
#   ARGUMENTS="-k pledges"     what `serve`, `test` and `benchmark` hand on; for `lock`, ARGUMENTS=--upgrade
#   WORKERS=4                  processes that `test` (else two a processor) and `quick` (else one) run on
#   PACTA_TEST_POSTGRESQL=...  see tests/postgresql.py; `off` tests on SQLite only, for a laptop without PostgreSQL
#   PACTA_TEST_EXAMPLES=random laws are held against examples drawn anew, instead of the same in every run
#   PACTA_TEST_BROWSER=...     see tests/browser.py: without Chromium, `browser` leaves its tests out
#   PACTA_*                    the service's own settings, see README.md

VENV := .venv
BIN := $(VENV)/bin
GENERATORS := .generators
PYTHON ?=
ARGUMENTS ?=
# Two a processor: a third of the time a test waits for PostgreSQL, a disk or a process that starts.
WORKERS ?= $(shell echo $$((2 * $$(getconf _NPROCESSORS_ONLN))))

# What fails (1) is run once more, alone: see docs/testing.md. What pytest ends with otherwise is no test's failure.
ONCE_MORE = { [ $$? = 1 ] && echo "What failed is run once more, alone:" && \
	$(BIN)/pytest --last-failed --last-failed-no-failures none --maxfail 1 -rp $(1); }
BROWSER = -m browser $(ARGUMENTS) tests/site/browser

# Wheels only, and only those whose hashes are in the lock file: nothing is compiled, nothing unpinned is run. What Python
# makes of the sources is left to the first import, which needs a tenth of them.
PIP_INSTALL := $(BIN)/python -m pip install --disable-pip-version-check --no-compile --progress-bar off
LOCKED := --no-deps --require-hashes --only-binary :all:

# pip says a page, or with --quiet nothing for minutes: this says which package it is at. What pip complains of it shows.
define PROGRESS
import os, sys
total = sum("==" in line and line[0] not in " #" for line in open(sys.argv[1]))
width, ended = (60, "\r") if sys.stdout.isatty() else (0, "\n")
done = 0
for line in sys.stdin:
    first, _, rest = line.strip().partition(" ")
    if first in ("Collecting", "Processing"):
        done += 1
        print(f"  fetching {done} of {total}: {os.path.basename(rest.split(' ')[0])}".ljust(width), end=ended, flush=True)
    elif first == "Installing":
        print("  putting them into .venv …".ljust(width), flush=True)
    elif first == "failed":
        sys.exit(1)
endef
export PROGRESS
SHOWN = || echo failed; } | $(BIN)/python -c "$$PROGRESS"
UV_COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--only-binary :all: --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

# The tests start Pacta many times over, the checks several: it is compiled once, whatever the environment says.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
# An environment that was interrupted half-made is made again.
.DELETE_ON_ERROR:
.PHONY: help install install-development serve test browser screenshots quick check mutants lint format types layers migrations migration lock diagram linked-data openapi translations release-database generators benchmark clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-20s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(VENV)/installed ## install Pacta and what it runs on into .venv

install-development: $(VENV)/installed-development ## install what the tests and checks need, too

serve: install ## migrate, load the seeds into an empty database, serve, and say where to look
	@$(BIN)/pacta serve $(ARGUMENTS)

test: install-development ## run the tests on SQLite and PostgreSQL, all but those of `browser`
	@export PACTA_TEST_BROWSER=off && \
	$(BIN)/pytest -n $(WORKERS) --maxprocesses 8 --dist worksteal $(ARGUMENTS) || $(call ONCE_MORE,$(ARGUMENTS))

# One process: the tests share one browser, one service and one database.
browser: install-development ## try the pages and the console in Chromium: errors, barriers, journeys
	@export PACTA_TEST_POSTGRESQL=off && $(BIN)/pytest $(BROWSER) || $(call ONCE_MORE,$(BROWSER))

screenshots: install-development ## take pictures of all pages into screenshots/: desk and phone, light and dark
	$(BIN)/python -m tests.site.browser.screenshots $(ARGUMENTS)

quick: install-development ## lint, types and the tests of what changed, on SQLite, within a minute
	@$(BIN)/python -m tests.quick

# Whoever checks wants to know of both databases: `off` does not count here.
check: export PACTA_TEST_POSTGRESQL := $(or $(filter-out off,$(PACTA_TEST_POSTGRESQL)),required)
check: lint types layers migrations ## everything that has to pass before a commit
	@$(MAKE) --no-print-directory test

lint: install-development ## style and common mistakes
	$(BIN)/ruff check
	$(BIN)/ruff format --check

mutants: install-development ## break filters, cursors, guards and keys in every way, and count what no test notices
	@rm -rf mutants && PACTA_TEST_POSTGRESQL=off $(BIN)/mutmut run $(ARGUMENTS)
	@$(BIN)/python -m tests.mutants

format: install-development ## mend what lint can mend by itself
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

types: install-development ## types
	$(BIN)/mypy

layers: install-development ## which part may import which
	$(BIN)/lint-imports

migrations: install-development ## the migrations run, and lead to the tables as declared, on both databases
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && \
	export PACTA_DATABASE_URL="sqlite:///$$folder/pacta.db" && \
	echo "SQLite:" && $(BIN)/alembic upgrade head && $(BIN)/alembic check
	@echo "PostgreSQL:" && $(BIN)/python tests/postgresql.py sh -c "$(BIN)/alembic upgrade head && $(BIN)/alembic check"

migration: install-development ## write the migration from what the tables were to what they are: NAME=meetings_have_a_venue
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && \
	export PACTA_DATABASE_URL="sqlite:///$$folder/pacta.db" && \
	next=$$(printf %04d $$(($$(ls migrations/versions/*.py | wc -l) + 1))) && \
	$(BIN)/alembic upgrade head && $(BIN)/alembic revision --autogenerate --rev-id $$next --message "$(NAME)" && \
	$(BIN)/ruff check --fix --quiet migrations && $(BIN)/ruff format --quiet migrations

lock: install-development ## write the lock files anew after pyproject.toml has changed
	$(UV_COMPILE) pyproject.toml --group build --output-file requirements.lock $(ARGUMENTS)
	$(UV_COMPILE) pyproject.toml --extra assistants --group build --group development --group mutation --constraint requirements.lock \
		--output-file requirements-development.lock $(ARGUMENTS)
	$(UV_COMPILE) --group generators --output-file tests/generators/requirements.lock $(ARGUMENTS)

diagram: install-development ## draw the tables anew in docs/entities.md
	$(BIN)/python -m docs.entities

linked-data: install-development ## write the mapping of linked data anew in docs/linked_data.md
	$(BIN)/python -m docs.linked_data

openapi: install-development ## write the OpenAPI document anew, as the service serves it, and the client's types
	$(BIN)/python -m docs.openapi

translations: install-development ## bring the catalogs of the pages up to date with their messages
	$(BIN)/python -m docs.translations

# Takes a minute. What it writes is what later releases must open: a release's is made before its tag, and never again.
release-database: install-development ## keep the database of a release for the tests of all later ones: RELEASE=0.4.0
	$(BIN)/python -m tests.releases.make_database $(RELEASE)

generators: install-development $(GENERATORS)/installed ## lint the OpenAPI document and use clients generated from it, with tools that need Node.js
	PACTA_TEST_GENERATORS=$(GENERATORS) PACTA_TEST_POSTGRESQL=off $(BIN)/pytest tests/generators $(ARGUMENTS)

benchmark: install-development ## measure
	$(BIN)/python -m benchmarks $(ARGUMENTS)

clean: ## remove what can be made again; databases stay
	rm -rf $(VENV) $(GENERATORS) build dist mutants screenshots .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/installed: requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installing what Pacta runs on into $(VENV): half a minute, on slow machines and lines some minutes."
	@{ $(PIP_INSTALL) $(LOCKED) --requirement requirements.lock $(SHOWN) requirements.lock
	@$(PIP_INSTALL) --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/installed-development: requirements-development.lock pyproject.toml | $(BIN)/python
	@echo "Installing Pacta's tools into $(VENV): a minute, on slow machines and lines some minutes."
	@{ $(PIP_INSTALL) $(LOCKED) --requirement requirements-development.lock $(SHOWN) requirements-development.lock
	@$(PIP_INSTALL) --quiet --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/installed

$(GENERATORS)/installed: $(addprefix tests/generators/,requirements.lock package.json package-lock.json) | $(BIN)/python
	@command -v node >/dev/null && command -v npm >/dev/null || { echo "make generators needs Node.js 20.19 or later with npm." >&2; exit 1; }
	@echo "Installing linters and generators into $(GENERATORS), 400 MB: some minutes."
	@rm -rf $(GENERATORS) && mkdir -p $(GENERATORS)/node
	@$(BIN)/python -m venv $(GENERATORS)/python
	@$(GENERATORS)/python/bin/python -m pip install --quiet --disable-pip-version-check $(LOCKED) \
		--requirement tests/generators/requirements.lock
	@cp tests/generators/package.json tests/generators/package-lock.json $(GENERATORS)/node
	@npm ci --prefix $(GENERATORS)/node --no-audit --no-fund --ignore-scripts --loglevel=error
	@touch $@

# A Python that cannot make environments (Debian without python3-venv) is passed over like one that is too old.
$(BIN)/python:
	@for python in $(or $(PYTHON),python3.11 python3 python3.12 python3.13 python3.14 python); do \
		if $$python -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
			echo "Making an environment in $(VENV), with $$($$python --version)."; \
			exec $$python -m venv --clear $(VENV); \
		fi; \
	done; \
	echo "Pacta needs Python 3.11 or later with venv; none was found as: $(or $(PYTHON),python3.11, python3, python)." >&2; \
	echo "Install it (Debian, Ubuntu: apt install python3-venv), or say where it is: make PYTHON=/path/to/python3.12 …" >&2; \
	exit 1
