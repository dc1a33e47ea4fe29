"""The card of a school: who may look, who may change, and what comes of every act."""

from datetime import date

import pytest
from django.urls import reverse

from schools.enums import HistoryKind
from schools.models import School, SchoolCode, SchoolEvent
from shnor_portal.accounts.permissions import Role
from shnor_portal.audit.models import AuditEntry
from tests.factories import SchoolFactory, add_code, make_user
from tests.schools.registers import load, row

pytestmark = pytest.mark.django_db
ACTS = ("edit", "new_code", "rename", "merge", "close")
CARD = {"name": "Новое имя", "full_name": "", "kind": "ordinary", "locality": "city", "district": ""}
TURN = {"on": "2021-09-01", "basis": "Постановление от 25.08.2021 № 100-па"}


def address(name, school):
    return reverse(f"schools:{name}", args=[school.pk])


def forms(school, other):
    """Something right to send to every act."""
    return {
        "edit": {**CARD, "version": school.version},
        "new_code": {"system": "local", "raw": "017"},
        "rename": {"new_name": "Гимназия", **TURN},
        "merge": {"into": other.pk, **TURN},
        "close": TURN,
    }


def error_code(answer):
    page = answer.content.decode()
    return page.split('data-error-code="')[1].split('"')[0] if "data-error-code" in page else ""


@pytest.fixture
def other(city):
    return SchoolFactory(municipality=city, name="СОШ № 99")


@pytest.mark.parametrize("act", ACTS)
def test_stranger_and_absent_are_the_same_404(client, stranger, school, other, act):
    client.force_login(stranger)
    sent = forms(school, other)[act]
    assert client.get(address(act, school)).status_code == 404
    assert client.post(address(act, school), sent).status_code == 404
    absent = reverse(f"schools:{act}", args=[10**9])
    assert client.post(absent, sent).status_code == 404
    school.refresh_from_db()
    assert (school.version, school.closed_on) == (1, None)


@pytest.mark.parametrize("role", [Role.DEPARTMENT_HEAD, Role.OBSERVER])
@pytest.mark.parametrize("act", ACTS)
def test_people_of_the_same_house_without_the_right_get_403(client, city, school, other, act, role):
    client.force_login(make_user(role, city))
    assert client.get(address("detail", school)).status_code == 200
    assert client.post(address(act, school), forms(school, other)[act]).status_code == 403
    school.refresh_from_db()
    assert (school.version, school.closed_on, school.codes.count()) == (1, None, 0)


@pytest.mark.parametrize("act", ACTS)
def test_guest_is_sent_to_sign_in(client, school, act):
    assert reverse("account_login") in client.post(address(act, school)).url


@pytest.mark.parametrize("act", ACTS)
def test_officer_does_every_act_once_and_it_is_audited(officer_client, school, other, act):
    assert officer_client.get(address(act, school)).status_code == 200
    answer = officer_client.post(address(act, school), forms(school, other)[act])
    assert answer.status_code == 302
    assert answer.url == address("detail", school)
    assert AuditEntry.objects.filter(object_type="schools.school", object_id=str(school.pk)).count() == 1


def test_card_shows_codes_history_and_neighbours(officer_client, school, other):
    add_code(school, "fisoko", "sch990004", valid_to_year=2017)
    officer_client.post(address("merge", other), {"into": school.pk, **TURN})
    officer_client.post(address("rename", school), {"new_name": "Лицей № 5", **TURN})
    page = officer_client.get(address("detail", school)).content.decode()
    for words in ("sch990004", "2017/2018", "стало «Лицей № 5»", other.name, "Постановление от 25.08.2021"):
        assert words in page


def test_card_shows_headcounts_in_force_to_those_who_may_see_figures(client, city, officer):
    load(city, row(1, headcount={"2019": 401, "2020": 410}))
    load(city, row(1, headcount={"2020": 417}))
    school = School.objects.get()
    client.force_login(officer)
    page = client.get(address("detail", school)).content.decode()
    assert "Обучающихся в 2019/2020" in page
    assert "401" in page
    assert "417" in page
    assert "410" not in page
    client.force_login(make_user(Role.OBSERVER, city))
    assert "417" not in client.get(address("detail", school)).content.decode()


def test_school_looks_at_its_own_card_and_at_no_other(client, school_admin, school, other):
    client.force_login(school_admin)
    page = client.get(address("detail", school))
    assert page.status_code == 200
    assert "Править карточку" not in page.content.decode()
    assert client.get(address("detail", other)).status_code == 404


def test_school_is_entered_once_though_the_form_is_sent_twice(officer_client, city):
    sent = {**CARD, "nonce": "abc"}
    first = officer_client.post(reverse("schools:create"), sent)
    second = officer_client.post(reverse("schools:create"), sent)
    school = School.objects.get(municipality=city)
    assert first.url == second.url == address("detail", school)


def test_school_of_a_name_in_use_is_refused_and_the_text_stays(officer_client, other):
    answer = officer_client.post(reverse("schools:create"), {**CARD, "name": other.name, "district": "Портовый"})
    assert (answer.status_code, error_code(answer)) == (409, "SCHOOL_EXISTS")
    assert 'value="Портовый"' in answer.content.decode()


@pytest.mark.parametrize("role", [Role.DEPARTMENT_HEAD, Role.OBSERVER])
def test_creation_is_for_those_who_keep_the_register(client, city, role):
    client.force_login(make_user(role, city))
    assert client.post(reverse("schools:create"), CARD).status_code == 403
    assert not School.objects.exists()


def test_stale_card_is_refused_and_typed_text_survives(officer_client, school):
    officer_client.post(address("edit", school), {**CARD, "name": "Первая правка", "version": 1})
    late = officer_client.post(address("edit", school), {**CARD, "name": "Вторая правка", "version": 1})
    assert (late.status_code, error_code(late)) == (409, "STALE")
    assert "Вторая правка" in late.content.decode()
    school.refresh_from_db()
    assert (school.name, school.version) == ("Первая правка", 2)
    again = officer_client.post(address("edit", school), {**CARD, "name": "Вторая правка", "version": 2})
    assert again.status_code == 302


def test_code_is_kept_with_its_years(officer_client, school):
    sent = {"system": "ogrn", "raw": " 1027700566761 ", "valid_from_year": "2018/2019", "valid_to_year": "2020/21"}
    officer_client.post(address("new_code", school), sent)
    code = SchoolCode.objects.get()
    assert (code.value, code.valid_from_year, code.valid_to_year) == ("1027700566761", 2018, 2020)


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ({"system": "ogrn", "raw": "1027700566762"}, "CODE_INVALID"),
        ({"system": "fisoko", "raw": "edu12"}, "CODE_INVALID"),
        ({"system": "local", "raw": "РК-00A"}, "CODE_MIXED_SCRIPT"),
    ],
)
def test_malformed_code_is_refused_in_words(officer_client, school, sent, code):
    answer = officer_client.post(address("new_code", school), sent)
    assert (answer.status_code, error_code(answer)) == (400, code)
    assert not SchoolCode.objects.exists()


def test_code_of_another_school_is_taken_in_the_same_years_and_free_after_them(officer_client, school, other):
    add_code(other, "local", "017", valid_to_year=2019)
    taken = officer_client.post(address("new_code", school), {"system": "local", "raw": "017"})
    assert (taken.status_code, error_code(taken)) == (409, "CODE_TAKEN")
    assert other.name in taken.content.decode()
    later = {"system": "local", "raw": "017", "valid_from_year": "2020/2021"}
    assert officer_client.post(address("new_code", school), later).status_code == 302


def test_code_of_a_school_of_another_city_is_free(officer_client, school, other_city):
    add_code(SchoolFactory(municipality=other_city), "local", "017")
    answer = officer_client.post(address("new_code", school), {"system": "local", "raw": "017"})
    assert answer.status_code == 302


def test_renamed_school_is_found_by_its_former_name(officer_client, school):
    former = school.name
    officer_client.post(address("rename", school), {"new_name": "Лицей «Маяк»", **TURN})
    event = SchoolEvent.objects.get()
    assert (event.kind, event.old_name, event.happened_on) == (HistoryKind.RENAMED, former, date(2021, 9, 1))
    found = officer_client.get(reverse("schools:list"), {"q": former}).context["rows"]
    assert [row.name for row, _ in found] == ["Лицей «Маяк»"]


def test_merged_school_closes_with_a_successor(officer_client, school, other):
    officer_client.post(address("merge", school), {"into": other.pk, **TURN})
    school.refresh_from_db()
    assert (school.closed_on, school.successor) == (date(2021, 9, 1), other)
    again = officer_client.post(address("close", school), TURN)
    assert (again.status_code, error_code(again)) == (409, "STATE")


def test_school_is_merged_only_into_an_open_one_of_its_own_city(officer_client, school, other_city):
    foreign = SchoolFactory(municipality=other_city)
    closed = SchoolFactory(municipality=school.municipality, closed_on="2019-08-31")
    for wrong in (foreign, closed, school):
        assert officer_client.post(address("merge", school), {"into": wrong.pk, **TURN}).status_code == 400
    school.refresh_from_db()
    assert school.closed_on is None


def test_closing_needs_a_day_and_a_ground(officer_client, school):
    answer = officer_client.post(address("close", school), {"on": "", "basis": ""})
    assert answer.status_code == 400
    school.refresh_from_db()
    assert school.closed_on is None
