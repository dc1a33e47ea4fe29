"""Any rule read aloud in Russian: what an officer compares with the text of the act."""

from itertools import groupby

from diagnostics.enums import AssessmentKind
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
    RuleDefinition,
    SmallCohorts,
    WindowBase,
)
from schools.enums import SchoolKind
from shnor_portal.common.numbers import format_threshold, plural

_METRIC = {
    Metric.SHARE_FAIL: "доля участников, не преодолевших минимальный порог,",
    Metric.QUALITY: "доля участников с отметками «4» и «5»",
    Metric.MEAN_SCORE: "средний первичный балл в процентах от максимального",
}
_OP = {">=": "не менее", ">": "более", "<=": "не более", "<": "менее"}
_PARTICIPANTS = {
    ExcludedParticipants.GVE: "сдающие ГВЭ",
    ExcludedParticipants.ADAPTED: "выполняющие работу по адаптированным материалам",
}


def describe(definition: RuleDefinition) -> tuple[str, ...]:
    """The whole rule, one sentence an item, in the order in which it is applied."""
    sentences = [
        _basis(definition),
        f"Процедуры ({len(definition.procedures)}): {describe_procedures(definition.procedures)}.",
        _attempts(definition),
        _left_out(definition),
        f"Результат считается низким, если {describe_low(definition.low)}.",
        _small(definition),
        f"Школа включается в перечень, если {describe_condition(definition.combine)}.",
        _missing(definition),
        _biased(definition),
        _kinds(definition),
        _levels(definition),
    ]
    return tuple(filter(None, sentences))


def describe_low(low: LowCriterion) -> str:
    """«доля участников, не преодолевших минимальный порог, не менее 30 %»."""
    return f"{_METRIC[low.metric]} {_OP[low.op]} {format_threshold(low.value)}"


def describe_condition(condition: Condition) -> str:
    """One condition as a clause; parts of a nested one stand in brackets."""
    match condition:
        case AnyOf(items):
            return " или ".join(_inner(item) for item in items)
        case AllOf(items):
            return " и ".join(_inner(item) for item in items)
        case Not(item):
            return f"неверно, что {_inner(item)}"
        case CountLow():
            return _count(condition)
        case RepeatLow(years, consecutive, procedures):
            which = f" ({_short(procedures)})" if procedures else ""
            span = f"{years} {_years(years)} подряд" if consecutive else f"не менее чем в {years} учебных годах"
            return f"низкий результат по одной и той же процедуре{which} {span}"


def describe_procedures(procedures: tuple[ProcedureKey, ...]) -> str:
    """«ВПР: 5 класс — русский язык, математика; …; ЕГЭ — русский язык, математика (базовый уровень)»."""
    by_kind = groupby(procedures, key=lambda procedure: procedure.kind)
    return "; ".join(f"{kind.label}{_grades(kind, list(keys))}" for kind, keys in by_kind)


def _grades(kind: AssessmentKind, keys: list[ProcedureKey]) -> str:
    if kind != AssessmentKind.VPR:
        return f" — {', '.join(map(_subject, keys))}"
    groups = groupby(keys, key=lambda key: key.grade)
    return ": " + ", ".join(f"{grade} класс ({', '.join(map(_subject, group))})" for grade, group in groups)


def _subject(key: ProcedureKey) -> str:
    name = key.subject.label[0].lower() + key.subject.label[1:]
    return f"{name} ({key.level.label} уровень)" if key.level else name


def _count(condition: CountLow) -> str:
    number = condition.at_least
    which = f" из {len(condition.procedures)} ({_short(condition.procedures)})" if condition.procedures else ""
    if condition.distinct is Distinct.RESULT and not condition.same_year:
        return f"низких результатов за рассматриваемые годы{which} не менее {number}"
    noun = plural(number, "процедуре", "процедурах", "процедурах")
    span = "одного учебного года" if condition.same_year else "за рассматриваемые годы"
    return f"низкий результат не менее чем в {number} {noun}{which} {span}"


def _inner(condition: Condition) -> str:
    text = describe_condition(condition)
    is_long = isinstance(condition, Not) or (isinstance(condition, AnyOf | AllOf) and len(condition.items) > 1)
    return f"({text})" if is_long else text


def _short(codes: tuple[str, ...]) -> str:
    return ", ".join(ProcedureKey.parse(code).short_title for code in codes)


def _years(number: int) -> str:
    return plural(number, "год", "года", "лет")


def _basis(definition: RuleDefinition) -> str:
    is_previous = definition.window_base is WindowBase.PREVIOUS
    number = definition.window_years
    if number == 1:
        last = "предшествующего тому, на который составляется перечень" if is_previous else "года самого перечня"
        return f"Рассматриваются результаты одного учебного года, {last}."
    last = "предшествует тому, на который составляется перечень" if is_previous else "тот же, что у перечня"
    return f"Рассматриваются результаты за {number} {_years(number)}, последний учебный год {last}."


def _attempts(definition: RuleDefinition) -> str:
    if definition.attempts is Attempts.FINAL:
        return "Учитываются итоговые результаты, после пересдач в дополнительный период."
    return "Учитываются первые попытки, пересдачи в дополнительный период не учитываются."


def _left_out(definition: RuleDefinition) -> str:
    groups = ", ".join(_PARTICIPANTS[group] for group in definition.exclude_participants)
    return f"Участниками не считаются: {groups}." if groups else ""


def _small(definition: RuleDefinition) -> str:
    if definition.min_participants <= 1:
        return ""
    effect = (
        "на вывод не влияет"
        if definition.small_cohorts is SmallCohorts.SET_ASIDE
        else "не оценивается и считается отсутствием данных"
    )
    return f"Результат, в котором участников меньше {definition.min_participants}, {effect}."


def _missing(_definition: RuleDefinition) -> str:
    return (
        "Отсутствие данных не считается хорошим результатом: если недостающие данные могли бы изменить вывод, "
        "по школе указывается «недостаточно данных»."
    )


def _biased(definition: RuleDefinition) -> str:
    if definition.biased_results is BiasedResults.LOW_ONLY:
        return "Результат с признаками необъективности учитывается, только если он низкий."
    return "Результаты с признаками необъективности учитываются и отмечаются."


def _kinds(definition: RuleDefinition) -> str:
    kinds = ", ".join(SchoolKind(kind).label for kind in definition.exclude_school_kinds)
    return f"Не рассматриваются школы: {kinds}." if kinds else ""


def _levels(definition: RuleDefinition) -> str:
    bands = sorted(definition.levels, key=lambda band: band.min_low)
    named = "; ".join(
        f"{band.title} — от {band.min_low} {plural(band.min_low, 'процедуры', 'процедур', 'процедур')}"
        for band in bands
    )
    return f"Уровни по числу процедур с низким результатом: {named}." if named else ""
