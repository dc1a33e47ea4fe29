"""The stages of `make test`, as data: what each is for, and the commands it runs."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from scripts.places import PYTHON, ROOT

Command = tuple[str, ...]
WORKERS = "2"
"""Parallel test processes; the suite is sized for a machine of two cores."""


@dataclass(frozen=True)
class Stage:
    """One stage. `commands` takes the path for a JUnit report, which only suites write."""

    name: str
    title: str
    commands: Callable[[Path], tuple[Command, ...]]
    needs_servers: bool = False


def _fixed(*commands: Command) -> Callable[[Path], tuple[Command, ...]]:
    return lambda _report: commands


def _module(name: str, *arguments: str) -> Command:
    return (str(PYTHON), "-m", name, *arguments)


def _suite(selection: str) -> Callable[[Path], tuple[Command, ...]]:
    """One run of pytest over the tests that a marker expression selects."""
    parallel = ("-n", WORKERS, "--dist", "loadfile")
    return lambda report: (_module("pytest", "-q", *parallel, "-m", selection, f"--junitxml={report}"),)


STAGES = (
    Stage("lint", "стиль кода", _fixed(_module("ruff", "check", "."), _module("ruff", "format", "--check", "."))),
    Stage("types", "типы", _fixed(_module("mypy", "."))),
    Stage("imports", "кто от кого зависит", _fixed((str(PYTHON.parent / "lint-imports"), "--no-logo"))),
    Stage(
        "migrations",
        "миграции описывают модели",
        _fixed((str(PYTHON), str(ROOT / "manage.py"), "makemigrations", "--check", "--dry-run")),
    ),
    Stage("sqlite", "тесты на SQLite", _suite("not e2e and not worker and not postgres")),
    Stage(
        "postgres",
        "тесты на PostgreSQL и Redis с рабочим процессом Celery",
        _suite("not e2e and (database or worker or postgres)"),
        needs_servers=True,
    ),
    Stage("e2e", "пути человека в браузере", _suite("e2e"), needs_servers=True),
)
