"""The written files: every figure of the city is in them, and nothing is lost in the quirks."""

import hashlib
import re

import pytest
from python_calamine import CalamineWorkbook, ZipError

from shnor_portal.demo.workbooks.register import HEADER
from shnor_portal.demo.workbooks.vpr_pupils import write_pupils
from shnor_portal.demo.workbooks.write import TWIN_PROCEDURE
from shnor_portal.demo.world.city import held_in, vpr_held_in
from tests.demo.reading import clean, counts, rows_of, table


def expected(world, file):
    """The world's own (participants, fails) by the code that the file uses."""
    key = next(key for key in held_in(file.academic_year) if key.code == file.procedure)
    schools = {school.ris_code: school for school in world.schools}
    is_vpr = file.kind == "VPR"
    return {
        schools[ris].login_in(file.academic_year) if is_vpr else ris: (row.participants, row.fails)
        for ris, row in world.figures[file.academic_year, key].items()
    }


def test_results_hold_every_procedure_of_every_year_once(files):
    written = [(file.academic_year, file.procedure) for file in files.results]

    assert sorted(written) == sorted((year, key.code) for year in (2017, 2018, 2019) for key in held_in(year))
    assert [year for year, _ in written] == sorted(year for year, _ in written)


def test_every_file_gives_back_the_figures_of_every_school(world, files):
    for file in files.results:
        assert counts(file) == expected(world, file), file.path.name


def test_twins_say_the_same_in_other_layouts(world, files):
    for file in files.twins:
        said, true = counts(file), expected(world, file)
        assert said
        assert said.items() <= true.items(), file.path.name
    whole = [file for file in files.twins if counts(file) == expected(world, file)]
    assert len(whole) == 3
    assert {file.procedure for file in files.twins} == {TWIN_PROCEDURE.code, "OGE-9-MA"}


def test_csv_protocols_are_named_by_subject_and_day(files):
    names = [file.path.name for file in files.results if file.path.suffix == ".csv"]

    assert names
    assert all(re.fullmatch(r"0[12]_20\d\d\.06\.\d\d\.csv", name) for name in names)


def test_blanks_of_the_real_world_are_there(files):
    texts = set()
    for file in files.results:
        if file.kind == "VPR" and file.academic_year == 2017:
            texts |= {value for row in rows_of(file.path) for value in row if isinstance(value, str)}

    assert {"X", "Х", "-", "НЕТ ОТМЕТКИ", "Б", "П"} <= texts
    assert any(text.startswith("sch99") for text in texts)
    assert any(text.startswith("edu99") and text != text.strip() for text in texts)
    assert "Первичный\u00a0балл" in texts


def test_percentages_mix_numbers_and_text_with_a_comma(files):
    twin = next(file for file in files.twins if file.path.name.startswith("Отметки"))
    at, body = table(rows_of(twin.path), "Логин")

    assert {type(row[at["3"]]) for row in body} == {float, str}
    assert any("," in str(row[at["3"]]) for row in body)


def test_sparse_protocol_keeps_the_known_places(files):
    sparse = [file for file in files.results if file.procedure == "OGE-9-RU" and file.academic_year == 2019]
    header = rows_of(sparse[0].path)[1]
    filled = [place for place, title in enumerate(header) if clean(title)]

    assert filled == [0, 1, 2, 4, 6, 8, 10, 12, 13, 14, 17, 18, 20]


def test_register_has_a_row_for_every_school_with_codes_as_text(world, files):
    at, body = table(rows_of(files.register), "ОГРН")

    assert set(HEADER) <= set(at)
    assert [row[at["ОГРН"]] for row in body] == [school.ogrn for school in world.schools]
    assert sum(bool(row[at["Дата закрытия"]]) for row in body) == 1
    assert sum(row[at["10–11 классы"]] == "нет" for row in body if not row[at["Дата закрытия"]]) == 7


def test_papers_in_protocols_are_never_real(files):
    for file in files.results:
        rows = rows_of(file.path)
        if any("Серия" in map(clean, row) for row in rows[:3]):
            at, body = table(rows, "Серия")
            assert {clean(row[at["Серия"]]) for row in body if clean(row[at["Код ОО"]])} == {"0000"}


def test_dirty_files_are_wrong_in_the_way_they_promise(files):
    rows, form, cut = (file.path for file in files.dirty)

    at, body = table(rows_of(rows), "Отметка")
    codes = [int(row[at["Код участника"]]) for row in body]
    assert len(codes) - len(set(codes)) == 1
    assert max(row[at["Первичный балл"]] for row in body if isinstance(row[at["Первичный балл"]], float)) > 16
    assert CalamineWorkbook.from_path(str(form)).sheet_names[0] == "Протокол"
    with pytest.raises(ZipError):
        CalamineWorkbook.from_path(str(cut))


def test_the_same_table_is_written_byte_for_byte(world, tmp_path):
    written = []
    for name in ("one.xlsx", "two.xlsx"):
        write_pupils(tmp_path / name, world, world.pupils[2019, vpr_held_in(2019)[0]])
        written.append(hashlib.sha256((tmp_path / name).read_bytes()).hexdigest())

    assert written[0] == written[1]
