"""The portal's own layouts read the city's files through the guarded reader and give back its figures."""

from collections import Counter

import pytest

from diagnostics.importers.registry import LAYOUT_MODULES
from shnor_portal.common.refusals import Refusal
from shnor_portal.demo.workbooks.dirty import UNKNOWN_LOGIN
from shnor_portal.imports.reader.guard import read_file
from tests.demo.test_workbooks import expected


def extract(file):
    return read_file(file.path, layouts=LAYOUT_MODULES, mode="extract").extract


def counted(block):
    """School's code → (participants, failed) as the layout gives them; a pupil without a mark did not take part."""
    if block.pupils is None:
        return {row.codes["fisoko"]: (row.participants, row.marks["2"]) for row in block.aggregates}
    rows = list(zip(block.pupils.school_code, block.pupils.mark, strict=True))
    took = Counter(school for school, mark in rows if mark is not None)
    failed = Counter(school for school, mark in rows if mark == 2)
    return {school: (took[school], failed[school]) for school in took}


@pytest.mark.parametrize("year", [2017, 2018, 2019])
@pytest.mark.parametrize("procedure", ["VPR-5-RU", "VPR-6-MA"])
def test_pupils_of_every_year_are_read_without_a_complaint(world, files, year, procedure):
    file = next(f for f in files.results if f.academic_year == year and f.procedure == procedure)
    read = extract(file)

    assert read.layout == file.layout
    assert read.problems == []
    assert read.counts.refused == 0
    assert (read.blocks[0].academic_year, read.blocks[0].max_score) == (
        year,
        {"VPR-5-RU": 45, "VPR-6-MA": 16}[procedure],
    )
    assert counted(read.blocks[0]) == expected(world, file)


def test_shares_of_marks_give_the_same_counts_as_pupils(world, files):
    twins = [file for file in files.twins if file.layout in {"vpr_v2", "vpr_v10"}]

    assert len(twins) == 2
    for file in twins:
        read = extract(file)
        assert read.layout == file.layout
        assert counted(read.blocks[0]) == expected(world, file)


def test_faulty_rows_are_refused_and_the_others_taken(files):
    read = extract(files.dirty[0])

    assert read.problem_counts == {"VALUE_RANGE": 3, "VALUE_TYPE": 1, "ROW_CONFLICT": 2}
    assert (read.counts.taken, read.counts.refused) == (5, 5)
    assert UNKNOWN_LOGIN in read.blocks[0].pupils.school_code


def test_broken_upload_is_refused_as_a_whole(files):
    with pytest.raises(Refusal) as refused:
        extract(files.dirty[2])

    assert refused.value.code == "XLSX_DAMAGED"
