"""Builders of rows for tests."""

from tests.factories.people import MunicipalityFactory, make_user
from tests.factories.results import AssessmentFactory, BatchFactory, ResultFactory
from tests.factories.road import (
    CaseDeficitFactory,
    CaseFactory,
    CaseRiskFactory,
    MeasureFactory,
    RiskFactorFactory,
    RoadmapFactory,
    SectionFactory,
    SupportFormatFactory,
)
from tests.factories.schools import SchoolFactory, add_code

__all__ = [
    "AssessmentFactory",
    "BatchFactory",
    "CaseDeficitFactory",
    "CaseFactory",
    "CaseRiskFactory",
    "MeasureFactory",
    "MunicipalityFactory",
    "ResultFactory",
    "RiskFactorFactory",
    "RoadmapFactory",
    "SchoolFactory",
    "SectionFactory",
    "SupportFormatFactory",
    "add_code",
    "make_user",
]
