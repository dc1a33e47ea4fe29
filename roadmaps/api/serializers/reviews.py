"""Monthly reviews with the corrections they ask for."""

from rest_framework import serializers

from roadmaps.models import MonthlyReview, ReviewCorrection


class CorrectionSerializer(serializers.ModelSerializer[ReviewCorrection]):
    class Meta:
        model = ReviewCorrection
        fields = ["id", "measure", "text", "due_on", "state", "closed_at", "closing_note"]


class ReviewSerializer(serializers.ModelSerializer[MonthlyReview]):
    """A month of a school. `done` of `due` measures are those of the day of signing; null before it."""

    municipality = serializers.CharField(source="municipality.code")
    school = serializers.IntegerField(source="case.school_id")
    academic_year = serializers.IntegerField(source="case.academic_year")
    marks = serializers.DictField(help_text="критерий → {mark: 0…2 или null, note}")
    corrections = CorrectionSerializer(many=True)

    class Meta:
        model = MonthlyReview
        fields = [
            "id",
            "municipality",
            "case",
            "school",
            "academic_year",
            "month",
            "state",
            "checked",
            "marks",
            "remarks",
            "rag",
            "rag_reason",
            "done",
            "due",
            "overdue",
            "created_at",
            "signed_at",
            "version",
            "corrections",
        ]
