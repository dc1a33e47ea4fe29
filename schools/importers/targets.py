"""What schools receive from imports: the register itself."""

from collections.abc import Sequence

from schools.importers.planning import plan_register
from schools.importers.table_mapper import RegisterTableMapper
from schools.models import School, SchoolChange, SchoolCode, SchoolFigure
from schools.selectors.resting import edited_since, later_register_batches, resting_on_created
from schools.services.figures import later_figure_batches, replaced_figures
from schools.services.register_import import write_register
from schools.services.register_undo import withdraw_register
from shnor_portal.accounts.models import User
from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.years import format_academic_year
from shnor_portal.imports.models import ImportBatch
from shnor_portal.imports.reader.types import Extract
from shnor_portal.imports.targets import Mapper, Obstacle, Plan, Question, register_target

LAYOUTS = "schools.importers.layouts"
NAMED = 5
HEADCOUNT_YEARS = range(2014, 2031)
"""School years offered for a headcount whose column names none."""


class RegisterTarget:
    """Schools with their codes, history and headcounts. What a row is silent about is left alone."""

    name = "register"
    title = "Реестр школ"
    permission = Permission.MANAGE_SCHOOLS
    layouts: tuple[str, ...] = (f"{LAYOUTS}.register", f"{LAYOUTS}.register_table")
    needs_year = False
    questions: Sequence[Question] = (
        Question(
            "headcount_year",
            "Учебный год численности обучающихся",
            [(str(year), format_academic_year(year)) for year in reversed(HEADCOUNT_YEARS)],
        ),
    )
    mapper: Mapper | None = RegisterTableMapper()

    def plan(self, batch: ImportBatch, extract: Extract) -> Plan:
        return plan_register(batch, extract)

    def apply(self, batch: ImportBatch, extract: Extract, plan: Plan, by: User | None) -> dict[str, int]:
        return write_register(batch=batch, writes=plan.payload.writes, state=plan.payload.state, by=by)

    def obstacles(self, batch: ImportBatch) -> list[Obstacle]:
        """Later imports of the same schools, corrections by hand, and what rests on the schools it created."""
        later = dict.fromkeys(later_register_batches(batch)) | dict.fromkeys(
            other for other, _ in later_figure_batches(batch)
        )
        if later:
            return [
                Obstacle(
                    "IMPORT_REPLACED",
                    f"Те же школы изменила более поздняя загрузка «{other}». Сначала отмените её.",
                    f"/imports/{other.public_id}/",
                )
                for other in later
            ]
        return _edited(batch) + [
            Obstacle(
                "SCHOOL_IN_USE",
                f"На школы, которые внесла загрузка, уже ссылаются {rest.title} (всего {rest.count}), "
                f"например у «{rest.school}».",
                f"/schools/{rest.school.pk}/",
            )
            for rest in resting_on_created(batch)
        ]

    def consequences(self, batch: ImportBatch) -> dict[str, int]:
        changed = SchoolChange.objects.filter(batch=batch).exclude(field=SchoolChange.CREATED)
        return {
            "Будут удалены школы": School.objects.filter(batch=batch).count(),
            "Вернутся прежние сведения у школ": changed.values("school").distinct().count(),
            "Будут удалены коды": SchoolCode.objects.filter(batch=batch).count(),
            "Будут удалены величины": SchoolFigure.objects.filter(batch=batch).count(),
            "Вернутся прежние величины": replaced_figures(batch).count(),
        }

    def undo(self, batch: ImportBatch, by: User | None) -> dict[str, int]:
        return withdraw_register(batch=batch)


def _edited(batch: ImportBatch) -> list[Obstacle]:
    edited = edited_since(batch)
    if not edited:
        return []
    names = ", ".join(f"«{school}»" for school in edited[:NAMED])
    more = f" и ещё {len(edited) - NAMED}" if len(edited) > NAMED else ""
    return [
        Obstacle(
            "SCHOOL_EDITED",
            f"После загрузки карточки правили вручную: {names}{more}. Отмена потеряла бы эти правки.",
            f"/schools/{edited[0].pk}/",
        )
    ]


def register() -> None:
    """Make the target known to the import services; called once, when the app is ready."""
    register_target(RegisterTarget())
