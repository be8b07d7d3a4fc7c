# What a newcomer needs: `make demo` and `make test`. Both set everything up from Python and make alone.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# A file of tests on each core; a process that dies ends the run, which would wait for it for ever otherwise.
SPREAD := -n auto --dist loadfile --max-worker-restart=0

.DEFAULT_GOAL := help
.PHONY: help demo test check format lint types imports docs ocr office browser postgresql spark bench clean

help: ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "relparty needs Python 3.11 or newer: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

demo: $(READY) ## screen an example lot to a report
	@rm -rf demo-report
	@$(BIN)/relparty screen tests/lots/D01-demo --out demo-report --as-of 2026-11-22; status=$$?; [ $$status -eq 1 ] || exit $$status

test: $(READY) ## the tests, a file of them on each core
	$(BIN)/python -m pytest $(SPREAD)

check: lint types imports test ## all that CI runs before the wheel test

format: $(READY) ## put the code into its form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lint: $(READY) ## format and lint, changing nothing
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(READY) ## strict mypy on the three roots
	$(BIN)/mypy

imports: $(READY) ## the import contracts
	$(BIN)/lint-imports

docs: $(READY) ## links and examples of the docs
	$(BIN)/python -m pytest tests/docs

$(VENV)/.ocr: $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,ocr]'
	@touch $@

ocr: $(VENV)/.ocr ## reading scans and photos: the extra, its tests, and a short intake benchmark (Chinese fonts needed)
	$(BIN)/python -m pytest -m ocr
	$(BIN)/python benchmarks/intake.py --forms 1 --printings xlsx,docx,pdf,scan-200-hei,scanned-pdf-200

office: $(READY) ## reading .doc and .wps, opening dossiers (LibreOffice and poppler needed)
	$(BIN)/python -m pytest -m office

tests/browser/node_modules/.package-lock.json: tests/browser/package-lock.json
	npm ci --silent --no-audit --no-fund --prefix tests/browser
	@touch $@

browser: $(READY) tests/browser/node_modules/.package-lock.json ## the interactive page in Chromium, with its accessibility (chromium and npm needed)
	$(BIN)/python -m pytest -m browser

postgresql: $(READY) ## casebooks on PostgreSQL, on a server of the tests' own (Debian: apt-get install postgresql)
	$(BIN)/python -m pytest $(SPREAD) -m "postgresql and not browser"

$(VENV)/.spark: $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,spark]' 'pyspark[connect]'
	@touch $@

spark: $(VENV)/.spark ## batches on Spark: the extra and its tests (Java 17 or newer needed)
	$(BIN)/python -m pytest -m spark

bench: $(READY) ## the benchmarks: ratios, printed side by side
	$(BIN)/python benchmarks/start.py
	$(BIN)/python benchmarks/large_lot.py
	$(BIN)/python benchmarks/report_time.py
	$(BIN)/python benchmarks/intake_speed.py

clean: ## remove what the targets made
	rm -rf $(VENV) demo-report dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
