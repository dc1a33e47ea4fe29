"""A city with one supported school, its people, and a neighbour, for tests of calendars."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from roadmaps.enums import CaseStage, RoadmapState
from roadmaps.models import Measure, Roadmap, SupportCase
from schools.models import School
from shnor_portal.accounts.models import Municipality, User
from shnor_portal.accounts.permissions import Role
from tests.factories import CaseFactory, MeasureFactory, RoadmapFactory, SchoolFactory, SectionFactory, make_user

OPENED = datetime(2020, 10, 1, 6, tzinfo=UTC)
YEAR = (date(2020, 9, 1), date(2021, 8, 31))


@dataclass
class Place:
    """A school, its case, its head, its curator; the coordinator of the case."""

    city: Municipality
    school: School
    case: SupportCase
    head: User
    curator: User
    coordinator: User


def place_in(city: Municipality, **fields) -> Place:
    """A school in the middle of its year."""
    school = SchoolFactory.create(municipality=city)
    coordinator = make_user(Role.MUNICIPAL_COORDINATOR, city)
    fields = {"stage": CaseStage.IMPLEMENTATION, "opened_at": OPENED, "coordinator": coordinator, **fields}
    case = CaseFactory.create(school=school, **fields)
    head, curator = make_user(Role.SCHOOL_ADMIN, city, school), make_user(Role.CURATOR, city, school)
    case.curator = curator
    case.save()
    return Place(city, school, case, head, curator, coordinator)


def plan_of(place: Place, *due_days: date, **fields) -> Roadmap:
    """A plan in force with one measure for each day."""
    roadmap = RoadmapFactory.create(case=place.case, state=RoadmapState.APPROVED)
    section = SectionFactory.create(roadmap=roadmap)
    for day in due_days:
        measure_of(section, day, **fields)
    return roadmap


def measure_of(section, *days: date, **fields) -> Measure:
    """A measure due on each of the days."""
    return MeasureFactory.create(
        section=section, due_on=max(days), due_days=[day.isoformat() for day in sorted(days)], **fields
    )
