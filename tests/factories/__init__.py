"""Builders of rows for tests."""

from tests.factories.people import MunicipalityFactory, make_user
from tests.factories.results import AssessmentFactory, BatchFactory, ResultFactory
from tests.factories.schools import SchoolFactory, add_code

__all__ = [
    "AssessmentFactory",
    "BatchFactory",
    "MunicipalityFactory",
    "ResultFactory",
    "SchoolFactory",
    "add_code",
    "make_user",
]
