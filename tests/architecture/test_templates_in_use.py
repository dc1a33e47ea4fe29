"""Templates: each is used by somebody, and none prints a variable that nobody gives."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from shnor_portal.accounts.permissions import Role
from tests.factories import make_user

ROOT = Path(settings.BASE_DIR)
FOLDER = ROOT / "templates"
FOUND_BY_NAME = {"400.html", "403.html", "403_csrf.html", "404.html", "429.html", "500.html"}
"""Django and allauth look these up themselves."""
LIBRARIES = ("account/", "allauth/", "mfa/", "socialaccount/")
"""Ours take the place of the library's under the library's names."""
MARK = "⟦no such variable: %s⟧"
PLACES = (
    "cabinet:home",
    "cabinet:people",
    "cabinet:new_person",
    "cabinet:audit",
    "schools:list",
    "imports:list",
    "diagnostics:indicators",
    "diagnostics:rules",
    "diagnostics:lists",
    "reports:orders",
    "jobs:list",
    "notifications:inbox",
    "notifications:settings",
    "account_change_password",
)


def told_names() -> set[str]:
    """Every text in quotes, in code and templates, that looks like a template's name."""
    apps = ("shnor_portal", "schools", "diagnostics", "roadmaps", "reports")
    sources = [path for name in apps for path in (ROOT / name).rglob("*.py")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in [*sources, *FOLDER.rglob("*.*")])
    components = (ROOT / "shnor_portal/common/templatetags/ui.py").read_text(encoding="utf-8")
    named = {f"_components/{name}.html" for name in re.findall(r"""["'](\w+)["']""", components)}
    return named | set(re.findall(r"""["']([\w/.-]+\.(?:html|txt|xml))["']""", text))


def test_every_template_is_used():
    names = {str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*.*")}
    own = {name for name in names if not name.startswith(LIBRARIES)}
    assert own - FOUND_BY_NAME - told_names() == set()


@pytest.fixture
def telling(settings):
    """A template that prints what nobody gave leaves a mark on the page."""
    options = {**settings.TEMPLATES[0]["OPTIONS"], "string_if_invalid": MARK}
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "OPTIONS": options}]


@pytest.mark.django_db
@pytest.mark.parametrize("name", PLACES)
def test_pages_print_only_what_they_were_given(client, telling, city, name):
    person = make_user(Role.MUNICIPAL_OFFICER, city)
    administrator = Role.CITY_ADMINISTRATOR if name.startswith("cabinet:") and name != "cabinet:home" else None
    client.force_login(make_user(administrator, city) if administrator else person)
    page = client.get(reverse(name))
    assert page.status_code == 200
    assert re.findall(r"⟦no such variable: [^⟧]*⟧", page.content.decode()) == []
