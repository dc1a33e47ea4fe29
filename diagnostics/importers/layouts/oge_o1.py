"""O1: normalised ОГЭ export, csv with Latin titles; the exam is named by the file, «NN_YYYY.MM.DD» (domain §3.5)."""

from diagnostics.enums import AssessmentKind
from diagnostics.importers.layouts._exams.layout import ExamProtocol

LAYOUT = ExamProtocol("oge_o1", "ОГЭ: нормализованная выгрузка CSV", AssessmentKind.OGE)
