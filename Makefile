# Every task of the repository. `make` alone lists them.
.PHONY: help setup demo serve test check fix bench docs
.DEFAULT_GOAL := help
MILEPOST := .venv/bin/milepost
PYTHON := .venv/bin/python

help:
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | while IFS="$$(printf '\t')" read -r task text; do printf '  make %-8s %s\n' "$$task" "$$text"; done

setup: ## prepare .venv with everything, for use and for development
	@tools/setup

demo: ## a believable centre in your browser, with a way to sign in as each person
	@tools/setup run
	@$(MILEPOST) demo $(ARGS)

serve: ## your own Milepost: pages and background work, data in $MILEPOST_HOME
	@tools/setup run
	@$(MILEPOST) serve $(ARGS)

test: setup ## every test: on SQLite, in a browser, then again on PostgreSQL
	@$(PYTHON) -m tools.test $(ARGS)

check: setup ## format, lint, types, directions between rooms, migrations, docs
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m ruff check .
	$(PYTHON) -m mypy
	.venv/bin/lint-imports
	DJANGO_SETTINGS_MODULE=tests.settings $(PYTHON) -m django makemigrations --check --dry-run
	DJANGO_SETTINGS_MODULE=tests.settings $(PYTHON) -m tools.docs --check

fix: setup ## put formatting and simple lint right
	$(PYTHON) -m ruff check --fix --quiet . || true
	$(PYTHON) -m ruff format .

bench: setup ## how quick it is at 100, 1,000 and 10,000 learners, on PostgreSQL
	@$(PYTHON) -m tools.throwaway_pg $(MILEPOST) bench $(ARGS)

docs: setup ## write docs/reference again from the code
	@DJANGO_SETTINGS_MODULE=tests.settings $(PYTHON) -m tools.docs
