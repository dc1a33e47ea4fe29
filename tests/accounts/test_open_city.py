"""Opening a city from the command line of the server."""

import io
import json
import sys
from urllib.parse import urlsplit

import pytest
from django.core.management import CommandError, call_command

from scripts.places import ROOT
from shnor_portal.accounts.models import Municipality, User
from shnor_portal.accounts.permissions import Permission, Role
from shnor_portal.audit.models import AuditEntry

pytestmark = pytest.mark.django_db
PASSWORD = "sovsem-novyy-parol-2026"


@pytest.fixture
def example() -> dict:
    return json.loads((ROOT / "deploy" / "city.example.json").read_text())


@pytest.fixture
def open_city(monkeypatch):
    def run(description: object, email: str = "Admin@Example.org") -> str:
        text = description if isinstance(description, str) else json.dumps(description)
        monkeypatch.setattr(sys, "stdin", io.StringIO(text))
        out = io.StringIO()
        call_command("open_city", administrator=email, full_name="Иванова Ирина Ивановна", stdout=out)
        return out.getvalue()

    return run


def test_example_opens_a_city_with_an_administrator(open_city, example):
    said = open_city(example)

    city, user = Municipality.objects.get(), User.objects.get()
    assert f"«{city.name}»" in said
    assert (user.email, user.roles) == ("admin@example.org", frozenset({Role.CITY_ADMINISTRATOR}))
    assert user.has_perm(Permission.MANAGE_ACCOUNTS, city)
    assert not user.has_usable_password()
    assert AuditEntry.objects.filter(municipality_id=city.pk, action="role.give").count() == 1


def test_printed_link_sets_the_password(open_city, example, client):
    link = open_city(example).split("Задать пароль: ")[1].strip()

    form = client.get(urlsplit(link).path, follow=True)
    client.post(form.request["PATH_INFO"], {"password1": PASSWORD, "password2": PASSWORD})

    assert User.objects.get().check_password(PASSWORD)


def test_every_fault_of_a_description_is_told_at_once(open_city, example):
    del example["name"]
    with pytest.raises(CommandError) as refused:
        open_city({**example, "code": "Примеровск", "time_zone": "UTC+10"})
    told = str(refused.value)
    assert all(word in told for word in ("name (название)", "code (код)", "time_zone (часовой пояс)"))
    assert not Municipality.objects.exists()
    assert not User.objects.exists()


def test_unknown_field_is_not_lost_silently(open_city, example):
    with pytest.raises(CommandError, match="head_nam: этого поля"):
        open_city({**example, "head_nam": "А.Б. Примерова"})


def test_same_city_twice_is_refused(open_city, example):
    open_city(example)
    with pytest.raises(CommandError, match="уже открыт"):
        open_city(example, "other@example.org")
    assert User.objects.count() == 1


def test_text_that_is_no_json_is_told(open_city):
    with pytest.raises(CommandError, match="не JSON"):
        open_city("{")
