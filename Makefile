# Yiping, by what one types. `make` alone says what there is.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON_IN := .venv/bin/python
# Where a test hangs, say where, rather than stand still.
PYTEST := $(PYTHON_IN) -m pytest -p no:cacheprovider -o faulthandler_timeout=120

.PHONY: help setup setup-test run test lint format unit bench soak screenshots pages pictures lock clean

help: ## Show this list
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## Virtual environment in .venv and the system packages that running needs
	@PYTHON="$(PYTHON)" deploy/setup.sh run

setup-test: ## The same, with what the tests need
	@PYTHON="$(PYTHON)" deploy/setup.sh test

run: setup ## A collector, a hall and two terminals to touch; SECONDS=40 ends by itself and checks
	@$(PYTHON_IN) -m deploy.demo $(if $(SECONDS),--seconds $(SECONDS))

# Side by side: mypy computes while whole programs wait for each other.
test: setup-test ## Everything that must hold: lint and all tests
	@$(MAKE) --no-print-directory --jobs=2 lint unit

lint: setup-test ## Format, style, types, import directions, QML
	$(PYTHON_IN) -m ruff format --check .
	$(PYTHON_IN) -m ruff check .
	$(PYTHON_IN) -m mypy
	$(PYTHON_IN) -m mypy -p deploy
	.venv/bin/lint-imports
	$(PYTHON_IN) -m ui.qml_check

format: setup-test ## Put the source into its form
	$(PYTHON_IN) -m ruff format .
	$(PYTHON_IN) -m ruff check --fix-only .

# One process more than cores: it takes what mostly waits (tests/scheduling.py).
unit: setup-test ## The tests alone, without lint; ARGS="tests/kiosk -k shift" picks
	$(PYTEST) -m "not soak" $(if $(ARGS),$(ARGS),-n 3 --dist loadfile)

bench: setup-test ## Measure beside peers, print tables of ratios; ARGS=--write puts them into the READMEs
	@$(PYTHON_IN) -m bench $(ARGS)

soak: setup-test ## The long runs: hundreds of kills, thousands of power cuts
	$(PYTEST) -m soak $(ARGS)

screenshots: setup ## Every screen on every panel, in each language and mode, into var/screenshots/
	@$(PYTHON_IN) -m deploy.screenshots $(ARGS)

pages: setup-test ## Every page of the collector in three sizes and both languages, into var/screenshots/pages/
	@$(PYTHON_IN) -m deploy.pages $(ARGS)

pictures: setup ## The same for those that the READMEs and docs/ show, into docs/pictures/
	@$(PYTHON_IN) -m deploy.screenshots --documents

lock: setup-test ## Write the lock files anew from pyproject.toml
	@deploy/lock.sh

clean: ## Remove the environment and caches; the ratings that `make run` keeps in var/ stay
	rm -rf .venv build dist RatingKiosk .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
