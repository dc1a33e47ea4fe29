"""What a person sees of herself, and what her menu offers."""

from datetime import UTC, datetime

import pytest
import time_machine

from shnor_portal.accounts.models import RoleAssignment
from shnor_portal.accounts.permissions import Role
from shnor_portal.notifications.models import Notification
from tests.factories import make_user
from tests.factories.people import PASSWORD

pytestmark = pytest.mark.django_db


def test_own_roles_and_sign_ins_in_the_time_of_the_city(client, officer, city):
    with time_machine.travel(datetime(2026, 3, 1, 20, 30, tzinfo=UTC), tick=False):
        client.post("/account/login/", {"login": officer.email, "password": PASSWORD})
        page = client.get("/me/").content.decode()
    assert "Муниципальный специалист" in page
    assert city.name in page
    assert "02.03.2026 06:30" in page


def test_school_of_a_role_is_named(client, school_admin, school):
    client.force_login(school_admin)
    assert school.name in client.get("/me/").content.decode()


def test_anothers_sign_ins_are_not_shown(client, officer, city):
    colleague = make_user(Role.OBSERVER, city)
    client.post(
        "/account/login/", {"login": officer.email, "password": PASSWORD}, headers={"X-Request-ID": "of-officer-1"}
    )
    assert "of-officer-1" in client.get("/me/").content.decode()
    client.force_login(colleague)
    assert "of-officer-1" not in client.get("/me/").content.decode()


def test_guest_has_no_such_page(client):
    assert client.get("/me/")["Location"].startswith("/account/login/")


@pytest.mark.parametrize(
    ("role", "people", "audit"),
    [(Role.CITY_ADMINISTRATOR, True, True), (Role.DEPARTMENT_HEAD, False, True), (Role.OBSERVER, False, False)],
)
def test_menu_offers_what_the_role_may(client, city, role, people, audit):
    client.force_login(make_user(role, city))
    page = client.get("/me/").content.decode()
    assert ('href="/people/"' in page, 'href="/audit/"' in page) == (people, audit)
    assert 'href="/notifications/settings/"' in page


def test_unread_messages_are_counted_in_the_menu(officer_client, officer, city):
    for read_at in (None, None, datetime.now(UTC)):
        Notification.objects.create(municipality=city, recipient=officer, kind="k", title="t", read_at=read_at)
    assert "Непрочитанных уведомлений: 2" in officer_client.get("/me/").content.decode()


def test_person_of_two_cities_changes_between_them(officer_client, officer, city, other_city):
    assert f'value="{other_city.pk}"' not in officer_client.get("/me/").content.decode()
    RoleAssignment.objects.create(user=officer, municipality=other_city, role=Role.OBSERVER)
    assert f'value="{other_city.pk}"' in officer_client.get("/me/").content.decode()
    officer_client.post("/municipality/", {"municipality": other_city.pk})
    assert officer_client.get("/me/").wsgi_request.municipality == other_city


def test_a_city_of_others_cannot_be_chosen(officer_client, city, other_city):
    assert officer_client.post("/municipality/", {"municipality": other_city.pk}).status_code == 404
    assert officer_client.get("/me/").wsgi_request.municipality == city
