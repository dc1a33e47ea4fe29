"""Whole plans read from files: the shapes of cities and of a region, as they came and as the portal prints them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.roadmaps.importers.papers import own_docx, project_docx, recognised, region_docx, roadmap_docx, workbook
from tests.roadmaps.importers.shapes import CITY_PROJECT, CITY_ROADMAP, REGION, Shape, check

SHAPES = {"city project": CITY_PROJECT, "city roadmap": CITY_ROADMAP, "region": REGION}
FOREIGN = {"city project": project_docx, "city roadmap": roadmap_docx, "region": region_docx}


@pytest.mark.parametrize("name", SHAPES)
def test_plan_of_a_city_or_region_is_read_whole(tmp_path: Path, name: str) -> None:
    draft = recognised(tmp_path, FOREIGN[name](SHAPES[name]))

    check(draft, SHAPES[name])
    assert [issue for issue in draft.issues if issue.code not in ("TABLE_SKIPPED", "HEADER_MISSING")] == []


@pytest.mark.parametrize("name", SHAPES)
def test_what_the_portal_prints_it_reads_back(tmp_path: Path, name: str) -> None:
    check(recognised(tmp_path, own_docx(SHAPES[name])), SHAPES[name])


@pytest.mark.parametrize("name", SHAPES)
def test_same_plan_in_a_workbook(tmp_path: Path, name: str) -> None:
    check(recognised(tmp_path, workbook(SHAPES[name]), "план.xlsx"), SHAPES[name])


@pytest.mark.parametrize(
    ("shape", "write", "counts"),
    [
        (CITY_PROJECT, project_docx, (1, 5, 25, 1, {"строки паспорта": 3})),
        (CITY_ROADMAP, roadmap_docx, (7, 4, 28, 0, {})),
        (REGION, region_docx, (1, 2, 11, 0, {})),
    ],
)
def test_every_row_is_accounted_for(
    tmp_path: Path, shape: Shape, write: Callable[[Shape], bytes], counts: tuple[int, int, int, int, dict[str, int]]
) -> None:
    rows = recognised(tmp_path, write(shape)).rows
    assert (rows.header, rows.sections, rows.measures, rows.continuations, dict(rows.skipped)) == counts


def test_place_of_a_measure_is_where_a_person_finds_it(tmp_path: Path) -> None:
    draft = recognised(tmp_path, roadmap_docx(CITY_ROADMAP))
    assert [draft.measures[at].place for at in (0, 4, -1)] == [
        "таблица 1, строка 3",
        "таблица 2, строка 3",
        "таблица 7, строка 3",
    ]
    assert recognised(tmp_path, workbook(REGION), "план.xlsx").measures[0].place == "лист «План», строка 5"
