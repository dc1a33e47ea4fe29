"""A person's word on what the columns of a free table mean."""

from collections.abc import Collection
from collections.abc import Mapping as Reading
from dataclasses import dataclass, field
from typing import Any

from diagnostics.enums import AssessmentKind, Level, Subject
from diagnostics.importers.metrics import METRICS
from shnor_portal.imports.tables.mapped import MappingError, column_number

IDENTITY = ("fisoko", "ris", "ogrn", "inn", "local")
MARKS = ("2", "3", "4", "5")
MARK_ROLES = tuple(f"mark{mark}" for mark in MARKS)
SHARE_ROLES = tuple(f"percent{mark}" for mark in MARKS)
COUNT_ROLES = ("participants", *MARK_ROLES)
ROLES = frozenset((*IDENTITY, "name", *COUNT_ROLES, *SHARE_ROLES, "academic_year", "grade", "subject", *METRICS))


@dataclass(slots=True)
class ColumnMapping:
    """`columns`: role → column number (1 = A). `header_row` is a spreadsheet row; `percent_scale` 1, 100 or None."""

    sheet: str
    header_row: int
    columns: dict[str, int]
    kind: str = ""
    grade: int | None = None
    subject: str = ""
    level: str = ""
    academic_year: int | None = None
    percent_scale: int | None = None
    metrics: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.metrics = [role for role in self.columns if role in METRICS]

    @property
    def identity(self) -> list[str]:
        """Systems of codes that are mapped, the most telling first."""
        return [system for system in IDENTITY if system in self.columns]

    @property
    def has_procedure(self) -> bool:
        return any(role in self.columns for role in (*COUNT_ROLES, *SHARE_ROLES, "FAILED"))


def parse_mapping(options: Reading[str, Any]) -> ColumnMapping:
    """Read `{"sheet", "header_row", "columns": {"C": "ogrn"}, "constants", "percent_scale"}`. Raises MappingError."""
    constants = options.get("constants") or {}
    columns = _columns(options.get("columns") or {})
    year = constants.get("academic_year", options.get("academic_year"))
    try:
        mapping = ColumnMapping(
            sheet=str(options.get("sheet") or ""),
            header_row=int(options.get("header_row") or 1),
            columns=columns,
            kind=_member(AssessmentKind, constants.get("kind")),
            grade=int(constants["grade"]) if constants.get("grade") else None,
            subject=_member(Subject, constants.get("subject")),
            level=_member(Level, constants.get("level")),
            academic_year=int(year) if year is not None else None,
            percent_scale=int(options["percent_scale"]) if options.get("percent_scale") else None,
        )
    except (TypeError, ValueError) as error:
        raise MappingError("Постоянные величины сопоставления записаны неверно.") from error
    _check(mapping)
    return mapping


def _columns(chosen: Reading[str, str]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for letters, role in chosen.items():
        if not role:
            continue
        if role not in ROLES:
            raise MappingError(f"Неизвестное назначение столбца {letters}: «{role[:32]}».")
        if role in columns:
            raise MappingError(f"Назначение «{role}» выбрано для двух столбцов.")
        columns[role] = column_number(letters)
    return columns


def _member(kind: type[AssessmentKind] | type[Subject] | type[Level], value: Any) -> str:
    return kind(value).value if value else ""


def _check(mapping: ColumnMapping) -> None:
    """Raise the first thing that makes the mapping useless."""
    message = next((text for wrong, text in _faults(mapping, mapping.columns.keys()) if wrong), None)
    if message is not None:
        raise MappingError(message)


def _faults(mapping: ColumnMapping, roles: Collection[str]) -> list[tuple[bool, str]]:
    """Every way to be useless: whether it is so, and the sentence."""
    of_procedure = mapping.has_procedure
    return [
        (not mapping.identity, "Не указан столбец с кодом школы: ОГРН, ИНН, логин ФИС ОКО, код РИС или местный код."),
        (_partly(MARK_ROLES, roles), "Нужны все четыре столбца с числом отметок: 2, 3, 4 и 5."),
        (_partly(SHARE_ROLES, roles), "Нужны все четыре столбца с долями отметок: 2, 3, 4 и 5."),
        ("percent2" in roles and "participants" not in roles, "К долям отметок нужен столбец с числом участников."),
        ("percent2" in roles and "mark2" in roles, "Укажите либо числа отметок, либо доли, но не то и другое."),
        (of_procedure and not mapping.kind, "Укажите вид работы: ВПР, ОГЭ или ЕГЭ."),
        (of_procedure and not mapping.grade and "grade" not in roles, "Укажите класс."),
        (of_procedure and not mapping.subject and "subject" not in roles, "Укажите предмет."),
        (not of_procedure and not mapping.metrics, "Не указано ни одного столбца с результатами."),
        (
            mapping.academic_year is None and "academic_year" not in roles,
            "Укажите учебный год: столбцом или для всей таблицы.",
        ),
        (mapping.percent_scale not in {None, 1, 100}, "Доли бывают от 0 до 1 или от 0 до 100."),
    ]


def _partly(group: Collection[str], roles: Collection[str]) -> bool:
    return 0 < sum(role in roles for role in group) < len(group)
