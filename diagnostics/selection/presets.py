"""Rules that ship with the portal, as data to be checked by the officer and copied into editions of her own.

The text of order 847 could not be consulted; each preset says in `trust` what of it is confirmed and
what is general knowledge. Nothing here is applied before a municipality takes it up.
"""

from typing import Any

from diagnostics.selection.definition import RuleDefinition
from diagnostics.selection.reading import read_definition

_EXCLUDED_KINDS = ["evening", "closed", "correctional", "penal", "hospital"]
_FEDERAL_PROCEDURES = [
    "VPR-5-RU",
    "VPR-5-MA",
    "VPR-6-RU",
    "VPR-6-MA",
    "OGE-9-RU",
    "OGE-9-MA",
    "EGE-11-RU",
    "EGE-11-MA-PROFILE",
    "EGE-11-MA-BASE",
]
_TWO_IN_A_YEAR = {"count_low_at_least": 2, "distinct": "procedure", "same_year": True}
_TWO_YEARS_RUNNING = {"same_procedure_low_years": 2, "consecutive": True}
_LEVELS = [
    {"code": "elevated", "title": "повышенный риск", "min_low": 2},
    {"code": "high", "title": "высокий риск", "min_low": 4},
]

_FEDERAL: dict[str, Any] = {
    "procedures": _FEDERAL_PROCEDURES,
    "low": {"metric": "share_fail", "op": ">=", "value": 30},
    "min_participants": 1,
    "warn_below": 10,
    "window": {"years": 1, "base": "previous_school_year"},
    "attempts": "first",
    "exclude_school_kinds": _EXCLUDED_KINDS,
    "exclude_participants": ["gve", "adapted"],
    "missing": "unknown",
    "small_cohorts": "unknown",
    "biased_results": "keep_and_flag",
    "levels": _LEVELS,
}

PRESET_DATA: dict[str, dict[str, Any]] = {
    "rosobr-847-2020": {
        **_FEDERAL,
        "code": "rosobr-847-2020",
        "title": "Приказ Рособрнадзора от 19.08.2020 № 847, редакция 2020 года",
        "source": "Приказ Рособрнадзора от 19.08.2020 № 847, методика выявления школ с низкими результатами",
        "trust": (
            "Порог 30 % и две процедуры за один учебный год известны из документов регионов. Перечень классов и "
            "предметов, исключения и минимум участников указаны по общей практике: текста приказа под рукой не "
            "было. Сверьте с приказом и письмом региона. Уровни риска приказом не установлены."
        ),
        "applies_to_lists_from": 2020,
        "combine": {"any": [_TWO_IN_A_YEAR]},
    },
    "rosobr-2025": {
        **_FEDERAL,
        "code": "rosobr-2025",
        "title": "Приказ Рособрнадзора № 847, редакция 2025 года с повтором по годам",
        "source": "Акт проверки, Омская область, декабрь 2025 года, со ссылкой на методику Рособрнадзора",
        "trust": (
            "Формулировка «не менее 30 % участников, не преодолевших минимальный порог» подтверждена сообщениями об "
            "одном акте проверки. В нём названы и две процедуры за год, и одна процедура два года подряд; достаточно "
            "ли одного повтора, прямо не сказано. Уточните в регионе. Уровни риска приказом не установлены."
        ),
        "applies_to_lists_from": 2025,
        "combine": {"any": [_TWO_IN_A_YEAR, _TWO_YEARS_RUNNING]},
    },
    "city-forecast": {
        **_FEDERAL,
        "code": "city-forecast",
        "title": "Прогноз города по ВПР",
        "source": "Решение муниципалитета",
        "trust": (
            "Собственное правило раннего предупреждения, ни один акт его не устанавливает. Порог 25 % выбран ниже "
            "федерального и может быть изменён в пределах 20–30 %."
        ),
        "applies_to_lists_from": None,
        "procedures": [f"VPR-{grade}-{subject}" for grade in (4, 5, 6, 7, 8, 10) for subject in ("RU", "MA")],
        "low": {"metric": "share_fail", "op": ">=", "value": 25},
        "exclude_participants": ["adapted"],
        "combine": {"any": [_TWO_IN_A_YEAR]},
    },
}

PRESETS: dict[str, RuleDefinition] = {code: read_definition(data) for code, data in PRESET_DATA.items()}
