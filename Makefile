# Herald: `make demo` shows it, `make test` checks it, `make` alone lists what there is.

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python3.14; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DOCS ?= examples/documents
PATIENT ?= examples/patients/second-line-her2-positive.yaml
OUT ?= out/demo
JOBS ?= auto

.DEFAULT_GOAL := help
.PHONY: help demo test lint types imports tests quality format bench validate fuzz docs pooled golden clean

help:  ## list what there is
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

$(STAMP): pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "Herald needs Python 3.11 or newer: make PYTHON=/path/to/python3" >&2; exit 1; }
	@echo "Setting up $(VENV) with $(PYTHON) (once) ..."
	@$(PYTHON) -m venv $(VENV) || { echo "could not make $(VENV): on Debian, install python3-venv" >&2; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

demo: $(STAMP)  ## read documents and a patient, show options with their evidence, write a report (DOCS=folder PATIENT=file)
	@$(BIN)/herald demo --documents "$(DOCS)" --patient "$(PATIENT)" --out "$(OUT)"

test: lint types imports tests  ## every check: lint, types, import contracts, tests

lint: $(STAMP)  ## ruff: rules and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(STAMP)  ## mypy, strict
	$(BIN)/mypy

imports: $(STAMP)  ## who may import whom
	$(BIN)/lint-imports

tests: $(STAMP)  ## pytest, on all cores
	$(BIN)/pytest -n $(JOBS)

quality: $(STAMP)  ## score extraction against the gold and show the floors
	$(BIN)/pytest tests/quality -rA -q

format: $(STAMP)  ## rewrite the sources in the project's format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(STAMP)  ## speed and memory, as ratios to a peer or a floor of the same run (benchmarks/README.md)
	$(BIN)/python -m benchmarks.cold_start
	$(BIN)/python -m benchmarks.decisions
	$(BIN)/python -m benchmarks.synthesis

validate: $(STAMP)  ## compute the statistics again in R and compare (needs Rscript with metafor, survival, jsonlite)
	Rscript validation/metafor.R
	Rscript validation/effect_sizes.R
	$(BIN)/python -m validation.compare
	$(BIN)/python -m validation.simulation

fuzz: $(STAMP)  ## long generative runs (minutes)
	HYPOTHESIS_PROFILE=deep $(BIN)/pytest tests/generative -n $(JOBS)

docs: $(STAMP)  ## write the reference pages that are generated from tests
	$(BIN)/python -m tests.spec.manual

pooled: $(STAMP)  ## pool the curated trials anew, for the options of patients
	$(BIN)/python -m herald.cli.pooled_table

golden: $(STAMP)  ## renew the golden files; read the difference before you commit it
	$(BIN)/pytest tests/golden --renew-golden

clean:  ## remove what was made
	rm -rf $(VENV) out build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
