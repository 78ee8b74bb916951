# make report   set up .venv, score a sample, print where its PDF is
# make test     set up .venv, run everything CI runs (REQUIRE_TOOLS=1: a skipped test fails)
# make format   let ruff rewrite the code      make bench    measure, as ratios within one run
# make samples  write submissions/ anew        make golden   write the golden results anew, to be reviewed by eye
PYTHON ?= python3
BIN := .venv/bin
SAMPLE := submissions/binhai-2021.json

# Whatever the tools remember stays inside .venv.
export PYTHONPYCACHEPREFIX := $(CURDIR)/.venv/cache/python
export RUFF_CACHE_DIR := $(CURDIR)/.venv/cache/ruff
export MYPY_CACHE_DIR := $(CURDIR)/.venv/cache/mypy
export REQUIRE_TOOLS

.PHONY: report test format bench samples golden

report: .venv/installed
	$(BIN)/evaluate $(SAMPLE) -o reports --date 2021-12-31 --overwrite

test: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --cache-dir .venv/cache/imports
	$(BIN)/python -m pytest

format: .venv/installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/installed-dev
	$(BIN)/python -m tests.bench.whole_run
	$(BIN)/python -m tests.bench.validation

samples: .venv/installed
	$(BIN)/python submissions/generate.py

golden: .venv/installed-dev
	$(BIN)/python -m tests.scoring.update_golden
	$(BIN)/python -m tests.submission.update_invalid_texts
	$(BIN)/python -m tests.report.page_images
	$(BIN)/evaluate $(SAMPLE) -o reports --date 2021-12-31 --overwrite

.venv/installed: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

.venv/installed-dev: .venv/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[dev]"
	touch $@
