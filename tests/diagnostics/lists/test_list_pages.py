"""Pages of lists: what each person sees, what each may do, and that queries do not grow with rows."""

import pytest
from django.urls import reverse

from diagnostics.models import RiskList, RiskListEntry
from diagnostics.services.list_decisions import decide_entry
from diagnostics.services.list_states import approve_risk_list
from shnor_portal.accounts.permissions import Role
from tests.diagnostics.lists.conftest import add_school
from tests.diagnostics.lists.test_propose import propose
from tests.factories import SchoolFactory, add_code, make_user


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.SECOND_FACTOR = "optional"


@pytest.fixture
def risk_list(small_city):
    return propose(small_city).risk_list


def text(response):
    return response.content.decode().replace("\u00a0", " ")


def entry_of(risk_list, name):
    return risk_list.entries.get(school_name=name)


def test_lists_stand_side_by_side(officer_client, risk_list):
    page = text(officer_client.get(reverse("diagnostics:lists")))
    assert "Муниципальный, № " in page
    assert "25,0 %" in page
    assert "предложен" in page


def test_list_says_how_many_of_how_many(officer_client, risk_list):
    page = text(officer_client.get(reverse("diagnostics:list", args=[risk_list.pk])))
    assert "1 из 4" in page
    assert "25,0 %" in page
    assert "ВПР-5 РУ, ВПР-5 МА" in page
    assert "Нужны решения" in page
    assert "Школы перечня по числу низких процедур" in page


def test_filters_choose_schools(officer_client, risk_list):
    url = reverse("diagnostics:list", args=[risk_list.pk])

    def names(**query):
        return {entry.school_name for entry, *_ in officer_client.get(url, query).context["rows"]}

    assert names(verdict="unknown") == {"СОШ № 10"}
    assert names(procedure="VPR-5-MA") == {"СОШ № 1", "Вечерняя школа"}
    assert names(kind="evening") == {"Вечерняя школа"}
    assert names(level="elevated") == {"СОШ № 1"}
    assert names(q="сош № 1") == {"СОШ № 1", "СОШ № 10"}
    assert names(is_included="true") == {"СОШ № 1"}


def test_sorting_counts_numbers_as_people_do(officer_client, risk_list):
    url = reverse("diagnostics:list", args=[risk_list.pk])
    rows = officer_client.get(url, {"ordering": "name"}).context["rows"]
    assert [entry.school_name for entry, *_ in rows] == ["Вечерняя школа", "СОШ № 1", "СОШ № 2", "СОШ № 10"]


def test_download_holds_what_is_on_the_screen(officer_client, risk_list):
    response = officer_client.get(reverse("diagnostics:list_export", args=[risk_list.pk]), {"verdict": "listed"})
    assert response["Content-Type"].endswith("spreadsheetml.sheet")
    assert rows_of(response) == ["СОШ № 1"]


def rows_of(response):
    from io import BytesIO  # noqa: PLC0415

    from openpyxl import load_workbook  # noqa: PLC0415

    page = load_workbook(BytesIO(response.content)).worksheets[0]
    return [row[1].value for row in page.iter_rows(min_row=2)]


def test_why_sheet_leads_to_the_rows(officer_client, risk_list):
    entry = entry_of(risk_list, "СОШ № 1")
    page = text(officer_client.get(reverse("diagnostics:why", args=[risk_list.pk, entry.school_id])))
    assert "ВПР, 5 класс, Русский язык" in page
    assert "8 из 20" in page
    assert "лист «Лист1», строки 2–21" in page
    assert "3 участника с другим результатом, и процедура не была бы низкой" in page
    assert "Пограничный" in page


def test_school_sees_its_own_sheet_of_an_approved_list_only(client, city, rules, officer):
    own, other = add_school(city, "СОШ № 1", low=3), add_school(city, "СОШ № 2", low=3)
    risk_list = propose(city).risk_list
    client.force_login(make_user(Role.SCHOOL_ADMIN, city, own))
    sheet = reverse("diagnostics:why", args=[risk_list.pk, own.pk])
    assert client.get(sheet).status_code == 404
    approve_risk_list(risk_list_id=risk_list.pk, by=officer)
    assert client.get(sheet).status_code == 200
    assert client.get(reverse("diagnostics:why", args=[risk_list.pk, other.pk])).status_code == 404
    page = text(client.get(reverse("diagnostics:list", args=[risk_list.pk])))
    assert "СОШ № 1" in page
    assert "СОШ № 2" not in page
    assert "по числу низких процедур" not in page


@pytest.mark.parametrize("name", ["list", "list_export"])
def test_stranger_and_guest_find_nothing(client, stranger, risk_list, name):
    url = reverse(f"diagnostics:{name}", args=[risk_list.pk])
    assert client.get(url).status_code == 302
    client.force_login(stranger)
    assert client.get(url).status_code == 404


def test_coordinator_reads_and_may_not_act(client, risk_list, city):
    client.force_login(make_user(Role.MUNICIPAL_COORDINATOR, city))
    assert client.get(reverse("diagnostics:list", args=[risk_list.pk])).status_code == 200
    for act in ("submit", "approve", "list_recompute"):
        assert client.post(reverse(f"diagnostics:{act}", args=[risk_list.pk])).status_code == 403
    for act in ("return", "archive"):
        said = {"reason": "так", "version": risk_list.version}
        assert client.post(reverse(f"diagnostics:{act}", args=[risk_list.pk]), said).status_code == 403
    assert client.get(reverse("diagnostics:propose")).status_code == 403


def test_stranger_acts_on_nothing(client, stranger, risk_list):
    client.force_login(stranger)
    for act in ("submit", "approve", "return", "archive", "list_recompute"):
        assert client.post(reverse(f"diagnostics:{act}", args=[risk_list.pk])).status_code == 404


def test_officer_decides_and_approves(officer_client, risk_list):
    entry = entry_of(risk_list, "СОШ № 10")
    url = reverse("diagnostics:decide", args=[risk_list.pk, entry.school_id])
    refused = officer_client.post(url, {"include": "true", "reason": "", "version": risk_list.version})
    assert refused.status_code == 400
    decided = officer_client.post(url, {"include": "true", "reason": "Решение комиссии", "version": risk_list.version})
    assert decided.status_code == 302
    risk_list.refresh_from_db()
    approved = officer_client.post(
        reverse("diagnostics:approve", args=[risk_list.pk]), {"version": risk_list.version}, follow=True
    )
    assert "Перечень утверждён и заморожен" in text(approved)
    assert RiskList.objects.get().entries.included().count() == 2


def test_refusal_of_approval_is_a_page_with_a_code(officer_client, risk_list):
    answer = officer_client.post(reverse("diagnostics:approve", args=[risk_list.pk]), {"version": risk_list.version})
    assert answer.status_code == 409
    assert 'data-error-code="UNDECIDED"' in text(answer)


def test_stale_decision_keeps_what_was_typed(officer_client, risk_list, officer):
    entry = entry_of(risk_list, "СОШ № 10")
    old = risk_list.version
    decide_entry(risk_list_id=risk_list.pk, school_id=entry.school_id, include=False, reason="Рано", by=officer)
    answer = officer_client.post(
        reverse("diagnostics:decide", args=[risk_list.pk, entry.school_id]),
        {"include": "true", "reason": "Моё основание", "version": old},
    )
    assert answer.status_code == 409
    assert 'data-error-code="STALE"' in text(answer)
    assert "Моё основание" in text(answer)


def test_list_is_proposed_once_from_the_form(officer_client, small_city):
    url = reverse("diagnostics:propose")
    form = officer_client.get(url).context["form"]
    data = {"academic_year": 2020, "rules": "rosobr-847-2020:1", "origin": "municipal", "nonce": form["nonce"].value()}
    first = officer_client.post(url, data)
    second = officer_client.post(url, data)
    assert first.status_code == second.status_code == 302
    assert first.url == second.url
    assert RiskList.objects.count() == 1


def test_no_results_is_said_in_the_form(officer_client, small_city):
    url = reverse("diagnostics:propose")
    data = {"academic_year": 2023, "rules": "rosobr-847-2020:1", "origin": "municipal", "nonce": "n"}
    answer = officer_client.post(url, data)
    assert answer.status_code == 409
    assert 'data-error-code="NO_RESULTS"' in text(answer)


ORDER = {
    "origin": "federal",
    "academic_year": 2020,
    "issuer": "Рособрнадзор",
    "number": "847-п",
    "issued_on": "25.09.2020",
    "nonce": "order-1",
}


def test_order_is_matched_by_code_and_name(officer_client, small_city, risk_list):
    school = SchoolFactory(municipality=small_city, name="Гимназия № 5")
    add_code(school, "ogrn", "1022500000017")
    url = reverse("diagnostics:from_order")
    data = {**ORDER, "schools": "1. МБОУ «СОШ №2»\n1022500000017\nшкола № 999"}
    checked = officer_client.post(url, data)
    assert [line.school.name if line.school else "" for _, line, _ in checked.context["lines"]] == [
        "СОШ № 2",
        "Гимназия № 5",
        "",
    ]
    blocked = officer_client.post(url, {**data, "confirm": "yes"})
    assert 'data-error-code="REF_UNKNOWN"' in text(blocked)
    saved = officer_client.post(url, {**data, "confirm": "yes", "pick-2": "skip"}, follow=True)
    assert saved.status_code == 200
    federal = RiskList.objects.get(origin="federal")
    assert federal.basis == "Рособрнадзор, приказ от 25.09.2020 № 847-п"
    assert set(federal.entries.values_list("school_name", flat=True)) == {"СОШ № 2", "Гимназия № 5"}
    assert "Рособрнадзор, приказ от 25.09.2020 № 847-п" in text(saved)


def test_difference_from_the_order_is_explained(officer_client, small_city, risk_list):
    url = reverse("diagnostics:from_order")
    officer_client.post(url, {**ORDER, "schools": "СОШ № 2", "confirm": "yes"})
    federal = RiskList.objects.get(origin="federal")
    page = text(officer_client.get(reverse("diagnostics:compare"), {"before": risk_list.pk, "after": federal.pk}))
    assert "Вывод расчёта: не включать." in page
    assert "ВПР-5 РУ: 8 из 20 = 40,0 % ≥ 30 %" in page


def test_foreign_list_is_not_compared(officer_client, risk_list, other_city):
    add_school(other_city, "СОШ № 1", low=2)
    foreign = propose(other_city).risk_list
    query = {"before": risk_list.pk, "after": foreign.pk}
    assert officer_client.get(reverse("diagnostics:compare"), query).status_code == 404
    assert officer_client.get(reverse("diagnostics:compare"), {"before": "x"}).status_code == 404


def count_queries(client, url, django_assert_max_num_queries, limit):
    with django_assert_max_num_queries(limit) as counted:
        assert client.get(url).status_code == 200
    return len(counted)


def test_queries_of_a_list_do_not_grow(officer_client, city, rules, django_assert_max_num_queries):
    counted = []
    for more in (1, 3, 50):
        for number in range(more):
            add_school(city, f"СОШ № {more}-{number}", low=number % 4)
        risk_list = propose(city).risk_list
        url = reverse("diagnostics:list", args=[risk_list.pk])
        counted.append(count_queries(officer_client, url, django_assert_max_num_queries, 20))
    assert counted[1] == counted[2]


def test_queries_of_lists_do_not_grow(officer_client, city, rules, django_assert_max_num_queries):
    add_school(city, "СОШ № 1", low=2)
    propose(city)
    url = reverse("diagnostics:lists")
    one = count_queries(officer_client, url, django_assert_max_num_queries, 15)
    for origin in ("forecast",):
        propose(city, origin=origin)
    propose(city, rules="rosobr-2025")
    assert count_queries(officer_client, url, django_assert_max_num_queries, 15) == one


def test_overview_of_last_year(officer_client, officer, city, rules):
    add_school(city, "СОШ № 1", low=3)
    first = propose(city, academic_year=2020).risk_list
    approve_risk_list(risk_list_id=first.pk, by=officer)
    entry = RiskListEntry.objects.get()
    second = propose(city, academic_year=2021, results_year=2019).risk_list
    page = officer_client.get(reverse("diagnostics:list", args=[second.pk]))
    movement = page.context["movement"]
    assert (movement.entered, movement.left, movement.stayed) == (0, 0, 1)
    compared = officer_client.get(reverse("diagnostics:compare"), {"before": first.pk, "after": second.pk})
    assert [change.school_id for change in compared.context["comparison"].stayed] == [entry.school_id]
