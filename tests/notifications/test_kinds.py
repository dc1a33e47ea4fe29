"""Every kind that the code sends is declared, so that a person can turn its letters off."""

import ast
from pathlib import Path

from django.conf import settings

from shnor_portal.celery import app
from shnor_portal.notifications.kinds import all_kinds

SOURCES = ("shnor_portal", "schools", "diagnostics", "roadmaps", "reports")


def declared_in_source() -> set[str]:
    """First arguments of every `declare(...)` in every app's notifications.py."""
    root = Path(settings.BASE_DIR)
    found: set[str] = set()
    for path in (path for name in SOURCES for path in (root / name).rglob("notifications.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "declare":
                assert isinstance(node.args[0], ast.Constant), path
                found.add(str(node.args[0].value))
    return found


def test_kinds_of_every_app_are_known_to_the_running_portal():
    known = {kind.code for kind in all_kinds()}
    assert declared_in_source()
    assert declared_in_source() - known == set()


def test_every_kind_has_a_russian_title_of_its_own():
    titles = [kind.title for kind in all_kinds()]
    assert len(titles) == len(set(titles))
    assert [title for title in titles if not any("а" <= letter <= "я" for letter in title.lower())] == []


def test_every_entry_of_the_clock_names_a_known_task():
    app.loader.import_default_modules()
    assert {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()} - set(app.tasks) == set()
