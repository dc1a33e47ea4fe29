"""E2: ЕГЭ protocol of base mathematics, which has a mark in place of a test score (domain §3.5)."""

from diagnostics.enums import AssessmentKind
from diagnostics.importers.layouts._exams.layout import ExamProtocol

LAYOUT = ExamProtocol("ege_e2", "ЕГЭ: протокол базовой математики", AssessmentKind.EGE)
