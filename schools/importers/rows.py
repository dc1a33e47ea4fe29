"""A row of a register in plain typed values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from schools.enums import CodeSystem
from shnor_portal.imports.reader.types import Extract

Code = tuple[str, str]  # system, normalised value

OWN = (CodeSystem.RIS, CodeSystem.FISOKO, CodeSystem.LOCAL)
"""Systems whose code belongs to one school."""

SHARED = (CodeSystem.OGRN, CodeSystem.INN)
"""Numbers of a legal person: branches and buildings that count as schools may have one between them."""


@dataclass(frozen=True, slots=True)
class Span:
    """A code the row gives and the school years it says of it; None is an end the row does not speak of."""

    system: str
    value: str
    first: int | None = None
    last: int | None = None


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """What one row says. Empty text and None mean that the row is silent, not that the value is empty."""

    sheet: str = field(compare=False)
    row: int = field(compare=False)
    name: str
    codes: tuple[Code, ...]
    fields: tuple[tuple[str, Any], ...]  # columns of `School` the row speaks of
    former_login: str = ""
    former_login_until: int | None = None
    former_name: str = ""
    renamed_on: date | None = None
    closed_on: date | None = None
    successor_ris: str = ""
    headcount: tuple[tuple[int | None, int], ...] = ()  # starting year, None where the file tells none → pupils

    @classmethod
    def of(cls, sheet: str, raw: Mapping[str, Any]) -> "RegisterRow":
        """A row of the layouts `register` and `register_table`."""
        spoken = {name: raw.get(name) for name in ("name", "full_name", "kind", "locality", "district")}
        spoken["has_senior_grades"] = raw.get("has_senior_grades")
        return cls(
            sheet,
            raw["row"],
            raw["name"],
            tuple(sorted(raw["codes"].items())),
            tuple((name, value) for name, value in spoken.items() if value not in ("", None)),
            raw.get("former_login") or "",
            raw.get("former_login_until"),
            raw.get("former_name") or "",
            _day(raw.get("renamed_on")),
            _day(raw.get("closed_on")),
            raw.get("successor_ris") or "",
            tuple((int(year) if year else None, count) for year, count in raw.get("headcount", {}).items()),
        )

    @property
    def own_codes(self) -> list[Code]:
        """Codes that belong to one school, the former login among them."""
        own = [code for code in self.codes if code[0] in OWN]
        return [*own, (CodeSystem.FISOKO.value, self.former_login)] if self.former_login else own

    @property
    def shared_codes(self) -> list[Code]:
        """ОГРН before ИНН."""
        return sorted((code for code in self.codes if code[0] in SHARED), key=lambda code: SHARED.index(code[0]))

    @property
    def spans(self) -> list[Span]:
        """Every code with the years the row gives it: the new login begins where the former one ends."""
        until = self.former_login_until if self.former_login else None
        starts = None if until is None else until + 1
        given = [Span(system, value, starts if system == CodeSystem.FISOKO else None) for system, value in self.codes]
        former = [Span(CodeSystem.FISOKO.value, self.former_login, None, until)] if self.former_login else []
        return given + former


def rows_of(extract: Extract) -> list[RegisterRow]:
    """The rows of all sheets, in the order of the file."""
    return [RegisterRow.of(block.sheet, raw) for block in extract.blocks for raw in block.register]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
