"""Debian packages that cannot come as Python or npm packages: what is missing, and installing it where allowed."""

import contextlib
import ctypes
import glob
import importlib.util
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from scripts.console import SetupError
from scripts.steps import run_step

POLICY = Path("/usr/sbin/policy-rc.d")
"""Debian asks this file whether a freshly installed service may start; exit code 101 is «no»."""


@dataclass(frozen=True)
class Need:
    """A package, and a look at the machine that tells whether what it brings is already there."""

    package: str
    is_met: Callable[[], bool]


def _has_library(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _has_program(*names: str) -> bool:
    return any(shutil.which(name) for name in names)


RUN_NEEDS = (
    Need("python3-venv", lambda: importlib.util.find_spec("ensurepip") is not None),
    Need("libpango-1.0-0", lambda: _has_library("libpango-1.0.so.0")),
    Need("libpangoft2-1.0-0", lambda: _has_library("libpangoft2-1.0.so.0")),
    Need("libharfbuzz-subset0", lambda: _has_library("libharfbuzz-subset.so.0")),
    Need("fonts-paratype", lambda: bool(glob.glob("/usr/share/fonts/truetype/paratype/*"))),
)
"""Running the portal: WeasyPrint draws papers with Pango and HarfBuzz; PT fonts stand in for PT Astra in them."""

TEST_NEEDS = (
    Need("postgresql", lambda: bool(glob.glob("/usr/lib/postgresql/*/bin/initdb")) or _has_program("initdb")),
    Need("redis-server", lambda: _has_program("redis-server")),
    Need("chromium", lambda: _has_program("chromium", "chromium-browser")),
    Need("libreoffice-writer-nogui", lambda: bool(glob.glob("/usr/lib/libreoffice/program/libswlo.so"))),
)
"""Checking a change: throw-away servers, a browser without a window, and an office that opens our papers."""


def missing(needs: Sequence[Need]) -> list[str]:
    """Names of the packages whose contents this machine lacks."""
    return [need.package for need in needs if not need.is_met()]


def _administrator_prefix() -> list[str] | None:
    """What to put before a command to run it as root; None when this user may not."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return [sudo, "-n"]
    return None


@contextlib.contextmanager
def _services_stay_off(prefix: Sequence[str]) -> Iterator[None]:
    """Keeps apt from starting the services it installs: we need their programs, not servers on their usual ports."""
    if POLICY.exists():
        yield
        return
    subprocess.run([*prefix, "tee", str(POLICY)], input=b"#!/bin/sh\nexit 101\n", stdout=subprocess.DEVNULL, check=True)
    subprocess.run([*prefix, "chmod", "755", str(POLICY)], check=True)
    try:
        yield
    finally:
        subprocess.run([*prefix, "rm", "-f", str(POLICY)], check=True)


def ensure(needs: Sequence[Need]) -> None:
    """Installs the missing packages, or raises `SetupError` with the one line to run."""
    packages = missing(needs)
    if not packages:
        return
    prefix = _administrator_prefix()
    if prefix is None or not _has_program("apt-get"):
        line = f"sudo apt-get update && sudo apt-get install -y --no-install-recommends {' '.join(packages)}"
        raise SetupError(f"Не хватает пакетов Debian. Установите их и повторите команду:\n    {line}")
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]
    run_step("Список пакетов Debian", [*apt, "update"])
    with _services_stay_off(prefix):
        run_step(f"Пакеты Debian: {', '.join(packages)}", [*apt, "install", "-y", "--no-install-recommends", *packages])
    still_missing = missing(needs)
    if still_missing:
        raise SetupError(f"После установки всё ещё нет: {', '.join(still_missing)}")
