"""The one writer of papers in Word: what opens in Word and LibreOffice is what was meant."""

import io
import subprocess
import zipfile
from pathlib import Path

import pypdf
import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from shnor_portal.common.docx import (
    Align,
    BulletList,
    Column,
    Heading,
    PageBreak,
    Paper,
    PaperStyle,
    Paragraph,
    RightBlock,
    Row,
    SectionRow,
    SignatureBlock,
    Table,
    docx_bytes,
    docx_response,
)

COLUMNS = (Column("№", 12, Align.CENTER), Column("Мероприятие", 90), Column("Срок", 45, Align.CENTER))
ROWS = (
    SectionRow("I. Начало"),
    Row(["1.1", "Собрать заявки\nсчитать их", "до 30.10.2026"]),
    Row(["1.2", "Обсудить", ""]),
)
TABLE = Table(COLUMNS, ROWS)


def written(*blocks, style=None, title="Дорожная карта"):
    return Document(io.BytesIO(docx_bytes(Paper(title, blocks, style or PaperStyle()))))


def row_flags(row):
    properties = row._tr.trPr
    return {child.tag.rpartition("}")[2] for child in properties} if properties is not None else set()


def long_plan():
    rows = [
        Row([str(number), f"Мероприятие номер {number} " + "с подробностями " * 12, "май"]) for number in range(1, 41)
    ]
    return Paper(
        "Дорожная карта школы",
        [
            RightBlock(["Приложение № 1", "к приказу"]),
            Heading("Дорожная карта"),
            Paragraph("Цели:", bold=True, keep_with_next=True),
            BulletList(["первая цель", "вторая цель"]),
            Table(COLUMNS, [SectionRow("I. Начало"), *rows]),
            SignatureBlock("Директор школы", "А. А. Пример"),
            PageBreak(),
            Paragraph("Последний лист"),
        ],
    )


def test_head_is_repeated_and_rows_are_not_parted():
    head, section, row, _ = written(TABLE).tables[0].rows
    assert row_flags(head) == {"tblHeader", "cantSplit"}
    assert row_flags(section) == {"cantSplit"}
    assert row_flags(row) == {"cantSplit"}


def test_only_a_row_of_more_than_half_a_page_may_be_parted():
    tall = Row(["1", "слово " * 700, ""])
    _, first, second = written(Table(COLUMNS, [tall, Row(["2", "слово " * 100, ""])])).tables[0].rows
    assert "cantSplit" not in row_flags(first)
    assert "cantSplit" in row_flags(second)


def test_section_is_one_cell_over_all_columns_and_stays_with_the_row_below():
    section = written(TABLE).tables[0].rows[1]
    assert len(section._tr.tc_lst) == 1
    assert section._tr.tc_lst[0].grid_span == 3
    paragraph = section.cells[0].paragraphs[0]
    assert paragraph.text == "I. Начало"
    assert paragraph.paragraph_format.keep_with_next


def test_widths_are_those_asked_for_in_grid_and_cells():
    table = written(TABLE).tables[0]
    assert [round(column.width.mm) for column in table.columns] == [12, 90, 45]
    assert [round(cell.width.mm) for cell in table.rows[2].cells] == [12, 90, 45]
    assert table._tbl.tblPr.find(qn("w:tblLayout")).get(qn("w:type")) == "fixed"


def test_line_feed_in_a_cell_begins_a_paragraph():
    cell = written(TABLE).tables[0].rows[2].cells[1]
    assert [paragraph.text for paragraph in cell.paragraphs] == ["Собрать заявки", "считать их"]


def test_sheet_has_the_margins_of_the_standard():
    section = written(Paragraph("Текст")).sections[0]
    margins = (section.left_margin, section.right_margin, section.top_margin, section.bottom_margin)
    assert [round(margin.mm) for margin in margins] == [30, 10, 20, 20]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)


def test_landscape_sheet_is_turned():
    section = written(Paragraph("Текст"), style=PaperStyle(landscape=True)).sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)


def test_pages_are_numbered_from_the_second_at_the_top():
    section = written(Paragraph("Текст")).sections[0]
    assert section.different_first_page_header_footer
    assert [text.text for text in section.header._element.iter(qn("w:instrText"))] == [" PAGE "]
    assert section.first_page_header.is_linked_to_previous


def test_language_and_title_are_told_to_programs_that_read_aloud():
    document = written(Paragraph("Текст"), title="Дорожная карта школы № 5")
    language = document.styles.element.find(qn("w:docDefaults")).find(".//" + qn("w:lang"))
    assert language.get(qn("w:val")) == "ru-RU"
    assert document.core_properties.language == "ru-RU"
    assert document.core_properties.title == "Дорожная карта школы № 5"


def test_headings_are_headings_and_lists_are_lists():
    document = written(Heading("Название"), Heading("Часть", 2), BulletList(["раз", "два"]))
    assert [paragraph.style.name for paragraph in document.paragraphs] == [
        "Heading 1",
        "Heading 2",
        "List Bullet",
        "List Bullet",
    ]


def test_characters_that_xml_cannot_hold_are_left_out():
    document = written(Paragraph("a\x00b\x0bc\ud800d\ufffe"), Table(COLUMNS, [Row(["\x1f1", "б\x07в", "г"])]))
    assert document.paragraphs[0].text == "abcd"
    assert [cell.text for cell in document.tables[0].rows[1].cells] == ["1", "бв", "г"]


def test_markup_and_fields_stay_text():
    document = written(Paragraph("<b>жирно</b> & { PAGE } =1+1"))
    assert document.paragraphs[0].text == "<b>жирно</b> & { PAGE } =1+1"
    assert not list(document.element.body.iter(qn("w:instrText")))


def test_same_paper_gives_the_same_bytes_and_another_one_others():
    first, again = docx_bytes(long_plan()), docx_bytes(long_plan())
    assert first == again
    assert first != docx_bytes(Paper("Дорожная карта школы", long_plan().blocks[:-1]))


def test_file_tells_neither_when_nor_on_what_it_was_made():
    with zipfile.ZipFile(io.BytesIO(docx_bytes(Paper("", [Paragraph("Текст")])))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2020, 1, 1, 0, 0, 0)}
        assert {entry.create_system for entry in archive.infolist()} == {0}
        assert b"2020-01-01T00:00:00Z" in archive.read("docProps/core.xml")


@pytest.mark.parametrize(
    "table", [Table([Column("Широкий", 171)], []), Table(COLUMNS, [Row(["1", "не хватает"])])], ids=["wide", "short"]
)
def test_table_that_cannot_stand_on_the_sheet_is_a_mistake_of_ours(table):
    with pytest.raises(ValueError, match=r"mm wide|cells for"):
        docx_bytes(Paper("", [table]))


def test_download_is_an_attachment_with_a_russian_name():
    response = docx_response("Дорожная карта.docx", Paper("Дорожная карта", [Paragraph("Текст")]))
    assert response["Content-Disposition"].startswith("attachment;")
    assert "filename*=utf-8''" in response["Content-Disposition"]
    assert response["Content-Type"].endswith("wordprocessingml.document")
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.fixture(scope="module")
def printed(tmp_path_factory) -> list[str]:
    """The text of every page as LibreOffice lays it out."""
    folder: Path = tmp_path_factory.mktemp("office")
    (folder / "plan.docx").write_bytes(docx_bytes(long_plan()))
    office = ["soffice", "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--convert-to", "pdf"]
    subprocess.run([*office, "--outdir", str(folder), str(folder / "plan.docx")], check=True, capture_output=True)
    return [page.extract_text() for page in pypdf.PdfReader(folder / "plan.pdf").pages]


def test_office_repeats_the_head_and_numbers_pages_from_the_second(printed):
    with_rows = [page for page in printed if "Мероприятие номер" in page]
    assert len(with_rows) > 2
    assert all("№ Мероприятие Срок" in page for page in with_rows)
    assert [page.split()[0] for page in printed[1:]] == [str(number) for number in range(2, len(printed) + 1)]
    assert printed[0].startswith("Приложение № 1")


def test_office_keeps_rows_whole_and_begins_a_page_where_told(printed):
    for page in printed:
        words = " ".join(page.split())
        assert words.count("Мероприятие номер") * 12 == words.count("с подробностями")
    assert printed[-1].split("\n")[-1].strip() == "Последний лист"
    assert "Директор школы А. А. Пример" in " ".join(printed[-2].split())
