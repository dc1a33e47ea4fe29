"""Bodies of calls on imports."""

from rest_framework import serializers

from shnor_portal.common.rest.bodies import Body, StrictBooleanField, StrictIntegerField, StrictTextField, year_field


class UploadBody(Body):
    """A form: the file, what it is loaded as, and choices known beforehand."""

    file = serializers.FileField(allow_empty_file=True, max_length=None)
    target = StrictTextField(max_length=32)
    municipality = StrictTextField(max_length=32, required=False, default="")
    layout = StrictTextField(max_length=32, required=False)
    academic_year = serializers.IntegerField(min_value=2000, max_value=2100, required=False)


class OptionsBody(Body):
    """How the file is to be read. What is left out is forgotten."""

    layout = StrictTextField(max_length=32)
    academic_year = year_field(required=False)
    kind = StrictTextField(max_length=8, required=False)
    grade = StrictIntegerField(min_value=1, max_value=12, required=False)
    subject = StrictTextField(max_length=8, required=False)
    level = StrictTextField(max_length=8, required=False)
    mapping = serializers.DictField(required=False)


class ApplyBody(Body):
    """Whether rows at fault are left out on purpose."""

    skip_faulty = StrictBooleanField(required=False, default=False)
