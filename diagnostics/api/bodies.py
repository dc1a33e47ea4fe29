"""Bodies of writing calls on indicators and lists."""

from rest_framework import serializers

from diagnostics.enums import RiskListOrigin
from shnor_portal.common.rest.bodies import Body, StrictBooleanField, StrictIntegerField, StrictTextField, year_field


class RecomputeBody(Body):
    """`academic_year` null means all school years that have results."""

    municipality = StrictTextField(max_length=32, required=False, default="")
    academic_year = year_field(required=False, allow_null=True, default=None)


class ProposeBody(Body):
    """A list for `academic_year` by a rule; `results_year` null means what the rule says."""

    municipality = StrictTextField(max_length=32, required=False, default="")
    academic_year = year_field()
    rules = StrictTextField(max_length=64)
    rule_number = StrictIntegerField(required=False, allow_null=True, default=None, min_value=1, max_value=32_767)
    results_year = year_field(required=False, allow_null=True, default=None)
    origin = serializers.ChoiceField(choices=RiskListOrigin.choices, required=False, default=RiskListOrigin.MUNICIPAL)
    as_draft = StrictBooleanField(required=False, default=False)
