"""Keeps a test process to itself: its own folder for files, its own database number in Redis.

Parallel test processes share one throw-away Redis; without this the cache and the jobs of one would be
seen by the other. Databases are told apart by pytest-django.
"""

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from django.conf import settings

from shnor_portal.celery import app

_folders: list[Path] = []


def process_number() -> int:
    """1 for the first parallel process, 2 for the second; 0 when tests run in one process."""
    name = os.environ.get("PYTEST_XDIST_WORKER", "")
    return int(name.removeprefix("gw")) + 1 if name else 0


def _use_own_redis(number: int) -> None:
    address = settings.REDIS_URL.rsplit("/", 1)[0] + f"/{number}"
    settings.REDIS_URL = address
    settings.CACHES["default"]["LOCATION"] = address
    settings.CELERY_BROKER_URL = address
    app.conf.update(broker_url=address)


def _use_own_temporary_folder(folder: Path) -> None:
    """For this process and those it starts: a test may then look whether anything was left behind."""
    folder.mkdir()
    os.environ["TMPDIR"] = str(folder)
    tempfile.tempdir = str(folder)


def pytest_configure(config: pytest.Config) -> None:
    """Points settings at this process's own places before any test runs."""
    folder = Path(tempfile.mkdtemp(prefix="shnor-tests-"))
    _folders.append(folder)
    settings.DATA_DIR = folder
    settings.MEDIA_ROOT = folder / "files"
    if process_number():
        _use_own_temporary_folder(folder / "tmp")
    if settings.REDIS_URL:
        _use_own_redis(process_number())


def pytest_unconfigure(config: pytest.Config) -> None:
    """Removes the folder."""
    while _folders:
        shutil.rmtree(_folders.pop(), ignore_errors=True)
