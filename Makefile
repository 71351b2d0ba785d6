# Reviewer. Two commands to know: `make demo` and `make test`; each installs what it needs first.
# The same on Windows, without make: see README.md.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/installed
LIBRARIES := $(VENV)/qt-libraries
LOCK_TOOL := build/lock-tool
WORKERS ?= 2
ROWS ?=
QUICK ?=
UPGRADE ?=
# Arguments for pytest: make test PYTEST='tests/store -k backup'
PYTEST ?=

export PIP_DISABLE_PIP_VERSION_CHECK := 1

# Screenshots and tests of a machine without a display are painted in memory.
DISPLAYED := $(or $(DISPLAY),$(WAYLAND_DISPLAY),$(filter-out Linux,$(shell uname -s)))
OFFSCREEN := $(if $(DISPLAYED),,QT_QPA_PLATFORM=offscreen)

.PHONY: install demo run test check lint types imports pytest format bench lock screenshots package clean
.DEFAULT_GOAL := install

install: $(INSTALLED) $(LIBRARIES)

$(VENV)/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Reviewer needs Python 3.11 or newer; name one: make install PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "No virtual environment could be made; on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }

$(INSTALLED): $(VENV)/pyvenv.cfg requirements.lock pyproject.toml
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(LIBRARIES): $(INSTALLED) scripts/qt_libraries.py scripts/debian.py
	@$(BIN)/python -m scripts.qt_libraries --stamp $@

demo: install
	$(OFFSCREEN) $(BIN)/reviewer demo $(if $(DISPLAYED),,--headless --out demo-output)

run: install
	$(BIN)/reviewer

# All parts are run, so that one call shows all there is to mend; it fails when any of them does.
test: install
	@$(MAKE) --no-print-directory --keep-going lint types imports pytest

check: install
	@$(MAKE) --no-print-directory --keep-going lint types imports

lint: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(INSTALLED)
	$(BIN)/mypy

imports: $(INSTALLED)
	$(BIN)/lint-imports

pytest: install
	@$(BIN)/python -m scripts.secret_service
	$(BIN)/python -m pytest -n $(WORKERS) $(PYTEST)

format: $(INSTALLED)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# ROWS=100000 sets the size, QUICK=1 takes small ones for a first look.
bench: install
	$(OFFSCREEN) $(BIN)/python -m bench $(if $(ROWS),--rows $(ROWS)) $(if $(QUICK),--quick)

screenshots: install
	$(OFFSCREEN) $(BIN)/reviewer screenshots --out screenshots

package: install
	$(BIN)/pyinstaller --noconfirm --log-level WARN build.spec
	$(OFFSCREEN) dist/reviewer/reviewer --self-test

# The lock names no host and no index: hashes alone say which files are meant. UPGRADE=1 takes newer
# versions; otherwise only what pyproject.toml asks for anew changes.
lock: $(LOCK_TOOL)/bin/uv
	env -u UV_FIND_LINKS -u UV_EXTRA_INDEX_URL -u UV_INDEX $(LOCK_TOOL)/bin/uv pip compile --quiet \
	  --no-config --universal --python-version 3.11 --generate-hashes $(if $(UPGRADE),--upgrade) --extra dev \
	  --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' \
	  --output-file requirements.lock pyproject.toml

$(LOCK_TOOL)/bin/uv:
	$(PYTHON) -m venv $(LOCK_TOOL)
	$(LOCK_TOOL)/bin/python -m pip install --quiet uv

clean:
	rm -rf build dist demo-output bench-output screenshots *.egg-info
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
