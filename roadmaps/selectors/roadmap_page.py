"""A plan as its page shows it: sections and measures in order, numbered, terms as understood, what each treats."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from diagnostics.procedures import ProcedureKey
from roadmaps.models import CaseDeficit, CaseRisk, Measure, MeasureAim, Remark, Roadmap, RoadmapSection
from roadmaps.periods import Period, read_period
from roadmaps.rules.cells import CELLS, CellRule
from roadmaps.rules.plan_numbers import roman
from roadmaps.rules.plan_text import numbered
from roadmaps.selectors.programme import programme_of
from shnor_portal.common.text import fold

STACKED = ("indicator_text", "baseline", "target")
"""Cells that stand in one column of the table."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: where it is, what it is called and what it says."""

    table: str
    row: int
    field: str
    rule: CellRule
    text: str

    @property
    def address(self) -> str:
        """What a request names it by."""
        return f"{self.table}:{self.row}:{self.field}"


@dataclass(frozen=True, slots=True)
class Aim:
    """A deficit or a risk factor of the case; `key` is its row, `is_risk` tells which of the two."""

    key: int
    is_risk: bool
    label: str
    title: str
    tone: str


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A row of the table. Of a section only `number` and the cell «title» are filled."""

    kind: str
    pk: int
    number: str
    section: int | None
    cells: Mapping[str, Cell]
    measure: Measure | None = None
    period: Period | None = None
    aims: Sequence[Aim] = ()
    remarks: Sequence[Remark] = ()

    @property
    def key(self) -> str:
        """Name of the row on the page: «m12», «s3»."""
        return f"{self.kind[0]}{self.pk}"

    @property
    def wide(self) -> list[Cell]:
        """Cells that have a column each, in order."""
        return [cell for name, cell in self.cells.items() if name not in STACKED and name != "footnote"]

    @property
    def aims_json(self) -> str:
        """Keys of the aims, for the page's own choice of them."""
        return json.dumps(
            {
                "deficits": [aim.key for aim in self.aims if not aim.is_risk],
                "risks": [aim.key for aim in self.aims if aim.is_risk],
            }
        )

    @property
    def period_tone(self) -> str:
        """«warn» where a person should look at the term, and nothing where all is well."""
        return "warn" if self.period and (self.period.problem or self.period.notes) else ""

    @property
    def period_words(self) -> list[str]:
        """How the term was understood, unless the wording says just that, and what is odd about it."""
        if self.period is None or self.period.kind == "empty":
            return []
        return understood(self.period)


def understood(period: Period) -> list[str]:
    """Sentences beneath a wording."""
    words = period.describe()
    said = [] if fold(words) == fold(period.wording) else [words]
    return [*said, *period.notes]


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole plan. `rows` are sections and measures as they follow each other."""

    roadmap: Roadmap
    rows: Sequence[PlanRow]
    head: Mapping[str, Cell]
    choices: Sequence[Aim] = field(default=())

    @property
    def measures(self) -> list[PlanRow]:
        return [row for row in self.rows if row.kind == "measure"]

    @property
    def sections(self) -> list[PlanRow]:
        return [row for row in self.rows if row.kind == "section"]

    @property
    def order(self) -> list[tuple[str, str]]:
        """Keys of the rows with their numbers."""
        return [(row.key, row.number) for row in self.rows]


def plan_of(roadmap: Roadmap, remarks: Mapping[int, Sequence[Remark]] | None = None) -> Plan:
    """The plan in seven queries, however long it is. `remarks` are open ones by key of the measure."""
    sections = list(RoadmapSection.objects.filter(roadmap=roadmap, is_removed=False).order_by("position", "pk"))
    measures = live_measures(roadmap, [section.pk for section in sections])
    choices = {(aim.is_risk, aim.key): aim for aim in aims_to_choose(roadmap)}
    aims = aims_by_measure(roadmap, choices)
    numbers = {m.pk: number for number, m in numbered([(m.section_id, m) for m in measures], [s.pk for s in sections])}
    terms = programme_of(roadmap.municipality).terms

    def row_of(measure: Measure) -> PlanRow:
        return PlanRow(
            "measure",
            measure.pk,
            numbers[measure.pk],
            measure.section_id,
            cells_of("measure", measure.pk, measure),
            measure,
            read_period(measure.period_wording, roadmap.academic_year, terms),
            aims.get(measure.pk, ()),
            (remarks or {}).get(measure.pk, ()),
        )

    rows = [row_of(measure) for measure in measures if measure.section_id is None]
    for place, section in enumerate(sections, start=1):
        cells = cells_of("section", section.pk, section)
        rows.append(PlanRow("section", section.pk, roman(place), section.pk, cells))
        rows += [row_of(measure) for measure in measures if measure.section_id == section.pk]
    return Plan(roadmap, rows, cells_of("roadmap", roadmap.pk, roadmap), list(choices.values()))


def blank_row() -> PlanRow:
    """What a measure looks like before anybody has written in it: the page shows it while the server makes one."""
    measure = Measure()
    return PlanRow("measure", 0, "…", None, cells_of("measure", 0, measure), measure)


def live_measures(roadmap: Roadmap, sections: Iterable[int]) -> list[Measure]:
    """Measures that stand, those before the sections first."""
    places = {key: place for place, key in enumerate(sections, start=1)}
    rows = Measure.objects.live().filter(roadmap=roadmap).select_related("responsible_user").order_by("position", "pk")
    return sorted(rows, key=lambda measure: places.get(measure.section_id or 0, 0))


def cells_of(table: str, row: int, of: Any) -> dict[str, Cell]:
    """Cells the page shows, by field; lists are one item a line."""
    return {
        name: Cell(table, row, name, rule, shown(getattr(of, name)))
        for name, rule in CELLS[table].items()
        if name != "responsible_user"
    }


def shown(value: str | list[str]) -> str:
    return "\n".join(value) if isinstance(value, list) else value


def aims_to_choose(roadmap: Roadmap) -> list[Aim]:
    """Deficits and risk factors of the roadmap's case: what its measures may treat."""
    if roadmap.case_id is None:
        return []
    deficits = CaseDeficit.objects.filter(case=roadmap.case_id)
    risks = CaseRisk.objects.filter(case=roadmap.case_id).select_related("factor").order_by("factor__number", "pk")
    return [*map(deficit_aim, deficits), *map(risk_aim, risks)]


def deficit_aim(deficit: CaseDeficit) -> Aim:
    """«ОГЭ МА, 31 из 62»."""
    key = ProcedureKey.parse(deficit.procedure)
    counts = f", {deficit.failed} из {deficit.participants}" if deficit.participants else ""
    return Aim(deficit.pk, False, key.short_title, f"{key.title}{counts}", "bad")


def risk_aim(risk: CaseRisk) -> Aim:
    """The factor by its name, with the level in the tone and in words."""
    level = {"high": "высокая", "medium": "средняя", "low": "низкая"}[risk.current_level]
    return Aim(risk.pk, True, str(risk.factor), f"{risk.factor}, значимость {level}", risk.tone)


def aims_by_measure(roadmap: Roadmap, choices: Mapping[tuple[bool, int], Aim]) -> dict[int, list[Aim]]:
    """What each measure treats, deficits first."""
    found: dict[int, list[Aim]] = {}
    for aim in MeasureAim.objects.filter(roadmap=roadmap).order_by("risk_id", "deficit_id"):
        key = (aim.risk_id is not None, aim.risk_id or aim.deficit_id or 0)
        if key in choices:
            found.setdefault(aim.measure_id, []).append(choices[key])
    return found
