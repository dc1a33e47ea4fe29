"""O3: ОГЭ protocol with empty columns between the filled ones (domain §3.5)."""

from diagnostics.enums import AssessmentKind
from diagnostics.importers.layouts._exams.layout import ExamProtocol

LAYOUT = ExamProtocol("oge_o3", "ОГЭ: разреженный протокол с отметками", AssessmentKind.OGE)
