"""Plans of three shapes entered by services and printed: the same columns, sections and order of rows everywhere."""

import re

import pytest

from roadmaps.documents.roadmap_forms import city_form, project_form, region_form
from roadmaps.enums import RoadmapState
from roadmaps.rules.plan_numbers import roman
from shnor_portal.common.docx import docx_bytes
from tests.roadmaps.importers.papers import recognised
from tests.roadmaps.importers.shapes import CITY_PROJECT, CITY_ROADMAP, REGION, Shape, told
from tests.roadmaps.papers.builders import (
    FOOTNOTE,
    entered,
    measure_rows,
    pdf_pages,
    section_titles,
    table_of,
    tight,
    with_footnote,
    word_rows,
)

pytestmark = pytest.mark.django_db
SHAPES = [
    pytest.param(CITY_ROADMAP, city_form, id="city: 28 rows, 4 sections"),
    pytest.param(CITY_PROJECT, project_form, id="project: 25 rows, stages"),
    pytest.param(REGION, region_form, id="region: 11 rows, 2 blocks"),
]


def cells_of(shape: Shape) -> list[list[str]]:
    return [shape.cells(one) for one in shape.measures]


def printed_sections(shape: Shape) -> list[str]:
    if shape.sections[0][0]:
        return [f"{roman(place)}. {title}" for place, (_, title) in enumerate(shape.sections, start=1)]
    return [title for _, title in shape.sections]


@pytest.mark.parametrize(("shape", "form"), SHAPES)
def test_columns_sections_and_rows_are_those_of_the_plan(officer, shape, form):
    paper = form(entered(shape, officer))
    assert tuple(column.title for column in table_of(paper).columns) == shape.heads
    assert section_titles(paper) == printed_sections(shape)
    rows = measure_rows(paper)
    assert [[row[0].rstrip("."), *row[1:]] for row in rows] == cells_of(shape)


@pytest.mark.parametrize(("shape", "form"), SHAPES)
def test_word_says_the_same_with_its_head_repeated_and_sections_over_all_columns(officer, shape, form):
    paper = form(entered(shape, officer))
    head, *body = word_rows(paper)
    assert (head.texts, head.is_head) == (list(shape.heads), True)
    assert not any(row.is_head for row in body)
    sections = [row for row in body if len(row.texts) == 1]
    assert [row.texts[0] for row in sections] == printed_sections(shape)
    assert {row.span for row in sections} == {len(shape.heads)}
    assert [row.texts for row in body if len(row.texts) > 1] == measure_rows(paper)


@pytest.mark.parametrize(("shape", "form"), SHAPES)
def test_pdf_repeats_the_head_and_keeps_every_row_in_order(officer, shape, form):
    pages = pdf_pages(form(entered(shape, officer)))
    body = tight(" ".join(pages))
    assert len(pages) > 1
    last_row = next(n for n in reversed(range(len(pages))) if tight(shape.measures[-1].title) in tight(pages[n]))
    heads = [tight(page).find(tight(shape.heads[1])) >= 0 for page in pages]
    first = heads.index(True)
    assert all(heads[first : last_row + 1])
    marks = []
    for index, title in enumerate(printed_sections(shape)):
        marks += [tight(title), *(tight(one.title) for one in shape.of_section(index))]
    found, place = [], 0
    for mark in marks:
        place = body.find(mark, place)
        found.append(place)
        place += len(mark)
    assert -1 not in found


@pytest.mark.parametrize(("shape", "form"), SHAPES)
def test_printed_paper_is_read_back_as_the_plan_it_came_of(officer, tmp_path, shape, form):
    draft = recognised(tmp_path, docx_bytes(form(entered(shape, officer))))
    assert [section.title for section in draft.sections] == [title for _, title in shape.sections]
    assert told(draft.measures) == told(shape.measures)


def test_a_section_row_never_ends_a_page(officer):
    titles = [tight(title) for title in printed_sections(CITY_ROADMAP)]
    for page in pdf_pages(city_form(entered(CITY_ROADMAP, officer))):
        assert not any(tight(page).rstrip("0123456789").endswith(title) for title in titles)


def test_draft_is_marked_with_blanks_and_the_act_stands_in_the_head_once_it_is_known(officer):
    roadmap = entered(CITY_ROADMAP, officer)
    first = pdf_pages(city_form(roadmap))[0]
    assert "ПРОЕКТ" in first
    assert "№ ____" in first
    roadmap.state, roadmap.number = RoadmapState.APPROVED, "378-а"
    roadmap.adopted_on = roadmap.created_at.date().replace(year=2026, month=10, day=27)
    first = pdf_pages(city_form(roadmap))[0]
    assert "ПРОЕКТ" not in first
    assert "от 27 октября 2026 года № 378-а" in first
    assert "Приложение к приказу начальника управления" in first


def test_abbreviations_follow_the_table_and_the_author_decides(officer):
    roadmap = entered(CITY_ROADMAP, officer)
    roadmap.tasks = ["развитие команд ОО", "сеть школ КУРС"]
    assert "КУРС –" not in pdf_pages(city_form(roadmap))[-1]
    roadmap.abbreviations = {"КУРС": "команда управления развитием", "ОО": ""}
    text = " ".join(pdf_pages(city_form(roadmap)))
    assert text.index("Перечень принятых сокращений") > text.index(CITY_ROADMAP.measures[-1].title[:12])
    assert "КУРС – команда управления развитием" in text
    assert "ОО – общеобразовательная" not in text


def test_footnote_has_its_mark_in_the_row_and_its_text_after_the_table(officer):
    roadmap = entered(CITY_PROJECT, officer)
    with_footnote(roadmap, 5)
    paper = project_form(roadmap)
    assert [row[0] for row in measure_rows(paper) if row[1].endswith("¹")] == ["5"]
    text = " ".join(pdf_pages(paper))
    assert text.index(f"¹ {FOOTNOTE}") > text.index("шаг 25")


def test_pages_are_numbered_from_the_second(officer):
    pages = pdf_pages(city_form(entered(CITY_ROADMAP, officer)))
    assert [re.findall(r"^(\d+) |\b(\d+)$", page)[:1] != [] for page in pages][1:] == [True] * (len(pages) - 1)
