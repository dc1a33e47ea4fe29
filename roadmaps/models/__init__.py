"""Tables of the road."""

from roadmaps.models.annex import ProgrammeAnnex, PupilRoutes
from roadmaps.models.approval import Remark, RoadmapSubmission
from roadmaps.models.case import (
    AntiRiskProgramme,
    CaseAssignment,
    CaseDeficit,
    CaseEvent,
    CaseRisk,
    Conclusion,
    SupportCase,
)
from roadmaps.models.doing import DateChange, Evidence, ProgressReport, SupportDose
from roadmaps.models.paper import Paper
from roadmaps.models.programme import (
    CalendarFeed,
    Obligation,
    ObligationDone,
    ProgrammeSettings,
    ReminderRun,
    RiskFactor,
    SupportFormat,
    TypicalMeasure,
)
from roadmaps.models.review import MonthlyReview, ReviewCorrection
from roadmaps.models.roadmap import Measure, MeasureAim, Roadmap, RoadmapEdit, RoadmapSection
from roadmaps.models.talks import Application, CaseNote, Concern, Interview, InterviewDecision

__all__ = [
    "AntiRiskProgramme",
    "Application",
    "CalendarFeed",
    "CaseAssignment",
    "CaseDeficit",
    "CaseEvent",
    "CaseNote",
    "CaseRisk",
    "Concern",
    "Conclusion",
    "DateChange",
    "Evidence",
    "Interview",
    "InterviewDecision",
    "Measure",
    "MeasureAim",
    "MonthlyReview",
    "Obligation",
    "ObligationDone",
    "Paper",
    "ProgrammeAnnex",
    "ProgrammeSettings",
    "ProgressReport",
    "PupilRoutes",
    "Remark",
    "ReminderRun",
    "ReviewCorrection",
    "RiskFactor",
    "Roadmap",
    "RoadmapEdit",
    "RoadmapSection",
    "RoadmapSubmission",
    "SupportCase",
    "SupportDose",
    "SupportFormat",
    "TypicalMeasure",
]
