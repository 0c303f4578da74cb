# Everything a fresh machine needs is Python 3.11 with its venv module, and make.
#   make ask Q="Can one database have two owners?"
#   make test

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV ?= .venv
# Tests run side by side; each worker takes a gigabyte. Of the quick ones a worker that has nothing
# left to do takes tests from another, so that none waits for a long file of another's. Slow ones of
# a file stay together: what they share is an index or a site that takes a minute to make.
# One a core, at most four.
WORKERS ?= $(shell cores=$$(nproc 2>/dev/null || echo 2); echo $$((cores < 4 ? cores : 4)))
# What is compiled once is kept, whatever the environment says: the second run starts sooner.
PYTEST = PYTHONDONTWRITEBYTECODE= $(BIN)/pytest -n $(WORKERS)
BIN := $(VENV)/bin

# A question is anybody's text: it reaches the command through the environment, never as shell code.
override export Q := $(value Q)

.PHONY: help install install-test ask serve index test test-slow check check-slow clean
help:
	@echo 'make ask Q="your question"   set up if needed, index content/, answer'
	@echo 'make serve                   the pages and a box to ask in, in a browser'
	@echo 'make index                   index content/ again after an edit'
	@echo 'make test                    set up the tests and run all but the slow ones'
	@echo 'make test-slow               run the slow ones'
	@echo 'make clean                   remove the virtual environment and the index'

install: $(VENV)/.installed

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "make: no python3 found; install Python 3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "make: $(PYTHON) is older than Python 3.11; name another: make PYTHON=…" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' || \
	  { echo "make: $(PYTHON) has no venv module; on Debian: apt-get install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: constraints.txt pyproject.toml | $(VENV)/bin/python
	@echo "Setting up $(VENV) (some minutes, once)" >&2
	$(BIN)/pip install --quiet --constraint constraints.txt setuptools
	$(BIN)/pip install --quiet --constraint constraints.txt --no-build-isolation --editable '.[build,eval,serve,slack]'
	@touch $@

$(VENV)/.installed-test: $(VENV)/.installed
	$(BIN)/pip install --quiet --constraint constraints.txt --no-build-isolation --editable '.[build,eval,serve,slack,test]'
	@touch $@

install-test: $(VENV)/.installed-test

ask: $(VENV)/.installed
	@test -n "$$Q" || { echo 'make: ask what? make ask Q="your question"' >&2; exit 2; }
	@$(BIN)/playbook ask -- "$$Q" || test $$? -eq 3  # 3: the honest no, which is no failure of make

# An index that is there is served as it is: `make index` after an edit, and the pages follow.
serve: $(VENV)/.installed
	@$(BIN)/playbook serve

index: $(VENV)/.installed
	@$(BIN)/playbook index

test: install-test check

test-slow: install-test check-slow

# The checks alone; nothing here needs a network.
check:
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(PYTEST) --dist worksteal -m 'not slow'

check-slow:
	$(PYTEST) --dist loadfile -m slow

clean:
	rm -rf $(VENV) .playbook
