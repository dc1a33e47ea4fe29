"""The city board: every school of the year on its path, with what is late and what comes next."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When

from roadmaps.enums import CaseStage, EvidenceState, MeasureState, Rag
from roadmaps.lifecycle import DUE_MEASURES
from roadmaps.models import CaseEvent, Evidence, Measure, Roadmap, SupportCase
from roadmaps.rules.lateness import next_due
from roadmaps.selectors.case_path import STOPS, Stop, path_of
from roadmaps.selectors.lateness import debts_of, late_measures
from roadmaps.selectors.programme import Programme
from roadmaps.selectors.progress import Progress, count_measure
from roadmaps.selectors.stage_terms import late_stages, stage_due_on
from shnor_portal.accounts.models import Municipality, User
from shnor_portal.common.ui import KeyNumber

STOP_PLACE = Case(
    *(When(stage__in=stages, then=Value(place)) for place, (_, stages) in enumerate(STOPS)),
    output_field=IntegerField(),
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


def board_cases(user: User, municipality: Municipality, academic_year: int) -> QuerySet[SupportCase]:
    """Cases of the year in the person's sight, as the board shows them."""
    rows = SupportCase.objects.visible_to(user).of(municipality).for_year(academic_year)
    rows = rows.select_related("school", "coordinator", "roadmap").annotate(stop_place=STOP_PLACE)
    return rows.order_by("school__name", "pk")


def board_totals(cases: QuerySet[SupportCase], academic_year: int, programme: Programme, today: date) -> BoardTotals:
    """One query whatever the number of schools."""
    running = Q(paused_at__isnull=True) & ~Q(stage=CaseStage.CLOSED)
    late = late_stages(academic_year, programme, today)
    stops = {f"stop_{place}": Count("pk", filter=Q(stage__in=stages)) for place, (_, stages) in enumerate(STOPS)}
    found = cases.order_by().aggregate(
        schools=Count("pk"),
        late=Count("pk", filter=running & Q(stage__in=late)),
        paused=Count("pk", filter=Q(paused_at__isnull=False) & ~Q(stage=CaseStage.CLOSED)),
        red=Count("pk", filter=running & Q(rag=Rag.RED)),
        no_coordinator=Count("pk", filter=running & Q(coordinator__isnull=True)),
        **stops,
    )
    by_stop = [found.pop(name) for name in stops]
    return BoardTotals(by_stop=by_stop, **found)


def board_rows(cases: Iterable[SupportCase], programme: Programme, today: date) -> list[BoardRow]:
    """Rows of one page, in a constant number of queries."""
    listed = list(cases)
    events = _events_of(listed)
    figures = _figures_of(listed, today)
    return [_row(case, events[case.pk], figures[case.pk], programme, today) for case in listed]


def late_cases(user: User, municipality: Municipality, academic_year: int, today: date) -> set[int]:
    """Cases with a late measure. Reads the measures of the whole year: asked only by who wants to see just these."""
    plans = Roadmap.objects.visible_to(user).of(municipality).for_year(academic_year).of_schools()
    late = late_measures(plans, today)
    rows = Measure.objects.filter(pk__in=late, roadmap__case__isnull=False).order_by()
    return {case_id for case_id in rows.values_list("roadmap__case_id", flat=True) if case_id is not None}


def _events_of(cases: Sequence[SupportCase]) -> dict[int, list[CaseEvent]]:
    """Stages each case has stood on."""
    found: dict[int, list[CaseEvent]] = defaultdict(list)
    rows = CaseEvent.objects.filter(case__in=[case.pk for case in cases]).exclude(stage_to="")
    for event in rows.order_by().only("case_id", "stage_from", "stage_to"):
        found[event.case_id].append(event)
    return found


def _figures_of(cases: Sequence[SupportCase], today: date) -> dict[int, Figures]:
    """Progress and the next term of each case that has a plan in force."""
    found: dict[int, Figures] = defaultdict(Figures)
    plans = {case.roadmap.pk: case.pk for case in cases if hasattr(case, "roadmap") and case.roadmap.is_in_force}
    rows = Measure.objects.live().filter(roadmap_id__in=plans, state__in=DUE_MEASURES)
    accepted = Evidence.objects.filter(measure=OuterRef("pk"), state=EvidenceState.ACCEPTED)
    proven = set(rows.filter(Exists(accepted), state=MeasureState.CONFIRMED).order_by().values_list("pk", flat=True))
    for debt in debts_of(rows):
        figures = found[plans[debt.roadmap_id]]
        count_measure(figures.progress, debt, debt.measure_id in proven, today)
        day = next_due(debt.owed)
        if day is not None and (figures.next_on is None or day < figures.next_on):
            figures.next_on = day
    return found


def _row(
    case: SupportCase, events: Sequence[CaseEvent], figures: Figures, programme: Programme, today: date
) -> BoardRow:
    stops = path_of(case, events, getattr(case, "roadmap", None), programme, today)
    runs = not case.is_paused and not case.is_closed
    stage_due = stage_due_on(case.stage, case.academic_year, programme) if runs else None
    next_on = min((day for day in (figures.next_on if runs else None, stage_due) if day), default=None)
    return BoardRow(case, stops, figures, next_on)
