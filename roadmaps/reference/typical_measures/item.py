"""Shape of a typical measure: a row of a roadmap ready to be taken over and adapted."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from diagnostics.enums import AssessmentKind, Subject
from diagnostics.procedures import ProcedureKey
from roadmaps.reference.sources import PROPOSAL, Source


class MeasureAudience(StrEnum):
    """Whose roadmap the measure is for."""

    SCHOOL = "school"
    CITY = "city"

    @property
    def label(self) -> str:
        return {"school": "для школы", "city": "для города"}[self.value]


class MeasureSection(StrEnum):
    """Sections of a roadmap. A city's roadmap has the first four (as the seed roadmap), a school's all of them."""

    DIAGNOSTICS = "diagnostics"
    STAFF = "staff"
    TEACHING = "teaching"
    OBJECTIVITY = "objectivity"
    ENVIRONMENT = "environment"
    RESOURCES = "resources"

    @property
    def label(self) -> str:
        return _SECTION_LABELS[self]


_SECTION_LABELS = {
    MeasureSection.DIAGNOSTICS: "Диагностика",
    MeasureSection.STAFF: "Развитие кадрового потенциала",
    MeasureSection.TEACHING: "Повышение качества преподавания учебных предметов",
    MeasureSection.OBJECTIVITY: "Повышение объективности оценивания",
    MeasureSection.ENVIRONMENT: "Образовательная среда и работа с семьёй",
    MeasureSection.RESOURCES: "Условия и ресурсы",
}
CITY_SECTIONS = (
    MeasureSection.DIAGNOSTICS,
    MeasureSection.STAFF,
    MeasureSection.TEACHING,
    MeasureSection.OBJECTIVITY,
)


def suits(deficits: Iterable[str], procedure: ProcedureKey) -> bool:
    """Whether codes of subjects and kinds of procedures, none of which means any, agree with a low procedure."""
    named = set(deficits)
    subjects, kinds = named & set(Subject.values), named & set(AssessmentKind.values)
    return (not subjects or procedure.subject in subjects) and (not kinds or procedure.kind in kinds)


@dataclass(frozen=True, slots=True)
class TypicalMeasureItem:
    """One measure of the library.

    `risk_factors` are codes of the reference book. `deficits` hold codes of subjects («RU») and of kinds of
    procedures («VPR»); empty means any. `period` is worded without a year, so that it fits every school year.
    `responsible` names roles, never people. `indicator` is the code of the catalogue's result that the measure should
    move in the end, or empty; `indicator_text` says what is counted on the way there. `evidence` is as light as it can
    be: a link rather than a scan, a figure rather than a list of children, and nothing a teacher would have to write
    on purpose.
    """

    code: str
    title: str
    section: MeasureSection
    period: str
    responsible: str
    expected_result: str
    indicator_text: str
    evidence: str
    risk_factors: tuple[str, ...] = ()
    deficits: tuple[str, ...] = ()
    indicator: str = ""
    audience: MeasureAudience = MeasureAudience.SCHOOL
    source: Source = PROPOSAL

    def treats(self, procedure: ProcedureKey) -> bool:
        """Whether the measure suits a low procedure: every dimension it names must agree, none named means any.

        >>> TypicalMeasureItem("x", "", MeasureSection.STAFF, "", "", "", "", "", deficits=("RU",)).treats(
        ...     ProcedureKey(AssessmentKind.VPR, 6, Subject.MA))
        False
        """
        return suits(self.deficits, procedure)

    def names(self, procedure: ProcedureKey) -> bool:
        """Whether it suits the procedure and was written for its subject or kind, not for any deficit."""
        return bool(self.deficits) and self.treats(procedure)
