"""Tables of results, indicators, rules and lists."""

from diagnostics.models.assessment import Assessment, AssessmentResult, PupilResult
from diagnostics.models.indicator import IndicatorValue
from diagnostics.models.risk_list import RiskList, RiskListEntry
from diagnostics.models.rules import RuleSet, RuleSetVersion

__all__ = [
    "Assessment",
    "AssessmentResult",
    "IndicatorValue",
    "PupilResult",
    "RiskList",
    "RiskListEntry",
    "RuleSet",
    "RuleSetVersion",
]
