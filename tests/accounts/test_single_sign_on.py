"""The city's own sign-on, played by a stand-in: it opens accounts that exist, and none besides."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.cache import cache

from shnor_portal.accounts.adapters import PortalSocialAccountAdapter
from shnor_portal.accounts.models import User

pytestmark = pytest.mark.django_db
SERVER = "https://login.example.org/realms/city"
START = "/account/external/oidc/oidc/login/"


class Answer:
    """What the stand-in answers."""

    status_code = 200
    headers = {"content-type": "application/json"}

    def __init__(self, body: dict[str, Any]) -> None:
        self.body = body

    def json(self) -> dict[str, Any]:
        return self.body

    def raise_for_status(self) -> None:
        """Always well."""


class Server:
    """A sign-on server that vouches for one person; remembers which of its addresses were asked."""

    def __init__(self, person: dict[str, Any]) -> None:
        self.person = person
        self.asked: list[str] = []

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing to close."""

    def get(self, address: str, **_: Any) -> Answer:
        self.asked.append(address)
        if address.endswith("/.well-known/openid-configuration"):
            names = ("authorization", "token", "userinfo")
            return Answer({f"{name}_endpoint": f"{SERVER}/{name}" for name in names} | {"issuer": SERVER})
        return Answer(self.person)

    def request(self, method: str, address: str, **_: Any) -> Answer:
        self.asked.append(address)
        return Answer({"access_token": "t", "token_type": "Bearer"})


@pytest.fixture
def enter(client, settings, monkeypatch):
    """enter(email=…, email_verified=…): the whole way there and back; gives the last answer."""
    cache.clear()
    settings.ROOT_URLCONF = "tests.accounts.urls_with_single_sign_on"
    app = {
        "provider_id": "oidc",
        "name": "Единый вход",
        "client_id": "portal",
        "secret": "-",
        "settings": {"server_url": SERVER, "oauth_pkce_enabled": True},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}

    def go(**person: Any):
        server = Server({"sub": "17", "name": "Кто-то", **person})
        monkeypatch.setattr(PortalSocialAccountAdapter, "get_requests_session", lambda self: server)
        away = client.post(START)
        assert away["Location"].startswith(f"{SERVER}/authorization?")
        query = parse_qs(urlsplit(away["Location"]).query)
        assert query["code_challenge_method"] == ["S256"]
        return client.get(f"{START}callback/", {"code": "c", "state": query["state"][0]})

    return go


def is_signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def test_person_with_an_account_enters_it(enter, client, officer):
    assert enter(email=officer.email, email_verified=True)["Location"] == "/"
    assert client.session["_auth_user_id"] == str(officer.pk)


def test_unverified_address_enters_nothing(enter, client, officer):
    enter(email=officer.email, email_verified=False)
    assert not is_signed_in(client)


def test_stranger_gets_no_account(enter, client, officer):
    before = User.objects.count()
    enter(email="stranger@example.org", email_verified=True)
    assert not is_signed_in(client)
    assert User.objects.count() == before


def test_closed_account_stays_closed(enter, client, officer):
    User.objects.filter(pk=officer.pk).update(is_active=False)
    enter(email=officer.email, email_verified=True)
    assert not is_signed_in(client)


def test_second_factor_still_holds(enter, client, officer, settings):
    settings.SECOND_FACTOR = "required"
    enter(email=officer.email, email_verified=True)
    assert client.get("/")["Location"] == "/account/second-factor/totp/activate/"


def test_answer_nobody_asked_for_is_refused(enter, client, officer, settings):
    answer = client.get(f"{START}callback/", {"code": "c", "state": "made-up"})
    assert not is_signed_in(client)
    assert answer.status_code == 401


def test_way_out_is_a_form_not_a_link(enter, client, monkeypatch):
    monkeypatch.setattr(PortalSocialAccountAdapter, "get_requests_session", lambda self: Server({}))
    assert "login.example.org" not in client.get(START).get("Location", "")
