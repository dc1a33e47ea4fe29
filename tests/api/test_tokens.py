"""Tokens: what they open, what they do not, and how they end."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from rest_framework.test import APIClient

from shnor_portal.accounts.models import ApiToken, RoleAssignment
from shnor_portal.accounts.permissions import Permission
from shnor_portal.api.services import issue_token, revoke_token
from shnor_portal.audit.models import AuditEntry
from shnor_portal.common.refusals import Refusal
from tests.api.conftest import ROOT, client_for, client_with, token_for
from tests.factories.people import PASSWORD

SCHOOLS = f"{ROOT}schools/"


def code_of(response):
    return response.status_code, response.json()["code"]


def test_secret_is_kept_nowhere(officer):
    secret = token_for(officer)
    row = ApiToken.objects.values().get()
    assert secret.startswith("shnor_")
    assert secret not in str(row)
    assert secret[:15] == row["token_key"]


@pytest.mark.parametrize("end", ["expired", "revoked", "closed account"])
def test_ended_token_is_one_and_the_same_401(officer, school, end):
    secret = token_for(officer)
    client = client_with(secret)
    assert client.get(SCHOOLS).status_code == 200
    token = ApiToken.objects.get()
    if end == "expired":
        ApiToken.objects.filter(pk=token.pk).update(expiry=timezone.now() - timedelta(seconds=1))
    elif end == "revoked":
        revoke_token(public_id=token.public_id, by=officer)
    else:
        officer.is_active = False
        officer.save()
    ended, unknown = client.get(SCHOOLS), client_with("shnor_" + "0" * 64).get(SCHOOLS)
    assert code_of(ended) == (401, "TOKEN_INVALID")
    assert ended.content == unknown.content


@pytest.mark.parametrize(
    "header",
    [
        "Bearer {}",
        "Basic {}",
        "Token",
        "Token  {}",
        "Token {} {}",
        "token {}x",
        "Token {}\u0430",
        "Token " + "a" * 1_000_000,
    ],
)
def test_other_schemes_and_shapes_are_401(guest, officer, header):
    secret = token_for(officer)
    answer = guest.get(SCHOOLS, HTTP_AUTHORIZATION=header.format(secret, secret))
    assert code_of(answer) == (401, "TOKEN_INVALID")


def test_token_in_the_address_opens_nothing(guest, officer):
    assert guest.get(f"{SCHOOLS}?token={token_for(officer)}").status_code == 401


def test_token_and_session_together_are_refused(client, officer):
    client.force_login(officer)
    answer = client.get(SCHOOLS, HTTP_AUTHORIZATION=f"Token {token_for(officer)}")
    assert code_of(answer) == (401, "TOKEN_AND_COOKIE")


def test_token_opens_its_scopes_only(officer, world):
    client = client_for(officer, scopes=[Permission.VIEW_SCHOOLS])
    assert client.get(world.addresses["schools"]).status_code == 200
    assert code_of(client.get(world.addresses["results"])) == (403, "TOKEN_SCOPE")


def test_reading_token_changes_nothing(officer, world):
    client = client_for(officer, may_write=False)
    assert code_of(client.post(f"{world.addresses['jobs']}cancel/")) == (403, "TOKEN_READ_ONLY")


def test_token_narrows_services_too(officer, world):
    """An upload needs the right to see imports as well; the service asks for it under the token's scopes."""
    client = client_for(officer, scopes=[Permission.IMPORT_DATA])
    assert client.post(f"{world.addresses['imports']}check/").status_code == 404


def test_token_shrinks_with_its_owner(officer, world):
    client = client_for(officer)
    RoleAssignment.objects.filter(user=officer).delete()
    assert client.get(world.addresses["schools"]).status_code == 403


def test_nobody_gives_what_she_does_not_hold(observer):
    with pytest.raises(Refusal, match="SCOPE_NOT_HELD"):
        token_for(observer, scopes=[Permission.IMPORT_DATA])
    with pytest.raises(Refusal, match="SCOPE_UNKNOWN"):
        token_for(observer, scopes=[Permission.MANAGE_ACCOUNTS])
    with pytest.raises(Refusal, match="TOKEN_DAYS"):
        token_for(observer, days=366)


def test_staff_without_second_factor_cannot_pass_by_the_session(client, settings, officer, school):
    settings.SECOND_FACTOR = "required"
    client.force_login(officer)
    assert code_of(client.get(SCHOOLS)) == (403, "SECOND_FACTOR")
    assert client.get("/tokens/").status_code == 302


def test_session_writes_need_the_csrf_mark(officer, world):
    client = APIClient(enforce_csrf_checks=True)
    client.force_login(officer)
    assert code_of(client.post(f"{world.addresses['jobs']}cancel/")) == (403, "CSRF")


def test_me_tells_what_the_token_may(officer):
    client = client_for(officer, scopes=[Permission.VIEW_SCHOOLS], may_write=False)
    shown = client.get(f"{ROOT}me/").json()
    assert shown["permissions"] == ["schools.view"]
    assert shown["may_write"] is False
    assert shown["municipalities"] == ["gorod"]


def sign_in(client, user):
    client.post("/account/login/", {"login": user.email, "password": PASSWORD})
    client.post("/account/reauthenticate/", {"password": PASSWORD})


def test_page_shows_the_secret_once(client, officer):
    sign_in(client, officer)
    form = {"title": "Выгрузка", "days": "30", "scopes": [Permission.VIEW_SCHOOLS]}
    answer = client.post("/tokens/new/", form)
    secret = answer.context["secret"]
    assert secret in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert client_with(secret).get(SCHOOLS).status_code == 200
    listed = client.get("/tokens/").content.decode()
    assert "Выгрузка" in listed
    assert secret not in listed
    assert AuditEntry.objects.filter(action="token.issue").count() == 1


def test_page_asks_for_the_password_again(officer_client):
    answer = officer_client.get("/tokens/new/")
    assert answer.status_code == 302
    assert "reauthenticate" in answer["Location"]


def test_page_offers_only_rights_held(client, observer):
    sign_in(client, observer)
    answer = client.post("/tokens/new/", {"title": "x", "days": "30", "scopes": [Permission.IMPORT_DATA]})
    assert answer.status_code == 400
    assert not ApiToken.objects.exists()


def test_making_tokens_is_limited(client, officer, settings):
    settings.API_LIMITS = {**settings.API_LIMITS, "token": (2, 3600)}
    sign_in(client, officer)
    form = {"title": "x", "days": "30", "scopes": [Permission.VIEW_SCHOOLS]}
    assert [client.post("/tokens/new/", form).status_code for _ in range(3)] == [200, 200, 429]


def test_own_token_is_revoked_and_another_is_absent(officer_client, officer, stranger):
    token_for(officer)
    token_for(stranger)
    own = ApiToken.objects.visible_to(officer).get()
    other = ApiToken.objects.visible_to(stranger).get()
    assert officer_client.post(f"/tokens/{other.public_id}/revoke/").status_code == 404
    assert officer_client.post(f"/tokens/{own.public_id}/revoke/").status_code == 302
    assert list(ApiToken.objects.all()) == [other]


def test_guest_is_sent_to_sign_in(client, db):
    assert client.get("/tokens/").status_code == 302
    assert client.get(f"{ROOT}docs/").status_code == 302


def test_command_prints_a_token_that_works(officer, school, capsys):
    call_command("create_token", email=officer.email, title="Обмен", scope=["schools.view"], days=1)
    secret = capsys.readouterr().out.strip()
    assert len(client_with(secret).get(SCHOOLS).json()["results"]) == 1
    with pytest.raises(CommandError):
        call_command("create_token", email="nobody@example.org", title="Обмен")


def test_quota_of_tokens(officer):
    for _ in range(20):
        token_for(officer)
    with pytest.raises(Refusal, match="TOKEN_QUOTA"):
        issue_token(user=officer, title="x", scopes=["schools.view"], may_write=False, days=1, by=officer)
