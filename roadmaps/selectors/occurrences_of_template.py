"""Calendar lines of the year's template: obligations, ticked off by hand."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from roadmaps.enums import Audience
from roadmaps.models import Obligation, ObligationDone, SupportCase
from roadmaps.rules.obligation_data import COMPUTED, readable_rule
from roadmaps.rules.occurrence import Occurrence, OccurrenceKind, Tally, Tick
from roadmaps.selectors.audiences import CITY_AUDIENCES
from roadmaps.selectors.calendar_scope import Scope

Done = dict[tuple[int, date], set[int | None]]


@dataclass(frozen=True, slots=True)
class Turn:
    """One time of an obligation."""

    obligation: Obligation
    day: date
    year: int

    @property
    def key(self) -> str:
        return f"obligation-{self.obligation.pk}-{self.day.isoformat()}"


def obligations(scope: Scope) -> Iterator[Occurrence]:
    """The department's lines are the city's; a school's and a curator's are one for each school that is supported."""
    turns = list(_turns(scope))
    done = _done(scope, turns)
    schools = {year: {case.school_id: case for case in scope.cases_of(year)} for year in scope.years}
    for turn in turns:
        marked = done.get((turn.obligation.pk, turn.day), set())
        if turn.obligation.audience in CITY_AUDIENCES:
            yield from _of_city(scope, turn, None in marked)
        else:
            yield from _of_schools(scope, turn, schools[turn.year], marked)


def _turns(scope: Scope) -> Iterator[Turn]:
    rows = Obligation.objects.visible_to(scope.user).of(scope.municipality).active().exclude(code__in=COMPUTED)
    for obligation in rows:
        rule = readable_rule(obligation.rule)
        for year in scope.years if rule else ():
            for span in rule.occurrences(year) if rule else ():
                if scope.holds(span.due_on):
                    yield Turn(obligation, span.due_on, year)


def _done(scope: Scope, turns: Iterable[Turn]) -> Done:
    """Marks by obligation and day: schools that have done it, None for the department."""
    rows = ObligationDone.objects.of(scope.municipality).filter(
        obligation_id__in={turn.obligation.pk for turn in turns}, due_on__range=(scope.first, scope.last)
    )
    found: Done = defaultdict(set)
    for obligation_id, due_on, school_id in rows.order_by().values_list("obligation_id", "due_on", "school_id"):
        found[obligation_id, due_on].add(school_id)
    return found


def _of_city(scope: Scope, turn: Turn, is_done: bool) -> Iterator[Occurrence]:
    if not scope.standing.sees_city:
        return
    is_mine = turn.obligation.audience in scope.standing.city
    yield _line(scope, turn, None, is_done, is_mine)


def _of_schools(
    scope: Scope, turn: Turn, schools: dict[int, SupportCase], marked: set[int | None]
) -> Iterator[Occurrence]:
    """One line for each of the person's own schools; for the city one line that counts."""
    own = scope.standing.schools.get(Audience(turn.obligation.audience), frozenset())
    for school_id in sorted(own & schools.keys()):
        yield _line(scope, turn, schools[school_id], school_id in marked, is_mine=True)
    if scope.standing.sees_city and schools and not scope.only_mine:
        done = len(schools.keys() & marked)
        yield Occurrence(
            key=turn.key,
            day=turn.day,
            until=scope.programme.workdays.next_workday(turn.day),
            title=turn.obligation.title,
            kind=OccurrenceKind.OBLIGATION,
            is_done=done == len(schools),
            days_late=scope.programme.days_late(turn.day, scope.today),
            tally=Tally(done, len(schools)),
        )


def _line(scope: Scope, turn: Turn, case: SupportCase | None, is_done: bool, is_mine: bool) -> Occurrence:
    """One obligation of one school, or of the city."""
    clock = scope.clock(case.pk if case else None)
    school_id = case.school_id if case else None
    return Occurrence(
        key=f"{turn.key}-{school_id}" if case else turn.key,
        day=turn.day,
        until=clock.deadline(turn.day) or turn.day,
        title=turn.obligation.title,
        kind=OccurrenceKind.OBLIGATION,
        school=case.school.name if case else "",
        school_id=school_id,
        is_done=is_done,
        days_late=0 if is_done else clock.days_late(turn.day, scope.today),
        is_mine=is_mine,
        reminders=tuple(turn.obligation.reminder_days),
        tick=Tick(turn.obligation.pk, school_id) if is_mine else None,
    )
