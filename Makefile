# Two commands do everything: `make run` and `make test`. Both install what they need into .venv first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed

.PHONY: run demo test check lock clean help

help: ## what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

run: $(INSTALLED) ## install, then crawl every enabled source on its schedule, into data/archive.db
	@$(BIN)/kabarchy run

demo: $(INSTALLED) ## install, then the same job without the internet
	@$(BIN)/kabarchy demo

test: $(INSTALLED) check ## install, then all checks and tests
	$(BIN)/python -m pytest

check: $(INSTALLED) ## format, lint and types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

lock: $(INSTALLED) ## lock the newest allowed dependencies, with hashes
	$(BIN)/uv pip compile --upgrade --universal --generate-hashes --no-header --extra dev -q pyproject.toml -o requirements.lock

clean: ## remove what was installed and cached; the archive in data/ stays
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Kabarchy needs Python 3.11 or newer; $(PYTHON) is older. Name another: make PYTHON=python3.12 ..."; exit 2; }
	$(PYTHON) -m venv $(VENV)

$(INSTALLED): requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "Installing into $(VENV) (once; about a minute) ..."
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(INSTALLED)
