# `make up` starts everything on a machine that has Python 3.11 or newer; `make help` lists the rest.

SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
PACKAGES := contracts libs/kit services/gateway services/llm services/imagegen services/render libs/cli
MODULES := deckwire_contracts deckwire_kit deckwire_gateway deckwire_llm deckwire_imagegen deckwire_render deckwire
PROJECTS := $(addsuffix /pyproject.toml,$(PACKAGES))
RUN := $(VENV)/.installed-run
DEV := $(VENV)/.installed-dev
PIP := $(BIN)/python -m pip --disable-pip-version-check
# What `make test ARGS=…` and `make up ARGS=…` hand on.
ARGS ?=
# How many test files run at once; most of a test's time is waiting.
JOBS ?= 3
PYTHON ?=

.DEFAULT_GOAL := help
WEB := services/gateway/web
PAGE := services/gateway/deckwire_gateway/page/index.html
.PHONY: help up page test demo gallery bench bench-render chaos property lint lock clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## */\1\t/' | expand -t 14

up: $(RUN) page ## install what is missing, start the broker and all services
	@$(BIN)/deckwire up $(ARGS)

page: ## build the chat page, if npm is here
	@if command -v npm >/dev/null 2>&1; then $(MAKE) --no-print-directory $(PAGE); \
	else echo "npm is not here, so the chat page is not built; http://127.0.0.1:8000 says how"; fi

test: $(DEV) page ## run the whole test suite
	@$(BIN)/python -m pytest -n $(JOBS) --dist loadfile $(ARGS)

demo: $(RUN) ## turn examples/quarterly-report.md into out/quarterly-report.pptx and .pdf
	@$(BIN)/deckwire make examples/quarterly-report.md -o out/quarterly-report.pptx --pdf --timeline \
		--data .deckwire/demo $(ARGS)

gallery: $(DEV) ## turn every source of examples/gallery.toml into decks and pictures in out/gallery
	@$(BIN)/python -m tests.gallery make out/gallery $(ARGS)

bench: $(DEV) ## run the benchmarks
	@names=$$($(BIN)/deckwire bench) && for name in $$names; do echo "== $$name"; $(BIN)/deckwire bench "$$name"; done

bench-render: $(DEV) ## build the same deck with python-pptx, with Deckwire and with PptxGenJS
	@$(BIN)/deckwire bench render $(ARGS)

property: $(DEV) ## the long run over decks and documents at random
	@DECKWIRE_PROPERTY=long $(BIN)/python -m pytest -q -s tests/unit/render_property --timeout 0 $(ARGS)

chaos: $(DEV) ## the long fault run: processes are killed and connections are cut at random
	@DECKWIRE_CHAOS=long $(BIN)/python -m pytest -s tests/chaos tests/e2e/socketio/test_random_cuts.py $(ARGS)

lint: $(DEV) ## run all static checks
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy $(addprefix -p ,$(MODULES))
	@$(BIN)/lint-imports
	@if command -v npm >/dev/null 2>&1; then $(MAKE) --no-print-directory $(WEB)/node_modules/.package-lock.json && \
	cd $(WEB) && npm run --silent check; else echo "npm is not here: the chat page is not type-checked"; fi

$(WEB)/node_modules/.package-lock.json: $(WEB)/package-lock.json
	@echo "installing what the chat page is built with…"
	@cd $(WEB) && npm ci --silent --no-audit --no-fund
	@touch $@

$(PAGE): $(WEB)/node_modules/.package-lock.json $(WEB)/index.html $(WEB)/vite.config.ts $(shell find $(WEB)/src -type f)
	@cd $(WEB) && npm run --silent build -- --logLevel warn

lock: $(DEV) ## resolve the lock files anew; ARGS=--upgrade takes newer releases
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python requirements/lock.py $(ARGS)

clean: ## remove what the targets made, but no decks
	@rm -rf $(VENV) $(WEB)/node_modules $(dir $(PAGE)) out build dist .coverage .coverage.* .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@sh requirements/venv.sh "$(VENV)" "$(PYTHON)"

$(RUN): requirements/cli.lock $(PROJECTS) | $(BIN)/python
	@if [ -e $(DEV) ] && [ ! $(DEV) -ot requirements/cli.lock ]; then :; else \
		echo "installing the libraries that requirements/cli.lock names…"; \
		$(PIP) install --quiet --require-hashes -r requirements/cli.lock; fi
	@$(PIP) install --quiet --no-deps --no-build-isolation $(addprefix -e ./,$(PACKAGES))
	@touch $@

$(DEV): requirements/dev.lock $(PROJECTS) | $(BIN)/python
	@echo "installing the libraries that requirements/dev.lock names…"
	@$(PIP) install --quiet --require-hashes -r requirements/dev.lock
	@$(PIP) install --quiet --no-deps --no-build-isolation $(addprefix -e ./,$(PACKAGES))
	@touch $@ $(RUN)
