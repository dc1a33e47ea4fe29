"""The template of the year and the terms of the programme: who changes them, what is kept, what is refused."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from roadmaps.forms.programme import ObligationForm, SettingsForm
from roadmaps.models import Obligation, ObligationDone, ProgrammeSettings
from roadmaps.selectors.occurrences import occurrences
from roadmaps.selectors.programme import programme_of
from roadmaps.services.calendar import tick_obligation, untick_obligation
from roadmaps.services.obligations import restore_obligations
from roadmaps.services.programme import load_reference
from shnor_portal.accounts.permissions import Role
from shnor_portal.audit.models import AuditEntry
from shnor_portal.common.refusals import Refusal
from tests.factories import make_user
from tests.roadmaps.calendar.builders import YEAR, place_in, plan_of

pytestmark = pytest.mark.django_db
SETTINGS = {
    "roadmap_due": "15.11",
    "quarter_1": "31.10",
    "quarter_2": "30.12",
    "quarter_3": "25.03",
    "quarter_4": "31.05",
    "reminder_days": "10, 3",
    "escalation_days": "7",
    "has_deputies": "on",
    "day_overrides": "25.05.2021 выходной",
    "version": "0",
}
OWN = {"title": "Сдать отчёт", "audience": "school", "repeat": "window", "spans": "01.10 — 20.10", "version": ""}


@pytest.fixture
def books(city):
    load_reference(municipality=city, by=None)


def obligation_of(city, audience: str, code: str) -> Obligation:
    return Obligation.objects.get(municipality=city, audience=audience, code=code)


def test_preview_changes_nothing_and_saving_does(city, officer_client):
    place_in(city)
    page = officer_client.post(reverse("roadmaps:programme_settings"), {**SETTINGS, "preview": "1"})
    text = page.content.decode()
    assert "30.11.2020" in text
    assert "15.11.2020" in text
    assert "Ещё не сдали: 1 из 1 школ." in text
    assert not ProgrammeSettings.objects.exists()
    officer_client.post(reverse("roadmaps:programme_settings"), {**SETTINGS, "save": "1"})
    programme = programme_of(city)
    assert (programme.roadmap_due, programme.reminder_days, programme.escalation_days) == ((11, 15), (10, 3), 7)
    assert programme.workdays.is_workday(date(2021, 5, 25)) is False
    assert AuditEntry.objects.get(action="programme.settings").details["changed"]


@time_machine.travel(datetime(2020, 12, 8, 3, tzinfo=UTC))
def test_preview_counts_late_measures_by_both_calendars(city, officer_client):
    plan_of(place_in(city), date(2020, 12, 1))
    days_off = "\n".join(f"{day:02d}.12.2020 выходной" for day in range(1, 9))
    told = {**SETTINGS, "day_overrides": days_off, "preview": "1"}
    text = officer_client.post(reverse("roadmaps:programme_settings"), told).content.decode()
    assert "Просрочено мероприятий сегодня</th><td>1</td><td>0</td><td>Дней с другим режимом: 8." in text


def test_older_page_is_refused_and_keeps_what_was_typed(city, officer_client):
    address = reverse("roadmaps:programme_settings")
    assert officer_client.post(address, {**SETTINGS, "save": "1"}).status_code == 302
    answer = officer_client.post(address, {**SETTINGS, "roadmap_due": "20.11", "save": "1"})
    assert answer.status_code == 409
    text = answer.content.decode()
    assert 'value="20.11"' in text
    assert 'name="version" value="1"' in text
    assert programme_of(city).roadmap_due == (11, 15)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("roadmap_due", "31.02", "не день"),
        ("roadmap_due", "осень", "не день"),
        ("reminder_days", "скоро", "числа через запятую"),
        ("reminder_days", "91", "от 0 до 90"),
        ("day_overrides", "25.05.2021", "не прочитано"),
        ("day_overrides", "31.02.2021 выходной", "не прочитано"),
        ("escalation_days", "0", "больше либо равно 1"),
    ],
)
def test_wrong_terms_are_told_at_their_field(field, value, words):
    form = SettingsForm({**SETTINGS, field: value})
    assert not form.is_valid()
    assert words in form.errors[field][0]


@pytest.mark.parametrize("button", ["preview", "save"])
def test_ends_of_terms_in_the_wrong_order_are_refused(city, officer_client, button):
    wrong = {**SETTINGS, "quarter_1": "30.12", "quarter_2": "31.10", button: "1"}
    answer = officer_client.post(reverse("roadmaps:programme_settings"), wrong)
    assert answer.status_code == 400
    assert 'data-error-code="TERMS_WRONG"' in answer.content.decode()
    assert not ProgrammeSettings.objects.exists()


def test_own_obligation_is_added_once_and_stands_in_calendars(city, officer_client):
    place = place_in(city)
    for _ in range(2):
        officer_client.post(reverse("roadmaps:new_obligation"), {**OWN, "nonce": "a"})
    [row] = Obligation.objects.all()
    [line] = [row for row in occurrences(place.head, city, *YEAR) if row.kind == "obligation"]
    assert (line.title, line.day) == ("Сдать отчёт", date(2020, 10, 20))
    officer_client.post(reverse("roadmaps:switch_obligation", args=[row.pk]), {"is_active": "0"})
    assert [row for row in occurrences(place.head, city, *YEAR) if row.kind == "obligation"] == []


def test_editing_asks_for_the_newest_version(city, books, officer_client):
    row = obligation_of(city, "school", "trial-exams")
    address = reverse("roadmaps:edit_obligation", args=[row.pk])
    assert "09.01 — 28.02" in officer_client.get(address).content.decode()
    told = {**OWN, "title": "Пробные экзамены", "version": "1"}
    assert officer_client.post(address, told).status_code == 302
    stale = officer_client.post(address, {**told, "title": "Другое название"})
    assert stale.status_code == 409
    assert "Другое название" in stale.content.decode()
    row.refresh_from_db()
    assert (row.title, row.audience, row.version) == ("Пробные экзамены", "school", 2)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"spans": ""}, "spans"),
        ({"spans": "когда-нибудь"}, "spans"),
        ({"spans": "01.10 — 20.10\n01.11 — 20.11"}, "spans"),
        ({"repeat": "monthly"}, "day"),
        ({"title": ""}, "title"),
        ({"reminder_days": "-1"}, "reminder_days"),
    ],
)
def test_wrong_obligation_is_told_at_its_field(changes, field):
    form = ObligationForm({**OWN, **changes})
    assert not form.is_valid()
    assert field in form.errors


def test_obligation_that_ends_before_it_begins_is_refused(city, officer_client):
    answer = officer_client.post(reverse("roadmaps:new_obligation"), {**OWN, "spans": "20.10 — 01.10"})
    assert answer.status_code == 400
    assert 'data-error-code="RULE_WRONG"' in answer.content.decode()
    assert not Obligation.objects.exists()


@pytest.mark.parametrize(
    ("told", "days"),
    [
        ({"repeat": "monthly", "spans": "", "day": "5"}, 12),
        ({"repeat": "quarterly", "spans": "до 31.10\nдо 30.12"}, 2),
        ({"repeat": "window", "spans": "с 1.10 по 20.10"}, 1),
    ],
)
def test_each_rhythm_gives_its_days(city, officer_client, told, days):
    place = place_in(city)
    assert officer_client.post(reverse("roadmaps:new_obligation"), {**OWN, **told}).status_code == 302
    lines = [row for row in occurrences(place.head, city, *YEAR) if row.kind == "obligation"]
    assert len(lines) == days


def test_restoring_brings_the_portals_lines_back_and_leaves_own_ones(city, books, officer):
    changed, own = obligation_of(city, "school", "trial-exams"), None
    Obligation.objects.filter(pk=changed.pk).update(title="Другое", is_active=False)
    own = Obligation.objects.create(municipality=city, code="own-1", title="Своё", audience="school", rule={})
    assert restore_obligations(municipality=city, by=officer) == 1
    changed.refresh_from_db()
    assert changed.title.startswith("Провести пробные экзамены")
    assert changed.is_active
    own.refresh_from_db()
    assert own.title == "Своё"


def test_school_ticks_its_own_and_nobody_elses(city, books, officer, other_city):
    place, neighbour = place_in(city), place_in(city)
    mine = obligation_of(city, "school", "trial-exams")
    told = {"obligation_id": mine.pk, "due_on": date(2021, 2, 28)}
    tick_obligation(**told, school_id=place.school.pk, by=place.head)
    tick_obligation(**told, school_id=place.school.pk, by=place.head)
    assert ObligationDone.objects.count() == 1
    assert AuditEntry.objects.filter(action="programme.obligation_done").count() == 1
    for person in (neighbour.head, place.curator, officer):
        with pytest.raises(PermissionDenied):
            tick_obligation(**told, school_id=place.school.pk, by=person)
    with pytest.raises(Obligation.DoesNotExist):
        tick_obligation(**told, school_id=place.school.pk, by=make_user(Role.MUNICIPAL_OFFICER, other_city))
    untick_obligation(**told, school_id=place.school.pk, by=place.head)
    assert not ObligationDone.objects.exists()


@pytest.mark.parametrize("audience", ["department", "school"])
def test_only_days_of_the_template_are_ticked(city, books, officer, audience):
    place = place_in(city)
    code = "list" if audience == "department" else "trial-exams"
    told = {"obligation_id": obligation_of(city, audience, code).pk, "due_on": date(2020, 10, 13)}
    by, school_id = (officer, None) if audience == "department" else (place.head, place.school.pk)
    with pytest.raises(Refusal) as refused:
        tick_obligation(**told, school_id=school_id, by=by)
    assert refused.value.code == "NOT_DUE"


def test_what_the_portal_sees_for_itself_is_not_ticked(city, books):
    place = place_in(city)
    told = {"obligation_id": obligation_of(city, "school", "school-roadmap").pk, "due_on": date(2020, 11, 15)}
    with pytest.raises(Refusal):
        tick_obligation(**told, school_id=place.school.pk, by=place.head)


def test_paused_school_ticks_nothing(city, books):
    place = place_in(city, paused_at="2020-11-01T00:00:00Z", pause_reason="Ремонт")
    told = {"obligation_id": obligation_of(city, "school", "trial-exams").pk, "due_on": date(2021, 2, 28)}
    with pytest.raises(Refusal) as refused:
        tick_obligation(**told, school_id=place.school.pk, by=place.head)
    assert refused.value.code == "CASE_PAUSED"
