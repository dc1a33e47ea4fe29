"""The register as it stands: schools, codes, headcounts and turns of one municipality, read by four queries."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from schools.enums import HEADCOUNT, CodeSystem
from schools.importers.rows import Code
from schools.models import School, SchoolCode, SchoolEvent, SchoolFigure
from shnor_portal.common.text import fold


@dataclass(slots=True)
class RegisterBook:
    """Everything a row may be compared with."""

    schools: dict[int, School]
    holders: dict[Code, list[SchoolCode]]
    codes_of: dict[int, list[SchoolCode]]
    events: set[tuple[int, str, date]]
    headcounts: dict[tuple[int, int], SchoolFigure]
    open_names: dict[str, list[School]]

    @classmethod
    def load(cls, municipality_id: int) -> "RegisterBook":
        schools = {school.pk: school for school in School.objects.filter(municipality_id=municipality_id)}
        holders: dict[Code, list[SchoolCode]] = defaultdict(list)
        codes_of: dict[int, list[SchoolCode]] = defaultdict(list)
        for code in SchoolCode.objects.filter(municipality_id=municipality_id).order_by("pk"):
            holders[code.system, code.value].append(code)
            codes_of[code.school_id].append(code)
        events = SchoolEvent.objects.filter(municipality_id=municipality_id)
        figures = SchoolFigure.objects.current().filter(municipality_id=municipality_id, metric=HEADCOUNT)
        names: dict[str, list[School]] = defaultdict(list)
        for school in schools.values():
            if school.closed_on is None:
                names[plain_name(school.name)].append(school)
        return cls(
            schools,
            dict(holders),
            dict(codes_of),
            set(events.values_list("school_id", "kind", "happened_on")),
            {(figure.school_id, figure.academic_year): figure for figure in figures},
            dict(names),
        )

    def holding(self, code: Code) -> set[int]:
        """Schools that have the code: those that have it still, or else those that had it once."""
        codes = self.holders.get(code, [])
        still = {held.school_id for held in codes if held.valid_to_year is None}
        return still or {held.school_id for held in codes}

    def code_of(self, school_id: int, code: Code) -> SchoolCode | None:
        """The school's own row of the code."""
        return next((held for held in self.holders.get(code, []) if held.school_id == school_id), None)

    def in_use(self, school_id: int, system: str) -> list[SchoolCode]:
        """Codes of a system that the school has without an end."""
        codes = self.codes_of.get(school_id, [])
        return [code for code in codes if code.system == system and code.valid_to_year is None]


def plain_name(name: str) -> str:
    """«МБОУ "СОШ №2"» and «МБОУ СОШ № 2» as one text, for warnings only: a name never decides."""
    return " ".join("".join(char if char.isalnum() else " " for char in fold(name)).split())


def shown_codes(codes: "list[Code] | tuple[Code, ...]") -> str:
    """«ОГРН 1027700566761, код ОО в РИС ГИА 901001»."""
    return ", ".join(f"{CodeSystem(system).label} {value}" for system, value in codes)
