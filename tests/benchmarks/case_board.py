"""The city board of 1,000 schools, beside the same page with its frame, filters, totals and heads but without a row.

The yardstick is a city of one school, so that nothing that grows with a city hides in it.
"""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from django.test import Client, override_settings
from django.utils import timezone

from roadmaps.enums import CaseStage, EntryKind, MeasureState, RoadmapState
from roadmaps.models import CaseEvent, Measure, Roadmap, RoadmapSection, SupportCase
from schools.models import School
from shnor_portal.accounts.models import Municipality
from shnor_portal.accounts.permissions import Role
from shnor_portal.common.years import academic_year_of
from tests.benchmarks.city import run_sql
from tests.benchmarks.measure import Case
from tests.factories import MunicipalityFactory, make_user

SCHOOLS = 1000
MEASURES = 20
YEAR = academic_year_of(timezone.localdate())
STAGES = [stage for stage in CaseStage if stage != CaseStage.CLOSED]
ADDRESS = "/board/"
EMPTY = "/board/?q=net+takoy+shkoly"


def upto(stage: str) -> list[str]:
    """Stages a case has gone through, this one included."""
    gone = [str(each) for each in STAGES]
    return gone[: gone.index(stage) + 1]


def build_city(schools: int) -> Municipality:
    """A city whose schools stand on all stages, with plans in force from the implementation on."""
    city = MunicipalityFactory.create()
    coordinator = make_user(Role.MUNICIPAL_COORDINATOR, city)
    School.objects.bulk_create(
        School(municipality=city, name=f"СОШ № {number}", search_name=f"сош № {number}") for number in range(schools)
    )
    SupportCase.objects.bulk_create(
        SupportCase(
            municipality=city,
            school=school,
            academic_year=YEAR,
            stage=STAGES[place % len(STAGES)],
            stage_since=date(YEAR, 10, 1),
            entry_kind=EntryKind.RISK_LIST,
            coordinator=coordinator,
            rag=("green", "amber", "red")[place % 3],
        )
        for place, school in enumerate(School.objects.filter(municipality=city).order_by("pk"))
    )
    cases = list(SupportCase.objects.filter(municipality=city))
    CaseEvent.objects.bulk_create(
        CaseEvent(municipality=city, case=case, act="move", stage_from=before, stage_to=after, title="-")
        for case in cases
        for before, after in pairwise(upto(case.stage))
    )
    plans_of(city, cases)
    run_sql("ANALYZE")  # as the database of a city does by itself
    return city


def plans_of(city: Municipality, cases: list[SupportCase]) -> None:
    """A plan of twenty measures for each school: half of them done, two late."""
    Roadmap.objects.bulk_create(
        Roadmap(
            municipality=city,
            case=case,
            school_id=case.school_id,
            academic_year=YEAR,
            title="Дорожная карта",
            state=RoadmapState.APPROVED,
        )
        for case in cases
    )
    roadmaps = list(Roadmap.objects.filter(municipality=city))
    RoadmapSection.objects.bulk_create(
        RoadmapSection(municipality=city, roadmap=roadmap, position=1024, title="Раздел") for roadmap in roadmaps
    )
    Measure.objects.bulk_create(
        [
            measure_of(section, number)
            for section in RoadmapSection.objects.filter(municipality=city)
            for number in range(MEASURES)
        ],
        batch_size=2000,
    )


def measure_of(section: RoadmapSection, number: int) -> Measure:
    due = date(YEAR + (number > 3), (number + 8) % 12 + 1, 28)
    return Measure(
        municipality_id=section.municipality_id,
        roadmap_id=section.roadmap_id,
        section=section,
        position=1024 * (number + 1),
        title=f"Мероприятие {number}",
        period_wording=f"до {due:%d.%m.%Y}",
        period_kind="deadline",
        due_on=due,
        due_days=[due.isoformat()],
        state=MeasureState.DONE if number % 2 else MeasureState.PLANNED,
    )


def client_of(city: Municipality) -> Client:
    client = Client()
    client.force_login(make_user(Role.MUNICIPAL_OFFICER, city))
    return client


def seen(client: Client, address: str, words: str) -> None:
    """The page was opened once and says what it should."""
    page = client.get(address)
    assert page.status_code == 200
    assert words in page.content.decode().replace("\xa0", " ")


def cases() -> Iterator[Case]:
    with override_settings(SECOND_FACTOR="optional"):  # the second factor has nothing to do with the speed of a page
        full, empty = client_of(build_city(SCHOOLS)), client_of(build_city(1))
        seen(full, ADDRESS, "1–50 из 1 000")
        seen(empty, EMPTY, "По этому отбору школ нет")
        yield Case(
            f"доска города на {SCHOOLS} школ рядом с пустой доской",
            ours=lambda: full.get(ADDRESS),
            yardstick=lambda: empty.get(EMPTY),
            allowed=2.0,
            repeats=15,
        )
