"""E1: ЕГЭ protocol of РИС ГИА with test scores, dense or sparse, one or several exams in a sheet (domain §3.5)."""

from diagnostics.enums import AssessmentKind
from diagnostics.importers.layouts._exams.layout import ExamProtocol

LAYOUT = ExamProtocol("ege_e1", "ЕГЭ: протокол с тестовыми баллами", AssessmentKind.EGE)
