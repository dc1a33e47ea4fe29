"""What a measure treats: deficits and risk factors of the case, chosen as a set."""

from django.db import transaction

from roadmaps.enums import EditKind
from roadmaps.models import CaseDeficit, CaseRisk, Measure, MeasureAim, Roadmap, RoadmapEdit
from roadmaps.services.edit_rows import Step, live_measure, open_for_editing, write_step
from shnor_portal.accounts.models import User
from shnor_portal.common.refusals import Refusal

Aims = dict[str, list[int]]
NO_AIMS: Aims = {"deficits": [], "risks": []}


@transaction.atomic
def set_aims(*, roadmap_id: int, row: int, base: Aims, aims: Aims, by: User) -> RoadmapEdit | None:
    """Say which deficits and risk factors of the case a measure treats. Raises Refusal STALE, AIM_UNKNOWN."""
    roadmap = open_for_editing(roadmap_id, by)
    measure = live_measure(roadmap, row)
    current, wanted = aims_of(measure), in_order(aims)
    if current == wanted:
        return None
    if current != in_order(base):
        raise Refusal(
            "STALE",
            "Пока вы выбирали, другой человек изменил, что лечит это мероприятие.",
            "Посмотрите его выбор и повторите свой.",
            details={"current": current, "revision": roadmap.revision},
        )
    return change_aims(roadmap, measure, wanted, by=by)


def change_aims(
    roadmap: Roadmap, measure: Measure, wanted: Aims, *, by: User, undoes: RoadmapEdit | None = None
) -> RoadmapEdit:
    """Write aims and the step inside the transaction of the caller."""
    before = aims_of(measure)
    MeasureAim.objects.filter(measure=measure).delete()
    write_aims(roadmap, measure, wanted)
    measure.version += 1
    measure.save(update_fields=["version"])
    return write_step(roadmap, Step(EditKind.AIMS, "measure", measure.pk, "aims", before, wanted, undoes), by=by)


def aims_of(measure: Measure) -> Aims:
    """Keys of what the measure treats, in order."""
    aims = list(MeasureAim.objects.filter(measure=measure))
    return in_order(
        {
            "deficits": [aim.deficit_id for aim in aims if aim.deficit_id],
            "risks": [aim.risk_id for aim in aims if aim.risk_id],
        }
    )


def in_order(aims: Aims) -> Aims:
    return {"deficits": sorted(set(aims["deficits"])), "risks": sorted(set(aims["risks"]))}


def write_aims(roadmap: Roadmap, measure: Measure, aims: Aims) -> None:
    """Rows of aims. Raises Refusal AIM_UNKNOWN for what is not of the roadmap's own case."""
    deficits = CaseDeficit.objects.filter(case=roadmap.case_id or 0, pk__in=aims["deficits"])
    risks = CaseRisk.objects.filter(case=roadmap.case_id or 0, pk__in=aims["risks"])
    rows = [MeasureAim(deficit=deficit) for deficit in deficits] + [MeasureAim(risk=risk) for risk in risks]
    if len(rows) != len(aims["deficits"]) + len(aims["risks"]):
        raise Refusal("AIM_UNKNOWN", "Такого дефицита или риск-фактора у школы нет.", "Обновите страницу.", status=400)
    for aim in rows:
        aim.municipality_id, aim.roadmap, aim.measure = roadmap.municipality_id, roadmap, measure
    MeasureAim.objects.bulk_create(rows)
