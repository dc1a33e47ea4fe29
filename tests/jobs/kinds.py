"""Kinds of jobs for tests, taken away after each."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from shnor_portal.jobs import registry
from shnor_portal.jobs.models import Job
from shnor_portal.jobs.services import enqueue


@contextmanager
def kind(name: str, run: Callable[..., Any], **options: Any) -> Iterator[None]:
    """A kind known inside the block only."""
    registry.job_kind(name, title="Проверка", **options)(run)
    try:
        yield
    finally:
        registry._KINDS.pop(name)


def queue(city, name: str = "probe", **fields: Any) -> Job:
    return enqueue(kind=name, title="Проверка", municipality_id=city.pk, by=fields.pop("by", None), **fields)
