# Two commands matter: «make run» opens the portal, «make test» checks a change.
.DEFAULT_GOAL := help
.PHONY: help run test bench lock format

PYTHON ?= $(shell sh scripts/find_python.sh)
PIN = .venv/bin/uv pip compile pyproject.toml --quiet --generate-hashes --no-header --no-emit-index-url --python-version 3.11

help:
	@echo "make run     открыть портал с демонстрационным городом (PORT=8000, DATA_DIR=var)"
	@echo "make test    проверить изменение целиком (STAGE=lint — одна ступень, KEEP_GOING=1 — не останавливаться)"
	@echo "make bench   таблица замеров скорости"
	@echo "make format  привести код к общему виду"
	@echo "make lock    пересчитать закреплённые версии библиотек (UPGRADE=1 — взять новые)"

run: python
	@exec $(PYTHON) -m scripts.portal_run

test: python
	@exec $(PYTHON) -m scripts.check $(if $(STAGE),--stage $(STAGE)) $(if $(KEEP_GOING),--keep-going)

bench: python
	@exec $(PYTHON) -m scripts.bench

format:
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

lock:
	$(PIN) $(if $(UPGRADE),--upgrade) -o requirements/base.txt
	$(PIN) $(if $(UPGRADE),--upgrade) --group dev -c requirements/base.txt -o requirements/dev.txt

.PHONY: python
python:
	@test -n "$(PYTHON)"
