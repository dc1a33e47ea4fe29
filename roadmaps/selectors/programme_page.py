"""The template of the year as its page shows it, and what new terms would change."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from roadmaps.enums import Audience
from roadmaps.lifecycle import EDITABLE_ROADMAP
from roadmaps.models import Measure, Obligation, Roadmap, SupportCase
from roadmaps.periods import PeriodKind
from roadmaps.reference.obligations import OBLIGATIONS
from roadmaps.rules.obligation_data import BY_ROADMAP_TERM, COMPUTED, readable_rule
from roadmaps.selectors.lateness import debts_of
from roadmaps.selectors.programme import Programme
from shnor_portal.accounts.models import Municipality
from shnor_portal.common.dates import MONTHS_GENITIVE, date_in_digits
from shnor_portal.common.workdays import WorkCalendar

NO_RULE = "сроки не прочитаны"


@dataclass(frozen=True, slots=True)
class ObligationRow:
    """An obligation with its rule in words."""

    obligation: Obligation
    when: str
    is_own: bool
    is_computed: bool


@dataclass(frozen=True, slots=True)
class AudienceGroup:
    """Obligations of one kind of people."""

    audience: Audience
    rows: list[ObligationRow]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that new terms would make different."""

    what: str
    before: str
    after: str
    note: str = ""


def template_of(municipality: Municipality, programme: Programme) -> list[AudienceGroup]:
    """The template by audience, in the order of the year."""
    rows = [_row(obligation, programme) for obligation in Obligation.objects.of(municipality)]
    groups = [
        AudienceGroup(audience, sorted((row for row in rows if row.obligation.audience == audience), key=_in_year))
        for audience in Audience
    ]
    return [group for group in groups if group.rows]


def _row(obligation: Obligation, programme: Programme) -> ObligationRow:
    rule = readable_rule(obligation.rule)
    when = rule.describe() if rule else NO_RULE
    if obligation.code == BY_ROADMAP_TERM:
        month, day = programme.roadmap_due
        when = f"до {day} {MONTHS_GENITIVE[month - 1]}, по сроку сдачи карт"
    return ObligationRow(obligation, when, obligation.code not in OBLIGATIONS, obligation.code in COMPUTED)


def _in_year(row: ObligationRow) -> tuple[date, int]:
    rule = readable_rule(row.obligation.rule)
    return rule.occurrences(2000)[0].due_on if rule else date.max, row.obligation.pk


def changes_between(
    municipality: Municipality, academic_year: int, before: Programme, after: Programme, today: date
) -> list[Change]:
    """What of the school year would be different; empty when nothing would."""
    found = [
        _hand_in(municipality, academic_year, before, after),
        _terms(municipality, academic_year, before, after),
        _late(municipality, academic_year, before.workdays, after.workdays, today),
        _plain("Напоминания, дней до срока", _days(before.reminder_days), _days(after.reminder_days)),
        _plain("Сообщить руководителю, рабочих дней", str(before.escalation_days), str(after.escalation_days)),
        _plain("Приложения визирует заместитель", _yes(before.has_deputies), _yes(after.has_deputies)),
    ]
    return [change for change in found if change is not None and change.before != change.after]


def _hand_in(municipality: Municipality, year: int, before: Programme, after: Programme) -> Change:
    cases = SupportCase.objects.of(municipality).for_year(year).running()
    handed = Roadmap.objects.of(municipality).filter(case__in=cases).exclude(state__in=EDITABLE_ROADMAP).count()
    note = f"Ещё не сдали: {cases.count() - handed} из {cases.count()} школ."
    was, becomes = (date_in_digits(each.roadmap_due_on(year)) for each in (before, after))
    return Change("Срок сдачи дорожных карт", was, becomes, note)


def _terms(municipality: Municipality, year: int, before: Programme, after: Programme) -> Change:
    rows = Measure.objects.live().filter(
        municipality=municipality, roadmap__academic_year=year, period_kind=PeriodKind.RECURRING
    )
    note = f"Повторяющихся мероприятий: {rows.count()}. Записанные сроки останутся, новые читаются по новым четвертям."
    was, becomes = (
        ", ".join(date_in_digits(term.ends_on) for term in each.terms.quarters(year)) for each in (before, after)
    )
    return Change("Окончания четвертей", was, becomes, note)


def _late(municipality: Municipality, year: int, before: WorkCalendar, after: WorkCalendar, today: date) -> Change:
    """How many measures are late today by either calendar; pauses of schools do not change between the two."""
    plans = Roadmap.objects.of(municipality).for_year(year).in_force()
    debts = debts_of(Measure.objects.open().filter(roadmap__in=plans, due_on__isnull=False))
    days = [day for debt in debts for day in debt.owed.open_days[:1]]
    was, becomes = (str(sum(calendar.days_late(day, today) > 0 for day in days)) for calendar in (before, after))
    marks = set(before.overrides.items()) ^ set(after.overrides.items())
    return Change("Просрочено мероприятий сегодня", was, becomes, f"Дней с другим режимом: {len(marks)}.")


def _plain(what: str, before: str, after: str) -> Change:
    return Change(what, before, after)


def _days(days: Iterable[int]) -> str:
    return ", ".join(str(day) for day in days)


def _yes(is_so: bool) -> str:
    return "да" if is_so else "нет"
