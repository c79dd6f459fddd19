# The two that matter: `make run` and `make test`. Everything is set up in .venv; nothing else on the machine is touched,
# except that `make test` installs Debian's browser if there is none and we may.

PYTHON ?= python3
PORT ?= 8501
# Not from the environment, where some shells keep the machine's name under HOST.
HOST = 127.0.0.1
BIN = .venv/bin
PIP = $(BIN)/python -m pip install --disable-pip-version-check --quiet --constraint constraints.txt

.PHONY: help run test check js bench cases audit browser canary clean

help:
	@echo "make run [PORT=8501]  set up and serve the page to this machine; HOST=0.0.0.0 to all"
	@echo "make test             set up, with a browser, and pass the whole suite (make check is part of it)"
	@echo "make check            ruff, mypy --strict, deptry; lint, types and unit tests of the browser side"
	@echo "make js               bundle dashboard/frontend anew; for maintainers, needs node and npm"
	@echo "make bench            measure the page beside a plain one; prints a table"
	@echo "make cases            try what once broke the page on old code and on today's; prints a table"
	@echo "make audit            ask the advisory service about every pinned package; says so if it cannot be reached"
	@echo "make canary           try the newest Streamlit, folium and streamlit-folium beside ours and say what breaks; may fail"
	@echo "make clean            remove .venv and caches"

.venv/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; name it: make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv .venv
	@touch $@

.venv/ready: .venv/made pyproject.toml constraints.txt
	$(PIP) --editable .
	@touch $@

.venv/ready-test: .venv/made pyproject.toml constraints.txt
	$(PIP) --editable '.[test]'
	@touch .venv/ready $@

run: .venv/ready
	$(BIN)/python -m dashboard run --port $(PORT) --host $(HOST)

browser: .venv/ready-test
	@$(BIN)/python -m tests.browser.find_chrome --install

check: .venv/ready-test
	$(BIN)/ruff check .
	$(BIN)/mypy --strict
	$(BIN)/deptry .
	$(BIN)/deptry . --exclude '\.venv' --ignore DEP002,DEP004
	$(BIN)/python -m tests.frontend

# A maintainer's step: whoever only runs or tests the page needs neither node nor npm, for the bundles are committed.
js:
	cd dashboard/frontend && npm ci --ignore-scripts --no-audit --no-fund && node build.mjs

test: check browser
	$(BIN)/python -m pytest --numprocesses 3 --dist loadfile --no-loadscope-reorder

bench: .venv/ready-test browser
	$(BIN)/python -m tests.benchmarks

cases: .venv/ready-test
	$(BIN)/python -m tests.benchmarks.cases

# An environment of its own: pip-audit brings packages that the page does not know.
audit: .venv/made
	$(PYTHON) -m venv .venv/audit
	.venv/audit/bin/python -m pip install --disable-pip-version-check --quiet pip-audit || \
		{ echo "not audited: pip-audit cannot be installed here"; exit 2; }
	$(BIN)/python -m tests.audit .venv/audit/bin/pip-audit

# An environment of its own: what it tries must not reach the page. pip tells that our ranges are left; that is the point.
canary:
	$(PYTHON) -m venv .venv/canary
	.venv/canary/bin/python -m pip install --disable-pip-version-check --quiet '.[test]'
	.venv/canary/bin/python -m pip install --disable-pip-version-check --quiet --upgrade streamlit folium streamlit-folium
	@echo "tried, then ours:"
	@.venv/canary/bin/python -m pip freeze | grep -E '^(streamlit|folium|streamlit-folium)=='
	@grep -E '^(streamlit|folium|streamlit-folium)==' constraints.txt
	.venv/canary/bin/python -m pytest --no-header --tb=line tests/test_upstream_contract.py tests/test_app.py

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache *.egg-info
