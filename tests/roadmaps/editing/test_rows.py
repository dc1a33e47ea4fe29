"""Rows: added, copied, moved, removed, and what stands in the way of each."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from roadmaps.enums import CaseStage, MeasureState
from roadmaps.models import CaseDeficit, CaseRisk, Measure, MeasureAim, RoadmapEdit, RoadmapSection
from roadmaps.rules.plan_draft import MAX_ROWS, PlanContent, RowDraft
from roadmaps.services.aims import set_aims
from roadmaps.services.editing import edit_cell
from roadmaps.services.pasting import insert_rows
from roadmaps.services.structure import add_measure, add_section, move_measure, remove_row
from roadmaps.services.undo import undo
from shnor_portal.accounts.permissions import Role
from shnor_portal.common.refusals import Refusal
from tests.factories import CaseDeficitFactory, MeasureFactory, make_user
from tests.roadmaps.editing.builders import measures_of, titles

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows(roadmap):
    return measures_of(roadmap)


def code_of(act, **about):
    with pytest.raises(Refusal) as said:
        act(**about)
    return said.value.code


def test_the_same_key_makes_one_row(roadmap, editor, rows):
    about = {"roadmap_id": roadmap.pk, "key": uuid.uuid4(), "section": rows[0].section_id, "after": rows[0].pk}
    first = add_measure(by=editor, **about)
    assert add_measure(by=editor, **about) == first
    assert titles(roadmap) == ["Собеседования", "", "Анализ работ", "Наставничество"]


def test_a_key_of_another_plan_is_refused(roadmap, editor):
    foreign = MeasureFactory()
    about = {"roadmap_id": roadmap.pk, "section": None, "after": None, "by": editor}
    assert code_of(add_measure, key=foreign.key, **about) == "KEY_TAKEN"


def test_copy_takes_texts_terms_and_aims(roadmap, editor, rows, case):
    MeasureAim.objects.create(
        municipality=roadmap.municipality, roadmap=roadmap, measure=rows[0], deficit=CaseDeficit.objects.get()
    )
    step = add_measure(roadmap_id=roadmap.pk, key=uuid.uuid4(), section=None, after=None, copy_of=rows[0].pk, by=editor)
    copy = Measure.objects.get(pk=step.row)
    assert (copy.title, copy.due_on, copy.responsible) == (rows[0].title, rows[0].due_on, rows[0].responsible)
    assert [aim.deficit for aim in copy.aims.all()] == [CaseDeficit.objects.get()]
    assert titles(roadmap)[0] == "Собеседования"


def test_moving_between_sections(roadmap, editor, rows):
    move_measure(roadmap_id=roadmap.pk, row=rows[0].pk, section=rows[2].section_id, after=rows[2].pk, by=editor)
    assert titles(roadmap) == ["Анализ работ", "Наставничество", "Собеседования"]
    again = {"row": rows[0].pk, "section": rows[2].section_id, "after": rows[2].pk}
    assert move_measure(roadmap_id=roadmap.pk, by=editor, **again) is None


def test_moving_after_a_row_that_went_elsewhere_is_refused(roadmap, editor, rows):
    about = {"roadmap_id": roadmap.pk, "row": rows[0].pk, "section": rows[0].section_id, "after": rows[2].pk}
    assert code_of(move_measure, by=editor, **about) == "ROW_GONE"


def test_a_section_goes_and_comes_back_with_its_rows(roadmap, editor, rows):
    step = remove_row(roadmap_id=roadmap.pk, table="section", row=rows[0].section_id, by=editor)
    assert titles(roadmap) == ["Наставничество"]
    undo(roadmap_id=roadmap.pk, edit=step.pk, by=editor)
    assert titles(roadmap) == ["Собеседования", "Анализ работ", "Наставничество"]


def test_a_row_does_not_come_back_into_a_section_that_is_gone(roadmap, editor, rows):
    step = remove_row(roadmap_id=roadmap.pk, table="measure", row=rows[0].pk, by=editor)
    remove_row(roadmap_id=roadmap.pk, table="section", row=rows[0].section_id, by=editor)
    assert code_of(undo, roadmap_id=roadmap.pk, edit=step.pk, by=editor) == "ROW_GONE"


def test_adding_a_section_is_not_undone_over_others_rows(roadmap, editor, rows):
    step = add_section(roadmap_id=roadmap.pk, title="Новый", after=None, by=editor)
    move_measure(roadmap_id=roadmap.pk, row=rows[0].pk, section=step.row, after=None, by=editor)
    assert code_of(undo, roadmap_id=roadmap.pk, edit=step.pk, by=editor) == "SECTION_HAS_ROWS"
    assert RoadmapSection.objects.get(pk=step.row).is_removed is False


def test_what_was_begun_is_not_removed(roadmap, editor, rows):
    Measure.objects.filter(pk=rows[0].pk).update(state=MeasureState.IN_PROGRESS)
    about = {"roadmap_id": roadmap.pk, "by": editor}
    assert code_of(remove_row, table="measure", row=rows[0].pk, **about) == "MEASURE_BEGUN"
    assert code_of(remove_row, table="section", row=rows[0].section_id, **about) == "MEASURE_BEGUN"
    assert len(measures_of(roadmap)) == 3


def test_undo_is_refused_when_the_cell_changed_since(roadmap, editor, rows, school):
    colleague = make_user(Role.SCHOOL_ADMIN, school.municipality, school)
    cell = {"roadmap_id": roadmap.pk, "table": "measure", "row": rows[0].pk, "field": "title"}
    mine = edit_cell(base="Собеседования", value="Моё", by=editor, **cell)
    edit_cell(base="Моё", value="Коллеги", by=colleague, **cell)
    assert mine is not None
    assert code_of(undo, roadmap_id=roadmap.pk, edit=mine.pk, by=editor) == "STALE"
    assert titles(roadmap)[0] == "Коллеги"


def test_own_last_step_is_undone_not_a_colleagues(roadmap, editor, rows, school):
    colleague = make_user(Role.SCHOOL_ADMIN, school.municipality, school)
    cell = {"roadmap_id": roadmap.pk, "table": "measure", "field": "title"}
    edit_cell(row=rows[0].pk, base="Собеседования", value="Моё", by=editor, **cell)
    edit_cell(row=rows[1].pk, base="Анализ работ", value="Коллеги", by=colleague, **cell)
    undo(roadmap_id=roadmap.pk, by=editor)
    assert titles(roadmap)[:2] == ["Собеседования", "Коллеги"]
    assert code_of(undo, roadmap_id=roadmap.pk, by=editor) == "NOTHING_TO_UNDO"


def test_a_step_is_undone_once(roadmap, editor, rows):
    step = remove_row(roadmap_id=roadmap.pk, table="measure", row=rows[0].pk, by=editor)
    undo(roadmap_id=roadmap.pk, edit=step.pk, by=editor)
    assert code_of(undo, roadmap_id=roadmap.pk, edit=step.pk, by=editor) == "ALREADY_UNDONE"


def test_aims_are_of_the_own_case(roadmap, editor, rows):
    foreign, own = CaseDeficitFactory(), CaseRisk.objects.get()
    nothing = {"deficits": [], "risks": []}
    about = {"roadmap_id": roadmap.pk, "row": rows[0].pk, "base": nothing, "by": editor}
    assert code_of(set_aims, aims={"deficits": [foreign.pk], "risks": []}, **about) == "AIM_UNKNOWN"
    set_aims(aims={"deficits": [], "risks": [own.pk]}, **about)
    assert (
        code_of(set_aims, aims={"deficits": [CaseDeficit.objects.get(case=roadmap.case).pk], "risks": []}, **about)
        == "STALE"
    )
    assert [aim.risk for aim in rows[0].aims.all()] == [own]


def test_a_plan_does_not_outgrow_its_paper(roadmap, editor):
    content = PlanContent(tuple(RowDraft({"title": "х"}) for _ in range(MAX_ROWS)))
    about = {"roadmap_id": roadmap.pk, "content": content, "section": None, "after": None, "by": editor}
    assert code_of(insert_rows, **about) == "ROWS_TOO_MANY"
    assert len(measures_of(roadmap)) == 3


@pytest.mark.parametrize("change", [{"stage": CaseStage.CLOSED}, {"paused": True}])
def test_a_case_at_rest_is_read_only(roadmap, editor, case, change):
    if "paused" in change:
        case.paused_at, case.pause_reason = timezone.now(), "Ремонт"
    else:
        case.stage, case.outcome, case.closed_on = CaseStage.CLOSED, "stopped", timezone.localdate()
    case.save()
    about = {"roadmap_id": roadmap.pk, "title": "Раздел", "after": None, "by": editor}
    assert code_of(add_section, **about) in {"CASE_CLOSED", "CASE_PAUSED"}


def test_others_may_not_touch_rows(roadmap, curator, officer, stranger, rows):
    for person in (curator, officer, stranger):
        for act in (
            lambda by: add_section(roadmap_id=roadmap.pk, title="Раздел", after=None, by=by),
            lambda by: remove_row(roadmap_id=roadmap.pk, table="measure", row=rows[0].pk, by=by),
            lambda by: undo(roadmap_id=roadmap.pk, by=by),
        ):
            with pytest.raises(PermissionDenied):
                act(person)
    assert RoadmapEdit.objects.count() == 0
