"""The operator's commands: a second city, and an account for anybody."""

import io

import pytest
from django.core.management import CommandError, call_command

from shnor_portal.accounts.models import Municipality, User
from shnor_portal.accounts.permissions import Permission, Role
from tests.factories import add_code

pytestmark = pytest.mark.django_db

NAMES = {
    "code": "zarechny",
    "name": "Заречный",
    "name_genitive": "Заречного",
    "region_name": "Примерная область",
    "time_zone": "Asia/Yekaterinburg",
    "administration_name": "Администрация города",
    "department_name": "Управление образования",
    "department_genitive": "управления образования",
    "head_position": "Начальник управления",
    "head_position_genitive": "начальника управления",
    "head_name": "А.Б. Примерова",
}


def run(command: str, /, **options: str) -> str:
    said = io.StringIO()
    arguments = [f"--{key.replace('_', '-')}={value}" for key, value in options.items()]
    call_command(command, *arguments, stdout=said)
    return said.getvalue()


def test_municipality_is_created_by_options():
    assert "zarechny" in run("create_municipality", **NAMES)
    assert Municipality.objects.get(code="zarechny").time_zone == "Asia/Yekaterinburg"


def test_faults_of_a_municipality_are_told_by_name():
    with pytest.raises(CommandError, match="time_zone"):
        run("create_municipality", **{**NAMES, "time_zone": "+10:00"})
    assert not Municipality.objects.exists()


def test_first_administrator_gets_the_right_and_a_link(city):
    said = run(
        "create_account",
        email="Admin@Example.org",
        name="Иванова Анна",
        role="city_administrator",
        municipality="gorod",
    )
    user = User.objects.get(email="admin@example.org")
    assert user.has_perm(Permission.MANAGE_ACCOUNTS, city)
    assert "/account/password/reset/key/" in said
    assert not user.has_usable_password()


def test_account_of_a_school_is_found_by_its_code(city, school):
    add_code(school, "ris", "10123")
    run(
        "create_account",
        email="s@example.org",
        name="Школа",
        role="school_admin",
        municipality="gorod",
        school_code="10123",
    )
    assert User.objects.get(email="s@example.org").reach_of(Permission.VIEW_SCHOOLS).school_ids == {school.pk}


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"municipality": "nowhere"}, "nowhere"),
        ({"school_code": "404"}, "найдено школ: 0"),
        ({"role": "school_admin"}, "Роль школы"),
    ],
)
def test_wrong_options_change_nothing(city, change, complaint):
    options = {"email": "a@example.org", "name": "А", "role": Role.OBSERVER, "municipality": "gorod", **change}
    with pytest.raises(CommandError, match=complaint):
        run("create_account", **options)
    assert not User.objects.exists()


def test_closing_an_account(officer):
    assert officer.email in run("close_account", email=officer.email.upper())
    assert not User.objects.get(pk=officer.pk).is_active
    with pytest.raises(CommandError, match="нет"):
        run("close_account", email="nobody@example.org")
