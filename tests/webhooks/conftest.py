"""An administrator of each city, two declared events, a receiver."""

import pytest

from shnor_portal.accounts.permissions import Role
from shnor_portal.webhooks import events
from tests.factories import make_user
from tests.webhooks.builders import EVENT, OTHER_EVENT, connected
from tests.webhooks.receiver import receiving


@pytest.fixture(autouse=True)
def _events(monkeypatch, settings):
    monkeypatch.setattr(events, "_EVENTS", dict(events._EVENTS))
    events.declare_event(EVENT, "Проба начата", group="Пробы")
    events.declare_event(OTHER_EVENT, "Проба закончена", group="Пробы", fields=["grade"])
    settings.WEBHOOK_TRUSTED_HOSTS = ["127.0.0.1", "receiver.test"]


@pytest.fixture
def administrator(city):
    return make_user(Role.CITY_ADMINISTRATOR, city)


@pytest.fixture
def foreign_administrator(other_city):
    return make_user(Role.CITY_ADMINISTRATOR, other_city)


@pytest.fixture
def receiver():
    with receiving() as listening:
        yield listening


@pytest.fixture
def endpoint(city, administrator, receiver):
    return connected(city, administrator, receiver.url)


@pytest.fixture
def keeper(client, administrator):
    """The administrator's browser."""
    client.force_login(administrator)
    return client
