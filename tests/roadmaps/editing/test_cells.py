"""Cells: a text is written over the text its author saw, and over no other."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from roadmaps.enums import RoadmapState
from roadmaps.models import Measure, RoadmapEdit
from roadmaps.services.editing import edit_cell
from shnor_portal.accounts.permissions import Role
from shnor_portal.audit.models import AuditEntry
from shnor_portal.common.refusals import Refusal
from tests.factories import MeasureFactory, make_user
from tests.roadmaps.editing.builders import measures_of

pytestmark = pytest.mark.django_db


def write(roadmap, by, base, value, *, field="title", row=None, table="measure"):
    row = row if row is not None else measures_of(roadmap)[0].pk
    return edit_cell(roadmap_id=roadmap.pk, table=table, row=row, field=field, base=base, value=value, by=by)


def test_text_is_kept_and_the_step_says_what_was(roadmap, editor):
    step = write(roadmap, editor, "Собеседования", "  Собеседования\r\nс учителями ")
    assert step is not None
    assert measures_of(roadmap)[0].title == "Собеседования\nс учителями"
    assert (step.revision, step.before, step.after, step.by) == (
        1,
        "Собеседования",
        "Собеседования\nс учителями",
        editor,
    )


def test_the_second_of_two_gets_the_text_of_the_first(roadmap, editor, school):
    colleague = make_user(Role.SCHOOL_ADMIN, school.municipality, school)
    write(roadmap, editor, "Собеседования", "Беседы")
    with pytest.raises(Refusal) as said:
        write(roadmap, colleague, "Собеседования", "Опросы")
    assert said.value.code == "STALE"
    assert said.value.details["current"] == "Беседы"
    assert said.value.details["who"] == str(editor)
    assert said.value.details["at"]
    write(roadmap, colleague, "Беседы", "Беседы и опросы")
    assert measures_of(roadmap)[0].title == "Беседы и опросы"


def test_the_same_text_twice_is_one_step(roadmap, editor):
    write(roadmap, editor, "Собеседования", "Беседы")
    assert write(roadmap, editor, "Собеседования", "Беседы") is None
    assert RoadmapEdit.objects.count() == 1


@pytest.mark.parametrize(
    ("wording", "kind", "due_on"),
    [
        ("до 25.12.2020", "deadline", date(2020, 12, 25)),
        ("Январь 2021", "intervals", date(2021, 1, 31)),
        ("когда получится", "unknown", None),
        ("", "empty", None),
    ],
)
def test_term_is_read_anew_and_its_wording_stays(roadmap, editor, wording, kind, due_on):
    write(roadmap, editor, "до 30.11.2020", wording, field="period_wording")
    measure = measures_of(roadmap)[0]
    assert (measure.period_wording, measure.period_kind, measure.due_on) == (wording, kind, due_on)
    assert measure.due_days == ([due_on.isoformat()] if due_on else [])


def test_goals_are_lines_without_bullets(roadmap, editor):
    write(
        roadmap,
        editor,
        "Повысить результаты по математике",
        "• Первая\n\n- Вторая\n-5 % двоек",
        table="roadmap",
        row=0,
        field="goals",
    )
    roadmap.refresh_from_db()
    assert roadmap.goals == ["Первая", "Вторая", "-5 % двоек"]


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("title", "a\x07b", "TEXT_CONTROL"),
        ("title", "я" * 6001, "TEXT_TOO_LONG"),
        ("baseline", "я" * 61, "TEXT_TOO_LONG"),
        ("indicator", "R99", "CELL_VALUE"),
        ("procedure", "OGE-99-MA", "CELL_VALUE"),
        ("responsible_user", "999999", "CELL_VALUE"),
        ("state", "confirmed", "CELL_UNKNOWN"),
        ("roadmap_id", "1", "CELL_UNKNOWN"),
    ],
)
def test_what_no_cell_takes_is_refused_in_words(roadmap, editor, field, value, code):
    base = "Собеседования" if field == "title" else ""
    with pytest.raises(Refusal) as said:
        write(roadmap, editor, base, value, field=field)
    assert (said.value.code, said.value.status) == (code, 400)
    assert RoadmapEdit.objects.count() == 0


def test_codes_and_people_that_exist_are_taken(roadmap, editor):
    for field, value in (("indicator", "R01"), ("procedure", "OGE-9-MA"), ("responsible_user", str(editor.pk))):
        write(roadmap, editor, "", value, field=field)
    measure = measures_of(roadmap)[0]
    assert (measure.indicator, measure.procedure, measure.responsible_user) == ("R01", "OGE-9-MA", editor)


def test_others_may_not_write(roadmap, curator, officer, stranger):
    for person in (curator, officer, stranger):
        with pytest.raises(PermissionDenied):
            write(roadmap, person, "Собеседования", "Чужое")
    assert RoadmapEdit.objects.count() == 0


@pytest.mark.parametrize("state", [s for s in RoadmapState if s not in (RoadmapState.DRAFT, RoadmapState.RETURNED)])
def test_what_was_handed_in_is_not_edited(roadmap, editor, state):
    roadmap.state = state
    roadmap.save()
    with pytest.raises(Refusal) as said:
        write(roadmap, editor, "Собеседования", "Поздно")
    assert said.value.code == "STATE"


def test_a_row_of_another_plan_is_no_row_of_this_one(roadmap, editor):
    foreign = MeasureFactory()
    with pytest.raises(Refusal) as said:
        write(roadmap, editor, foreign.title, "Чужое", row=foreign.pk)
    assert said.value.code == "ROW_GONE"
    assert Measure.objects.get(pk=foreign.pk).title == foreign.title


def test_a_sitting_is_one_entry_of_the_trail(roadmap, editor):
    base = "Собеседования"
    for number in range(5):
        write(roadmap, editor, base, f"Текст {number}")
        base = f"Текст {number}"
    assert AuditEntry.objects.filter(action="roadmap.edit").count() == 1
