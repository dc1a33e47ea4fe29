"""O2: dense ОГЭ protocol (domain §3.5)."""

from diagnostics.enums import AssessmentKind
from diagnostics.importers.layouts._exams.layout import ExamProtocol

LAYOUT = ExamProtocol("oge_o2", "ОГЭ: протокол с отметками", AssessmentKind.OGE)
