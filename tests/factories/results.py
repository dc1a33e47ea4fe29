"""Assessments, batches and results."""

import factory

from diagnostics.models import Assessment, AssessmentResult
from diagnostics.procedures import ProcedureKey
from shnor_portal.imports.enums import BatchState
from shnor_portal.imports.models import ImportBatch
from tests.factories.schools import SchoolFactory


class BatchFactory(factory.django.DjangoModelFactory[ImportBatch]):
    class Meta:
        model = ImportBatch

    municipality = factory.SubFactory("tests.factories.people.MunicipalityFactory")
    target = "results"
    state = BatchState.APPLIED
    original_name = factory.Sequence(lambda n: f"Результаты {n}.xlsx")
    file = factory.django.FileField(filename="x.xlsx", data=b"x")
    size = 1
    sha256 = factory.Sequence(lambda n: f"{n:064d}")


class AssessmentFactory(factory.django.DjangoModelFactory):
    """Takes a procedure code: AssessmentFactory(procedure="VPR-6-MA", academic_year=2019)."""

    class Meta:
        model = Assessment
        django_get_or_create = ("procedure", "academic_year")

    procedure = "VPR-6-MA"
    academic_year = 2019
    kind = factory.LazyAttribute(lambda a: ProcedureKey.parse(a.procedure).kind)
    grade = factory.LazyAttribute(lambda a: ProcedureKey.parse(a.procedure).grade)
    subject = factory.LazyAttribute(lambda a: ProcedureKey.parse(a.procedure).subject)
    level = factory.LazyAttribute(lambda a: ProcedureKey.parse(a.procedure).level)


class ResultFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AssessmentResult

    school = factory.SubFactory(SchoolFactory)
    municipality = factory.SelfAttribute("school.municipality")
    assessment = factory.SubFactory(AssessmentFactory)
    batch = factory.SubFactory(BatchFactory, municipality=factory.SelfAttribute("..municipality"))
    participants = 20
    marks_2 = 6
    marks_3 = 8
    marks_4 = 4
    marks_5 = 2
    failed = factory.SelfAttribute("marks_2")
    sheet = "Лист1"
    row_from = 2
    row_to = 21
