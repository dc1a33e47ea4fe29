"""The city board: every school of the year on its path, with what is late and what comes next."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When

from roadmaps.enums import CaseStage, EvidenceState, MeasureState, Rag
from roadmaps.lifecycle import OPEN_MEASURES
from roadmaps.models import CaseEvent, Evidence, Measure, Roadmap, SupportCase
from roadmaps.models.case import SupportCaseQuerySet
from roadmaps.models.roadmap import MeasureQuerySet
from roadmaps.rules.lateness import Clock, next_due, pauses_from
from roadmaps.selectors.case_path import STOPS, Stop, path_of
from roadmaps.selectors.cases import case_rows
from roadmaps.selectors.lateness import Clocks, debts_of, late_measures
from roadmaps.selectors.pauses import ACTS
from roadmaps.selectors.programme import Programme
from roadmaps.selectors.progress import Progress, count_measure
from roadmaps.selectors.stage_terms import late_stages, stage_due_on
from shnor_portal.accounts.models import Municipality, User
from shnor_portal.common.ui import KeyNumber

STOP_PLACE = Case(
    *(When(stage__in=stages, then=Value(place)) for place, (_, stages) in enumerate(STOPS)),
    output_field=IntegerField(),
)


REPORTED = (MeasureState.DONE, MeasureState.CONFIRMED)
COLUMNS = (
    "municipality_id",
    "academic_year",
    "stage",
    "stage_since",
    "entry_kind",
    "years_in_row",
    "rag",
    "paused_at",
    "outcome",
    "closed_from",
    "school__name",
    "coordinator__full_name",
    "coordinator__email",
    "roadmap__state",
    "roadmap__case_id",
)


@dataclass(slots=True)
class Figures:
    """What the measures of one case come to. `next_on` is the nearest term nobody has answered for."""

    progress: Progress = field(default_factory=Progress)
    next_on: date | None = None


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A school on the board."""

    case: SupportCase
    stops: Sequence[Stop]
    figures: Figures
    next_on: date | None

    @property
    def late_stop(self) -> str:
        """The title of the stop that should have been left, or nothing."""
        return next((stop.title for stop in self.stops if stop.is_late), "")


@dataclass(frozen=True, slots=True)
class BoardTotals:
    """The whole year in counts, without the filters of the page."""

    schools: int
    late: int
    paused: int
    red: int
    no_coordinator: int
    by_stop: Sequence[int]

    def numbers(self) -> list[KeyNumber]:
        return [
            KeyNumber(str(self.schools), "школ в программе"),
            KeyNumber(str(self.late), "с просроченным этапом"),
            KeyNumber(str(self.red), "нужна помощь", "по последней экспертизе"),
            KeyNumber(str(self.paused), "приостановлено"),
            KeyNumber(str(self.no_coordinator), "без координатора"),
        ]


def board_cases(user: User, municipality: Municipality, academic_year: int) -> SupportCaseQuerySet:
    """Cases of the year in the person's sight."""
    return SupportCase.objects.visible_to(user).of(municipality).for_year(academic_year)


def shown_cases(cases: SupportCaseQuerySet) -> QuerySet[SupportCase]:
    """The same as the board lists them, with the columns it shows and no others."""
    rows = cases.select_related("school", "coordinator", "roadmap").annotate(stop_place=STOP_PLACE).only(*COLUMNS)
    return rows.order_by("school__name", "pk")


def board_totals(cases: SupportCaseQuerySet, academic_year: int, programme: Programme, today: date) -> BoardTotals:
    """Two queries whatever the number of schools: only schools that once stood still are looked at one by one."""
    by_stage: Counter[str] = Counter()
    totals: Counter[str] = Counter()
    late = late_stages(academic_year, programme, today)
    marked = cases.order_by().annotate(runs=Q(paused_at__isnull=True), alone=Q(coordinator__isnull=True))
    groups = marked.values_list("stage", "rag", "runs", "alone").annotate(count=Count("pk"))
    for stage, rag, is_running, lacks_coordinator, count in groups:
        by_stage[stage] += count
        if stage == CaseStage.CLOSED:
            continue
        totals["paused"] += count * (not is_running)
        totals["late"] += count * (is_running and stage in late)
        totals["red"] += count * (is_running and rag == Rag.RED)
        totals["no_coordinator"] += count * (is_running and lacks_coordinator)
    return BoardTotals(
        schools=by_stage.total(),
        late=totals["late"] - _spared(cases, late, programme, today),
        paused=totals["paused"],
        red=totals["red"],
        no_coordinator=totals["no_coordinator"],
        by_stop=[sum(by_stage[stage] for stage in stages) for _, stages in STOPS],
    )


def _spared(cases: SupportCaseQuerySet, late: list[str], programme: Programme, today: date) -> int:
    """Schools on a late stage that are in time by their own days: they stood still for a while."""
    once_paused = CaseEvent.objects.filter(case=OuterRef("pk"), act__in=ACTS)
    doubtful = list(cases.running().filter(Exists(once_paused), stage__in=late).select_related("municipality"))
    return sum(not row.is_late for row in case_rows(doubtful, programme, today))


def board_rows(cases: Iterable[SupportCase], city: Municipality, programme: Programme, today: date) -> list[BoardRow]:
    """Rows of one page, in a constant number of queries."""
    listed = list(cases)
    for case in listed:
        case.municipality = city
    events = _events_of(listed)
    figures = _figures_of(listed, _clocks(city, events, programme), programme, today)
    return [_row(case, events[case.pk], figures[case.pk], programme, today) for case in listed]


def _clocks(city: Municipality, events: Mapping[int, Sequence[CaseEvent]], programme: Programme) -> Clocks:
    """Clocks of the page's schools, from the history that is already read."""
    ordinary = Clock(programme.workdays)
    marks = {
        case_id: [(event.at.astimezone(city.zone).date(), event.act == "pause") for event in told if event.act in ACTS]
        for case_id, told in events.items()
    }
    paused = {case_id: Clock(programme.workdays, pauses_from(each)) for case_id, each in marks.items() if each}
    return Clocks({city.pk: ordinary}, paused)


def late_cases(user: User, municipality: Municipality, academic_year: int, today: date) -> set[int]:
    """Cases with a late measure. Reads the measures of the whole year: asked only by who wants to see just these."""
    plans = Roadmap.objects.visible_to(user).of(municipality).for_year(academic_year).of_schools()
    late = late_measures(plans, today)
    rows = Measure.objects.filter(pk__in=late, roadmap__case__isnull=False).order_by()
    return {case_id for case_id in rows.values_list("roadmap__case_id", flat=True) if case_id is not None}


def _events_of(cases: Sequence[SupportCase]) -> dict[int, list[CaseEvent]]:
    """Stages each case has stood on and the days it stood still, in the order of time."""
    found: dict[int, list[CaseEvent]] = defaultdict(list)
    rows = CaseEvent.objects.filter(~Q(stage_to="") | Q(act__in=ACTS), case__in=[case.pk for case in cases])
    for event in rows.only("case_id", "act", "at", "stage_from", "stage_to"):
        found[event.case_id].append(event)
    return found


def _figures_of(cases: Sequence[SupportCase], clocks: Clocks, programme: Programme, today: date) -> dict[int, Figures]:
    """Progress and the next term of each case that has a plan in force.

    What nothing is owed of any more is counted by the database, unless the school stood still or is closed: then its
    own clock is asked, as it is for every open measure.
    """
    found: dict[int, Figures] = defaultdict(Figures)
    plans = {case.roadmap.pk: case for case in cases if hasattr(case, "roadmap") and case.roadmap.is_in_force}
    special = [pk for pk, case in plans.items() if case.pk in clocks.cases or case.is_closed]
    rows = Measure.objects.live().filter(roadmap_id__in=plans)
    settled = rows.filter(roadmap_id__in=plans.keys() - set(special), state__in=REPORTED)
    for roadmap_id, progress in _settled(settled, programme, cases, today):
        found[plans[roadmap_id].pk].progress += progress
    asked = Q(state__in=OPEN_MEASURES) | Q(roadmap_id__in=special, state__in=REPORTED)
    debts = debts_of(rows.filter(asked), clocks)
    proven = _proven([debt.measure_id for debt in debts if debt.owed.state == MeasureState.CONFIRMED])
    for debt in debts:
        figures = found[plans[debt.roadmap_id].pk]
        count_measure(figures.progress, debt, debt.measure_id in proven, today)
        day = next_due(debt.owed)
        if day is not None and (figures.next_on is None or day < figures.next_on):
            figures.next_on = day
    return found


def _settled(
    rows: MeasureQuerySet, programme: Programme, cases: Sequence[SupportCase], today: date
) -> Iterator[tuple[int, Progress]]:
    """Counts of what is reported or confirmed, by roadmap, as `count_measure` would count it."""
    year_ends = date(max((case.academic_year for case in cases), default=today.year) + 1, 8, 31)
    come = Q(due_on__lte=programme.workdays.last_workday(min(today, year_ends)))
    accepted = Evidence.objects.filter(measure=OuterRef("pk"), state=EvidenceState.ACCEPTED)
    is_proven = Q(Exists(accepted), state=MeasureState.CONFIRMED)
    counted = (
        rows.order_by()
        .values_list("roadmap_id")
        .annotate(
            measures=Count("pk"),
            confirmed=Count("pk", filter=Q(state=MeasureState.CONFIRMED)),
            waiting=Count("pk", filter=Q(state=MeasureState.DONE)),
            due=Count("pk", filter=come),
            done=Count("pk", filter=come & is_proven),
            without_term=Count("pk", filter=Q(due_on__isnull=True)),
        )
    )
    for roadmap_id, measures, confirmed, waiting, due, done, without_term in counted:
        yield roadmap_id, Progress(measures, confirmed, waiting, due, done, without_term=without_term)


def _proven(confirmed: Collection[int]) -> set[int]:
    """Confirmed measures that have an accepted evidence."""
    rows = Evidence.objects.filter(measure_id__in=confirmed, state=EvidenceState.ACCEPTED)
    return set(rows.order_by().values_list("measure_id", flat=True))


def _row(
    case: SupportCase, events: Sequence[CaseEvent], figures: Figures, programme: Programme, today: date
) -> BoardRow:
    stops = path_of(case, events, getattr(case, "roadmap", None), programme, today)
    runs = not case.is_paused and not case.is_closed
    stage_due = stage_due_on(case.stage, case.academic_year, programme) if runs else None
    next_on = min((day for day in (figures.next_on if runs else None, stage_due) if day), default=None)
    return BoardRow(case, stops, figures, next_on)
