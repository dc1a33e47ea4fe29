"""A roadmap read for print: sections and measures in order with their numbers, aims and evidence, in sets."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from diagnostics.indicators.catalogue import CATALOGUE
from diagnostics.procedures import ProcedureKey
from roadmaps.enums import EvidenceState, MeasureState
from roadmaps.models import Evidence, Measure, MeasureAim, Roadmap, RoadmapSection
from roadmaps.rules.plan_numbers import roman
from roadmaps.selectors.programme import today_in
from roadmaps.selectors.standings import Standing, standings_of
from shnor_portal.common.dates import date_in_digits
from shnor_portal.common.numbers import plural

_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A measure with both of its numbers: «2.3» inside the section, and its place in the whole plan."""

    measure: Measure
    dotted: str
    running: int
    mark: str = ""

    @property
    def title(self) -> str:
        """With the mark of its footnote."""
        return f"{self.measure.title}{self.mark}"


@dataclass(frozen=True, slots=True)
class PrintedSection:
    """A section with its rows; `number` is 0 for rows before the first one."""

    number: int
    title: str
    rows: Sequence[PrintedRow]

    @property
    def roman_title(self) -> str:
        return f"{roman(self.number)}. {self.title}"


@dataclass(slots=True)
class PrintedPlan:
    """Everything a form of the roadmap may print."""

    roadmap: Roadmap
    sections: list[PrintedSection]
    footnotes: list[str] = field(default_factory=list)

    def rows(self) -> Iterator[PrintedRow]:
        for section in self.sections:
            yield from section.rows

    @property
    def text(self) -> str:
        """All words of the plan, for the list of abbreviations; a line for each cell."""
        plan, lines = self.roadmap, []
        lines += [plan.title, *plan.goals, *plan.tasks]
        for section in self.sections:
            lines.append(section.title)
            for row in section.rows:
                one = row.measure
                lines += [one.title, one.period_wording, one.responsible, one.expected_result, one.indicator_text]
        return "\n".join([*lines, *self.footnotes])


def read_plan(roadmap: Roadmap) -> PrintedPlan:
    """The plan in two queries; an empty section is printed as well, because the author put it there."""
    sections = RoadmapSection.objects.filter(roadmap=roadmap, is_removed=False).order_by("position", "pk")
    measures = list(Measure.objects.live().filter(roadmap=roadmap).order_by("position", "pk"))
    by_section: dict[int | None, list[Measure]] = {}
    for measure in measures:
        by_section.setdefault(measure.section_id, []).append(measure)
    plan = PrintedPlan(roadmap, [])
    loose = by_section.get(None, [])
    if loose:
        plan.sections.append(PrintedSection(0, "", _rows(plan, 0, loose, 0)))
    for number, section in enumerate(sections, start=1):
        printed = sum(len(one.rows) for one in plan.sections)
        plan.sections.append(
            PrintedSection(number, section.title, _rows(plan, number, by_section.get(section.pk, []), printed))
        )
    return plan


def _rows(plan: PrintedPlan, number: int, measures: Sequence[Measure], printed: int) -> list[PrintedRow]:
    return [
        PrintedRow(measure, f"{number}.{place}" if number else str(place), printed + place, _mark(plan, measure))
        for place, measure in enumerate(measures, start=1)
    ]


def _mark(plan: PrintedPlan, measure: Measure) -> str:
    """The superscript number of the measure's footnote, which is put down after the table."""
    text = measure.footnote.strip()
    if not text:
        return ""
    mark = str(len(plan.footnotes) + 1).translate(_SUPERSCRIPT)
    plan.footnotes.append(f"{mark} {text}")
    return mark


def aims_of_plan(roadmap: Roadmap) -> dict[int, str]:
    """What each measure treats, a line each: risk factors, then deficits."""
    said: dict[int, list[str]] = {}
    aims = MeasureAim.objects.filter(roadmap=roadmap).select_related("risk__factor", "deficit")
    for aim in aims.order_by("risk__factor__number", "deficit__procedure", "pk"):
        if aim.risk is not None:
            words = str(aim.risk.factor)
        else:
            words = ProcedureKey.parse(aim.deficit.procedure).title if aim.deficit else ""
        said.setdefault(aim.measure_id, []).append(words)
    return {measure_id: "\n".join(words) for measure_id, words in said.items()}


def evidence_of_plan(roadmap: Roadmap) -> dict[int, str]:
    """Accepted evidence of each measure and what still waits, a line each."""
    said: dict[int, list[str]] = {}
    rows = Evidence.objects.filter(measure__roadmap=roadmap).order_by("measure_id", "pk")
    for one in rows.filter(state__in=(EvidenceState.ACCEPTED, EvidenceState.UPLOADED)):
        words = one.title if one.state == EvidenceState.ACCEPTED else f"{one.title} (на проверке)"
        said.setdefault(one.measure_id, []).append(words)
    return {measure_id: "\n".join(words) for measure_id, words in said.items()}


def standing_of_plan(roadmap: Roadmap) -> dict[int, Standing]:
    """Which measures are late today."""
    measures = Measure.objects.filter(roadmap=roadmap, is_removed=False)
    return standings_of(measures, today_in(roadmap.municipality))


def state_words(measure: Measure, standing: Standing | None) -> str:
    """«подтверждено 02.12.2020», and how late an open measure is."""
    day: date | None = measure.confirmed_on if measure.state == MeasureState.CONFIRMED else measure.done_on
    said = measure.get_state_display() + (f" {date_in_digits(day)}" if day else "")
    if standing is None or standing.late is None:
        return said
    days = standing.late.days
    return f"{said}\nпросрочено на {days} {plural(days, 'рабочий день', 'рабочих дня', 'рабочих дней')}"


def indicator_words(measure: Measure) -> str:
    """The indicator in the author's words, or as the catalogue names it."""
    if measure.indicator_text:
        return measure.indicator_text
    passport = CATALOGUE.get(measure.indicator)
    return passport.name if passport else ""


def figures_words(measure: Measure) -> str:
    """«база: 31 %» and «цель: 20 %», each where it is given."""
    pairs = (("база", measure.baseline), ("цель", measure.target))
    return "\n".join(f"{label}: {value}" for label, value in pairs if value)
