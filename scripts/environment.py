"""The checkout's own environment: virtual environment from hashed requirements, front end from npm.

Each part remembers a hash of what it was made from, so a second run does nothing where nothing changed.
"""

import hashlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from scripts.places import PYTHON, REQUIREMENTS, ROOT, VENV
from scripts.steps import run_step


def fingerprint(files: Sequence[Path]) -> str:
    """SHA-256 over the contents of the files, in the order given."""
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.read_bytes())
        digest.update(b"\0")
    return digest.hexdigest()


def is_fresh(stamp: Path, expected: str) -> bool:
    """Whether the stamp says that this very content was installed."""
    return stamp.is_file() and stamp.read_text(encoding="ascii").strip() == expected


def _stamp_of(kind: str) -> Path:
    return VENV / f".requirements-{kind}.sha256"


def _venv_works() -> bool:
    """A virtual environment dies quietly when the interpreter it was made from goes away."""
    return PYTHON.exists() and os.access(PYTHON.resolve(), os.X_OK)


def ensure_python(kind: str) -> None:
    """Makes `.venv` hold exactly the pins of `requirements/<kind>.txt` (`base` to run, `dev` to check)."""
    if not _venv_works():
        run_step("Виртуальное окружение .venv", [sys.executable, "-m", "venv", "--clear", str(VENV)])
    source = REQUIREMENTS / f"{kind}.txt"
    expected = fingerprint([source])
    if is_fresh(_stamp_of(kind), expected):
        return
    command = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--require-hashes"]
    run_step(f"Библиотеки Python ({source.name})", [*command, "-r", str(source)])
    _stamp_of(kind).write_text(expected, encoding="ascii")
    if kind == "dev":  # the development pins contain the base ones, at the same versions
        _stamp_of("base").write_text(fingerprint([REQUIREMENTS / "base.txt"]), encoding="ascii")


def ensure_frontend() -> None:
    """Fetches styles, fonts and scripts named in package.json into `static_vendor/`, unless nothing changed."""
    run_step("Оформление: стили и шрифты из npm", [str(PYTHON), str(ROOT / "scripts" / "fetch_frontend.py")])
