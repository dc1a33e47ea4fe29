"""Whatever was done to a plan, undoing all of it brings the plan back to the letter."""

import uuid
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roadmaps.enums import EditKind
from roadmaps.models import CaseDeficit, CaseRisk, Measure, Roadmap, RoadmapEdit, RoadmapSection
from roadmaps.rules.plan_draft import PlanContent, RowDraft, SectionDraft
from roadmaps.services.aims import aims_of, set_aims
from roadmaps.services.editing import edit_cell
from roadmaps.services.pasting import apply_plan, insert_rows
from roadmaps.services.structure import add_measure, add_section, move_measure, move_section, remove_row
from roadmaps.services.undo import undo
from shnor_portal.accounts.models import User
from tests.roadmaps.editing.builders import content_of, measures_of

pytestmark = pytest.mark.django_db
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn")), max_size=40)
FIELDS = st.sampled_from(["title", "period_wording", "responsible", "expected_result", "indicator_text"])
KINDS = ["cell", "goals", "add", "copy", "section", "move", "move_section", "remove", "aims", "paste", "plan"]
ACTS = st.tuples(
    st.sampled_from(
        ["cell", "goals", "add", "copy", "section", "move", "move_section", "remove", "aims", "paste", "plan"]
    ),
    st.integers(0, 30),
    st.integers(0, 30),
    FIELDS,
    TEXTS,
)


class Hand:
    """Does what the lot says to the rows that stand, as one editor."""

    def __init__(self, roadmap: Roadmap, by: User) -> None:
        self.roadmap, self.by = roadmap, by

    def sections(self) -> list[RoadmapSection]:
        return list(RoadmapSection.objects.filter(roadmap=self.roadmap, is_removed=False).order_by("position", "pk"))

    def place(self, number: int, moving: int | None = None) -> dict[str, Any]:
        """A section and a row of it to stand after, chosen by a number."""
        section = self.chosen([None, *self.sections()], number)
        inside = [m for m in measures_of(self.roadmap) if m.section == section and m.pk != moving]
        after = self.chosen([None, *inside], number // 3)
        return {"section": section.pk if section else None, "after": after.pk if after else None}

    @staticmethod
    def chosen(rows: list[Any], number: int) -> Any:
        return rows[number % len(rows)]

    def act(self, kind: str, first: int, second: int, field: str, text: str) -> None:
        rows = measures_of(self.roadmap)
        about: dict[str, Any] = {"roadmap_id": self.roadmap.pk, "by": self.by}
        if kind == "goals":
            self.roadmap.refresh_from_db()
            base = "\n".join(self.roadmap.goals)
            edit_cell(table="roadmap", row=0, field="goals", base=base, value=text, **about)
        elif kind == "section":
            add_section(title=text.strip() or "Раздел", after=None, **about)
        elif kind == "move_section" and len(self.sections()) > 1:
            places = self.sections()
            after = self.chosen([None, *places], second)
            move_section(row=self.chosen(places, first).pk, after=after.pk if after else None, **about)
        elif kind == "paste":
            drafts = PlanContent((RowDraft({"title": text}),), (SectionDraft("Новый", (RowDraft({"title": "х"}),)),))
            insert_rows(content=drafts, **self.place(first), **about)
        elif kind == "plan":
            self.roadmap.refresh_from_db()
            drafts = PlanContent((RowDraft({"title": text}),), title="Новый план", goals=("Цель",))
            apply_plan(content=drafts, replace=bool(first % 2), with_head=True, revision=self.roadmap.revision, **about)
        elif kind == "add":
            add_measure(key=uuid.uuid4(), **self.place(first), **about)
        elif rows:
            self.act_on(self.chosen(rows, first), kind, second, field, text)

    def act_on(self, row: Measure, kind: str, number: int, field: str, text: str) -> None:
        about: dict[str, Any] = {"roadmap_id": self.roadmap.pk, "by": self.by}
        if kind == "cell":
            edit_cell(table="measure", row=row.pk, field=field, base=getattr(row, field), value=text, **about)
        elif kind == "copy":
            add_measure(key=uuid.uuid4(), section=row.section_id, after=row.pk, copy_of=row.pk, **about)
        elif kind == "move":
            move_measure(row=row.pk, **self.place(number, row.pk), **about)
        elif kind == "remove" and number % 3 == 0 and row.section_id:
            remove_row(table="section", row=row.section_id, **about)
        elif kind == "remove":
            remove_row(table="measure", row=row.pk, **about)
        elif kind == "aims":
            case = self.roadmap.case_id
            wanted = {
                "deficits": list(CaseDeficit.objects.filter(case=case).values_list("pk", flat=True))[: number % 2],
                "risks": list(CaseRisk.objects.filter(case=case).values_list("pk", flat=True))[: number // 2 % 2],
            }
            set_aims(row=row.pk, base=aims_of(row), aims=wanted, **about)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(ACTS, max_size=14))
def test_undoing_everything_restores_the_plan(roadmap, editor, acts):
    with transaction.atomic():
        before = content_of(roadmap)
        hand = Hand(roadmap, editor)
        for act in acts:
            hand.act(*act)
        steps = list(RoadmapEdit.objects.filter(roadmap=roadmap).order_by("-revision"))
        assert [step.revision for step in reversed(steps)] == list(range(1, len(steps) + 1))
        after = content_of(roadmap)
        for step in steps:
            undo(roadmap_id=roadmap.pk, edit=step.pk, by=editor)
        assert content_of(roadmap) == before
        undone = list(RoadmapEdit.objects.filter(roadmap=roadmap, undoes__isnull=False).order_by("-revision"))
        for step in undone:
            undo(roadmap_id=roadmap.pk, edit=step.pk, by=editor)
        assert content_of(roadmap) == after
        transaction.set_rollback(True)


def test_sixty_rows_between_the_same_two_stay_in_order(roadmap, editor):
    """Places between two rows run out and are spread anew; undo does not mind."""
    first = measures_of(roadmap)[0]
    for number in range(60):
        step = add_measure(roadmap_id=roadmap.pk, key=uuid.uuid4(), section=first.section_id, after=first.pk, by=editor)
        edit_cell(
            roadmap_id=roadmap.pk, table="measure", row=step.row, field="title", base="", value=str(number), by=editor
        )
    assert [m.title for m in measures_of(roadmap)][1:61] == [str(n) for n in reversed(range(60))]
    for step in RoadmapEdit.objects.filter(roadmap=roadmap, kind=EditKind.ADD):
        undo(roadmap_id=roadmap.pk, edit=step.pk, by=editor)
    assert len(measures_of(roadmap)) == 3
