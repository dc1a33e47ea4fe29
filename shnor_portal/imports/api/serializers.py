"""What the API tells of imports."""

from rest_framework import serializers

from shnor_portal.imports.models import ImportBatch, ImportIssue, ImportItem

BATCH_FIELDS = [
    "id",
    "municipality",
    "target",
    "state",
    "original_name",
    "size",
    "sha256",
    "layout",
    "counts",
    "refusal",
    "created_at",
    "checked_at",
    "applied_at",
    "undone_at",
    "version",
]


class BatchRowSerializer(serializers.ModelSerializer[ImportBatch]):
    """One file on its way into the portal: rows by fate in `counts`, and why it was refused in `refusal`."""

    id = serializers.UUIDField(source="public_id")
    municipality = serializers.CharField(source="municipality.code")
    counts = serializers.DictField()
    refusal = serializers.DictField()

    class Meta:
        model = ImportBatch
        fields = BATCH_FIELDS


class BatchSerializer(BatchRowSerializer):
    """The same with the layouts' claims and what the person chose."""

    recognition = serializers.DictField()
    options = serializers.DictField()

    class Meta:
        model = ImportBatch
        fields = [*BATCH_FIELDS, "recognition", "options"]


class ItemSerializer(serializers.ModelSerializer[ImportItem]):
    """One line of the preview: figures before and after, by their Russian names."""

    before = serializers.DictField()
    after = serializers.DictField()

    class Meta:
        model = ImportItem
        fields = [
            "position",
            "sheet",
            "row_from",
            "row_to",
            "subject_label",
            "school_label",
            "change",
            "before",
            "after",
        ]


class IssueSerializer(serializers.ModelSerializer[ImportIssue]):
    """A complaint about a place in the file."""

    class Meta:
        model = ImportIssue
        fields = ["id", "severity", "code", "message", "hint", "sheet", "row", "column"]
