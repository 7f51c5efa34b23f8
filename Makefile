# Everything that people do with this repository, one word each. `make help` lists them.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
.PHONY: help run test check bench catalogues .venv

PYTHON := .venv/bin/python
PYTEST := pytest -n 2 --dist worksteal --durations=12
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard src/raakvlak/*/locale/*/LC_MESSAGES/*.po))

help: ## list these commands
	@awk -F ':.*## ' '/^[.a-z]+:.*## / {printf "  make %-18s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: .venv ## start Raakvlak with the demo municipality on http://127.0.0.1:8000 (PORT, RAAKVLAK_DATA, DATABASE_URL)
	@RAAKVLAK_DEMO=$${RAAKVLAK_DEMO:-1} $(PYTHON) -m raakvlak run

test: .venv ## install what the tests need, then run every check and every test, on SQLite and on PostgreSQL
	@scripts/install_test_needs.sh
	@$(MAKE) --no-print-directory check
	$(PYTHON) -m slipcover --json --out .coverage.json -m $(PYTEST) -m "not (browser or no_cover)"
	@$(PYTHON) -m slipcover --skip-covered --fail-under 96 --merge .coverage.json --out .coverage.json
	$(PYTHON) -m $(PYTEST) -m "browser or no_cover"
	scripts/with_postgres.sh $(PYTHON) -m $(PYTEST) src/raakvlak -m "not browser"

check: .venv ## all that is wrong can be seen without running it: style, types, layers, migrations, translations, words
	@scripts/check.sh

bench: .venv ## run the benchmarks, or one of them: make bench ONLY=pages
	$(PYTHON) benchmarks/run.py $(ONLY)

catalogues: .venv/.synced ## bring the English catalogues up to date with the texts in the source
	@$(PYTHON) scripts/make_catalogues.py

.venv: .venv/.synced $(CATALOGUES) ## install the locked packages and compile the translations, when they changed

.venv/.synced: .tools/bin/uv uv.lock pyproject.toml
	@.tools/bin/uv sync --frozen --quiet
	@touch $@

.tools/bin/uv:
	@scripts/install_uv.sh

%.mo: %.po scripts/compile_catalogue.py | .venv/.synced
	@$(PYTHON) scripts/compile_catalogue.py $< $@
