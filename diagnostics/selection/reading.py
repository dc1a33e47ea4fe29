"""Reads a rule from JSON data and refuses, at the exact place, whatever the engine could not honour."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from diagnostics.procedures import ProcedureKey
from diagnostics.selection.definition import (
    AllOf,
    AnyOf,
    Attempts,
    BiasedResults,
    Condition,
    CountLow,
    Distinct,
    ExcludedParticipants,
    LowCriterion,
    Metric,
    Not,
    RepeatLow,
    RiskLevelBand,
    RuleDefinition,
    SmallCohorts,
    WindowBase,
    atoms,
)
from diagnostics.selection.fields import (
    RuleDefinitionError,
    read_choice,
    read_flag,
    read_integer,
    read_list,
    read_object,
    read_text,
    require_distinct,
)
from schools.enums import SchoolKind
from shnor_portal.common.numbers import COMPARISON_SIGN

MAX_YEARS = 5
MAX_DEPTH = 6
MAX_STATES = 100_000
_KNOWN = {
    "code", "title", "source", "trust", "applies_to_lists_from", "procedures", "low", "min_participants", "warn_below",
    "window", "combine", "attempts", "exclude_school_kinds", "exclude_participants", "missing", "small_cohorts",
    "biased_results", "levels",
}  # fmt: skip


def read_definition(data: Any) -> RuleDefinition:
    """Read JSON data into a rule; raises RuleDefinitionError at the first thing that does not hold."""
    rule = read_object(data, "", _KNOWN)
    _missing_stays_unknown(rule)
    window = read_object(rule.get("window", {}), "window", {"years", "base"})
    years = read_integer(window.get("years", 1), "window.years", 1, MAX_YEARS)
    procedures = _procedures(rule.get("procedures"), "procedures")
    codes = tuple(procedure.code for procedure in procedures)
    levels = tuple(read_list(rule.get("levels", []), "levels", _level))
    require_distinct([band.code for band in levels], "levels", "Коды уровней повторяются.")
    return RuleDefinition(
        code=read_text(rule.get("code"), "code", required=True),
        title=read_text(rule.get("title"), "title", required=True),
        source=read_text(rule.get("source", ""), "source"),
        trust=read_text(rule.get("trust", ""), "trust"),
        applies_to_lists_from=_optional_year(rule.get("applies_to_lists_from")),
        procedures=procedures,
        low=_low(rule.get("low")),
        combine=_combine(rule.get("combine"), codes, years),
        min_participants=read_integer(rule.get("min_participants", 1), "min_participants", 1, 1000),
        warn_below=read_integer(rule.get("warn_below", 10), "warn_below", 0, 1000),
        window_years=years,
        window_base=read_choice(window.get("base", WindowBase.PREVIOUS), "window.base", WindowBase),
        attempts=read_choice(rule.get("attempts", Attempts.FIRST), "attempts", Attempts),
        exclude_school_kinds=tuple(
            read_list(rule.get("exclude_school_kinds", []), "exclude_school_kinds", _school_kind)
        ),
        exclude_participants=tuple(read_list(rule.get("exclude_participants", []), "exclude_participants", _excluded)),
        small_cohorts=read_choice(rule.get("small_cohorts", SmallCohorts.UNKNOWN), "small_cohorts", SmallCohorts),
        biased_results=read_choice(
            rule.get("biased_results", BiasedResults.KEEP_AND_FLAG), "biased_results", BiasedResults
        ),
        levels=levels,
    )


def _combine(data: Any, codes: tuple[str, ...], window_years: int) -> Condition:
    """The whole tree, refused when telling its outcomes apart would take more states than is sensible."""
    tree = _Combination(codes, window_years).read(data, "combine", 1)
    states = 1
    for atom in atoms(tree):
        if isinstance(atom, CountLow):
            states *= (atom.at_least + 1) ** (window_years if atom.same_year else 1)
        else:
            states *= 2
    if states > MAX_STATES:
        raise RuleDefinitionError("combine", "Правило слишком сложное: сократите число условий или лет.")
    return tree


class _Combination:
    """Reads the tree of conditions against the procedures and the window that the rule names."""

    def __init__(self, codes: tuple[str, ...], window_years: int) -> None:
        self.codes = codes
        self.window_years = window_years

    def read(self, data: Any, path: str, depth: int) -> Condition:
        """One node of the tree. Depth is bounded so that hostile data cannot exhaust the stack."""
        if depth > MAX_DEPTH:
            raise RuleDefinitionError(path, f"Условия вложены глубже {MAX_DEPTH} уровней.")
        node = read_object(data, path, None)
        heads = [key for key in ("any", "all", "not", "count_low_at_least", "same_procedure_low_years") if key in node]
        if len(heads) != 1:
            raise RuleDefinitionError(
                path, "Условие должно быть одним из: any, all, not, count_low_at_least, same_procedure_low_years."
            )
        match heads[0]:
            case "any":
                return AnyOf(self._parts(node, "any", path, depth))
            case "all":
                return AllOf(self._parts(node, "all", path, depth))
            case "not":
                read_object(node, path, {"not"})
                return Not(self.read(node["not"], f"{path}.not", depth + 1))
            case "count_low_at_least":
                return self._count(node, path)
            case _:
                return self._repeat(node, path)

    def _parts(self, node: Mapping[str, Any], head: str, path: str, depth: int) -> tuple[Condition, ...]:
        read_object(node, path, {head})
        parts = read_list(node[head], f"{path}.{head}", lambda item, at: self.read(item, at, depth + 1))
        if not parts:
            raise RuleDefinitionError(f"{path}.{head}", "Нужно хотя бы одно условие.")
        return tuple(parts)

    def _count(self, node: Mapping[str, Any], path: str) -> CountLow:
        read_object(node, path, {"count_low_at_least", "distinct", "same_year", "procedures"})
        subset = self._subset(node, path)
        same_year = read_flag(node.get("same_year", True), f"{path}.same_year")
        distinct = read_choice(node.get("distinct", Distinct.PROCEDURE), f"{path}.distinct", Distinct)
        by_results = distinct is Distinct.RESULT and not same_year
        most = len(subset or self.codes) * (self.window_years if by_results else 1)
        at_least = read_integer(node["count_low_at_least"], f"{path}.count_low_at_least", 1, most)
        return CountLow(at_least, same_year, distinct, subset)

    def _repeat(self, node: Mapping[str, Any], path: str) -> RepeatLow:
        read_object(node, path, {"same_procedure_low_years", "consecutive", "procedures"})
        consecutive = read_flag(node.get("consecutive", True), f"{path}.consecutive")
        years = read_integer(node["same_procedure_low_years"], f"{path}.same_procedure_low_years", 2, MAX_YEARS)
        if not consecutive and years > self.window_years:
            raise RuleDefinitionError(
                f"{path}.same_procedure_low_years",
                f"Нужно {years} низких года, а правило рассматривает лет: {self.window_years}.",
            )
        return RepeatLow(years, consecutive, self._subset(node, path))

    def _subset(self, node: Mapping[str, Any], path: str) -> tuple[str, ...]:
        if "procedures" not in node:
            return ()
        at = f"{path}.procedures"
        named = tuple(procedure.code for procedure in _procedures(node["procedures"], at))
        strangers = [code for code in named if code not in self.codes]
        if strangers:
            raise RuleDefinitionError(at, f"Процедуры {strangers[0]} нет среди процедур правила.")
        return named


def _missing_stays_unknown(rule: Mapping[str, Any]) -> None:
    if rule.get("missing", "unknown") != "unknown":
        raise RuleDefinitionError("missing", "Отсутствие данных не может считаться результатом: допустимо «unknown».")


def _low(data: Any) -> LowCriterion:
    node = read_object(data, "low", {"metric", "op", "value"})
    op = node.get("op", ">=")
    if op not in COMPARISON_SIGN:
        raise RuleDefinitionError("low.op", "Сравнение должно быть одним из: >=, >, <=, <.")
    metric = read_choice(node.get("metric", Metric.SHARE_FAIL), "low.metric", Metric)
    return LowCriterion(metric, op, _percent(node.get("value"), "low.value"))


def _percent(value: Any, path: str) -> Decimal:
    message = "Порог — число процентов от 0 до 100, не более четырёх знаков после запятой."
    if isinstance(value, bool) or not isinstance(value, int | float | str) or len(str(value)) > 12:
        raise RuleDefinitionError(path, message)
    try:
        number = Decimal(str(value).strip().replace(",", "."))
    except InvalidOperation:
        raise RuleDefinitionError(path, message) from None
    if not number.is_finite() or not 0 <= number <= 100 or number != number.quantize(Decimal("0.0001")):
        raise RuleDefinitionError(path, message)
    return number


def _level(data: Any, path: str) -> RiskLevelBand:
    node = read_object(data, path, {"code", "title", "min_low"})
    code = read_text(node.get("code"), f"{path}.code", required=True)
    title = read_text(node.get("title"), f"{path}.title", required=True)
    return RiskLevelBand(code, title, read_integer(node.get("min_low"), f"{path}.min_low", 1, 100))


def _procedures(data: Any, path: str) -> tuple[ProcedureKey, ...]:
    keys = tuple(read_list(data, path, _procedure))
    if not keys:
        raise RuleDefinitionError(path, "Нужна хотя бы одна процедура.")
    require_distinct(keys, path, "Процедура указана дважды.")
    return keys


def _procedure(data: Any, path: str) -> ProcedureKey:
    text = read_text(data, path, required=True)
    try:
        key = ProcedureKey.parse(text)
    except ValueError:
        raise RuleDefinitionError(path, f"Нет такой процедуры: «{text}». Пример кода: VPR-6-MA.") from None
    if key.code != text:
        raise RuleDefinitionError(path, f"Код процедуры записан иначе: «{text}» вместо «{key.code}».")
    return key


def _excluded(data: Any, path: str) -> ExcludedParticipants:
    return read_choice(data, path, ExcludedParticipants)


def _school_kind(data: Any, path: str) -> str:
    return read_choice(data, path, SchoolKind).value


def _optional_year(value: Any) -> int | None:
    return None if value is None else read_integer(value, "applies_to_lists_from", 2000, 2099)
