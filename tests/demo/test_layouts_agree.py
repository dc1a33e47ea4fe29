"""The portal's own layouts read the city's files through the guarded reader and give back its figures."""

from collections import Counter

import pytest

from diagnostics.importers.registry import LAYOUT_MODULES
from shnor_portal.common.refusals import Refusal
from shnor_portal.demo.workbooks.dirty import UNKNOWN_LOGIN
from shnor_portal.imports.reader.guard import read_file
from tests.demo.reading import MINIMUM
from tests.demo.test_workbooks import expected

OWN_LAYOUTS = tuple(
    f"diagnostics.importers.layouts.{name}"
    for name in ("ege_e1", "ege_e2", "oge_o1", "oge_o2", "oge_o3", "vpr_v1", "vpr_v2", "vpr_v8", "vpr_v10")
)
LAYOUTS = tuple(dict.fromkeys((*LAYOUT_MODULES, *OWN_LAYOUTS)))
EXAM_SAMPLES = [
    (2017, "OGE-9-RU", "oge_o1"),
    (2018, "OGE-9-RU", "oge_o2"),
    (2019, "OGE-9-RU", "oge_o3"),
    (2019, "EGE-11-RU", "ege_e1"),
    (2018, "EGE-11-MA-PROFILE", "ege_e1"),
    (2019, "EGE-11-MA-BASE", "ege_e2"),
]


def extract(file):
    return read_file(file.path, layouts=LAYOUTS, mode="extract").extract


def counted(block, procedure):
    """School's code → (participants, failed) as the layout gives them; a pupil without a mark did not take part."""
    if block.pupils is None:
        return {_code(row): (row.participants, _failed(row, procedure)) for row in block.aggregates}
    rows = list(zip(block.pupils.school_code, block.pupils.mark, strict=True))
    took = Counter(school for school, mark in rows if mark is not None)
    failed = Counter(school for school, mark in rows if mark == 2)
    return {school: (took[school], failed[school]) for school in took}


def _code(row):
    return row.codes.get("fisoko") or row.codes["ris"]


def _failed(row, procedure):
    if procedure not in MINIMUM:
        return row.marks["2"]
    return sum(pupils for score, pupils in row.distribution.items() if int(score) < MINIMUM[procedure])


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
    assert counted(read.blocks[0], file.procedure) == expected(world, file)


@pytest.mark.parametrize(("year", "procedure", "layout"), EXAM_SAMPLES)
def test_exams_are_read_and_their_names_dropped(world, files, year, procedure, layout):
    file = next(f for f in files.results if f.academic_year == year and f.procedure == procedure)
    read = extract(file)

    assert (read.layout, file.layout) == (layout, layout)
    assert read.problems == []
    assert read.counts.dropped_personal_columns >= 3
    assert counted(read.blocks[0], procedure) == expected(world, file)


def test_shares_of_marks_give_the_same_counts_as_pupils(world, files):
    twins = [file for file in files.twins if file.layout in {"vpr_v2", "vpr_v10"}]

    assert len(twins) == 2
    for file in twins:
        read = extract(file)
        assert read.layout == file.layout
        assert counted(read.blocks[0], file.procedure) == expected(world, file)


def test_faulty_rows_are_refused_and_the_others_taken(files):
    read = extract(files.dirty[0])

    assert read.problem_counts == {"VALUE_RANGE": 3, "VALUE_TYPE": 1, "ROW_CONFLICT": 2}
    assert (read.counts.taken, read.counts.refused) == (5, 5)
    assert UNKNOWN_LOGIN in read.blocks[0].pupils.school_code


def test_empty_form_is_refused_with_advice(files):
    read = extract(files.dirty[1])

    assert read.layout == files.dirty[1].layout == "vpr_v8"
    assert "TEMPLATE_EMPTY_FORM" in read.problem_counts
    assert read.blocks == []


def test_broken_upload_is_refused_as_a_whole(files):
    with pytest.raises(Refusal) as refused:
        extract(files.dirty[2])

    assert refused.value.code == "XLSX_DAMAGED"
