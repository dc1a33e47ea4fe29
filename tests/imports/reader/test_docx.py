"""Documents in Word from outside: what is read of their tables and texts."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shnor_portal.imports.reader.documents.numbering import written
from shnor_portal.imports.reader.documents.reading import read_document
from shnor_portal.imports.reader.limits import PLANS
from shnor_portal.imports.reader.types import PlainTable
from tests.imports.reader import books
from tests.imports.reader.conftest import Tables
from tests.imports.reader.papers import DOCUMENT, STRICT, body, docx, p, part, tbl, tc, text, tr


def inside(content: str, **more: object) -> list[PlainTable]:
    """Read the blocks without a child process: for what is about text alone."""
    return read_document(docx(content, **more), ".docx", PLANS)  # type: ignore[arg-type]


def rows(content: str, **more: object) -> list[list[str]]:
    return inside(content, **more)[0].rows


def test_tables_come_with_the_text_before_each_and_after_the_last(tables: Tables) -> None:
    blocks = p("Цели:") + tbl(tr("а", "б")) + p("между") + tbl(tr("в")) + p("Сокращения:") + p("МЦ – центр")
    first, second, rest = tables(docx(blocks))

    assert (first.place, first.rows, first.numbers, first.paragraphs_before) == (
        "таблица 1",
        [["а", "б"]],
        [1],
        ["Цели:"],
    )
    assert (second.place, second.paragraphs_before) == ("таблица 2", ["между"])
    assert (rest.rows, rest.paragraphs_before) == ([], ["Сокращения:", "МЦ – центр"])


def test_document_without_tables_is_its_text() -> None:
    assert inside(p("Просто письмо"))[0].paragraphs_before == ["Просто письмо"]


def test_section_row_across_all_columns_gives_its_text_once() -> None:
    wide = tc("I. Начало", properties='<w:gridSpan w:val="3"/>')
    table = inside(tbl(tr("№", "Что", "Когда"), tr(wide), tr("1", "Собрать", "май")))[0]

    assert table.rows[1] == ["I. Начало", "", ""]
    assert table.wide == [1]


def test_cell_merged_down_is_read_in_every_row_and_told() -> None:
    begins, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    table = inside(
        tbl(
            tr("1", tc("Отдел", properties=begins), "май"),
            tr("2", tc(properties=goes_on), "июнь"),
            tr("3", tc(properties=goes_on), "июль"),
        )
    )[0]

    assert [row[1] for row in table.rows] == ["Отдел"] * 3
    assert table.repeats == [(1, 1), (2, 1)]


def test_borders_dragged_by_hand_do_not_shift_cells() -> None:
    """Three columns a person sees, five in Word's grid."""

    def row(first: str, second: str, third: str, spans: tuple[int, int, int]) -> str:
        cells = (
            tc(words, properties=f'<w:gridSpan w:val="{span}"/>')
            for words, span in zip((first, second, third), spans, strict=True)
        )
        return tr(*cells)

    blocks = tbl(
        row("№", "Что", "Когда", (1, 2, 2)), row("1", "Собрать", "май", (2, 2, 1)), row("2", "Сдать", "июнь", (1, 3, 1))
    )
    assert rows(blocks) == [["№", "Что", "Когда"], ["1", "Собрать", "май"], ["2", "Сдать", "июнь"]]


def test_row_that_begins_further_right_stays_there() -> None:
    shifted = tr("хвост", properties='<w:gridBefore w:val="2"/>')
    assert rows(tbl(tr("1", "Собрать", "май"), tr("2", "Сдать", "июнь"), shifted))[2] == ["", "", "хвост"]


def test_old_way_of_merging_across_is_read_too() -> None:
    merged = tr(tc("I. Начало", properties='<w:hMerge w:val="restart"/>'), tc(properties="<w:hMerge/>"))
    table = inside(tbl(tr("№", "Что"), merged, tr("1", "Собрать")))[0]
    assert (table.rows[1], table.wide) == (["I. Начало", ""], [1])


def test_changes_are_read_as_accepted() -> None:
    inserted = f'<w:ins w:id="1">{text("новое")}</w:ins>'
    deleted = '<w:del w:id="2"><w:r><w:delText>старое</w:delText></w:r></w:del>'
    moved = f'<w:moveFrom w:id="3">{text("ушло")}</w:moveFrom><w:moveTo w:id="3">{text(" пришло")}</w:moveTo>'
    gone = tr("удалена", properties='<w:del w:id="4"/>')
    added = tr("добавлена", properties='<w:ins w:id="5"/>')

    assert rows(tbl(tr(tc(p(inserted, deleted, moved))), gone, added)) == [["новое пришло"], ["добавлена"]]


def test_lines_of_a_cell_stay_lines_and_spaces_become_one() -> None:
    cell = tc(
        p("первая\u00a0  строка"), p(), p("вторая", "<w:r><w:br/></w:r>", "третья", "<w:r><w:tab/></w:r>", "конец")
    )
    assert rows(tbl(tr(cell))) == [["первая строка\nвторая\nтретья конец"]]


def test_soft_hyphens_and_half_letters_do_not_hide_words() -> None:
    cell = tc(p("меро\u00adприятие", "<w:r><w:softHyphen/></w:r>", " и\u0306од", "<w:r><w:noBreakHyphen/></w:r>", "й"))
    assert rows(tbl(tr(cell))) == [["мероприятие йод-й"]]


def test_table_inside_a_cell_is_text_of_the_cell() -> None:
    assert rows(tbl(tr(tc("до", tbl(tr("а", "б"), tr("в")), "после"), "х"))) == [["до\nа\nб\nв\nпосле", "х"]]


def test_text_box_is_read_once_after_its_paragraph() -> None:
    """Word keeps a box twice: for itself and for older programs."""
    box = f"<w:txbxContent>{p('в рамке')}</w:txbxContent>"
    both = (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    assert inside(p("рядом", both))[0].paragraphs_before == ["рядом", "в рамке"]


def test_content_controls_and_links_are_looked_into() -> None:
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{tr('1', f'{tc(p(LINK))}')}</w:sdtContent></w:sdt>"
    assert rows(f"<w:sdt><w:sdtContent>{tbl(control)}</w:sdtContent></w:sdt>") == [["1", "сайт школы"]]


LINK = f'<w:hyperlink r:id="rId9">{text("сайт школы")}</w:hyperlink>'


def test_footnote_leaves_its_mark_in_the_cell_and_its_text_with_the_table() -> None:
    notes = part(
        "footnotes",
        f'<w:footnote w:id="7">{p("О чём речь")}</w:footnote><w:footnote w:id="8">{p("Не отсюда")}</w:footnote>',
    )
    cell = tc(p("Оценка", '<w:r><w:footnoteReference w:id="7"/></w:r>'))
    outside = p("Письмо", '<w:r><w:footnoteReference w:id="8"/></w:r>')
    table, rest = inside(
        tbl(tr(cell)) + outside, extra={"word/footnotes.xml": notes}, links={"footnotes": "footnotes.xml"}
    )

    assert (table.rows, table.footnotes) == ([["Оценка¹"]], [("¹", "О чём речь")])
    assert (rest.paragraphs_before, rest.footnotes) == (["Письмо²"], [("²", "Не отсюда")])


NUMBERING = part(
    "numbering",
    '<w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2)"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl>'
    "</w:abstractNum>"
    '<w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="6"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="7"><w:abstractNumId w:val="0"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="9"/></w:lvlOverride></w:num>',
)


def in_list(number: int, level: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def numbered(content: str) -> list[PlainTable]:
    return inside(content, extra={"word/numbering.xml": NUMBERING}, links={"numbering": "numbering.xml"})


def test_numbers_that_word_makes_itself_are_read() -> None:
    """A column «№» is usually a list: its cells hold no text at all."""
    cells = [
        tr(tc(p(properties=in_list(5, level))), words)
        for level, words in ((0, "а"), (1, "б"), (1, "в"), (0, "г"), (1, "д"))
    ]
    assert [row[0] for row in numbered(tbl(*cells))[0].rows] == ["I.", "1)", "2)", "II.", "1)"]


def test_list_with_a_start_of_its_own_and_bullets() -> None:
    blocks = (
        p("раз", properties=in_list(7))
        + p("два", properties=in_list(7))
        + p("точка", properties=in_list(6))
        + p("нет", properties=in_list(0))
    )
    assert numbered(blocks)[0].paragraphs_before == ["IX. раз", "X. два", "– точка", "нет"]


def test_list_may_come_with_the_style() -> None:
    styles = part("styles", f'<w:style w:styleId="L1"><w:pPr>{in_list(5)}</w:pPr></w:style>')
    blocks = p("раз", properties='<w:pStyle w:val="L1"/>') + p("два", properties='<w:pStyle w:val="L1"/>')
    found = inside(
        blocks,
        extra={"word/numbering.xml": NUMBERING, "word/styles.xml": styles},
        links={"numbering": "numbering.xml", "styles": "styles.xml"},
    )
    assert found[0].paragraphs_before == ["I. раз", "II. два"]


@pytest.mark.parametrize(
    ("number", "shape", "text"),
    [(4, "upperRoman", "IV"), (19, "lowerRoman", "xix"), (2, "russianLower", "б"), (3, "upperLetter", "C"),
     (7, "decimalZero", "07"), (500, "upperRoman", "500"), (40, "lowerLetter", "40"), (3, "ordinalText", "3")],
)  # fmt: skip
def test_number_is_written_as_word_writes_it(number: int, shape: str, text: str) -> None:
    assert written(number, shape) == text


def test_strict_document_and_other_names_of_the_main_part_are_read(tables: Tables) -> None:
    assert tables(docx(extra={DOCUMENT: body(tbl(tr("а")), STRICT)}))[0].rows == [["а"]]
    moved = docx(
        extra={
            DOCUMENT: None,
            "word/document2.xml": body(tbl(tr("б"))),
            "_rels/.rels": books.relationships(("rId1", "officeDocument", "/word/document2.xml")),
        }
    )
    assert tables(moved)[0].rows == [["б"]]


WORDS = st.text("абв1", max_size=6)
CELL = st.builds(
    lambda words, span, merge: tc(words, properties=f'<w:gridSpan w:val="{span}"/>{merge}'),
    WORDS,
    st.integers(0, 4),
    st.sampled_from(["", "<w:vMerge/>", '<w:vMerge w:val="restart"/>', "<w:hMerge/>"]),
)
ROW = st.builds(
    lambda cells, before: tr(*cells, properties=f'<w:gridBefore w:val="{before}"/>'),
    st.lists(CELL, max_size=5),
    st.integers(0, 3),
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(ROW, max_size=6))
def test_any_grid_gives_even_rows(content: list[str]) -> None:
    """Every row has a cell for every column; repeats and wide rows point into the table."""
    table = inside(tbl(*content))[0]

    assert len({len(row) for row in table.rows}) <= 1
    assert len(table.numbers) == len(table.rows) == len(content)
    assert all(row < len(table.rows) and column < len(table.rows[row]) for row, column in table.repeats)
    assert all(row < len(table.rows) for row in table.wide)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(st.lists(st.tuples(WORDS, st.integers(1, 4)), max_size=5), max_size=6))
def test_no_word_of_an_uneven_grid_is_lost_or_doubled(content: list[list[tuple[str, int]]]) -> None:
    lines = [tr(*(tc(words, properties=f'<w:gridSpan w:val="{span}"/>') for words, span in line)) for line in content]
    read = inside(tbl(*lines))[0].rows

    for row, line in zip(read, content, strict=True):
        assert "\n".join(cell for cell in row if cell).split("\n") == ([w for w, _ in line if w] or [""])
