"""What the API tells of jobs."""

from rest_framework import serializers

from shnor_portal.jobs.models import Job


class JobSerializer(serializers.ModelSerializer[Job]):
    """How far the work is, what came of it, or why it failed."""

    municipality = serializers.CharField(source="municipality.code")
    result = serializers.DictField()

    class Meta:
        model = Job
        fields = [
            "id",
            "municipality",
            "kind",
            "title",
            "state",
            "done",
            "total",
            "message",
            "result",
            "error_code",
            "error_text",
            "attempt",
            "cancel_requested",
            "created_at",
            "started_at",
            "finished_at",
        ]
