"""Acts of the life cycles as calls, lists and entries, ready conclusions."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

from diagnostics.enums import RiskListOrigin, RiskListState, SchoolVerdict
from diagnostics.models import RiskList, RiskListEntry, RuleSetVersion
from diagnostics.services.rules import ensure_presets
from roadmaps.enums import CaseOutcome, ConclusionKind
from roadmaps.models import Conclusion, RiskFactor
from roadmaps.services.interviews import Call, Decided, Minutes
from shnor_portal.common.refusals import Refusal
from tests.factories import CaseDeficitFactory, CaseRiskFactory, RoadmapFactory, SupportFormatFactory

LOW = {
    "procedure": "OGE-9-MA",
    "academic_year": 2019,
    "verdict": "low",
    "metric": "share_fail",
    "op": ">=",
    "threshold": "30",
    "failed": 31,
    "participants": 62,
}
FINE = {**LOW, "procedure": "OGE-9-RU", "verdict": "not_low", "failed": 3}


def new_list(city, *, year=2020, state=RiskListState.APPROVED, origin=RiskListOrigin.MUNICIPAL, with_rule=False):
    """A list of the city; with a rule behind it it is a run of the engine."""
    version = None
    if with_rule:
        ensure_presets(municipality_id=city.pk, by=None)
        version = RuleSetVersion.objects.filter(rule_set__municipality=city).first()
    return RiskList.objects.create(
        municipality=city,
        academic_year=year,
        results_year=year - 1,
        origin=origin,
        title=f"Перечень на {year}/{year + 1}",
        state=state,
        rule_version=version,
        approved_at=timezone.now() if state == RiskListState.APPROVED else None,
    )


def new_entry(risk_list, school, *, verdict=SchoolVerdict.LISTED, is_included=None, years=1, reasons=(LOW, FINE)):
    return RiskListEntry.objects.create(
        municipality=school.municipality,
        risk_list=risk_list,
        school=school,
        school_name=school.name,
        verdict=verdict,
        is_included=verdict == SchoolVerdict.LISTED if is_included is None else is_included,
        years_in_row=years,
        low_count=1,
        reasons=list(reasons),
    )


def engine_says(case, verdict=SchoolVerdict.NOT_LISTED, **fields):
    """A run of the engine for the next school year with its verdict on the case's school."""
    risk_list = new_list(case.municipality, year=case.academic_year + 1, with_rule=True)
    return new_entry(risk_list, case.school, verdict=verdict, **fields)


def concluded(case, by, recommendation=CaseOutcome.EXIT):
    """A signed final conclusion."""
    return Conclusion.objects.create(
        municipality=case.municipality,
        case=case,
        kind=ConclusionKind.FINAL,
        text="Результаты выросли",
        recommendation=recommendation,
        author=by,
        signed_at=timezone.now(),
    )


def ready_for_anything(case, by):
    """Everything that guards ask for, so that only the table and the rights decide."""
    CaseDeficitFactory(case=case)
    factor = RiskFactor.objects.filter(municipality=case.municipality, code="ready").first()
    CaseRiskFactory(case=case, is_chosen=True, **({"factor": factor} if factor else {}))
    RoadmapFactory(case=case, state="approved")
    engine_says(case)
    concluded(case, by)
    return SupportFormatFactory(municipality=case.municipality)


def a_call(**fields):
    return Call(datetime(2020, 9, 15, 10, 0, tzinfo=ZoneInfo("Asia/Vladivostok")), "Кабинет 12", ["Причины?"], **fields)


def some_minutes(*decisions):
    return Minutes(
        held_on=date(2020, 9, 15),
        heard="Директор рассказал о вакансиях",
        problem_points=["Нет учителя математики"],
        decisions=decisions or (Decided("Найти учителя", "Директор", date(2020, 10, 1)),),
    )


def code_of(service, /, **arguments):
    """The code of the refusal, or an empty text when there was none."""
    try:
        service(**arguments)
    except Refusal as refusal:
        return refusal.code
    return ""


def seen_by(client, person, url):
    """The page as this person gets it."""
    client.force_login(person)
    return client.get(url)


def text_of(response):
    return response.content.decode()
