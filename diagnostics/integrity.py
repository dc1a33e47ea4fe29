"""Counts add up, one result is in force, and approved lists are what was sealed."""

from collections.abc import Iterator

from django.db.models import Count, F, Q, QuerySet

from diagnostics.models import AssessmentResult, RiskList
from diagnostics.selectors.snapshots import is_intact
from shnor_portal.common.integrity import Finding, integrity_check
from shnor_portal.imports.enums import BatchState

MARKS = (2, 3, 4, 5)
SUM_OF_MARKS = F("marks_2") + F("marks_3") + F("marks_4") + F("marks_5")


def told(rows: "QuerySet[AssessmentResult, AssessmentResult]", message: str) -> Iterator[Finding]:
    for pk in rows.order_by().values_list("pk", flat=True).iterator():
        yield Finding(f"diagnostics.AssessmentResult {pk}", message)


@integrity_check("diagnostics.marks_add_up", "Отметки складываются в число участников")
def marks_add_up() -> Iterator[Finding]:
    """Of results printed in the source; those with pupil rows are compared with the rows themselves."""
    with_marks = AssessmentResult.objects.filter(pupils__isnull=True, marks_2__isnull=False)
    yield from told(with_marks.exclude(participants=SUM_OF_MARKS), "сумма отметок не равна числу участников")


@integrity_check("diagnostics.pupils_match", "Счёт по школе равен счёту по строкам участников")
def pupils_match() -> Iterator[Finding]:
    """Participants and each mark, in one grouped query."""
    counted = AssessmentResult.objects.annotate(
        rows=Count("pupils"), **{f"rows_{mark}": Count("pupils", filter=Q(pupils__mark=mark)) for mark in MARKS}
    ).filter(rows__gt=0)
    yield from told(counted.exclude(rows=F("participants")), "участников не столько, сколько строк участников")
    wrong = Q()
    for mark in MARKS:
        wrong |= Q(**{f"marks_{mark}__isnull": False}) & ~Q(**{f"marks_{mark}": F(f"rows_{mark}")})
    yield from told(counted.filter(wrong), "отметок не столько, сколько в строках участников")


@integrity_check(
    "diagnostics.parts_of_participants", "Не преодолевших порог и получивших балл не больше, чем участников"
)
def parts_of_participants() -> Iterator[Finding]:
    """A part is never more than the whole."""
    for field, message in (("failed", "не преодолевших порог"), ("scored", "участников с баллом")):
        beyond = AssessmentResult.objects.filter(**{f"{field}__gt": F("participants")})
        yield from told(beyond, f"{message} больше, чем участников")


@integrity_check("diagnostics.one_current_result", "У школы в каждой процедуре действует один результат")
def one_current_result() -> Iterator[Finding]:
    """The unique key says the same; a restored copy may have lost it."""
    places = AssessmentResult.objects.filter(is_current=True).order_by().values("school_id", "assessment_id")
    for place in places.annotate(results=Count("pk")).filter(results__gt=1):
        yield Finding(f"schools.School {place['school_id']}", f"действует результатов: {place['results']}")


@integrity_check(
    "diagnostics.results_in_force", "Действуют результаты применённых загрузок, и заменены они применёнными"
)
def results_in_force() -> Iterator[Finding]:
    """An undone or unapplied import has nothing in force and replaces nothing."""
    current = AssessmentResult.objects.filter(is_current=True)
    yield from told(current.exclude(batch__state=BatchState.APPLIED), "действует результат неприменённой загрузки")
    yield from told(current.filter(replaced_by__isnull=False), "результат и действует, и заменён")
    replaced = AssessmentResult.objects.filter(replaced_by__isnull=False)
    yield from told(replaced.exclude(replaced_by__state=BatchState.APPLIED), "заменён неприменённой загрузкой")


@integrity_check("diagnostics.sealed_lists", "Утверждённые перечни не изменены")
def sealed_lists() -> Iterator[Finding]:
    """Every entry of every list ever approved against its seal."""
    for risk_list in RiskList.objects.ever_approved().iterator(chunk_size=100):
        if not is_intact(risk_list):
            yield Finding(
                f"diagnostics.RiskList {risk_list.pk}", "содержание не совпадает с отпечатком при утверждении"
            )
