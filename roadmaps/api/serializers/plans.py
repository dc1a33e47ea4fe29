"""Roadmaps, their sections and measures, and evidence of measures."""

from rest_framework import serializers

from roadmaps.models import Evidence, Measure, Roadmap, RoadmapSection

MEASURE_FIELDS = [
    "id",
    "municipality",
    "roadmap",
    "school",
    "academic_year",
    "section",
    "title",
    "period_wording",
    "period_kind",
    "starts_on",
    "due_on",
    "due_days",
    "responsible",
    "expected_result",
    "indicator",
    "procedure",
    "indicator_text",
    "baseline",
    "target",
    "evidence_hint",
    "footnote",
    "typical_code",
    "city_measure",
    "state",
    "state_note",
    "done_on",
    "confirmed_on",
    "version",
    "days_late",
    "deficits",
    "risks",
    "evidence",
]
ROADMAP_FIELDS = [
    "id",
    "municipality",
    "school",
    "case",
    "academic_year",
    "title",
    "state",
    "state_note",
    "due_on",
    "submitted_at",
    "agreed_at",
    "approved_at",
    "number",
    "adopted_on",
    "site_url",
    "site_state",
    "published_on",
    "changed_at",
    "revision",
    "version",
]


class EvidenceSerializer(serializers.ModelSerializer[Evidence]):
    """What is known of an evidence; bytes of a file are not given here."""

    class Meta:
        model = Evidence
        fields = [
            "id",
            "kind",
            "state",
            "title",
            "url",
            "original_name",
            "content_type",
            "size",
            "sha256",
            "number",
            "replaces",
            "reused_from",
            "uploaded_at",
            "reason_code",
            "comment",
            "decided_at",
        ]


class MeasureSerializer(serializers.ModelSerializer[Measure]):
    """A measure of a plan. `due_on` is the last of `due_days`; `deficits` and `risks` are keys of what it treats."""

    municipality = serializers.CharField(source="municipality.code")
    school = serializers.IntegerField(source="roadmap.school_id", allow_null=True, help_text="null — город")
    academic_year = serializers.IntegerField(source="roadmap.academic_year")
    due_days = serializers.ListField(child=serializers.DateField())
    days_late = serializers.IntegerField(
        allow_null=True,
        help_text="рабочих дней после срока, за который нет отчёта; null — срока нет или карта не утверждена",
    )
    deficits = serializers.ListField(child=serializers.IntegerField())
    risks = serializers.ListField(child=serializers.IntegerField())
    evidence = EvidenceSerializer(many=True)

    class Meta:
        model = Measure
        fields = MEASURE_FIELDS


class PlanMeasureSerializer(MeasureSerializer):
    """The same inside its plan, with the number the plan prints."""

    number = serializers.CharField()

    class Meta:
        model = Measure
        fields = ["number", *MEASURE_FIELDS]


class SectionSerializer(serializers.ModelSerializer[RoadmapSection]):
    """A section with its Roman number."""

    number = serializers.CharField()

    class Meta:
        model = RoadmapSection
        fields = ["id", "number", "title"]


class RoadmapRowSerializer(serializers.ModelSerializer[Roadmap]):
    """A roadmap without its table. `version` guards its acts, `revision` counts its edits."""

    municipality = serializers.CharField(source="municipality.code")

    class Meta:
        model = Roadmap
        fields = ROADMAP_FIELDS


class RoadmapSerializer(RoadmapRowSerializer):
    """The whole roadmap: sections and measures in the order they are printed in."""

    goals = serializers.ListField(child=serializers.CharField())
    tasks = serializers.ListField(child=serializers.CharField())
    abbreviations = serializers.DictField(child=serializers.CharField())
    sections = SectionSerializer(many=True)
    measures = PlanMeasureSerializer(many=True)

    class Meta:
        model = Roadmap
        fields = [*ROADMAP_FIELDS, "goals", "tasks", "abbreviations", "sections", "measures"]
