"""Filters of resources that have no page of their own: assessments and results."""

import django_filters

from diagnostics.enums import AssessmentKind, Subject
from diagnostics.models import Assessment, AssessmentResult
from shnor_portal.common.filtering import WholeNumberFilter, YearFilter


class AssessmentFilter(django_filters.FilterSet):
    """Assessments by kind, programme grade, subject, school year and procedure code."""

    kind = django_filters.ChoiceFilter(choices=AssessmentKind.choices, label="Процедура")
    subject = django_filters.ChoiceFilter(choices=Subject.choices, label="Предмет")
    grade = WholeNumberFilter(label="Класс программы")
    academic_year = YearFilter(label="Учебный год, первый из двух")
    procedure = django_filters.CharFilter(label="Код процедуры")

    class Meta:
        model = Assessment
        fields = ["kind", "subject", "grade", "academic_year", "procedure"]


class ResultFilter(django_filters.FilterSet):
    """Results by school, school year and procedure; without `is_current=true` replaced ones are among them."""

    school = WholeNumberFilter(label="Школа, номер")
    academic_year = YearFilter(field_name="assessment__academic_year", label="Учебный год, первый из двух")
    procedure = django_filters.CharFilter(field_name="assessment__procedure", label="Код процедуры")
    is_current = django_filters.BooleanFilter(label="Действует")

    class Meta:
        model = AssessmentResult
        fields = ["school", "academic_year", "procedure", "is_current"]
