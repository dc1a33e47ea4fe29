"""How schools come into the demo's programme: reference books, lists of two school years, applications."""

from diagnostics.enums import RiskListOrigin, RiskListState
from diagnostics.models import RiskList
from diagnostics.services.list_states import approve_risk_list
from diagnostics.services.official_lists import Basis, enter_official_list
from roadmaps.models import Application, SupportCase
from roadmaps.services.applications import (
    ApplicationDraft,
    accept_application,
    decline_application,
    submit_application,
)
from roadmaps.services.cases import open_cases
from schools.models import School
from shnor_portal.accounts.models import Municipality
from shnor_portal.demo.road.cast import Cast
from shnor_portal.demo.road.days import Days

ISSUER = "Министерство образования Взморского края"


def enter_list(city: Municipality, days: Days, places: list[int], cast: Cast) -> RiskList:
    """The region's list of a school year, approved by the head: its schools get their cases.

    A list of last year opens none by itself, so the officer opens them.
    """
    found = RiskList.objects.filter(
        municipality=city, academic_year=days.academic_year, origin=RiskListOrigin.REGIONAL
    ).first()
    if found is None:
        number = f"23-а-{900 + days.academic_year % 100}"
        found = enter_official_list(
            municipality_id=city.pk,
            academic_year=days.academic_year,
            origin=RiskListOrigin.REGIONAL,
            basis=Basis(ISSUER, number, days.past(9, 4)),
            school_ids=[cast.schools[place].pk for place in places],
            by=cast.officer,
        )
    if found.state == RiskListState.PROPOSED:
        approve_risk_list(risk_list_id=found.pk, by=cast.head)
    open_cases(risk_list_id=found.pk, by=cast.officer)
    return found


def apply(school: School, days: Days, cast: Cast) -> Application:
    """The school's application of the year, handed in by its deputy head."""
    found = Application.objects.filter(school=school, academic_year=days.academic_year).first()
    if found is not None:
        return found
    deputy = cast.deputy(school)
    draft = ApplicationDraft(
        problems=(
            "Второй год в 7–9 классах снижаются результаты по математике. Учителя разошлись в том, что считать "
            "усвоенным, внутренние работы оценивают по-разному."
        ),
        contact_name=str(deputy),
        contact=deputy.email,
        headcount=412,
        problem_areas=["results", "teaching", "objectivity"],
        requested_support=["methodist", "lesson_visits", "seminar"],
        requested_measures="Совместный разбор уроков и общие критерии оценивания письменных работ.",
        self_diagnosis="Сверили 60 работ шестых классов двумя учителями: отметки разошлись в 17.",
    )
    return submit_application(school=school, academic_year=days.academic_year, draft=draft, by=deputy)


def accept(application: Application, cast: Cast) -> SupportCase:
    """The case that an accepted application opens."""
    if application.case is not None:
        return application.case
    return accept_application(application_id=application.pk, by=cast.officer)


def decline(application: Application, cast: Cast) -> None:
    if application.decided_at is None:
        decline_application(
            application_id=application.pk,
            reason_code="other_programme",
            comment="Школа проходит проект «Точка опоры» краевого института, помощь та же.",
            by=cast.officer,
        )
