"""The demo city's lists: two years of history, this year's proposal, and the region's list beside it."""

from datetime import date

from diagnostics.enums import RiskListOrigin, RiskListState, SchoolVerdict
from diagnostics.models import RiskList
from diagnostics.services.list_decisions import decide_entry
from diagnostics.services.list_states import approve_risk_list
from diagnostics.services.official_lists import Basis, enter_official_list
from diagnostics.services.risk_lists import propose_risk_list
from shnor_portal.accounts.models import Municipality, User
from shnor_portal.demo.world.city import LIST_YEAR, RESULT_YEARS

RULES = "rosobr-847-2020"
REGIONAL_BASIS = Basis("Министерство образования Взморского края", "23-а-1142", date(2020, 9, 18))
_LEFT_OUT, _ADDED = 2, 1
_UNDECIDED_REASON = "Данных недостаточно: по имеющимся процедурам низких результатов нет."


def city_lists(city: Municipality, officer: User, head: User) -> RiskList:
    """Lists of every year with results; earlier ones are approved, this year's waits. Gives this year's."""
    latest = None
    for results_year in RESULT_YEARS:
        year = results_year + 1
        latest = _own_list(city, year)
        if latest is None:
            latest = propose_risk_list(municipality_id=city.pk, academic_year=year, rules=RULES, by=officer).risk_list
        if year != LIST_YEAR and latest.state == RiskListState.PROPOSED:
            _decide(latest, officer)
            approve_risk_list(risk_list_id=latest.pk, by=head)
    if latest is None:
        raise RuntimeError("the demo city has no years with results")
    return latest


def regional_list(city: Municipality, own: RiskList, officer: User, head: User) -> None:
    """The region's list differs a little from the city's own: it lacks two schools and has one with one low result."""
    regional = RiskList.objects.filter(municipality=city, origin=RiskListOrigin.REGIONAL).first()
    if regional is None:
        regional = enter_official_list(
            municipality_id=city.pk,
            academic_year=own.academic_year,
            origin=RiskListOrigin.REGIONAL,
            basis=REGIONAL_BASIS,
            school_ids=_regional_schools(own),
            by=officer,
        )
    if regional.state == RiskListState.PROPOSED:
        approve_risk_list(risk_list_id=regional.pk, by=head)


def _own_list(city: Municipality, year: int) -> RiskList | None:
    own = RiskList.objects.filter(municipality=city, origin=RiskListOrigin.MUNICIPAL, academic_year=year)
    return own.order_by("pk").first()


def _decide(risk_list: RiskList, officer: User) -> None:
    """Schools the rule could not judge: the officer leaves them out, and says why."""
    waiting = risk_list.entries.filter(verdict=SchoolVerdict.UNKNOWN, decision_reason="").order_by("pk")
    for school_id in list(waiting.values_list("school_id", flat=True)):
        decide_entry(
            risk_list_id=risk_list.pk, school_id=school_id, include=False, reason=_UNDECIDED_REASON, by=officer
        )


def _regional_schools(own: RiskList) -> list[int]:
    listed = list(own.entries.filter(is_included=True).order_by("low_count", "pk").values_list("school_id", flat=True))
    near = own.entries.filter(is_included=False, low_count=1).order_by("pk").values_list("school_id", flat=True)
    return listed[_LEFT_OUT:] + list(near[:_ADDED])
