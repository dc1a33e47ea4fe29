"""What the API tells of schools."""

from rest_framework import serializers

from schools.models import School, SchoolCode


class CodeSerializer(serializers.ModelSerializer[SchoolCode]):
    """A code of one system; an open end of its years is null."""

    class Meta:
        model = SchoolCode
        fields = ["system", "value", "valid_from_year", "valid_to_year"]


class SchoolSerializer(serializers.ModelSerializer[School]):
    municipality = serializers.CharField(source="municipality.code")
    codes = CodeSerializer(many=True)

    class Meta:
        model = School
        fields = [
            "id",
            "municipality",
            "name",
            "full_name",
            "kind",
            "locality",
            "district",
            "has_senior_grades",
            "opened_on",
            "closed_on",
            "successor",
            "version",
            "codes",
        ]
