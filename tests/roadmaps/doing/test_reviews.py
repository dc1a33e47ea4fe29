"""Monthly reviews: drafts that lose nothing, signing that freezes, corrections, regularity."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from roadmaps.enums import CorrectionState, MeasureState, ReviewState
from roadmaps.lifecycle import REVIEW
from roadmaps.models import CaseEvent, MonthlyReview, ReviewCorrection
from roadmaps.reference.review_criteria import REVIEW_CRITERIA
from roadmaps.selectors.reviews import regularity_table, review_queue
from roadmaps.services.corrections import answer_correction, close_correction, drop_correction, reopen_correction
from roadmaps.services.reviews import CorrectionDraft, reopen_review, save_review, sign_review, start_review
from shnor_portal.accounts.permissions import ROLE_PERMISSIONS, Role
from shnor_portal.common.refusals import Refusal
from shnor_portal.notifications.models import Notification
from tests.factories import CaseFactory, SchoolFactory, make_user
from tests.roadmaps.doing.builders import done_measure, full_draft, measure_of, review_of, stopped

NOVEMBER = date(2020, 11, 1)
ACTS = {
    "sign": lambda row, by: sign_review(review_id=row.pk, draft=full_draft(), version=row.version, by=by),
    "reopen": lambda row, by: reopen_review(review_id=row.pk, reason="Опечатка", by=by),
}


@pytest.fixture
def case(plan):
    return plan.case


@pytest.fixture
def draft(case, coordinator):
    return review_of(case, coordinator)


def outcome(act, review, by):
    try:
        return ACTS[act](review, by).state
    except PermissionDenied:
        return "forbidden"
    except Refusal as refusal:
        return refusal.code


def test_every_act_of_the_table_has_a_service():
    assert set(ACTS) == set(REVIEW.transitions)


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("role", Role)
def test_every_state_and_role_answers_as_the_table_says(case, coordinator, role, act):
    by = make_user(role, case.municipality, case.school if role.is_school_role else None)
    may = any(permission in ROLE_PERMISSIONS[role] for permission in REVIEW[act].permissions)
    for month, state in enumerate(ReviewState, start=10):
        review = review_of(case, coordinator, date(2020, month, 1), state=state)
        allowed = REVIEW[act].target if state in REVIEW[act].sources else "STATE"
        assert outcome(act, review, by) == (allowed if may else "forbidden"), state


@pytest.mark.parametrize("act", ACTS)
def test_stranger_signs_nothing(draft, stranger, act):
    assert outcome(act, draft, stranger) == "forbidden"


def test_month_has_one_review_however_often_it_is_begun(case, coordinator, officer):
    first = start_review(case_id=case.pk, month=date(2020, 11, 17), by=coordinator)
    assert start_review(case_id=case.pk, month=NOVEMBER, by=officer).pk == first.pk
    assert first.month == NOVEMBER


@pytest.mark.parametrize("month", [date(2020, 8, 1), date(2021, 9, 1)])
def test_month_of_another_school_year_is_declined(case, coordinator, month):
    with pytest.raises(Refusal) as refused:
        start_review(case_id=case.pk, month=month, by=coordinator)
    assert refused.value.code == "VALUE_DATE"


def test_draft_keeps_what_was_typed_and_an_older_page_is_told(draft, coordinator):
    saved = save_review(review_id=draft.pk, draft=full_draft(rag=""), version=1, by=coordinator)
    assert (saved.version, saved.checked) == (2, "Мероприятия ноября")
    with pytest.raises(Refusal) as refused:
        save_review(review_id=draft.pk, draft=full_draft(checked="Другое"), version=1, by=coordinator)
    assert refused.value.code == "STALE"
    assert MonthlyReview.objects.get(pk=draft.pk).checked == "Мероприятия ноября"


@pytest.mark.parametrize("missing", ["checked", "rag", "rag_reason", "marks"])
def test_incomplete_review_is_not_signed_and_says_what_is_missing(draft, coordinator, missing):
    empty = {} if missing == "marks" else ""
    with pytest.raises(Refusal) as refused:
        sign_review(review_id=draft.pk, draft=full_draft(**{missing: empty}), version=1, by=coordinator)
    assert refused.value.code == "REVIEW_INCOMPLETE"
    assert MonthlyReview.objects.get(pk=draft.pk).state == ReviewState.DRAFT


def test_signing_freezes_the_figures_lights_the_case_and_tells_the_school(plan, draft, coordinator, school_admin):
    done_measure(plan, school_admin)
    confirmed = done_measure(plan, school_admin)
    type(confirmed).objects.filter(pk=confirmed.pk).update(state=MeasureState.CONFIRMED)
    measure_of(plan)
    signed = sign_review(review_id=draft.pk, draft=full_draft(rag="amber"), version=1, by=coordinator)
    assert (signed.done, signed.due, signed.overdue) == (1, 3, 1)
    plan.case.refresh_from_db()
    assert plan.case.rag == "amber"
    message = Notification.objects.get(recipient=school_admin)
    assert (message.path, message.body) == (f"/reviews/{draft.pk}/", "Всё намеченное сделано")
    assert CaseEvent.objects.filter(case=plan.case, act="review_signed").exists()


def test_school_without_a_plan_in_force_has_no_figures_rather_than_zero(school, coordinator):
    review = review_of(CaseFactory.create(school=school), coordinator)
    signed = sign_review(review_id=review.pk, draft=full_draft(), version=1, by=coordinator)
    assert (signed.done, signed.due, signed.overdue) == (None, None, None)


def test_light_is_that_of_the_newest_signed_month_and_goes_out_on_reopening(case, coordinator):
    october, november = (review_of(case, coordinator, date(2020, month, 1)) for month in (10, 11))
    sign_review(review_id=november.pk, draft=full_draft(rag="red"), version=1, by=coordinator)
    sign_review(review_id=october.pk, draft=full_draft(rag="green"), version=1, by=coordinator)
    case.refresh_from_db()
    assert case.rag == "red"
    reopened = reopen_review(review_id=november.pk, reason="Не та школа", by=coordinator)
    case.refresh_from_db()
    assert (case.rag, reopened.reopen_reason, reopened.due) == ("green", "Не та школа", None)


def test_school_reads_a_signed_review_and_never_a_draft(client, draft, school_admin, curator, coordinator, stranger):
    for who, code in ((school_admin, 404), (curator, 404), (stranger, 404), (coordinator, 200)):
        client.force_login(who)
        assert client.get(f"/reviews/{draft.pk}/").status_code == code
    sign_review(review_id=draft.pk, draft=full_draft(), version=1, by=coordinator)
    for who, code in ((school_admin, 200), (curator, 200), (stranger, 404)):
        client.force_login(who)
        assert client.get(f"/reviews/{draft.pk}/").status_code == code


def posted(**more):
    marks = {f"mark_{code}": "1" for code in REVIEW_CRITERIA}
    rows = {
        "correction_key": ["", ""],
        "correction_measure": ["", ""],
        "correction_text": ["Назвать число", ""],
        "correction_due": ["2020-12-15", ""],
    }
    words = {
        "checked": "Уроки и журналы",
        "remarks": "Мало чисел",
        "rag": "amber",
        "rag_reason": "Отстаёт",
        "version": 1,
    }
    return {**words, **marks, **rows, **more}


def test_page_saves_by_itself_and_says_when(client, draft, coordinator):
    client.force_login(coordinator)
    for version in (1, 2):
        answer = client.post(f"/reviews/{draft.pk}/autosave/", posted(version=version))
        assert f'name="version" value="{version + 1}"' in answer.content.decode()
    draft.refresh_from_db()
    assert (draft.remarks, draft.corrections.count()) == ("Мало чисел", 1)
    stale = client.post(f"/reviews/{draft.pk}/autosave/", posted(version=1, remarks="Чужое"))
    assert 'data-error-code="STALE"' in stale.content.decode()
    assert MonthlyReview.objects.get(pk=draft.pk).remarks == "Мало чисел"


def test_refused_signing_keeps_the_typed_text_on_the_page(client, draft, coordinator):
    client.force_login(coordinator)
    answer = client.post(f"/reviews/{draft.pk}/edit/", posted(rag_reason="", sign="1", remarks="Мой текст"))
    page = answer.content.decode()
    assert (answer.status_code, 'data-error-code="REVIEW_INCOMPLETE"' in page) == (400, True)
    assert "Мой текст" in page
    assert "Назвать число" in page
    assert client.post(f"/reviews/{draft.pk}/edit/", posted(sign="1")).status_code == 302
    assert MonthlyReview.objects.get(pk=draft.pk).state == ReviewState.SIGNED


def test_correction_goes_from_coordinator_to_school_and_back(plan, draft, coordinator, school_admin, neighbour):
    measure = measure_of(plan)
    rows = (CorrectionDraft("Назвать число", measure.pk, date(2020, 12, 15)), CorrectionDraft("Снять лишнее"))
    save_review(review_id=draft.pk, draft=full_draft(corrections=rows), version=1, by=coordinator)
    first, second = ReviewCorrection.objects.all()
    with pytest.raises(Refusal):
        answer_correction(correction_id=first.pk, note="Рано", by=school_admin)
    sign_review(review_id=draft.pk, draft=full_draft(corrections=kept(rows)), version=2, by=coordinator)
    with pytest.raises(PermissionDenied):
        answer_correction(correction_id=first.pk, note="Чужое", by=neighbour)
    assert answer_correction(correction_id=first.pk, note="Назвали", by=school_admin).state == CorrectionState.DONE
    assert reopen_correction(correction_id=first.pk, note="Где?", by=coordinator).state == CorrectionState.OPEN
    answer_correction(correction_id=first.pk, note="В отчёте", by=school_admin)
    closed = close_correction(correction_id=first.pk, by=coordinator)
    assert (closed.closed_by, closed.closing_note) == (coordinator, "В отчёте")
    assert drop_correction(correction_id=second.pk, note="Не нужно", by=coordinator).state == CorrectionState.DROPPED
    with pytest.raises(Refusal):
        reopen_correction(correction_id=first.pk, note="Поздно", by=coordinator)


def kept(rows):
    """The rows as the page sends them back, with their keys."""
    keys = ReviewCorrection.objects.order_by("pk").values_list("pk", flat=True)
    return tuple(
        CorrectionDraft(row.text, row.measure_id, row.due_on, key) for row, key in zip(rows, keys, strict=True)
    )


def test_correction_stands_at_its_measure_and_among_what_the_school_owes(
    client, plan, draft, coordinator, school_admin
):
    measure = measure_of(plan)
    rows = (CorrectionDraft("Назвать число", measure.pk, date(2020, 12, 15)),)
    save_review(review_id=draft.pk, draft=full_draft(corrections=rows), version=1, by=coordinator)
    client.force_login(school_admin)
    pages = (f"/measures/{measure.pk}/", "/measures/mine/?year=2020")
    assert not any("Назвать число" in client.get(path).content.decode() for path in pages)
    sign_review(review_id=draft.pk, draft=full_draft(corrections=kept(rows)), version=2, by=coordinator)
    assert all("Назвать число" in client.get(path).content.decode() for path in pages)


def test_queue_begins_with_the_second_year_and_the_longest_unseen(city, coordinator):
    def case_of(name, **more):
        return CaseFactory.create(school=SchoolFactory(municipality=city, name=name), **more)

    fresh, second, old, done, paused = (
        case_of("А"),
        case_of("Б", years_in_row=2),
        case_of("В"),
        case_of("Г"),
        case_of("Д", paused_at="2020-11-01T00:00:00Z"),
    )
    review_of(fresh, coordinator, date(2020, 10, 1), state=ReviewState.SIGNED)
    review_of(second, coordinator, date(2020, 10, 1), state=ReviewState.SIGNED)
    review_of(done, coordinator, NOVEMBER, state=ReviewState.SIGNED)
    order = [item.case for item in review_queue(type(fresh).objects.all(), NOVEMBER)]
    assert order == [second, old, fresh, done]
    assert paused not in order


def test_regularity_counts_months_and_names_the_missing_ones(case, coordinator):
    type(case).objects.filter(pk=case.pk).update(opened_at="2020-10-05T00:00:00Z")
    stopped(case, "2020-12-01", "2021-01-01")
    review_of(case, coordinator, date(2020, 10, 1), state=ReviewState.SIGNED, rag="green")
    review_of(case, coordinator, NOVEMBER)
    table = regularity_table(type(case).objects.all(), 2020, date(2021, 2, 10))
    (row,) = table.rows
    assert (table.reviewed, table.total) == (1, 3)
    assert row.figure.missing == (NOVEMBER, date(2021, 1, 1))


def test_regularity_counts_months_reviewed_before_the_case_was_entered(case, coordinator):
    type(case).objects.filter(pk=case.pk).update(opened_at="2020-12-05T00:00:00Z")
    review_of(case, coordinator, date(2020, 10, 1), state=ReviewState.SIGNED, rag="green")
    (row,) = regularity_table(type(case).objects.all(), 2020, date(2021, 1, 10)).rows
    assert (row.figure.reviewed, row.figure.months) == (1, 3)
    assert row.figure.missing == (NOVEMBER, date(2020, 12, 1))


def test_regularity_of_many_schools_takes_the_same_queries(client, city, coordinator, django_assert_max_num_queries):
    for number in range(30):
        made = CaseFactory.create(school=SchoolFactory(municipality=city))
        review_of(made, coordinator, date(2020, 9 + number % 4, 1), state=ReviewState.SIGNED, rag="green")
    client.force_login(coordinator)
    for path in ("/reviews/regularity/?year=2020", "/reviews/?year=2020"):
        with django_assert_max_num_queries(16):
            assert client.get(path).status_code == 200
