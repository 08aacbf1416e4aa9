# 公开 gongkai. Targets: run (default), test, check, clean. Needs only Python 3.11 or newer.
PORT ?= 8000
HOST ?= 127.0.0.1

.PHONY: run test check clean

run:
	@GONGKAI_DEMO=1 scripts/run --host $(HOST) --port $(PORT)

test:
	@scripts/test

check:
	@scripts/check

# Removes what make created; never the data in var/.
clean:
	rm -rf .venv build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
