"""Lines of the calendar."""

from rest_framework import serializers

from roadmaps.rules.occurrence import OccurrenceKind


class OccurrenceSerializer(serializers.Serializer[object]):
    """Something due on a day. `until` is the last day in time: a term on a day off moves."""

    key = serializers.CharField(help_text="не меняется, что бы ни стало с названием")
    municipality = serializers.CharField()
    day = serializers.DateField()
    until = serializers.DateField()
    kind = serializers.ChoiceField(choices=OccurrenceKind.choices)
    title = serializers.CharField()
    school = serializers.IntegerField(allow_null=True)
    is_done = serializers.BooleanField()
    days_late = serializers.IntegerField()
    is_mine = serializers.BooleanField()
    done_schools = serializers.IntegerField(allow_null=True, help_text="если строка — за все школы сразу")
    all_schools = serializers.IntegerField(allow_null=True)
