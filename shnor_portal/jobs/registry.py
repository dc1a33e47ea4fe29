"""Kinds of jobs. An app registers its functions in tasks.py; services name a kind and know no function."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

JobFunction = Callable[..., dict[str, Any]]


@dataclass(frozen=True, slots=True)
class JobKind:
    """`run(handle, **arguments)` gives the result; it is idempotent and may run more than once."""

    name: str
    title: str
    run: JobFunction
    repeatable: bool


_KINDS: dict[str, JobKind] = {}


def job_kind(name: str, *, title: str, repeatable: bool = True) -> Callable[[JobFunction], JobFunction]:
    """Register a function as a kind of job. `title` is Russian, what the person sees."""

    def register(function: JobFunction) -> JobFunction:
        _KINDS[name] = JobKind(name, title, function, repeatable)
        return function

    return register


def kind_named(name: str) -> JobKind:
    """Raises KeyError for a kind that nobody has registered."""
    return _KINDS[name]


def all_kinds() -> list[JobKind]:
    return sorted(_KINDS.values(), key=lambda kind: kind.name)


__all__ = ["JobKind", "all_kinds", "job_kind", "kind_named"]
