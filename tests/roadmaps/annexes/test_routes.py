"""Counts of pupils' routes: exact for the school, without small groups across schools, never names."""

import io
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from roadmaps.models import PupilRoutes
from roadmaps.rules.small_cells import SMALLEST_SHOWN, shown, total_of
from roadmaps.services.pupil_routes import RouteCounts, correct_routes, record_routes
from shnor_portal.common.refusals import Refusal

DAY = date(2020, 12, 1)
groups = st.integers(0, 60).flatmap(lambda opened: st.tuples(st.just(opened), st.integers(0, opened)))


def is_small(count: int) -> bool:
    return count in range(1, SMALLEST_SHOWN)


@given(groups)
def test_nothing_shown_tells_of_one_to_four_pupils(group):
    opened, finished = group
    told = shown(opened, finished)
    if told.opened is not None:
        assert told.opened == opened
        assert not is_small(opened)
    if told.finished is not None:
        assert told.opened == opened
        assert told.finished == finished
        assert not is_small(finished)
        assert not is_small(opened - finished)


@given(groups)
def test_what_is_large_enough_is_shown(group):
    opened, finished = group
    if not any(map(is_small, (opened, finished, opened - finished))):
        assert (shown(opened, finished).opened, shown(opened, finished).finished) == group


@given(st.lists(groups, max_size=8), groups)
def test_a_hidden_group_changes_no_total(table, hidden):
    """Whoever knows all shown rows and the total learns nothing of the hidden ones."""
    opened, finished = hidden
    rows, extra = [shown(*group) for group in table], shown(opened, finished)
    before, after = total_of(rows), total_of([*rows, extra])
    assert after.opened - before.opened == (extra.opened or 0)
    assert after.finished - before.finished == (extra.finished or 0)


def counts(opened: int, finished: int = 0, **more) -> RouteCounts:
    return RouteCounts(**{"grade": 7, "subject": "MA", "as_of": DAY, "opened": opened, "finished": finished, **more})


def table_of(client, user, name: str = "pupil_routes"):
    client.force_login(user)
    return client.get(reverse(f"roadmaps:{name}"), {"year": 2020})


@pytest.mark.django_db
def test_the_school_sees_its_counts_and_the_city_no_small_groups(client, people, school):
    record_routes(school=school, academic_year=2020, counts=counts(4, 1), by=people.head)
    record_routes(school=school, academic_year=2020, counts=counts(20, 9, grade=8), by=people.head)
    record_routes(school=school, academic_year=2020, counts=counts(20, 18, grade=9), by=people.head)
    own = table_of(client, people.head).context["table"]
    assert [(row.counts.opened, row.counts.finished) for row in own.rows] == [(4, 1), (20, 9), (20, 18)]
    assert (own.total.opened, own.total.finished, own.has_hidden) == (44, 28, False)
    page = table_of(client, people.officer)
    seen = page.context["table"]
    assert [(row.counts.opened, row.counts.finished) for row in seen.rows] == [(None, None), (20, 9), (20, None)]
    assert (seen.total.opened, seen.total.finished) == (40, 9)
    assert "Малые группы скрыты" in page.content.decode()
    sheet = load_workbook(io.BytesIO(table_of(client, people.officer, "pupil_routes_export").content)).active
    rows = [[cell.value for cell in row][3:5] for row in sheet.rows]
    assert rows[1:] == [["менее 5", "не показано"], [20, 9], [20, "не показано"], [40, 9]]


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["neighbour", "stranger"])
def test_others_see_nothing(client, people, school, who):
    record_routes(school=school, academic_year=2020, counts=counts(12), by=people.head)
    assert table_of(client, getattr(people, who)).context["table"].rows == []


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["teacher", "officer", "neighbour", "stranger"])
def test_only_the_schools_administration_enters_counts(people, school, who):
    with pytest.raises(PermissionDenied):
        record_routes(school=school, academic_year=2020, counts=counts(12), by=getattr(people, who))


@pytest.mark.django_db
def test_impossible_counts_are_refused(people, school):
    tomorrow = timezone.localdate() + timedelta(days=2)
    for wrong, code in ((counts(3, 4), "ROUTES_MORE"), (counts(3, as_of=tomorrow), "VALUE_DATE")):
        with pytest.raises(Refusal) as refused:
            record_routes(school=school, academic_year=2020, counts=wrong, by=people.head)
        assert refused.value.code == code
    record_routes(school=school, academic_year=2020, counts=counts(3), by=people.head)
    with pytest.raises(Refusal) as refused:
        record_routes(school=school, academic_year=2020, counts=counts(5), by=people.head)
    assert refused.value.code == "EXISTS"


@pytest.mark.django_db
def test_counts_are_corrected_by_the_page_and_a_stale_one_is_refused(client, people, school):
    routes = record_routes(school=school, academic_year=2020, counts=counts(12), by=people.head)
    with pytest.raises(Refusal) as refused:
        correct_routes(routes_id=routes.pk, opened=1, finished=0, as_of=DAY, by=people.head, version=9)
    assert refused.value.code == "STALE"
    client.force_login(people.head)
    address = reverse("roadmaps:edit_pupil_routes", args=[routes.pk])
    sent = {"opened": "14", "finished": "6", "as_of": "2020-12-20", "version": "1"}
    assert client.post(address, sent).status_code == 302
    routes.refresh_from_db()
    assert (routes.opened, routes.finished, routes.version) == (14, 6, 2)
    assert client.post(address, {**sent, "finished": "99", "version": "2"}).status_code == 400


@pytest.mark.django_db
def test_a_second_press_enters_nothing_twice(client, people, school):
    client.force_login(people.head)
    form = client.get(reverse("roadmaps:new_pupil_routes")).context["form"]
    sent = {
        "academic_year": form.initial["academic_year"],
        "grade": "7",
        "subject": "RU",
        "opened": "8",
        "finished": "0",
        "as_of": "2020-12-01",
        "nonce": "то же самое",
    }
    assert [client.post(reverse("roadmaps:new_pupil_routes"), sent).status_code for _ in range(2)] == [302, 302]
    assert PupilRoutes.objects.count() == 1
