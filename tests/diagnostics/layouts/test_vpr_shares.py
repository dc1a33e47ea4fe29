"""V2 and V10: counts rebuilt from printed shares."""

from decimal import Decimal

import pytest

from diagnostics.importers.layouts import vpr_v2, vpr_v10
from diagnostics.importers.layouts._vpr.shares import rebuild
from shnor_portal.imports.reader.types import Severity

from .books import adds_up, book, codes, extract, sheet

V2_HEADER = ["Группы участников", "Кол-во ОО", "Кол-во участников", 2.0, 3.0, 4.0, 5.0]
V10_HEADER = ["Год", "Класс", "Предмет", "Муниципалитет", "ОО", "Логин ", "Кол-во участников", "2", "3", "4", "5"]


def v2(*rows, header=V2_HEADER):
    above = [["ВПР 2021. 5 класс"], ["Предмет:", "Русский язык"], ["Дата:", "16.03.2021"]]
    return extract(vpr_v2.LAYOUT, book(sheet([*above, header, *rows])))


def v10(*rows, **options):
    return extract(vpr_v10.LAYOUT, book(sheet([V10_HEADER, *rows])), **options)


def flat(login="edu250001", year=2021.0, grade=6.0, subject="Математика", n=27.0, shares=(29.63, 40.74, 18.52, 11.11)):
    return [year, grade, subject, "город Н", "МБОУ СОШ № 1", login, n, *shares]


def test_schools_are_taken_and_wider_groups_skipped():
    extracted = v2(
        ["Вся выборка", 35000.0, 1400000.0, 10.5, 40.2, 35.3, 14.0],
        ["Приморский край", 500.0, 19000.0, 12.5, 40.2, 33.3, 14.0],
        ["город Н", 78.0, 5000.0, 12.5, 40.2, 33.3, 14.0],
        ["МБОУ СОШ № 1 (edu250001)", None, 27.0, 29.63, 40.74, 18.52, 11.11],
    )
    block = extracted.blocks[0]
    assert (block.kind, block.grade, block.subject, block.academic_year) == ("VPR", 5, "RU", 2020)
    row = block.aggregates[0]
    assert (row.row, row.codes, row.school_name) == (8, {"fisoko": "edu250001"}, "МБОУ СОШ № 1")
    assert (row.participants, row.marks) == (27, {"2": 8, "3": 11, "4": 5, "5": 3})
    assert row.percents == {"2": "29.63", "3": "40.74", "4": "18.52", "5": "11.11"}
    assert extracted.counts.skip_reasons[vpr_v2.COMPARISON] == 3
    assert extracted.problems == []
    assert adds_up(extracted)


def test_school_row_without_login_is_refused_not_taken_for_a_region():
    extracted = v2(["МБОУ СОШ № 7", None, 10.0, 10.0, 40.0, 30.0, 20.0])
    assert codes(extracted) == ["REF_UNKNOWN"]
    assert extracted.counts.refused == 1


def test_two_storey_header_is_read():
    upper = ["Группы участников", "Кол-во ОО", "Кол-во участников", "Распределение отметок, %", None, None, None]
    extracted = v2(
        [None, None, None, 2.0, 3.0, 4.0, 5.0], ["Лицей (edu250001)", 1.0, 10.0, 10.0, 40.0, 30.0, 20.0], header=upper
    )
    assert extracted.blocks[0].aggregates[0].marks == {"2": 1, "3": 4, "4": 3, "5": 2}
    assert adds_up(extracted)


def test_fractions_are_told_from_percents_by_their_sum():
    extracted = v10(flat(n=20.0, shares=(0.3, 0.4, 0.2, 0.1)), flat("edu250002", n=10.0, shares=(0.1, 0.9, 0.0, 0.0)))
    first, second = extracted.blocks[0].aggregates
    assert first.marks == {"2": 6, "3": 8, "4": 4, "5": 2}
    assert first.percents["2"] == "30"
    assert second.marks["3"] == 9


def test_coarse_shares_are_flagged_and_kept():
    extracted = v10(flat(n=27.0, shares=("29,5", "40,8", "18,6", "11,1")))
    assert set(codes(extracted)) == {"SHARE_ROUNDED"}
    assert all(p.severity is Severity.WARNING and p.row == 2 for p in extracted.problems)
    assert extracted.blocks[0].aggregates[0].marks["2"] == 8


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (flat(shares=(50.0, 40.0, 20.0, 10.0)), "ROW_INCONSISTENT"),
        (flat(shares=("много", 40.0, 20.0, 10.0)), "VALUE_TYPE"),
        (flat(shares=(130.0, 40.0, 20.0, 10.0)), "VALUE_RANGE"),
        (flat(n=None), "VALUE_TYPE"),
        (flat(n=-3.0), "VALUE_RANGE"),
        (flat(grade=12.0), "VALUE_RANGE"),
        (flat(subject="Астрология"), "REF_UNKNOWN"),
        (flat(year="давно"), "VALUE_TYPE"),
        (flat(login="edu25001"), "CODE_INVALID"),
    ],
)
def test_faulty_row_is_refused(row, code):
    extracted = v10(row, flat("edu250002"))
    assert codes(extracted) == [code]
    assert extracted.problems[0].row == 2
    assert [r.codes["fisoko"] for b in extracted.blocks for r in b.aggregates] == ["edu250002"]
    assert adds_up(extracted)


def test_absent_shares_are_no_marks_and_proven_zeros_are_zero():
    extracted = v10(flat(shares=(None, None, "-", "")), flat("edu250002", n=10.0, shares=(None, 60.0, 40.0, None)))
    empty, proven = extracted.blocks[0].aggregates
    assert (empty.participants, empty.marks, empty.percents) == (27, {}, {})
    assert proven.marks == {"2": 0, "3": 6, "4": 4, "5": 0}
    assert proven.percents == {"3": "60", "4": "40"}


def test_flat_rows_are_gathered_by_procedure_and_year():
    extracted = v10(
        flat(), flat(subject="Русский язык"), flat(grade="5 класс (по программе 4 класса)", year="2019/2020"),
        flat("edu250002"),
    )  # fmt: skip
    blocks = [(b.grade, b.written_in_grade, b.subject, b.academic_year, len(b.aggregates)) for b in extracted.blocks]
    assert blocks == [(6, None, "MA", 2020, 2), (6, None, "RU", 2020, 1), (4, 5, "MA", 2019, 1)]


def test_repeated_school_exact_and_conflicting():
    extracted = v10(flat(), flat(), flat("edu250002"), flat("edu250002", n=28.0, shares=(25.0, 25.0, 25.0, 25.0)))
    assert extracted.counts.skip_reasons["полный повтор другой строки"] == 1
    assert [(p.code, p.row) for p in extracted.problems] == [("ROW_CONFLICT", 4), ("ROW_CONFLICT", 5)]
    assert extracted.counts.taken == 1
    assert adds_up(extracted)


def test_rows_of_another_year_are_refused_one_by_one():
    extracted = v10(flat(year=2019.0), flat("edu250002"), academic_year=2020)
    assert codes(extracted) == ["TEMPLATE_VERSION"]
    assert (extracted.counts.taken, extracted.counts.refused) == (1, 1)


@pytest.mark.parametrize("n", [*range(1, 200), 9999])
def test_any_count_printed_with_two_places_is_rebuilt(n):
    for count in {0, 1, n // 3, n // 2, n - 1, n}:
        assert rebuild(Decimal(f"{100 * count / n:.2f}"), n) == count
