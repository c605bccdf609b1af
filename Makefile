# The commands people type; each says what it does. README.md has the same for Windows, without make.

VENV := .venv
PY := $(VENV)/bin/python
STAMP := $(VENV)/installed-in
PIP := $(PY) -m pip --quiet --disable-pip-version-check --no-input

# Set it to use a Python of your own: make install PYTHON=/path/to/python
PYTHON ?= python3 python3.14 python3.13 python3.12 python3.11

.PHONY: help install course pages class shortcut test check build docs lock clean

help:
	@echo 'make course    open the course in your browser (installs it first)'
	@echo 'make pages     open it as plain pages, without JupyterLab around them'
	@echo 'make class     lead a class: phones join over your network (ARGS=class_30: the short one)'
	@echo 'make shortcut  put an icon on your desktop that opens it'
	@echo 'make install   put everything the course needs into $(VENV)/'
	@echo 'make test      run every test'
	@echo 'make check     look over the code, the notebooks and every customer'
	@echo 'make build     write the notebooks anew from their Markdown'
	@echo 'make docs      write the table and the maps of all customers anew'
	@echo 'make lock      choose package versions anew: requirements.lock'
	@echo 'make clean     remove what these commands made'

install: $(STAMP)

course: install
	@$(PY) -m course open $(ARGS)

pages: install
	@$(PY) -m course pages $(ARGS)

class: install
	@$(PY) -m course.classroom --open $(ARGS)

shortcut: install
	@$(PY) -m course shortcut

test: install
	@$(PY) -m pytest --numprocesses auto $(ARGS)

check: install
	@$(PY) -m ruff check
	@$(PY) -m ruff format --check
	@$(PY) -m mypy
	@$(PY) -m course build --check
	@$(PY) -m course check

build: install
	@$(PY) -m course build

docs: install
	@$(PY) -m course check --docs docs

# One file for Python 3.11 to 3.14 on Linux, macOS and Windows; it names no place to download from.
lock: install
	@$(PIP) install 'uv>=0.9,<1'
	@$(PY) -m uv --quiet pip compile --universal --python-version 3.11 --all-extras --upgrade \
		--generate-hashes --no-emit-index-url --custom-compile-command 'make lock' \
		--output-file requirements.lock pyproject.toml
	@echo 'requirements.lock is new. Run `make test`, then commit it.'

clean:
	@rm -rf $(VENV) dist .hypothesis .mypy_cache .pytest_cache .ruff_cache

# An environment names the folder it was made in, and one may have been left half made:
# unless the stamp says that this is the one, make it anew.
ifneq ($(shell cat $(STAMP) 2>/dev/null),$(CURDIR))
.PHONY: $(PY)
endif

$(PY):
	@for python in $(PYTHON); do \
		"$$python" -c 'import ensurepip, sys, venv; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' \
			2>/dev/null || continue; \
		echo "Making a Python environment in $(VENV)/ with $$("$$python" --version) ..."; \
		"$$python" -m venv --clear $(VENV) && exit 0; \
		rm -rf $(VENV); exit 1; \
	done; \
	echo 'Module Nine needs Python 3.11, 3.12, 3.13 or 3.14, and found none that can make an environment.' >&2; \
	echo 'Install one (on Debian and Ubuntu with python3-venv), or name it: make install PYTHON=...' >&2; \
	exit 1

$(STAMP): $(PY) pyproject.toml requirements.lock
	@echo 'Installing what the course needs. The first time this takes a few minutes ...'
	@$(PIP) install --require-hashes --requirement requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@echo '$(CURDIR)' > $@
	@echo 'Installed.'
