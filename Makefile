# One command for developer and CI alike: make check.
PYTHON ?= .venv/bin/python

.PHONY: check format lint types layers test quick fuzz newest pages screenshots

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

# Values, parsing, layout, writing and the library's contract, in half a minute.
QUICK = tests/parse tests/layout tests/write tests/library/test_contract.py tests/test_pace.py tests/test_pages.py
quick:
	$(PYTHON) -m pytest -n 2 -m "not slow" --hypothesis-profile=quick $(QUICK)

# The properties, on examples that nobody has tried before.
fuzz:
	$(PYTHON) -m pytest -n 2 -m hypothesis --hypothesis-profile=random

# The screen's tests on the newest Textual, pre-releases among them, in an environment of their own.
newest:
	python3 -m venv .venv-newest
	.venv-newest/bin/pip install -q --upgrade --pre textual rich
	.venv-newest/bin/pip install -q -e '.[dev]'
	.venv-newest/bin/python -c "from importlib.metadata import version; print('textual', version('textual'))"
	.venv-newest/bin/python -m pytest -n 2 tests/tui_reader tests/tui_shell tests/pty

# Writes the golden pages anew; read the diff.
pages:
	$(PYTHON) -m pytest tests --rewrite

screenshots:
	$(PYTHON) screenshots/make.py
