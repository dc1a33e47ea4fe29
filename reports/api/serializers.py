"""What the API tells of orders."""

from rest_framework import serializers

from reports.models import Order, OrderAppendix

ORDER_FIELDS = [
    "id",
    "municipality",
    "kind",
    "state",
    "risk_list",
    "title",
    "number",
    "registered_on",
    "signer_position",
    "signer_name",
    "is_acting",
    "created_at",
    "version",
]


class OrderRowSerializer(serializers.ModelSerializer[Order]):
    municipality = serializers.CharField(source="municipality.code")

    class Meta:
        model = Order
        fields = ORDER_FIELDS


class AppendixSerializer(serializers.ModelSerializer[OrderAppendix]):
    """A frozen table and the fingerprint of what it was made from."""

    columns = serializers.ListField(child=serializers.JSONField())
    rows = serializers.ListField(child=serializers.JSONField())

    class Meta:
        model = OrderAppendix
        fields = ["number", "title", "columns", "rows", "snapshot_sha256"]


class OrderSerializer(OrderRowSerializer):
    """The whole order with its clauses and appendices."""

    items = serializers.ListField(child=serializers.JSONField())
    appendices = AppendixSerializer(many=True)

    class Meta:
        model = Order
        fields = [*ORDER_FIELDS, "preamble", "items", "cancelled_reason", "appendices"]
