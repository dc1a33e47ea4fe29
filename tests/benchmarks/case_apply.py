"""Applying half a million pupil rows to PostgreSQL, beside a bare COPY of the same lines, ready made."""

import io
from collections.abc import Iterator

from django.db import connection, transaction

from diagnostics.importers.targets_results import ResultsTarget
from diagnostics.models import AssessmentResult, PupilResult
from shnor_portal.imports.reader.types import Extract
from tests.benchmarks import city as city_of_size
from tests.benchmarks.city import PUPIL_TABLE, run_sql
from tests.benchmarks.measure import Case

COLUMNS = ", ".join(
    connection.ops.quote_name(str(field.column)) for field in PupilResult._meta.concrete_fields if not field.primary_key
)


def copied_out() -> bytes:
    """The pupil rows as COPY itself writes them."""
    stream = io.BytesIO()
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {PUPIL_TABLE} ({COLUMNS}) TO STDOUT", stream)
    return stream.getvalue()


def cases() -> Iterator[Case]:
    city, logins = city_of_size.build_schools()
    extract = Extract("vpr_v1", list(city_of_size.blocks(logins)))
    city_of_size.apply_all(city, extract)
    lines = copied_out()
    # The first import gave the bare COPY results to hang its rows on; out of force, they do not stand in our way.
    AssessmentResult.objects.filter(municipality_id=city.pk).update(is_current=False)
    target, batch = ResultsTarget(), city_of_size.new_batch(city)
    plan = target.plan(batch, extract)

    def empty() -> None:
        run_sql(f"TRUNCATE {PUPIL_TABLE}")

    def rolled_back(work: object) -> None:
        """Foreign keys are checked as at a commit, and nothing is kept."""
        run_sql("SET CONSTRAINTS ALL IMMEDIATE")
        transaction.set_rollback(True)

    def ours() -> None:
        with transaction.atomic():
            rolled_back(target.apply(batch, extract, plan, None))

    def bare_copy() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            statement = f"COPY {PUPIL_TABLE} ({COLUMNS}) FROM STDIN"
            rolled_back(cursor.copy_expert(statement, io.BytesIO(lines)))

    yield Case(
        "запись 500 тыс. строк в PostgreSQL", ours=ours, yardstick=bare_copy, allowed=1.5, reset=empty, repeats=3
    )
    empty()
