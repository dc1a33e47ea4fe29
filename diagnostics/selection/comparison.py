"""What changed between two lists, and why: two runs of rules, or a run beside a list that came from above."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from diagnostics.enums import SchoolVerdict, Verdict
from diagnostics.selection.outcomes import ProcedureOutcome, SchoolId, SchoolOutcome

_STORY = {
    (Verdict.LOW, Verdict.LOW): "Остаётся низким",
    (Verdict.NOT_LOW, Verdict.LOW): "Стал низким",
    (Verdict.LOW, Verdict.NOT_LOW): "Перестал быть низким",
}


class Movement(StrEnum):
    """What a school did between two lists."""

    ENTERED = "entered"
    LEFT = "left"
    STAYED = "stayed"

    @property
    def label(self) -> str:
        return {"entered": "вошла", "left": "вышла", "stayed": "осталась"}[self.value]


@dataclass(frozen=True, slots=True)
class SchoolChange:
    """One school's movement, its verdicts (None where it was not considered) and the reasons in words."""

    school_id: SchoolId
    movement: Movement
    before: SchoolVerdict | None
    after: SchoolVerdict | None
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListComparison:
    """Movements between two lists; schools on neither are left out."""

    entered: tuple[SchoolChange, ...]
    left: tuple[SchoolChange, ...]
    stayed: tuple[SchoolChange, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A school on one of two lists of different origin, with what the rule says of it."""

    school_id: SchoolId
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OriginComparison:
    """A list entered from an order beside a computed one. Neither corrects the other."""

    on_both: tuple[SchoolId, ...]
    only_in_order: tuple[Difference, ...]
    only_computed: tuple[Difference, ...]


def compare_runs(before: Iterable[SchoolOutcome], after: Iterable[SchoolOutcome]) -> ListComparison:
    """Movements from one run to another: of another year, another rule, or other data."""
    earlier = {outcome.school_id: outcome for outcome in before}
    later = {outcome.school_id: outcome for outcome in after}
    changes = [_change(key, earlier.get(key), later.get(key)) for key in dict.fromkeys([*earlier, *later])]
    by_movement = {
        movement: tuple(change for change in changes if change is not None and change.movement is movement)
        for movement in Movement
    }
    return ListComparison(by_movement[Movement.ENTERED], by_movement[Movement.LEFT], by_movement[Movement.STAYED])


def compare_with_order(outcomes: Sequence[SchoolOutcome], in_order: Collection[SchoolId]) -> OriginComparison:
    """Where a computed list and a list from an order differ, and what the computation says of each school."""
    known = {outcome.school_id: outcome for outcome in outcomes}
    listed = {key for key, outcome in known.items() if outcome.verdict == SchoolVerdict.LISTED}
    ordered = list(dict.fromkeys(in_order))
    return OriginComparison(
        on_both=tuple(key for key in ordered if key in listed),
        only_in_order=tuple(Difference(key, _says(known.get(key))) for key in ordered if key not in listed),
        only_computed=tuple(
            Difference(key, _says(outcome)) for key, outcome in known.items() if key in listed and key not in ordered
        ),
    )


def _says(outcome: SchoolOutcome | None) -> tuple[str, ...]:
    if outcome is None:
        return ("Расчёт эту школу не рассматривал.",)
    return f"Вывод расчёта: {outcome.verdict.label}.", *outcome.reasons


def _change(school_id: SchoolId, before: SchoolOutcome | None, after: SchoolOutcome | None) -> SchoolChange | None:
    was, now = _is_listed(before), _is_listed(after)
    if not was and not now:
        return None
    movement = Movement.STAYED if was and now else Movement.ENTERED if now else Movement.LEFT
    return SchoolChange(
        school_id=school_id,
        movement=movement,
        before=before.verdict if before else None,
        after=after.verdict if after else None,
        reasons=_why(before, after),
    )


def _is_listed(outcome: SchoolOutcome | None) -> bool:
    return outcome is not None and outcome.verdict == SchoolVerdict.LISTED


def _why(before: SchoolOutcome | None, after: SchoolOutcome | None) -> tuple[str, ...]:
    """The change of each procedure that was or is low; failing that, the change of the rule itself."""
    if before is None:
        return "В прежнем расчёте школы не было.", *(after.reasons if after else ())
    if after is None:
        return ("В новом расчёте школы нет.",)
    if after.verdict == SchoolVerdict.EXCLUDED:
        return after.reasons
    told = _stories(before, after)
    was, now = _conditions(before), _conditions(after)
    if was != now:
        told = (f"Изменилось условие включения: было «{was}», стало «{now}».", *told)
    return told or after.reasons


def _stories(before: SchoolOutcome, after: SchoolOutcome) -> tuple[str, ...]:
    """What became of each procedure from one results year to the other; years further back repeat that."""
    earlier = {one.procedure: one for one in before.procedures if one.academic_year == before.results_year}
    later = {one.procedure: one for one in after.procedures if one.academic_year == after.results_year}
    told = (_tell(earlier.get(code), later.get(code)) for code in dict.fromkeys([*later, *earlier]))
    return tuple(filter(None, told))


def _conditions(outcome: SchoolOutcome) -> str:
    return "; ".join(condition.text for condition in outcome.conditions)


def _tell(before: ProcedureOutcome | None, after: ProcedureOutcome | None) -> str:
    """One procedure's story, empty when it was not low and is not."""
    if before is None or after is None:
        return _joined_or_dropped(before, after)
    head = _STORY.get((before.verdict, after.verdict))
    if head is not None:
        return f"{head}: {_from_to(before, after)}."
    if after.verdict == Verdict.LOW:
        return f"Появились данные, результат низкий: {after.sentence}."
    if before.verdict == Verdict.LOW:
        return f"Был низким ({_figures(before)}), теперь {after.sentence}."
    return ""


def _from_to(before: ProcedureOutcome, after: ProcedureOutcome) -> str:
    was, now = _figures(before), _figures(after)
    return f"{after.title}: {now}" if was == now else f"{after.title}: было {was}, стало {now}"


def _figures(outcome: ProcedureOutcome) -> str:
    return outcome.sentence.removeprefix(f"{outcome.title}: ")


def _joined_or_dropped(before: ProcedureOutcome | None, after: ProcedureOutcome | None) -> str:
    if after is not None and after.verdict == Verdict.LOW:
        return f"Процедуры не было в прежнем правиле: {after.sentence}."
    if before is not None and before.verdict == Verdict.LOW:
        return f"Процедуры нет в новом правиле: {before.sentence}."
    return ""
