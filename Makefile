# The README's two commands are `make serve` and `make test`; both set up .venv first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
Q ?= 2017年地区生产总值是多少？

.PHONY: serve ask test lint wheel benchmarks crash fuzz screenshots clean

serve: $(VENV)/ready
	$(BIN)/report-qa serve --open

ask: $(VENV)/ready
	@$(BIN)/report-qa ask "$(Q)"

test: $(VENV)/ready
	$(BIN)/python -m pytest

lint: $(VENV)/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

wheel: $(VENV)/ready
	$(BIN)/python -m build --wheel

benchmarks: $(VENV)/ready
	$(BIN)/python -m benchmarks.xquad_retrieval
	$(BIN)/python -m benchmarks.xquad_retrieval --questions en
	$(BIN)/python -m benchmarks.cold_start
	$(BIN)/python -m benchmarks.page

crash: $(VENV)/ready
	$(BIN)/python -m benchmarks.crash

fuzz: $(VENV)/ready
	$(BIN)/python -m benchmarks.fuzz

screenshots: $(VENV)/ready
	$(BIN)/python -m benchmarks.screenshots

clean:
	rm -rf $(VENV) dist

$(VENV)/ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --constraint constraints.txt --editable ".[dev]"
	touch $@
