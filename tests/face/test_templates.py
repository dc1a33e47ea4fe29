"""Templates obey the content security policy and compile; the scripts and styles they name exist."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template import Engine

from shnor_portal.common.icons import ICONS

FOLDER = Path(settings.BASE_DIR) / "templates"
NAMES = sorted(str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*.html"))
FORBIDDEN = {
    "a style attribute": r"<[^>]*\sstyle\s*=",
    "a style element": r"<style\b",
    "an event attribute": r"<[^>]*\son[a-z]+\s*=",
    "an htmx event attribute": r"<[^>]*\shx-(on|vals=.js:)",
    "an inline script": r"<script(?![^>]*\b(src=|type=\"application/json\"))[^>]*>",
    "a javascript: address": r"javascript:",
    "a foreign host": r"""(?:src|href|action)\s*=\s*["'](?:https?:)?//""",
}


def source(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_template_compiles(name):
    assert Path(Engine.get_default().get_template(name).origin.name) == FOLDER / name


@pytest.mark.parametrize("name", NAMES)
def test_template_holds_nothing_the_policy_drops(name):
    assert [fault for fault, pattern in FORBIDDEN.items() if re.search(pattern, source(name), re.IGNORECASE)] == []


@pytest.mark.parametrize("name", NAMES)
def test_template_names_known_icons(name):
    assert {icon for icon in re.findall(r'{% icon "([^"]+)"', source(name)) if icon not in ICONS} == set()


def test_named_static_files_exist():
    named = {file for name in NAMES for file in re.findall(r"{% static ['\"]([^'\"]+)['\"]", source(name))}
    assert named
    assert {file for file in named if finders.find(file) is None} == set()


def test_style_sheets_import_existing_files():
    root = Path(settings.BASE_DIR) / "static" / "css"
    imports = re.findall(r'@import url\("([^"]+)"\)', (root / "portal.css").read_text(encoding="utf-8"))
    named = [file.removeprefix("../") if file.startswith("../") else f"css/{file}" for file in imports]
    assert len(named) > 10
    assert [file for file in named if finders.find(file) is None] == []


def test_sprite_draws_every_icon():
    found = finders.find("vendor/icons/sprite.svg")
    assert found, "run scripts/fetch_frontend.py"
    sprite = Path(found).read_text(encoding="utf-8")
    assert set(ICONS.values()) - set(re.findall(r'<symbol id="([^"]+)"', sprite)) == set()


def test_htmx_cannot_evaluate_nor_leave_the_portal():
    head = source("_components/head.html")
    for promise in ('"allowEval":false', '"includeIndicatorStyles":false', '"selfRequestsOnly":true'):
        assert promise in head
