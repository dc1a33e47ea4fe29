"""Giving and ending roles asks for the password once more, and then does what was asked."""

import pytest
from django.core.cache import cache

from shnor_portal.accounts.models import RoleAssignment, User
from shnor_portal.accounts.permissions import Role
from tests.factories import make_user
from tests.factories.people import PASSWORD

pytestmark = pytest.mark.django_db
NEW = {"email": "new@example.org", "full_name": "Новая Анна", "role": "observer", "school": ""}


@pytest.fixture
def administrator_client(client, city, settings):
    settings.ACCOUNT_REAUTHENTICATION_REQUIRED = True
    cache.clear()
    client.post("/account/login/", {"login": make_user(Role.CITY_ADMINISTRATOR, city).email, "password": PASSWORD})
    return client


def test_role_is_given_after_the_password(administrator_client, city):
    asked = administrator_client.post("/people/new/", NEW)
    assert asked["Location"].startswith("/account/reauthenticate/")
    assert not User.objects.filter(email="new@example.org").exists()
    administrator_client.post(asked["Location"], {"password": PASSWORD})
    assert User.objects.get(email="new@example.org").roles == {Role.OBSERVER}


def test_role_is_not_given_after_a_wrong_password(administrator_client, city):
    asked = administrator_client.post("/people/new/", NEW)
    administrator_client.post(asked["Location"], {"password": "ne-tot-parol"})
    assert not User.objects.filter(email="new@example.org").exists()


def test_role_is_ended_after_the_password(administrator_client, city, officer):
    role = RoleAssignment.objects.get(user=officer)
    asked = administrator_client.post(f"/people/{role.pk}/end/")
    administrator_client.post(asked["Location"], {"password": PASSWORD})
    assert not User.objects.get(pk=officer.pk).roles


def test_foreign_role_is_absent_before_any_question(administrator_client, stranger):
    assert administrator_client.post(f"/people/{RoleAssignment.objects.get(user=stranger).pk}/end/").status_code == 404
