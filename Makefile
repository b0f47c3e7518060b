# Everything a newcomer, a colleague and CI call. `make help` prints this list.
SHELL := /bin/sh
.DEFAULT_GOAL := help
PYTHON ?= python3
FUZZ_SECONDS ?= 60
AUDIT ?= pypi
AUDIT_URL ?=
UV_VERSION := 0.13.9
UV := .tools/bin/uv
RUN := .venv/bin
# The interpreter that is there is the one that is used.
export UV_PYTHON_DOWNLOADS := never
# All that set-up fetches stays in this folder; the home folder may be read-only.
export UV_CACHE_DIR ?= .tools/cache

.PHONY: help demo test check format bench corpus audit faults fuzz lock clean unit pictures

help: ## print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: .venv/ready ## the whole product on embedded servers, nothing to set up
	$(RUN)/pd-intake demo

test: .venv/ready ## all tests; those that need Dovecot or PostgreSQL run where these are installed
	$(RUN)/pytest -n 3 --dist loadfile --no-loadscope-reorder

unit: .venv/ready ## the tests that need neither server nor aiogram, at a glance
	$(RUN)/pytest -n 2 --dist load --hypothesis-profile quick tests/unit

check: .venv/ready ## format, lint, types, import contracts, tests: what CI runs
	$(RUN)/ruff format --check .
	$(RUN)/ruff check .
	$(RUN)/mypy
	$(RUN)/lint-imports
	$(MAKE) test

pictures: .venv/ready ## draw the pictures in docs/pictures anew, in a real browser
	PD_TEST_PICTURES=docs/pictures $(RUN)/pytest -q tests/browser

format: .venv/ready ## put the code into its one format
	$(RUN)/ruff format .
	$(RUN)/ruff check --fix .

bench: .venv/ready ## measure as ratios, each part also alone: python -m bench.intake and so on
	for part in intake counts scan acknowledge reading start talk storm handover growth; do \
	  PYTHONPATH=. $(RUN)/python -m bench.$$part || exit 1; done

corpus: .venv/ready ## replay labelled mail and count what was read right: CORPUS=path/to/corpus
	PYTHONPATH=. $(RUN)/python -m bench.corpus $(CORPUS)

audit: .venv/ready ## hold licences to the list, look the locked packages up among known holes: AUDIT=osv
	$(RUN)/pip-licenses
	$(UV) export --frozen --all-extras --no-dev --no-emit-project --quiet -o .tools/locked.txt
	@# AUDIT_URL: a copy of osv.dev of one's own, asked with AUDIT=osv.
	$(RUN)/pip-audit --vulnerability-service $(AUDIT) $(if $(AUDIT_URL),--osv-url $(AUDIT_URL)) \
	  --strict --disable-pip --require-hashes --progress-spinner off -r .tools/locked.txt || { \
	  echo "make audit: what is known is in the table above; where there is none, $(AUDIT) could" \
	  "not be asked, and nothing was looked up: it needs the network, AUDIT=osv asks the other" >&2; \
	  exit 1; }

fuzz: .tools/fuzz/ready ## throw mutated input at the parsers, FUZZ_SECONDS each (60)
	for each in mail subject_lines callbacks; do \
	  PYTHONPATH=. .tools/fuzz/bin/python -m fuzz.run $$each $(FUZZ_SECONDS) || exit 1; done

faults: .venv/ready ## kill the service and break its outside on either database: FAULTS="--kills 60 --database sqlite"
	PYTHONPATH=. $(RUN)/python -m tests.faults $(FAULTS)

lock: $(UV) ## choose versions anew and write them to uv.lock
	$(UV) lock --upgrade

clean: ## remove what make has made
	rm -rf .venv .tools .mypy_cache .pytest_cache .ruff_cache .import_linter_cache

$(UV):
	$(PYTHON) -m venv .tools
	.tools/bin/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

.venv/ready: $(UV) pyproject.toml uv.lock
	@# Certificates of a proxy of one's own are what most often stops it, and uv names another cure.
	$(UV) sync --frozen --all-extras --compile-bytecode --python $(PYTHON) || \
	  { echo "behind a proxy with certificates of its own: UV_SYSTEM_CERTS=1 make ..." >&2; exit 1; }
	@touch $@

.tools/fuzz/ready: $(UV) pyproject.toml uv.lock
	UV_PROJECT_ENVIRONMENT=.tools/fuzz $(UV) sync --frozen --no-dev --group fuzz --python $(PYTHON)
	@touch $@
