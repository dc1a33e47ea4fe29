"""Support cases with their deficits and risk factors."""

from rest_framework import serializers

from roadmaps.models import CaseDeficit, CaseRisk, SupportCase


class DeficitSerializer(serializers.ModelSerializer[CaseDeficit]):
    """A low procedure of the list the case rests on."""

    class Meta:
        model = CaseDeficit
        fields = ["id", "procedure", "failed", "participants", "results_year"]


class RiskSerializer(serializers.ModelSerializer[CaseRisk]):
    """A risk factor by its code of the reference book, as set and as verified with the school."""

    factor = serializers.CharField(source="factor.code")

    class Meta:
        model = CaseRisk
        fields = ["id", "factor", "level", "verified_level", "verified_on", "is_chosen"]


class CaseSerializer(serializers.ModelSerializer[SupportCase]):
    """A school's year of support. `rag` is the light of the last signed review."""

    municipality = serializers.CharField(source="municipality.code")
    risk_list = serializers.IntegerField(source="entry.risk_list_id", allow_null=True)
    support_format = serializers.CharField(source="support_format.code", allow_null=True)
    roadmap = serializers.IntegerField(allow_null=True)
    deficits = DeficitSerializer(many=True)
    risks = RiskSerializer(many=True)

    class Meta:
        model = SupportCase
        fields = [
            "id",
            "municipality",
            "school",
            "academic_year",
            "stage",
            "stage_since",
            "entry_kind",
            "risk_list",
            "years_in_row",
            "support_format",
            "rag",
            "paused_at",
            "outcome",
            "closed_on",
            "closed_from",
            "watch_year",
            "previous",
            "roadmap",
            "opened_at",
            "version",
            "deficits",
            "risks",
        ]
