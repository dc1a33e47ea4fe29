"""What was recognised of a plan: plain data for the preview a person confirms, and for the service that keeps it."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class SectionDraft:
    """A section (раздел, этап): its number as printed («II», «2», often empty) and its name."""

    number: str
    title: str


@dataclass(slots=True)
class MeasureDraft:
    """A measure as printed: nothing is interpreted, the wording of its period least of all.

    `section_index` points into `PlanDraft.sections`, None before the first section. Lines of a cell stay lines, but
    for the period, which is one line. `footnote` is the text behind the marks that stand in the measure.
    """

    number: str = ""
    title: str = ""
    period: str = ""
    responsible: str = ""
    expected_result: str = ""
    indicator: str = ""
    baseline: str = ""
    target: str = ""
    section_index: int | None = None
    place: str = ""  # «таблица 2, строка 5»
    footnote: str = ""


@dataclass(frozen=True, slots=True)
class PlanIssue:
    """What a person should look at: a stable code, where, what in Russian, how to mend. None of them is a wall."""

    code: str
    message: str
    hint: str = ""
    place: str = ""


@dataclass(slots=True)
class RowTally:
    """Every row is in exactly one place: seen = header + sections + measures + continuations + skipped."""

    seen: int = 0
    header: int = 0
    sections: int = 0
    measures: int = 0
    continuations: int = 0
    skipped: Counter[str] = field(default_factory=Counter)  # reason in Russian → rows

    @property
    def adds_up(self) -> bool:
        placed = self.header + self.sections + self.measures + self.continuations
        return self.seen == placed + self.skipped.total()


@dataclass(slots=True)
class PlanDraft:
    """A plan as read. Without a recognised table `measures` is empty and `issues` say what was looked for."""

    title: str = ""
    goals: list[str] = field(default_factory=list)
    tasks: list[str] = field(default_factory=list)
    sections: list[SectionDraft] = field(default_factory=list)
    measures: list[MeasureDraft] = field(default_factory=list)
    abbreviations: list[tuple[str, str]] = field(default_factory=list)
    footnotes: list[tuple[str, str]] = field(default_factory=list)
    issues: list[PlanIssue] = field(default_factory=list)
    rows: RowTally = field(default_factory=RowTally)

    def say(self, code: str, message: str, hint: str = "", place: str = "") -> None:
        self.issues.append(PlanIssue(code, message, hint, place))
