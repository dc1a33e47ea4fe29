"""What has stayed late for so long that the head of the department is told, by schools."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Q

from roadmaps.lifecycle import EDITABLE_ROADMAP, OPEN_MEASURES
from roadmaps.models import Measure, Roadmap, SupportCase
from roadmaps.rules.reminding import Telling
from roadmaps.selectors.lateness import Clocks, debts_of
from roadmaps.selectors.programme import Programme
from shnor_portal.accounts.models import Municipality
from shnor_portal.common.numbers import plural
from shnor_portal.common.years import academic_year_of


@dataclass(slots=True)
class LateSchool:
    """A school, or the city's plan, with what is told of it now."""

    name: str
    measures: int = 0
    longest: int = 0
    roadmap_late: int = 0
    case_id: int | None = field(default=None)

    @property
    def words(self) -> str:
        """«СОШ № 1: 3 мероприятия просрочены, дольше всего на 7 рабочих дней; дорожная карта не сдана, …»."""
        told = []
        if self.measures:
            nouns = plural(self.measures, "мероприятие просрочено", "мероприятия просрочены", "мероприятий просрочено")
            told.append(f"{self.measures} {nouns}, дольше всего на {_days(self.longest)}")
        if self.roadmap_late:
            told.append(f"дорожная карта не сдана, просрочено на {_days(self.roadmap_late)}")
        return f"{self.name}: {'; '.join(told)}"


def late_schools(municipality: Municipality, programme: Programme, telling: Telling) -> list[LateSchool]:
    """Schools to tell of, by name; each late thing is told when its lateness reaches the mark, then once a week."""
    found: dict[int | None, LateSchool] = defaultdict(lambda: LateSchool("Дорожная карта города"))
    _count_measures(found, municipality, programme, telling)
    _count_roadmaps(found, municipality, programme, telling)
    return sorted(found.values(), key=lambda school: (school.case_id is None, school.name))


Found = dict[int | None, LateSchool]


def _count_measures(found: Found, municipality: Municipality, programme: Programme, telling: Telling) -> None:
    running = SupportCase.objects.of(municipality).running()
    plans = Roadmap.objects.of(municipality).in_force().filter(Q(case__isnull=True) | Q(case__in=running))
    rows = Measure.objects.live().filter(roadmap__in=plans, state__in=OPEN_MEASURES, due_on__isnull=False)
    homes = dict(plans.values_list("pk", "case_id"))
    names = dict(running.values_list("pk", "school__name"))
    for debt in debts_of(rows):
        late = debt.late(telling.day)
        if late is None or not telling.escalates(late.days, programme.escalation_days):
            continue
        school = _school(found, homes[debt.roadmap_id], names)
        school.measures += 1
        school.longest = max(school.longest, late.days)


def _count_roadmaps(found: Found, municipality: Municipality, programme: Programme, telling: Telling) -> None:
    """Schools that have not handed their roadmaps in."""
    year = academic_year_of(telling.day)
    cases = SupportCase.objects.of(municipality).for_year(year).running().select_related("school")
    handed = Roadmap.objects.of(municipality).for_year(year).exclude(state__in=EDITABLE_ROADMAP)
    waiting = list(cases.exclude(pk__in=handed.filter(case__isnull=False).values("case_id")))
    own_days = dict(Roadmap.objects.filter(case__in=waiting, due_on__isnull=False).values_list("case_id", "due_on"))
    clocks = Clocks.of({case.pk: municipality.pk for case in waiting}, [municipality.pk])
    for case in waiting:
        due = own_days.get(case.pk) or programme.roadmap_due_on(year)
        late = clocks.get(municipality.pk, case.pk).days_late(due, telling.day)
        if telling.escalates(late, programme.escalation_days):
            _school(found, case.pk, {case.pk: case.school.name}).roadmap_late = late


def _school(found: Found, case_id: int | None, names: dict[int, str]) -> LateSchool:
    school = found[case_id]
    if case_id is not None:
        school.name, school.case_id = names[case_id], case_id
    return school


def _days(count: int) -> str:
    return f"{count} {plural(count, 'рабочий день', 'рабочих дня', 'рабочих дней')}"
