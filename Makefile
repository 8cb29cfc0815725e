# The portal's commands. `make run` and `make test` are all that a newcomer needs.
SHELL := /bin/bash
PYTHON ?= python3.11
PY := .venv/bin/python
STAMP := .venv/.filled-$(shell cat requirements/lock.txt requirements/installer.txt 2>/dev/null | cksum | cut -d' ' -f1)
export PORTAL_VAR ?= var

.DEFAULT_GOAL := help
.PHONY: help environment run test test-services check bench load faults messages lock clean packages-run packages-test pictures

help: ## List the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 24

$(STAMP): requirements/lock.txt requirements/installer.txt
	@.ci/environment "$(PYTHON)"
	@rm -f .venv/.filled-* && touch $@

environment: $(STAMP) ## Fill .venv from the hashed lock files

packages-run:
	@.ci/packages run

packages-test:
	@.ci/packages test

run: packages-run environment ## Set everything up, load fictitious data, serve on http://localhost:8000
	@$(PY) manage.py bootstrap
	@$(PY) manage.py load_demo
	@$(PY) manage.py serve

test: packages-test environment ## Run the tests
	@env -u PORTAL_VAR .ci/tests $(ARGS)

test-services: packages-test environment ## Run the marked tests on PostgreSQL and Redis
	@env -u PORTAL_VAR .ci/services $(PY) -m pytest -m services -q $(ARGS)

check: packages-test environment ## Lint, types, contracts, messages, migrations, security
	@env -u PORTAL_VAR .ci/check

bench: environment ## Measure speed as ratios inside one run; writes var/bench.json
	@$(PY) -m tests.benchmarks $(ARGS)

load: environment ## Chunks of 100 rooms on one process; prints the figures
	@env -u PORTAL_VAR $(PY) -m tests.load $(ARGS)

faults: packages-test environment ## Kill the server and runs that fetch law, change packages: nothing may be lost or go unnoticed
	@env -u PORTAL_VAR $(PY) -m tests.faults $(ARGS)

messages: packages-test environment ## Bring the message catalogues in step with the sources
	@$(PY) manage.py messages

lock: ## Resolve the dependencies anew (needs the environment)
	@.venv/bin/uv pip compile pyproject.toml --group dev --generate-hashes --no-header --no-emit-index-url --python-version 3.11 --universal --upgrade -q -o requirements/lock.txt
	@echo 'uv>=0.9' | .venv/bin/uv pip compile - --generate-hashes --no-header --no-emit-index-url --python-version 3.11 --universal --upgrade -q -o requirements/installer.txt

clean: ## Remove the environment and all state under var/
	@rm -rf .venv var

pictures: environment ## Photograph a running portal in four languages (docs/pictures)
	@$(PY) -m tests.pictures $(ARGS)
