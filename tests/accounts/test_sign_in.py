"""Signing in: one answer for known and unknown, limits nobody talks around, and no way out to foreign pages."""

import pytest
from allauth.core.internal.ratelimit import get_cache_key, parse_rate
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from shnor_portal.accounts.models import User
from tests.factories.people import PASSWORD

pytestmark = pytest.mark.django_db
LOGIN = "/account/login/"


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


def try_sign_in(client, email, password, **extra):
    return client.post(LOGIN, {"login": email, "password": password}, **extra)


def said(response) -> str:
    """What the form complains of."""
    return " ".join(response.context["form"].non_field_errors())


def test_right_password_opens_the_first_page(client, officer):
    answer = try_sign_in(client, officer.email.upper(), PASSWORD)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.get("/").wsgi_request.user == officer


def test_known_and_unknown_addresses_get_the_same_answer(client, officer):
    wrong = try_sign_in(client, officer.email, "ne-tot-parol-sovsem")
    unknown = try_sign_in(client, "nobody@example.org", "ne-tot-parol-sovsem")
    assert wrong.status_code == unknown.status_code == 200
    assert said(wrong) == said(unknown) != ""


def test_closed_account_is_told_from_an_unknown_one_by_its_own_password_alone(client, officer):
    User.objects.filter(pk=officer.pk).update(is_active=False)
    unknown = said(try_sign_in(client, "nobody@example.org", "ne-tot-parol-sovsem"))
    assert said(try_sign_in(client, officer.email, "ne-tot-parol-sovsem")) == unknown
    assert try_sign_in(client, officer.email, PASSWORD)["Location"] == "/account/inactive/"
    assert "_auth_user_id" not in client.session


def test_password_letter_goes_only_to_the_known_and_the_page_says_the_same(client, officer):
    for email in (officer.email, "nobody@example.org"):
        answer = client.post("/account/password/reset/", {"email": email})
        assert answer["Location"] == reverse("account_reset_password_done")
    assert [letter.to for letter in mail.outbox if "/password/reset/key/" in letter.body] == [[officer.email]]


def test_nobody_signs_up(client):
    before = User.objects.count()
    form = {"email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD}
    assert client.get("/account/signup/").status_code == 200
    client.post("/account/signup/", form)
    assert User.objects.count() == before


@pytest.mark.parametrize("path", ["email/", "confirm-email/", "confirm-email/abc/", "phone/change/", "login/code/"])
def test_doors_a_city_does_not_need_are_absent(officer_client, path):
    assert officer_client.get(f"/account/{path}").status_code == 404


def test_sixth_wrong_password_is_refused_even_with_the_right_one_next(client, officer):
    for _ in range(5):
        try_sign_in(client, officer.email, "ne-tot-parol-sovsem")
    answer = try_sign_in(client, officer.email, PASSWORD)
    assert answer.status_code == 200
    assert "_auth_user_id" not in client.session
    assert "Слишком" in said(answer)


def test_forged_forwarding_headers_give_no_fresh_limit(client):
    """The account differs each time, so only the limit by address can stop it."""

    def forged(number: int) -> dict[str, str]:
        address = f"203.0.113.{number}"
        return {"X-Forwarded-For": address, "X-Real-IP": address, "Forwarded": f"for={address}"}

    answers = [try_sign_in(client, f"somebody-{n}@example.org", "x" * 12, headers=forged(n)) for n in range(32)]
    assert answers[-1].status_code == 429
    assert "Слишком много попыток" in answers[-1].content.decode()


def test_address_the_proxy_vouches_for_is_counted(client, settings):
    settings.TRUSTED_CLIENT_ADDRESS_HEADER = "HTTP_X_REAL_IP"
    statuses = [
        try_sign_in(client, f"somebody-{n}@example.org", "x" * 12, headers={"X-Real-IP": f"203.0.113.{n}"}).status_code
        for n in range(32)
    ]
    assert set(statuses) == {200}


def test_nonsense_in_the_trusted_header_counts_as_one_caller(rf, settings):
    settings.TRUSTED_CLIENT_ADDRESS_HEADER = "HTTP_X_REAL_IP"
    rate = parse_rate("30/m/ip")
    keys = {
        get_cache_key(rf.post(LOGIN, headers={"X-Real-IP": value}), app="allauth.account", action="login", rate=rate)
        for value in ("", "x", "1.2.3.4, 5.6.7.8", "' OR 1=1")
    }
    assert len(keys) == 1


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example",
        "https://evil.example/",
        "javascript:alert(1)",
        "\\\\evil.example",
        "/\\evil.example",
        "%0d%0aX: y",
    ],
)
def test_next_leads_to_own_pages_only(client, officer, target):
    answer = client.post(f"{LOGIN}?next={target}", {"login": officer.email, "password": PASSWORD, "next": target})
    assert answer.status_code == 302
    assert answer["Location"] == "/"


def test_next_leads_back_where_the_person_came_from(client, officer):
    answer = client.post(LOGIN, {"login": officer.email, "password": PASSWORD, "next": "/schools/?page=2"})
    assert answer["Location"] == "/schools/?page=2"


def test_session_key_changes_at_sign_in(client, officer):
    client.get(LOGIN)
    session = client.session
    session["seed"] = "planted"
    session.save()
    client.cookies["sessionid"] = session.session_key
    try_sign_in(client, officer.email, PASSWORD)
    assert client.session.session_key != session.session_key


def test_signed_in_pages_stay_in_no_cache(officer_client):
    assert officer_client.get("/")["Cache-Control"] == "private, no-store"


def test_sign_out_needs_a_form(officer_client):
    officer_client.get("/account/logout/")
    assert "_auth_user_id" in officer_client.session
    officer_client.post("/account/logout/")
    assert "_auth_user_id" not in officer_client.session


def test_changing_the_password_asks_for_the_old_one_and_ends_other_sessions(client, officer):
    elsewhere = Client()
    elsewhere.force_login(officer)
    try_sign_in(client, officer.email, PASSWORD)
    new = {"password1": "sovsem-drugoy-parol", "password2": "sovsem-drugoy-parol"}
    assert client.post("/account/password/change/", {"oldpassword": "ne-tot", **new}).status_code == 200
    assert User.objects.get(pk=officer.pk).check_password(PASSWORD)
    assert client.post("/account/password/change/", {"oldpassword": PASSWORD, **new}).status_code == 302
    assert elsewhere.get("/")["Location"].startswith(LOGIN)
