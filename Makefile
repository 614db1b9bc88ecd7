# Every gate and every long job; CI calls `make test` and nothing else.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.stamp
# Every run of pytest needs the program that is installed in this tree, whatever else the machine has.
RUN := PATH="$(CURDIR)/$(BIN):$$PATH"

.PHONY: help setup demo live-demo test lint types layers unit coverage deep bench docs flights-year clean

help:  ## list what there is
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: $(STAMP)  ## make .venv with everything that development needs

$(STAMP): pyproject.toml constraints.txt $(wildcard src/gnomon/sketches/kernel/*)
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable . --group dev
	@touch $(STAMP)

demo: $(STAMP)  ## a year of real flights: what changed when, and a report
	$(BIN)/gnomon demo --data data

live-demo: $(STAMP)  ## a model behind FastAPI goes wrong, and an alert arrives: two minutes
	$(BIN)/python -m examples.live

test: lint types layers unit  ## every gate

lint: $(STAMP)  ## ruff: style, and the format
	$(BIN)/ruff check src tests benchmarks docs examples
	$(BIN)/ruff format --check src tests benchmarks docs examples examples

types: $(STAMP)  ## mypy strict, and pyright as users see it
	$(BIN)/mypy
	$(BIN)/pyright

layers: $(STAMP)  ## a lower room never imports a higher one
	$(BIN)/lint-imports

unit: $(STAMP)  ## tests, doctests, README and docs
	$(RUN) HYPOTHESIS_PROFILE=ci $(BIN)/pytest -n 2 --dist worksteal

coverage: $(STAMP)  ## the lines and branches that no test runs; twice the time of `unit`
	$(RUN) HYPOTHESIS_PROFILE=ci $(BIN)/pytest -n 2 --dist worksteal --cov --cov-report=term:skip-covered

deep: $(STAMP)  ## the long forms, with fresh seeds
	$(RUN) HYPOTHESIS_PROFILE=deep $(BIN)/pytest -m deep -n 2

bench: $(STAMP)  ## measure, and write docs/benchmarks.md
	$(BIN)/python -m benchmarks

docs: $(STAMP)  ## fill in what a program can say on the pages, and draw their pictures anew
	$(BIN)/python docs/refresh.py
	$(BIN)/python docs/pictures.py

flights-year: $(STAMP)  ## the mails of a year of flights, a run a day, and their pictures: docs/flights-year.md
	$(BIN)/python docs/flights_year.py

clean:  ## remove what was made
	rm -rf .venv build src/gnomon.egg-info src/gnomon/sketches/_kernel.*.so .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage* flights-report.html
