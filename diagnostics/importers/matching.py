"""Finding the school of a row by its codes. A name never decides: it only helps a person to see what was meant."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from schools.enums import CodeSystem
from schools.models import School, SchoolCode
from shnor_portal.common.text import fold, nearest
from shnor_portal.common.years import format_academic_year

SUGGESTIONS = 100
"""So many unknown schools get a «похоже на …»; a file of a whole region must not take minutes."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a row says of its school: codes by system, and perhaps a name."""

    codes: tuple[tuple[str, str], ...]
    name: str = ""

    @classmethod
    def of(cls, codes: Mapping[str, str], name: str = "") -> "Asked":
        return cls(tuple(sorted((system, value) for system, value in codes.items() if value)), name)

    @property
    def shown(self) -> str:
        """«логин ФИС ОКО edu250001»: how a complaint names the school."""
        words = [f"{CodeSystem(system).label} {value}" for system, value in self.codes]
        return ", ".join(words) or f"«{self.name[:80]}»"


@dataclass(frozen=True, slots=True)
class Answer:
    """The school, or the code of the bad-input catalogue with a sentence and a hint."""

    school_id: int | None
    code: str = ""
    message: str = ""
    hint: str = ""
    warning: str = ""


@dataclass(slots=True)
class SchoolBook:
    """Schools of one municipality and their codes, read by two queries."""

    year: int
    schools: dict[int, School]
    codes: dict[tuple[str, str], list[SchoolCode]]
    suggested: int = 0
    known: dict[Asked, Answer] = field(default_factory=dict)
    bare: dict[tuple[str, str], list[SchoolCode]] = field(default_factory=dict)

    @classmethod
    def load(cls, municipality_id: int, year: int) -> "SchoolBook":
        schools = {school.pk: school for school in School.objects.filter(municipality_id=municipality_id)}
        codes: dict[tuple[str, str], list[SchoolCode]] = defaultdict(list)
        bare: dict[tuple[str, str], list[SchoolCode]] = defaultdict(list)
        for code in SchoolCode.objects.filter(municipality_id=municipality_id).order_by("pk"):
            codes[code.system, code.value].append(code)
            if code.value.isdigit() and code.value.startswith("0"):
                bare[code.system, code.value.lstrip("0")].append(code)
        return cls(year, schools, dict(codes), bare=dict(bare))

    def find(self, asked: Asked) -> Answer:
        if asked not in self.known:
            self.known[asked] = self._find(asked)
        return self.known[asked]

    def find_all(self, asked: Iterable[Asked]) -> dict[Asked, Answer]:
        return {one: self.find(one) for one in set(asked)}

    def _find(self, asked: Asked) -> Answer:
        """All codes of the row that are known must name one and the same school."""
        holders, warning = self._holders(asked)
        in_force = {code.school_id for code in holders if self._is_valid(code)}
        if len(in_force) == 1:
            return self._open_school(in_force.pop(), asked, warning)
        if in_force:
            return self._ambiguous(asked, in_force)
        if holders:
            return self._out_of_years(asked, holders)
        return self._unknown(asked)

    def _holders(self, asked: Asked) -> tuple[list[SchoolCode], str]:
        exact = [code for pair in asked.codes for code in self.codes.get(pair, [])]
        if exact:
            return exact, ""
        padded = [code for pair in asked.codes for code in self.bare.get(pair, [])]
        if len({code.school_id for code in padded}) == 1:
            return padded, f"Код {asked.shown} записан без ведущих нулей и прочитан как «{padded[0].value}»."
        return [], ""

    def _is_valid(self, code: SchoolCode) -> bool:
        starts = code.valid_from_year is None or code.valid_from_year <= self.year
        return starts and (code.valid_to_year is None or code.valid_to_year >= self.year)

    def _open_school(self, school_id: int, asked: Asked, warning: str) -> Answer:
        school = self.schools[school_id]
        if school.closed_on is not None and school.closed_on < date(self.year, 9, 1):
            successor = self.schools.get(school.successor_id or 0)
            hint = f"Преемник: «{successor}»." if successor else "Проверьте код в файле и день закрытия в реестре."
            return Answer(
                None,
                "REF_UNKNOWN",
                f"Школа «{school}» ({asked.shown}) закрыта {school.closed_on:%d.%m.%Y}, "
                f"до начала {format_academic_year(self.year)} учебного года.",
                hint,
            )
        return Answer(school_id, warning=warning)

    def _ambiguous(self, asked: Asked, candidates: set[int]) -> Answer:
        names = ", ".join(sorted(f"«{self.schools[pk]}»" for pk in candidates))
        return Answer(
            None,
            "REF_AMBIGUOUS",
            f"По кодам ({asked.shown}) подходит больше одной школы: {names}.",
            "Оставьте в строке верный код или исправьте коды в реестре школ.",
        )

    def _out_of_years(self, asked: Asked, holders: list[SchoolCode]) -> Answer:
        names = ", ".join(sorted({f"«{self.schools[code.school_id]}»" for code in holders}))
        return Answer(
            None,
            "REF_UNKNOWN",
            f"Код ({asked.shown}) в {format_academic_year(self.year)} учебном году не действовал.",
            f"В другие годы с ним числится {names}. Проверьте учебный год и годы действия кода в реестре.",
        )

    def _unknown(self, asked: Asked) -> Answer:
        """The same answer for a foreign school and for one that does not exist."""
        named = f" («{asked.name[:80]}»)" if asked.name and asked.codes else ""
        message = f"Школы с таким кодом нет в реестре: {asked.shown}{named}."
        if not asked.codes:
            message = f"В строке нет кода школы, есть только название {asked.shown}."
        wanted = _plain_name(asked.name)
        same = [school for school in self.schools.values() if wanted and wanted == _plain_name(school.name)]
        if len(same) > 1:
            listed = ", ".join(f"«{school}»" for school in same[:5])
            return Answer(
                None, "REF_AMBIGUOUS", message, f"Под название подходит: {listed}. Добавьте в файл код школы."
            )
        return Answer(None, "REF_UNKNOWN", message, self._hint(asked))

    def _hint(self, asked: Asked) -> str:
        self.suggested += 1
        if self.suggested > SUGGESTIONS:
            return "Проверьте код или добавьте школу в реестр."
        near = ""
        if asked.name:
            names = {_plain_name(school.name): str(school) for school in self.schools.values()}
            found = nearest(_plain_name(asked.name), names)
            near = f" Похоже на «{names[found]}»." if found else ""
        if not near and asked.codes:
            system, value = asked.codes[0]
            values = {code: holders for (kind, code), holders in self.codes.items() if kind == system}
            found = nearest(value, values, cutoff=0.8)
            near = f" Похожий код {found}: «{self.schools[values[found][0].school_id]}»." if found else ""
        return f"Проверьте код или добавьте школу в реестр.{near}"


def _plain_name(name: str) -> str:
    """«МБОУ "СОШ №2"» and «МБОУ СОШ N 2» as one text, for suggestions only."""
    letters = fold(name).replace("№", " ").replace("no", " ").replace("n", " ")
    return " ".join("".join(ch if ch.isalnum() else " " for ch in letters).split())
