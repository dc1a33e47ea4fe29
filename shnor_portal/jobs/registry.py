"""Kinds of jobs. An app registers its functions in tasks.py; services name a kind and know no function."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from shnor_portal.accounts.permissions import Permission

JobFunction = Callable[..., dict[str, Any]]


@dataclass(frozen=True, slots=True)
class JobKind:
    """`run(handle, **arguments)` gives the result; it is idempotent and may run more than once.

    `permission` is what a person needs to cancel or repeat a job that another person has queued; without it
    only the one who queued the job may.
    """

    name: str
    title: str
    run: JobFunction
    repeatable: bool
    permission: Permission | None


_KINDS: dict[str, JobKind] = {}


def job_kind(
    name: str, *, title: str, repeatable: bool = True, permission: Permission | None = None
) -> Callable[[JobFunction], JobFunction]:
    """Register a function as a kind of job. `title` is Russian, what the person sees."""

    def register(function: JobFunction) -> JobFunction:
        _KINDS[name] = JobKind(name, title, function, repeatable, permission)
        return function

    return register


def kind_named(name: str) -> JobKind:
    """Raises KeyError for a kind that nobody has registered."""
    return _KINDS[name]


def find_kind(name: str) -> JobKind | None:
    """The kind, or None: a row may outlive the code that knew it."""
    return _KINDS.get(name)


def all_kinds() -> list[JobKind]:
    return sorted(_KINDS.values(), key=lambda kind: kind.name)


__all__ = ["JobKind", "all_kinds", "find_kind", "job_kind", "kind_named"]
