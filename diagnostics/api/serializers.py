"""What the API tells of results, indicators, rules and lists. Field names are the tables' own."""

from rest_framework import serializers

from diagnostics.indicators.catalogue import Direction, Scope, Unit
from diagnostics.models import Assessment, AssessmentResult, IndicatorValue, RiskList, RiskListEntry, RuleSet


class AssessmentSerializer(serializers.ModelSerializer[Assessment]):
    class Meta:
        model = Assessment
        fields = ["id", "procedure", "kind", "grade", "subject", "level", "academic_year"]


RESULT_FIELDS = [
    "id",
    "municipality",
    "school",
    "assessment",
    "procedure",
    "academic_year",
    "is_current",
    "participants",
    "marks_2",
    "marks_3",
    "marks_4",
    "marks_5",
    "failed",
    "score_sum",
    "scored",
    "max_score",
    "flags",
    "batch",
    "sheet",
    "row_from",
    "row_to",
]


class ResultRowSerializer(serializers.ModelSerializer[AssessmentResult]):
    """Counts of a school in an assessment, and the file, sheet and rows they were read from."""

    municipality = serializers.CharField(source="municipality.code")
    procedure = serializers.CharField(source="assessment.procedure")
    academic_year = serializers.IntegerField(source="assessment.academic_year")
    batch = serializers.UUIDField(source="batch.public_id")

    class Meta:
        model = AssessmentResult
        fields = RESULT_FIELDS


class ResultSerializer(ResultRowSerializer):
    """The same with everything the source printed beside the counts."""

    class Meta:
        model = AssessmentResult
        fields = [*RESULT_FIELDS, "distribution", "percents", "journal", "tasks", "content_sha256"]


class IndicatorSerializer(serializers.Serializer[object]):
    """The passport of an indicator. Years are starting years; null is «still valid»."""

    code = serializers.CharField()
    name = serializers.CharField()
    formula = serializers.CharField()
    unit = serializers.ChoiceField(choices=[unit.value for unit in Unit])
    direction = serializers.ChoiceField(choices=[direction.value for direction in Direction])
    source = serializers.CharField()  # type: ignore[assignment]  # the field of this name, not the option
    scope = serializers.ChoiceField(choices=[scope.value for scope in Scope])
    places = serializers.IntegerField(help_text="знаков после запятой при печати")
    valid_from = serializers.IntegerField()
    valid_to = serializers.IntegerField(allow_null=True)
    formula_version = serializers.IntegerField()


class IndicatorValueSerializer(serializers.ModelSerializer[IndicatorValue]):
    """Numerator over denominator, or a reason why there is none. `batches` are imports the figure came from."""

    municipality = serializers.CharField(source="municipality.code")
    batches = serializers.ListField(child=serializers.UUIDField())

    class Meta:
        model = IndicatorValue
        fields = [
            "id",
            "municipality",
            "school",
            "academic_year",
            "indicator",
            "procedure",
            "numerator",
            "denominator",
            "no_data_reason",
            "formula_version",
            "batches",
            "computed_at",
        ]


class RuleVersionSerializer(serializers.Serializer[object]):
    """A version of a rule: its data, and the same read aloud in Russian, one sentence an item."""

    number = serializers.IntegerField()
    note = serializers.CharField(allow_blank=True)
    used_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()
    wording = serializers.ListField(child=serializers.CharField())
    definition = serializers.DictField()


class RuleSetSerializer(serializers.ModelSerializer[RuleSet]):
    municipality = serializers.CharField(source="municipality.code")
    versions = RuleVersionSerializer(many=True)

    class Meta:
        model = RuleSet
        fields = ["id", "municipality", "code", "title", "source", "trust", "versions"]


class RiskListSerializer(serializers.ModelSerializer[RiskList]):
    municipality = serializers.CharField(source="municipality.code")
    rule = serializers.CharField(source="rule_version.rule_set.code", allow_null=True)
    rule_number = serializers.IntegerField(source="rule_version.number", allow_null=True)

    class Meta:
        model = RiskList
        fields = [
            "id",
            "municipality",
            "academic_year",
            "results_year",
            "origin",
            "title",
            "state",
            "rule",
            "rule_number",
            "basis",
            "inputs_sha256",
            "snapshot_sha256",
            "created_at",
            "proposed_at",
            "approved_at",
            "version",
        ]


class EntrySerializer(serializers.ModelSerializer[RiskListEntry]):
    """A school in a list: the rule's word, the person's decision, and the reasons procedure by procedure."""

    low_procedures = serializers.ListField(child=serializers.CharField())
    reasons = serializers.ListField(child=serializers.DictField())
    conditions = serializers.ListField(child=serializers.DictField())
    sensitivity = serializers.DictField()

    class Meta:
        model = RiskListEntry
        fields = [
            "id",
            "school",
            "school_name",
            "verdict",
            "is_included",
            "decision_reason",
            "level",
            "level_title",
            "low_count",
            "low_procedures",
            "data_count",
            "missing_count",
            "is_borderline",
            "flip_pupils",
            "years_in_row",
            "explanation",
            "reasons",
            "conditions",
            "sensitivity",
        ]
