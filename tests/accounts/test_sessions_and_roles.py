"""Rights change: sessions end with the role, with the account, and begin anew with a new role."""

import pytest

from shnor_portal.accounts.models import RoleAssignment, User
from shnor_portal.accounts.permissions import Role
from shnor_portal.accounts.services import close_account, end_role, give_role, open_account
from shnor_portal.common.refusals import Refusal
from tests.factories import make_user
from tests.factories.people import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(city) -> User:
    return make_user(Role.CITY_ADMINISTRATOR, city)


def is_signed_out(client) -> bool:
    answer = client.get("/")
    return answer.status_code == 302 and answer["Location"].startswith("/account/login/")


def test_ending_a_role_ends_the_sessions(officer_client, officer, administrator):
    assert officer_client.get("/").status_code == 200
    end_role(assignment_id=RoleAssignment.objects.get(user=officer).pk, by=administrator)
    assert is_signed_out(officer_client)


def test_a_new_role_begins_with_a_new_sign_in(officer_client, officer, city, administrator):
    give_role(user=officer, municipality=city, role=Role.DEPARTMENT_HEAD, school_id=None, by=administrator)
    assert is_signed_out(officer_client)


def test_ending_anothers_role_leaves_my_session(officer_client, officer, city, administrator):
    colleague = make_user(Role.OBSERVER, city)
    end_role(assignment_id=RoleAssignment.objects.get(user=colleague).pk, by=administrator)
    assert officer_client.get("/").status_code == 200


def test_closed_account_is_out_at_once_and_stays_out(officer_client, client, officer):
    close_account(email=officer.email)
    assert is_signed_out(officer_client)
    client.post("/account/login/", {"login": officer.email, "password": PASSWORD})
    assert is_signed_out(client)
    assert not User.objects.get(pk=officer.pk).current_assignments


def test_closed_account_gets_no_role(officer, city, administrator):
    close_account(email=officer.email)
    with pytest.raises(Refusal) as refused:
        open_account(
            municipality=city,
            email=officer.email,
            full_name=officer.full_name,
            role=Role.OBSERVER,
            school_id=None,
            by=administrator,
        )
    assert refused.value.code == "ACCOUNT_CLOSED"


def test_administrator_cannot_end_her_own_role(city, administrator):
    own = RoleAssignment.objects.get(user=administrator)
    with pytest.raises(Refusal) as refused:
        end_role(assignment_id=own.pk, by=administrator)
    assert refused.value.code == "LAST_KEY"
    assert administrator.role_assignments.count() == 1


def test_administrator_of_another_city_finds_no_such_role(officer, other_city):
    foreign = make_user(Role.CITY_ADMINISTRATOR, other_city)
    with pytest.raises(RoleAssignment.DoesNotExist):
        end_role(assignment_id=RoleAssignment.objects.get(user=officer).pk, by=foreign)


@pytest.mark.parametrize("email", ["ne adres", "a@b.example\nBcc: all@b.example", ""])
def test_account_needs_an_address_letters_reach(city, administrator, email):
    with pytest.raises(Refusal) as refused:
        open_account(
            municipality=city, email=email, full_name="А", role=Role.OBSERVER, school_id=None, by=administrator
        )
    assert refused.value.code == "EMAIL"


def test_role_of_a_school_is_given_in_a_school(city, administrator, officer):
    for role, school_id in ((Role.TEACHER, None), (Role.OBSERVER, 1)):
        with pytest.raises(Refusal) as refused:
            give_role(user=officer, municipality=city, role=role, school_id=school_id, by=administrator)
        assert refused.value.code == "ROLE_SCOPE"
