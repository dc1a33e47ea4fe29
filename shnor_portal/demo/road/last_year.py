"""The school year before: two schools were led to its end and go on, two left the list."""

from diagnostics.models import RiskListEntry
from roadmaps.enums import CaseOutcome, CaseStage, ConclusionKind
from roadmaps.models import SupportCase, SupportFormat
from roadmaps.services.case_endings import stop_case
from roadmaps.services.case_moves import move_case
from roadmaps.services.conclusions import sign_conclusion, write_conclusion
from roadmaps.services.exits import change_format, continue_case
from shnor_portal.demo.road.cast import Cast
from shnor_portal.demo.road.days import Days
from shnor_portal.demo.road.doing import carry_out
from shnor_portal.demo.road.plans import draft_plan, lead_plan
from shnor_portal.demo.road.profile import diagnose, find
from shnor_portal.demo.road.stories import CONTINUED, FAILURE, FORMAT_CHANGED, LEFT, TEACHING, Far, Story
from shnor_portal.demo.road.talks import put_in_charge

ROWS = 6
FORMAT = "tutoring"
REASONS = {
    CaseOutcome.CHANGE_FORMAT: "Год методических консультаций результатов не изменил: нужен тьютор на уроках.",
    CaseOutcome.CONTINUE: "Половина мероприятий выполнена, результаты следующей весны покажут больше.",
}


def lead_last_year(cases: dict[int, SupportCase], own: dict[int, RiskListEntry], days: Days, cast: Cast) -> None:
    """Each case of the year to its end; `cases` and `own` are by the school's place."""
    for place, outcome in ((FORMAT_CHANGED, CaseOutcome.CHANGE_FORMAT), (CONTINUED, CaseOutcome.CONTINUE)):
        case = cases[place]
        if case.stage == CaseStage.CANDIDATE:
            to_expertise(case, own[place], days, cast)
            end(case, outcome, cast)
    for place in LEFT:
        if not cases[place].is_closed:
            comment = "Перечень нового года школу не включает."
            stop_case(case_id=cases[place].pk, reason_code="excluded_from_list", comment=comment, by=cast.officer)


def to_expertise(case: SupportCase, own: RiskListEntry, days: Days, cast: Cast) -> None:
    """A whole year in short: profile, plan, measures, final monitoring."""
    story = Story(FORMAT_CHANGED, Far.APPROVED, ROWS, (TEACHING, FAILURE))
    put_in_charge(case, story, cast)
    diagnose(case, own, story, cast)
    find(case, story, cast)
    roadmap = draft_plan(case, ROWS, cast.deputy(case.school))
    lead_plan(roadmap, story, days, cast)
    carry_out(roadmap, days, cast, slips=1, checker=cast.coordinator, undecided=0)
    for act in ("final", "examine"):
        move_case(case_id=case.pk, act=act, by=cast.coordinator)


def end(case: SupportCase, outcome: CaseOutcome, cast: Cast) -> None:
    """The expert's word, and the decision that opens the next year's case."""
    written = write_conclusion(
        case_id=case.pk,
        kind=ConclusionKind.FINAL,
        text="Уроки стали ровнее, письменные работы проверяют по общим критериям. Результаты ещё не изменились.",
        effect="Меньше замен без программы; две группы восполнения работают весь год.",
        recommendation=outcome.value,
        by=cast.officer,
    )
    sign_conclusion(conclusion_id=written.pk, by=cast.officer)
    if outcome == CaseOutcome.CONTINUE:
        continue_case(case_id=case.pk, reason=REASONS[outcome], by=cast.head)
        return
    found = SupportFormat.objects.get(municipality_id=case.municipality_id, code=FORMAT)
    change_format(case_id=case.pk, support_format_id=found.pk, reason=REASONS[outcome], by=cast.head)
