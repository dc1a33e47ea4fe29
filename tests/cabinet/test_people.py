"""Giving and ending roles, the audit page, and the choice of the city."""

from shnor_portal.accounts.models import RoleAssignment, User
from shnor_portal.accounts.permissions import Role
from shnor_portal.audit.models import AuditEntry
from tests.factories import SchoolFactory, make_user


def sent(client, path, **data):
    return client.post(path, data)


def test_administrator_opens_an_account_with_a_role(client, city, school):
    administrator = make_user(Role.CITY_ADMINISTRATOR, city)
    client.force_login(administrator)
    sent(client, "/people/new/", email="New@Example.org", full_name="Новая Анна", role="school_admin", school=school.pk)
    person = User.objects.get(email="new@example.org")
    assert person.has_perm("results.view", school)
    assert not person.has_usable_password()
    assert AuditEntry.objects.filter(action="role.give", actor_id=administrator.pk).exists()
    assert "Новая Анна" in client.get("/people/").content.decode()


def test_school_role_without_a_school_is_declined_in_words(client, city):
    client.force_login(make_user(Role.CITY_ADMINISTRATOR, city))
    answer = sent(client, "/people/new/", email="a@example.org", full_name="А", role="teacher")
    assert answer.status_code == 400
    assert "Роли школы нужна школа" in answer.content.decode()
    assert not User.objects.filter(email="a@example.org").exists()


def test_school_of_another_city_cannot_be_chosen(client, city, other_city):
    foreign = SchoolFactory(municipality=other_city)
    client.force_login(make_user(Role.CITY_ADMINISTRATOR, city))
    answer = sent(client, "/people/new/", email="a@example.org", full_name="А", role="teacher", school=foreign.pk)
    assert answer.status_code == 400


def test_ended_role_gives_nothing_any_more(client, city):
    officer = make_user(Role.MUNICIPAL_OFFICER, city)
    client.force_login(make_user(Role.CITY_ADMINISTRATOR, city))
    sent(client, f"/people/{RoleAssignment.objects.get(user=officer).pk}/end/")
    assert not User.objects.get(pk=officer.pk).has_perm("schools.view", city)


def test_own_role_is_ended_by_somebody_else(client, city):
    administrator = make_user(Role.CITY_ADMINISTRATOR, city)
    client.force_login(administrator)
    sent(client, f"/people/{RoleAssignment.objects.get(user=administrator).pk}/end/")
    assert User.objects.get(pk=administrator.pk).has_perm("accounts.manage", city)


def test_audit_page_tells_who_did_what(client, city, school):
    administrator = make_user(Role.CITY_ADMINISTRATOR, city)
    client.force_login(administrator)
    sent(client, "/people/new/", email="b@example.org", full_name="Борис", role="teacher", school=school.pk)
    text = client.get("/audit/?action=role.").content.decode()
    assert "роль выдана" in text
    assert str(administrator) in text


def test_city_is_chosen_among_ones_own(client, city, other_city):
    officer = make_user(Role.MUNICIPAL_OFFICER, city)
    RoleAssignment.objects.create(user=officer, municipality=other_city, role=Role.MUNICIPAL_OFFICER)
    client.force_login(officer)
    sent(client, "/municipality/", municipality=other_city.pk)
    assert other_city.name in client.get("/schools/").content.decode()


def test_foreign_city_does_not_exist(client, city, other_city):
    client.force_login(make_user(Role.MUNICIPAL_OFFICER, city))
    assert sent(client, "/municipality/", municipality=other_city.pk).status_code == 404
