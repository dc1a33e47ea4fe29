"""Passports of the indicators: what each one is, how it is computed, which way is better, how it is printed.

Codes follow the municipal catalogue of results (R01–R21). R07–R09 are rows 6–8 of a regional monitoring
table of 2018, which prints shares as fractions of one; R01 and R06 carry the metric of order 847.
"""

from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    """How a value is expressed when printed."""

    PERCENT = "percent"
    FRACTION = "fraction"
    COUNT = "count"

    @property
    def label(self) -> str:
        return {"percent": "%", "fraction": "доля", "count": "шт."}[self.value]


class Direction(StrEnum):
    """Which way is better."""

    UP = "up"
    DOWN = "down"
    NEUTRAL = "neutral"

    @property
    def label(self) -> str:
        return {"up": "чем больше, тем лучше", "down": "чем меньше, тем лучше", "neutral": "справочно"}[self.value]


class Scope(StrEnum):
    """Whether a value belongs to one procedure, to the school as a whole, or exists both ways (R08)."""

    PROCEDURE = "procedure"
    SCHOOL = "school"
    BOTH = "both"


class Aggregate(StrEnum):
    """Summaries over schools that a monitoring table prints; a mean is of schools, not weighted by pupils."""

    MEAN = "mean"
    MAX = "max"
    MIN = "min"
    COUNT_NONZERO = "count_nonzero"
    COUNT_AT_MIN = "count_at_min"

    @property
    def label(self) -> str:
        return _AGGREGATE_LABELS[self]


_AGGREGATE_LABELS = {
    Aggregate.MEAN: "среднее по школам",
    Aggregate.MAX: "наибольшее",
    Aggregate.MIN: "наименьшее",
    Aggregate.COUNT_NONZERO: "число школ с ненулевым значением",
    Aggregate.COUNT_AT_MIN: "число школ с наименьшим значением",
}


@dataclass(frozen=True, slots=True)
class DisplayRecipe:
    """Decimal places of a value and the summaries that are printed beside it."""

    places: int
    aggregates: tuple[Aggregate, ...] = (Aggregate.MEAN, Aggregate.MAX, Aggregate.MIN)


@dataclass(frozen=True, slots=True)
class IndicatorPassport:
    """One indicator. `valid_from` and `valid_to` are school years (starting year); None means still valid.

    `formula_version` is stored with every value and grows when the formula changes. `is_public` says
    whether values of single schools may leave the signed-in portal; no result of a school does, because
    a public table of them would be a ranking.
    """

    code: str
    name: str
    formula: str
    unit: Unit
    direction: Direction
    source: str
    scope: Scope
    display: DisplayRecipe
    valid_from: int
    valid_to: int | None = None
    formula_version: int = 1
    is_public: bool = False

    def is_valid_in(self, academic_year: int) -> bool:
        return self.valid_from <= academic_year and (self.valid_to is None or academic_year <= self.valid_to)


_PERCENT = DisplayRecipe(places=1)
_FRACTION = DisplayRecipe(3, (Aggregate.MEAN, Aggregate.MAX, Aggregate.MIN, Aggregate.COUNT_NONZERO))
_COUNT = DisplayRecipe(0, (Aggregate.MEAN, Aggregate.MAX, Aggregate.COUNT_NONZERO))
_VPR_MARKS = "ВПР: индивидуальные результаты, статистика по отметкам"

_PASSPORTS = (
    IndicatorPassport(
        code="R01",
        name="Доля «2» на ВПР",
        formula="число отметок «2» / число участников",
        unit=Unit.PERCENT,
        direction=Direction.DOWN,
        source=_VPR_MARKS,
        scope=Scope.PROCEDURE,
        display=_PERCENT,
        valid_from=2015,
    ),
    IndicatorPassport(
        code="R02",
        name="Абсолютная успеваемость на ВПР",
        formula="(число отметок «3» + «4» + «5») / число участников",
        unit=Unit.PERCENT,
        direction=Direction.UP,
        source=_VPR_MARKS,
        scope=Scope.PROCEDURE,
        display=_PERCENT,
        valid_from=2015,
    ),
    IndicatorPassport(
        code="R03",
        name="Качество знаний на ВПР",
        formula="(число отметок «4» + «5») / число участников",
        unit=Unit.PERCENT,
        direction=Direction.UP,
        source=_VPR_MARKS,
        scope=Scope.PROCEDURE,
        display=_PERCENT,
        valid_from=2015,
    ),
    IndicatorPassport(
        code="R04",
        name="Средний первичный балл ВПР от максимального",
        formula="сумма первичных баллов / (число оценённых работ × максимальный балл)",
        unit=Unit.PERCENT,
        direction=Direction.UP,
        source="ВПР: индивидуальные результаты, распределение первичных баллов",
        scope=Scope.PROCEDURE,
        display=_PERCENT,
        valid_from=2015,
    ),
    IndicatorPassport(
        code="R05",
        name="Степень обученности учащихся (СОУ) на ВПР",
        formula="(100 × число «5» + 64 × число «4» + 36 × число «3» + 16 × число «2») / (100 × число участников)",
        unit=Unit.PERCENT,
        direction=Direction.UP,
        source=_VPR_MARKS,
        scope=Scope.PROCEDURE,
        display=_PERCENT,
        valid_from=2015,
    ),
    IndicatorPassport(
        code="R06",
        name="Доля не преодолевших порог ОГЭ",
        formula="число отметок «2» / число участников; русский язык и математика",
        unit=Unit.PERCENT,
        direction=Direction.DOWN,
        source="Протоколы ОГЭ",
        scope=Scope.PROCEDURE,
        display=_PERCENT,
        valid_from=2013,
    ),
    IndicatorPassport(
        code="R07",
        name="Доля не преодолевших порог ЕГЭ по русскому языку",
        formula="число участников с баллом ниже минимального (24) / число участников",
        unit=Unit.FRACTION,
        direction=Direction.DOWN,
        source="Протоколы ЕГЭ",
        scope=Scope.PROCEDURE,
        display=_FRACTION,
        valid_from=2013,
    ),
    IndicatorPassport(
        code="R08",
        name="Доля не преодолевших порог ЕГЭ по математике",
        formula=(
            "профильный уровень: число участников с баллом ниже минимального (27) / число участников; базовый: число "
            "отметок «2» / число участников; вместе: сумма не преодолевших / сумма участников обоих уровней"
        ),
        unit=Unit.FRACTION,
        direction=Direction.DOWN,
        source="Протоколы ЕГЭ, профильный и базовый уровни",
        scope=Scope.BOTH,
        display=_FRACTION,
        valid_from=2014,
    ),
    IndicatorPassport(
        code="R09",
        name="Доля не преодолевших порог ЕГЭ по предметам по выбору",
        formula="сумма не преодолевших порог / сумма участий по всем предметам по выбору",
        unit=Unit.FRACTION,
        direction=Direction.DOWN,
        source="Протоколы ЕГЭ",
        scope=Scope.SCHOOL,
        display=_FRACTION,
        valid_from=2013,
    ),
    IndicatorPassport(
        code="R19",
        name="Число процедур с низким результатом",
        formula="число процедур правила отбора, в которых результат низкий; рядом — число процедур с данными",
        unit=Unit.COUNT,
        direction=Direction.DOWN,
        source="Правило отбора школ с низкими результатами",
        scope=Scope.SCHOOL,
        display=_COUNT,
        valid_from=2015,
    ),
    IndicatorPassport(
        code="R20",
        name="Достижение базовых результатов",
        formula="сумма участников без неудовлетворительного результата / сумма участников по всем процедурам с данными",
        unit=Unit.PERCENT,
        direction=Direction.UP,
        source="ВПР, ОГЭ, ЕГЭ",
        scope=Scope.SCHOOL,
        display=_PERCENT,
        valid_from=2015,
    ),
)

CATALOGUE: dict[str, IndicatorPassport] = {passport.code: passport for passport in _PASSPORTS}
