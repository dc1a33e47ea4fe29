"""The second factor of staff: no page, file or API answer before it is set up, and no sign-in without a code."""

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache

from shnor_portal.accounts.permissions import Role
from tests.factories import make_user
from tests.factories.people import PASSWORD

pytestmark = pytest.mark.django_db
SETUP = "/account/second-factor/totp/activate/"


@pytest.fixture(autouse=True)
def _required(settings):
    settings.SECOND_FACTOR = "required"
    cache.clear()


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


@pytest.fixture
def secret(officer) -> str:
    """The officer's application with codes."""
    made = generate_totp_secret()
    TOTP.activate(officer, made)
    return made


@pytest.mark.parametrize(
    "path",
    ["/", "/schools/", "/notifications/", "/account/password/change/", "/account/second-factor/", "/no-such-page/"],
)
def test_staff_without_it_is_led_to_set_it_up(officer_client, path):
    answer = officer_client.get(path)
    assert (answer.status_code, answer["Location"]) == (302, SETUP)


def test_setting_up_asks_for_the_password_again_and_then_opens(client, officer):
    client.post("/account/login/", {"login": officer.email, "password": PASSWORD})
    assert client.get("/")["Location"] == SETUP
    again = client.get(SETUP)["Location"]
    assert again.startswith("/account/reauthenticate/")
    client.post(again, {"password": PASSWORD})
    page = client.get(SETUP)
    assert page.status_code == 200
    client.post(SETUP, {"code": code_of(page.context["form"].secret)})
    assert Authenticator.objects.filter(user=officer, type=Authenticator.Type.TOTP).exists()
    assert client.get("/").status_code == 200


def test_a_session_is_no_way_around_over_the_api(officer_client):
    answer = officer_client.get("/api/v1/schools/")
    assert answer.status_code == 403
    assert answer.json()["code"] == "SECOND_FACTOR"


def test_person_of_a_school_needs_none(client, school_admin):
    client.force_login(school_admin)
    assert client.get("/").status_code == 200


def test_guest_is_sent_to_sign_in_not_to_set_up(client):
    assert client.get("/")["Location"].startswith("/account/login/")


def test_password_alone_does_not_sign_in(client, officer, secret):
    answer = client.post("/account/login/", {"login": officer.email, "password": PASSWORD})
    assert answer["Location"].startswith("/account/second-factor/authenticate/")
    assert client.get("/")["Location"].startswith("/account/login/")
    client.post("/account/second-factor/authenticate/", {"code": code_of(secret)})
    assert client.get("/").status_code == 200


def test_a_code_works_once(client, officer, secret):
    code = code_of(secret)
    for _ in range(2):
        client.post("/account/login/", {"login": officer.email, "password": PASSWORD})
        client.post("/account/second-factor/authenticate/", {"code": code})
        signed_in = "_auth_user_id" in client.session
        client.post("/account/logout/")
    assert not signed_in


def test_codes_cannot_be_guessed_by_trying(client, officer, secret):
    client.post("/account/login/", {"login": officer.email, "password": PASSWORD})
    for _ in range(6):
        client.post("/account/second-factor/authenticate/", {"code": "000000"})
    client.post("/account/second-factor/authenticate/", {"code": code_of(secret)})
    assert "_auth_user_id" not in client.session


def test_secret_is_never_written_to_the_page_of_another(client, city, officer, secret):
    colleague = make_user(Role.MUNICIPAL_OFFICER, city)
    client.force_login(colleague)
    assert secret not in client.get(SETUP, follow=True).content.decode()
    assert get_adapter().decrypt(Authenticator.objects.get(user=officer, type="totp").data["secret"]) == secret
