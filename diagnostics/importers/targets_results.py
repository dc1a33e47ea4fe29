"""The target «results»: assessment results by school, and pupil rows under their codes."""

from collections.abc import Sequence

from diagnostics.enums import AssessmentKind, Level, Subject
from diagnostics.importers.comparing import (
    Held,
    change_of,
    held_results,
    item_of,
    warn_of_closed_period,
    warn_of_lost_detail,
    warn_of_order,
)
from diagnostics.importers.gathering import Gathering, gather
from diagnostics.importers.table_mapper import RESULTS_MAPPER
from diagnostics.importers.thresholds import failed_of
from diagnostics.selectors.resting import lists_resting_on, lists_resting_on_batch
from diagnostics.services.result_drafts import Draft, Place
from diagnostics.services.results import Write, later_batches, replaced_by, withdraw_results, write_results
from shnor_portal.accounts.models import User
from shnor_portal.accounts.permissions import Permission
from shnor_portal.imports.enums import Change
from shnor_portal.imports.models import ImportBatch
from shnor_portal.imports.reader.types import Extract
from shnor_portal.imports.targets import Mapper, Obstacle, Plan, Question

LAYOUTS = "diagnostics.importers.layouts"


class ResultsTarget:
    """Results hang on school × assessment; of several imports the last one is in force."""

    name = "results"
    title = "Результаты ВПР, ОГЭ и ЕГЭ"
    permission = Permission.IMPORT_DATA
    needs_year = True
    layouts: tuple[str, ...] = (
        f"{LAYOUTS}.vpr_v1",
        f"{LAYOUTS}.vpr_v2",
        f"{LAYOUTS}.vpr_v10",
        f"{LAYOUTS}.vpr_v8",
        f"{LAYOUTS}.ege_e1",
        f"{LAYOUTS}.ege_e2",
        f"{LAYOUTS}.oge_o1",
        f"{LAYOUTS}.oge_o2",
        f"{LAYOUTS}.oge_o3",
        f"{LAYOUTS}.generic",
    )
    questions: Sequence[Question] = (
        Question("kind", "Процедура", AssessmentKind.choices),
        Question("grade", "Класс программы", [(str(grade), f"{grade} класс") for grade in range(1, 12)]),
        Question("subject", "Предмет", Subject.choices),
        Question("level", "Уровень", [(level.value, level.label) for level in Level if level]),
    )
    mapper: Mapper | None = RESULTS_MAPPER

    def plan(self, batch: ImportBatch, extract: Extract) -> Plan:
        """Drafts by school and procedure against results in force."""
        found = Gathering(batch.municipality_id)
        for number, block in enumerate(extract.blocks, start=1):
            gather(found, block, number, batch)
        drafts = found.settle()
        for draft in drafts.values():
            draft.failed = draft.failed if draft.failed is not None else failed_of(draft)
        held = held_results(batch.municipality_id, drafts)
        for place, draft in sorted(drafts.items()):
            school = str(found.book(draft.year).schools[draft.school_id])
            found.plan.items.append(item_of(draft, held.get(place), school))
        changed = _changed(drafts, held)
        warn_of_order(found.plan, batch, [old for _, old in changed])
        warn_of_lost_detail(found.plan, changed)
        lists = lists_resting_on(batch.municipality_id, {draft.year for draft, _ in changed})
        warn_of_closed_period(found.plan, lists)
        found.plan.payload = _writes(drafts, held)
        return found.plan

    def apply(self, batch: ImportBatch, extract: Extract, plan: Plan, by: User | None) -> dict[str, int]:
        """Write new and changed results; equal ones are left alone."""
        return write_results(batch=batch, writes=plan.payload, by=by)

    def obstacles(self, batch: ImportBatch) -> list[Obstacle]:
        """Later imports that took the place of its results, and approved lists made of them."""
        replaced = [
            Obstacle(
                "IMPORT_REPLACED",
                f"Её результаты заменены более поздней загрузкой «{later}» (результатов: {count}). "
                "Сначала отмените ту загрузку.",
                f"/imports/{later.public_id}/",
            )
            for later, count in later_batches(batch)
        ]
        lists = [
            Obstacle(
                "PERIOD_CLOSED",
                f"На её результатах держится утверждённый перечень «{risk_list}». Сначала снимите его с действия.",
                f"/risk-lists/{risk_list.pk}/",
            )
            for risk_list in lists_resting_on_batch(batch)
        ]
        return replaced + lists

    def consequences(self, batch: ImportBatch) -> dict[str, int]:
        """Results that would leave, and those that would return."""
        own = batch.results.filter(is_current=True)
        return {
            "Перестанут действовать результаты": own.count(),
            "Вернутся прежние результаты": replaced_by(batch).count(),
        }

    def undo(self, batch: ImportBatch, by: User | None) -> dict[str, int]:
        return withdraw_results(batch=batch, by=by)


def _changed(drafts: dict[Place, Draft], held: dict[Place, Held]) -> list[tuple[Draft, Held]]:
    pairs = ((draft, held[place]) for place, draft in drafts.items() if place in held)
    return [(draft, old) for draft, old in pairs if change_of(draft, old) == Change.CHANGED]


def _writes(drafts: dict[Place, Draft], held: dict[Place, Held]) -> list[Write]:
    """What is new or differs, in a fixed order."""
    return [
        Write(draft, held[place].row["pk"] if place in held else None)
        for place, draft in sorted(drafts.items())
        if change_of(draft, held.get(place)) != Change.SAME
    ]
