# `make demo` and `make test` are all a newcomer needs; each sets up .venv by itself.
PY := .venv/bin/python
STORY := examples/musk-trump

.PHONY: demo test chromium lint types eval check bench train lock clean

demo: .venv/ready
	$(PY) -m detente $(STORY)
	mkdir -p out
	$(PY) -m detente report $(STORY) -o out/musk-trump.html

test: .venv/ready chromium
	$(PY) -m pytest -n 2

# The page is tested in a real browser, Debian's own; without one those tests say that they were skipped.
chromium:
	@if ! command -v chromium >/dev/null && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null || true; fi

cluster: .venv/ready
	$(PY) -m pytest -m cluster

lint: .venv/ready
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .

types: .venv/ready
	$(PY) -m mypy

eval: .venv/ready
	$(PY) -m eval all

check: lint types test eval

bench: .venv/ready
	for bench in benchmarks/*.py; do $(PY) -m benchmarks.$$(basename $$bench .py) || exit 1; done
	$(PY) -m benchmarks.performance

train:
	python3 -m venv .venv-train
	.venv-train/bin/python -m pip install --upgrade pip
	.venv-train/bin/python -m pip install -e '.[train]'
	.venv-train/bin/python -m training.train --data ../shared/eval
	.venv-train/bin/python -m training.pronouns --data ../shared/eval

lock:
	$(PY) -m uv pip compile pyproject.toml --extra dev --universal --generate-hashes --no-header -o requirements/lock.txt

clean:
	rm -rf .venv .venv-train out dist

# pip 23.2 cannot install lxml's extras from a hash-pinned list, so pip itself is raised first.
.venv/ready: requirements/lock.txt requirements/pip.txt pyproject.toml
	python3 -m venv .venv
	$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r requirements/pip.txt
	$(PY) -m pip install -q --require-hashes -r requirements/lock.txt
	$(PY) -m pip install -q --no-deps --no-build-isolation -e .
	touch .venv/ready
