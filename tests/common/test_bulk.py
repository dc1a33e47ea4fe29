"""Rows written as columns come out of the database as they went in."""

import pytest
from django.db import connection, transaction

from diagnostics.models import PupilResult
from shnor_portal.common.bulk import CHUNK, _lines, insert_columns
from tests.factories import ResultFactory

ODD = ["10001", "tab\there", "back\\slash", "line\nbreak", "\\N", "кириллица"]


def columns(result, count):
    return {
        "municipality_id": [result.municipality_id] * count,
        "result_id": [result.pk] * count,
        "pupil_code": [ODD[n % len(ODD)] for n in range(count)],
        "class_group": [""] * count,
        "variant": ["1"] * count,
        "primary_score": [None if n % 3 == 0 else n % 20 for n in range(count)],
        "mark": [2 + n % 4 for n in range(count)],
        "journal_mark": [None] * count,
        "tasks": [[1, None, n % 2] for n in range(count)],
        "sheet_number": [1] * count,
        "row": list(range(1, count + 1)),
    }


@pytest.mark.django_db
def test_values_survive_the_way():
    result = ResultFactory()
    assert insert_columns(PupilResult, columns(result, 12)) == 12
    rows = PupilResult.objects.order_by("row").values_list("pupil_code", "primary_score", "tasks")
    assert [row[0] for row in rows[:6]] == ODD
    assert rows[0][1] is None
    assert rows[1][1] == 1
    assert rows[1][2] == [1, None, 1]


@pytest.mark.django_db
def test_nothing_to_write_is_no_statement(django_assert_num_queries):
    result = ResultFactory()
    with django_assert_num_queries(0):
        assert insert_columns(PupilResult, {name: [] for name in columns(result, 0)}) == 0


@pytest.mark.django_db(transaction=True)
def test_half_an_import_is_refused():
    with pytest.raises(transaction.TransactionManagementError):
        insert_columns(PupilResult, {"row": [1]})


@pytest.mark.django_db
def test_columns_of_different_length_are_refused():
    with pytest.raises(ValueError, match="different length"):
        insert_columns(PupilResult, {"row": [1, 2], "mark": [2]})


def test_copy_text_escapes_what_would_break_a_line():
    fields = [PupilResult._meta.get_field(name) for name in ("pupil_code", "mark", "tasks")]
    text = b"".join(_lines(fields, [["a\tb\\", "c"], [None, 5], [[1], ["x\\y"]]])).decode()
    assert text == 'a\\tb\\\\\t\\N\t[1]\nc\t5\t["x\\\\\\\\y"]\n'


@pytest.mark.postgres
@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="COPY is PostgreSQL's")
def test_copy_takes_more_than_one_chunk():
    result = ResultFactory()
    assert insert_columns(PupilResult, columns(result, CHUNK + 7)) == CHUNK + 7
    assert PupilResult.objects.filter(result=result).count() == CHUNK + 7
