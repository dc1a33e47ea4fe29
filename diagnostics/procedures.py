"""Assessment procedure keys: kind × programme grade × subject × level (glossary: оценочная процедура)."""

from dataclasses import dataclass

from diagnostics.enums import SUBJECT_SHORT, AssessmentKind, Level, Subject

_LEVEL_SHORT = {
    Level.NONE: "",
    Level.BASE: "баз.",
    Level.PROFILE: "проф.",
    Level.ADVANCED: "угл.",
}


@dataclass(frozen=True, slots=True, order=True)
class ProcedureKey:
    """One procedure, whatever the year. `code` is what presets, the API and addresses use.

    >>> ProcedureKey(AssessmentKind.EGE, 11, Subject.MA, Level.PROFILE).code
    'EGE-11-MA-PROFILE'
    """

    kind: AssessmentKind
    grade: int
    subject: Subject
    level: Level = Level.NONE

    @property
    def code(self) -> str:
        parts = [self.kind.value, str(self.grade), self.subject.value]
        return "-".join([*parts, self.level.value] if self.level else parts)

    @property
    def short_title(self) -> str:
        """«ВПР-6 МА», «ЕГЭ МА проф.»: what fits a table head."""
        head = f"{self.kind.label}-{self.grade}" if self.kind == AssessmentKind.VPR else self.kind.label
        return " ".join(filter(None, [head, SUBJECT_SHORT[self.subject], _LEVEL_SHORT[self.level]]))

    @property
    def title(self) -> str:
        """«ВПР, 6 класс, Математика»: what a sentence needs."""
        parts = [self.kind.label, f"{self.grade} класс", self.subject.label]
        return ", ".join([*parts, f"{self.level.label} уровень"] if self.level else parts)

    @classmethod
    def parse(cls, code: str) -> "ProcedureKey":
        """Read a code back. Raises ValueError on anything that `code` cannot have written."""
        kind, grade, subject, *level = code.split("-")
        if len(level) > 1 or not grade.isascii() or not grade.isdigit() or not 1 <= int(grade) <= 11:
            raise ValueError(code)
        return cls(AssessmentKind(kind), int(grade), Subject(subject), Level(level[0]) if level else Level.NONE)
