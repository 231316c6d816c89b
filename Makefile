# One command for developer and CI alike: make check.
PYTHON ?= .venv/bin/python

.PHONY: check format lint types layers test pages screenshots

check: format lint types layers test

format:
	$(PYTHON) -m ruff format --check .

lint:
	$(PYTHON) -m ruff check .

types:
	$(PYTHON) -m mypy

layers:
	$(dir $(PYTHON))lint-imports

test:
	$(PYTHON) -m pytest -n 2

# Writes the golden pages anew; read the diff.
pages:
	$(PYTHON) -m pytest tests --rewrite

screenshots:
	$(PYTHON) screenshots/make.py
