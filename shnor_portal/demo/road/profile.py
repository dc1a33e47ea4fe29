"""What a school works on: deficits taken from its newest results, risk factors with levels, verified and chosen."""

from diagnostics.models import RiskListEntry
from roadmaps.models import RiskFactor, SupportCase, SupportFormat
from roadmaps.selectors.movement import judged
from roadmaps.services.case_moves import choose_format, move_case
from roadmaps.services.deficits import add_deficit
from roadmaps.services.risks import choose_risk, set_risk, verify_risk
from shnor_portal.demo.road.cast import Cast
from shnor_portal.demo.road.stories import Far, Risk, Story

FORMAT_REASON = "Прежних мер за год не хватило: учителям нужен человек рядом на уроке, а не ещё одни курсы."


def diagnose(case: SupportCase, own: RiskListEntry, story: Story, cast: Cast) -> None:
    """Deficits and the officer's levels of risk factors; the case stands at its diagnosis."""
    move_case(case_id=case.pk, act="diagnose", by=cast.coordinator)
    add_low_procedures(case, own, cast)
    for risk in story.risks:
        factor = RiskFactor.objects.get(municipality_id=case.municipality_id, code=risk.code)
        set_risk(case_id=case.pk, factor_id=factor.pk, level=risk.level, reason=risk.reason, by=cast.coordinator)


def add_low_procedures(case: SupportCase, own: RiskListEntry, cast: Cast) -> None:
    """Procedures that the city's own list judged low, each with its newest counts."""
    for procedure, reason in judged(own).items():
        if reason.get("verdict") == "low":
            add_deficit(case_id=case.pk, procedure=procedure, note="", by=cast.coordinator)


def find(case: SupportCase, story: Story, cast: Cast) -> None:
    """Verification with the school, the choice of factors, and the deficits fixed."""
    for risk in story.risks:
        _verify(case, risk, cast)
    move_case(case_id=case.pk, act="fix_deficits", by=cast.coordinator)
    if story.far >= Far.DRAFTED:
        begin_planning(case, story, cast)


def begin_planning(case: SupportCase, story: Story, cast: Cast) -> None:
    """On to the plan; a school that is listed again needs a format of support first."""
    if story.support_format:
        found = SupportFormat.objects.get(municipality_id=case.municipality_id, code=story.support_format)
        choose_format(case_id=case.pk, support_format_id=found.pk, reason=FORMAT_REASON, by=cast.officer)
    move_case(case_id=case.pk, act="plan", by=cast.coordinator)


def _verify(case: SupportCase, risk: Risk, cast: Cast) -> None:
    if not risk.shown:
        return
    row = case.risks.get(factor__code=risk.code)
    by = cast.coordinator
    verify_risk(risk_id=row.pk, level=risk.shown_level, reason=risk.shown, by=by)
    choose_risk(risk_id=row.pk, is_chosen=risk.is_chosen, by=by)
