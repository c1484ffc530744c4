# The README's two commands are `make serve` and `make test`; both set up .venv first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RESULTS := benchmarks/results
Q ?= 2017年地区生产总值是多少？

.PHONY: serve ask test lint wheel benchmarks crash fuzz soak screenshots audit sbom lock licences clean

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

benchmarks: $(VENV)/peers
	$(BIN)/python -m benchmarks.cold_start --json $(RESULTS)/cold_start.json
	$(BIN)/python -m benchmarks.warm_answers --json $(RESULTS)/warm_answers.json
	$(BIN)/python -m benchmarks.encoding --json $(RESULTS)/encoding.json
	$(BIN)/python -m benchmarks.page --json $(RESULTS)/page.json
	$(BIN)/python -m benchmarks.peers_answers --json $(RESULTS)/peers_answers.json
	$(BIN)/python -m benchmarks.xquad_retrieval --json $(RESULTS)/xquad_retrieval-zh.json
	$(BIN)/python -m benchmarks.xquad_retrieval --questions en --json $(RESULTS)/xquad_retrieval-en.json
	$(BIN)/python -m benchmarks.peers_retrieval --work report --json $(RESULTS)/peers_retrieval-report.json
	$(BIN)/python -m benchmarks.peers_retrieval --work xquad --runs 1 --every 5 --json $(RESULTS)/peers_retrieval-xquad.json
	$(BIN)/python -m benchmarks.peers_retrieval --work reports-26 --runs 1 --json $(RESULTS)/peers_retrieval-reports-26.json
	$(BIN)/python -m benchmarks.peers_retrieval --work reports-72 --runs 1 --json $(RESULTS)/peers_retrieval-reports-72.json
	$(BIN)/python -m benchmarks.load --json $(RESULTS)/load.json
	$(BIN)/python -m benchmarks.write_docs

crash: $(VENV)/ready
	$(BIN)/python -m benchmarks.crash

fuzz: $(VENV)/ready
	$(BIN)/python -m benchmarks.fuzz

soak: $(VENV)/ready
	$(BIN)/python -m benchmarks.soak

screenshots: $(VENV)/ready
	$(BIN)/python -m benchmarks.screenshots

# Known vulnerabilities of what is pinned. Fails where the service that knows them has not been reached for everything;
# the part that needs no network is tests/test_supply.py.
audit: .ci/tools/ready
	.ci/tools/bin/pip-audit --strict --no-deps --disable-pip --progress-spinner off --requirement constraints.txt

# The software bill of materials, CycloneDX 1.6, of the environment as it is tested.
sbom: $(VENV)/ready .ci/tools/ready
	mkdir -p dist
	.ci/tools/bin/cyclonedx-py environment --pyproject pyproject.toml --output-reproducible --output-file dist/sbom.json \
	    $(BIN)/python

# Both are to be made anew when constraints.txt changes.
lock licences: $(VENV)/ready
	$(BIN)/python .ci/supply.py $@

clean:
	rm -rf $(VENV) .ci/tools dist

$(VENV)/ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --constraint constraints.txt --editable ".[dev]"
	touch $@

.ci/tools/ready: .ci/tools.txt
	$(PYTHON) -m venv .ci/tools
	.ci/tools/bin/python -m pip install --requirement .ci/tools.txt
	touch $@

$(VENV)/peers: benchmarks/requirements.txt $(VENV)/ready
	$(BIN)/python -m pip install --constraint constraints.txt --requirement benchmarks/requirements.txt
	touch $@
