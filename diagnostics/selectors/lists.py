"""What the page of a list shows: figures, charts, rows in order."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from diagnostics.enums import SchoolVerdict
from diagnostics.models import RiskList, RiskListEntry
from diagnostics.procedures import ProcedureKey
from diagnostics.selectors.schools import natural_key
from shnor_portal.accounts.models import User
from shnor_portal.common.charts import Chart, Series
from shnor_portal.common.numbers import plural

HEAVY = ("reasons", "conditions", "sensitivity")
ORDERINGS = frozenset({"low_count", "years_in_row", "flip_pupils"})


@dataclass(frozen=True, slots=True)
class Summary:
    """Figures of a list. `considered` is every school of the city, those excluded by kind among them."""

    considered: int
    included: int
    listed: int
    unknown: int
    excluded: int
    undecided: int
    overruled: int
    borderline: int


def summary_of(risk_list: RiskList) -> Summary:
    """One query."""
    listed = Q(verdict=SchoolVerdict.LISTED)
    counted = risk_list.entries.aggregate(
        considered=Count("pk"),
        included=Count("pk", filter=Q(is_included=True)),
        listed=Count("pk", filter=listed),
        unknown=Count("pk", filter=Q(verdict=SchoolVerdict.UNKNOWN)),
        excluded=Count("pk", filter=Q(verdict=SchoolVerdict.EXCLUDED)),
        undecided=Count("pk", filter=Q(verdict=SchoolVerdict.UNKNOWN, decision_reason="")),
        overruled=Count("pk", filter=(listed & Q(is_included=False)) | (~listed & Q(is_included=True))),
        borderline=Count("pk", filter=Q(is_included=True, is_borderline=True)),
    )
    return Summary(**counted)


def entry_rows(risk_list: RiskList, user: User) -> QuerySet[RiskListEntry]:
    """Entries in the person's sight, light enough for a table."""
    rows = RiskListEntry.objects.visible_to(user).filter(risk_list=risk_list)
    return rows.select_related("school").defer(*HEAVY)


def in_order(entries: Iterable[RiskListEntry], ordering: str) -> list[RiskListEntry]:
    """Sorted by a column of the table, then by name as people count.

    Without a choice: schools of the list, then those that wait for a decision, then the rest, each with most
    low results first.
    """
    rows = sorted(entries, key=lambda entry: (natural_key(entry.school_name), entry.pk))
    column, is_descending = ordering.removeprefix("-"), ordering.startswith("-")
    if column == "name":
        return rows[::-1] if is_descending else rows
    if column not in ORDERINGS:
        return sorted(rows, key=lambda entry: (not entry.is_included, not entry.is_undecided, -entry.low_count))
    known = [entry for entry in rows if getattr(entry, column) is not None]
    unknown = [entry for entry in rows if getattr(entry, column) is None]
    return [*sorted(known, key=lambda entry: getattr(entry, column), reverse=is_descending), *unknown]


def low_titles(entry: RiskListEntry) -> str:
    """«ВПР-5 РУ, ОГЭ МА»: the low procedures of a row."""
    return ", ".join(ProcedureKey.parse(code).short_title for code in entry.low_procedures.split())


def charts_of(entries: Iterable[RiskListEntry]) -> list[Chart]:
    """Schools of the list by number of low procedures, and by procedure; nothing for a list without either."""
    included = [entry for entry in entries if entry.is_included and entry.low_procedures]
    if not included:
        return []
    by_count = Counter(entry.low_count for entry in included)
    by_code = Counter(code for entry in included for code in entry.low_procedures.split())
    return [_by_count(by_count), _by_procedure(by_code, len(included))]


def _by_count(by_count: Counter[int]) -> Chart:
    counts = list(range(min(by_count), max(by_count) + 1))
    most, schools = max(by_count.items(), key=lambda pair: (pair[1], -pair[0]))
    return Chart(
        "by-low-count",
        "Школы перечня по числу низких процедур",
        f"Чаще всего низких процедур {most}: таких школ {schools}.",
        [f"{count} {plural(count, 'процедура', 'процедуры', 'процедур')}" for count in counts],
        [Series("Школ", [by_count[count] for count in counts])],
        "Низких процедур",
    )


def _by_procedure(by_code: Counter[str], schools: int) -> Chart:
    ranked = by_code.most_common()
    first = ProcedureKey.parse(ranked[0][0]).short_title
    return Chart(
        "by-procedure",
        "Школы перечня с низким результатом по процедурам",
        f"Чаще всего низкий результат в процедуре {first}: {ranked[0][1]} из {schools} школ.",
        [ProcedureKey.parse(code).short_title for code, _ in ranked],
        [Series("Школ", [count for _, count in ranked])],
        "Процедура",
    )


@dataclass(frozen=True, slots=True)
class Movement:
    """How many schools entered, left and stayed since an earlier list."""

    entered: int
    left: int
    stayed: int


def movement_since(earlier: RiskList, later: RiskList) -> Movement:
    """One query; the reasons are on the page of comparison."""
    members: dict[int, set[int]] = {earlier.pk: set(), later.pk: set()}
    rows = RiskListEntry.objects.included().filter(risk_list__in=members)
    for list_id, school_id in rows.values_list("risk_list_id", "school_id"):
        members[list_id].add(school_id)
    was, now = members[earlier.pk], members[later.pk]
    return Movement(len(now - was), len(was - now), len(now & was))


def previous_list(risk_list: RiskList) -> RiskList | None:
    """Last year's list of the same origin, the one that was in force last."""
    return (
        RiskList.objects.ever_approved()
        .filter(
            municipality_id=risk_list.municipality_id,
            origin=risk_list.origin,
            academic_year=risk_list.academic_year - 1,
        )
        .order_by("-approved_at")
        .first()
    )
