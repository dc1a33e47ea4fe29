"""What people paste: cells of Excel, tables of Word and of the web, plain lines."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmaps.importers.paste import read_pasted
from roadmaps.importers.plans import recognise_rows
from shnor_portal.common.refusals import Refusal

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office">
<head><meta charset=utf-8><title>Документ</title><style>td {mso-padding-alt:0cm}</style>
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]--></head>
<body lang=RU><!--StartFragment--><table class=MsoTableGrid border=1><tr style='mso-yfti-irow:0'>
<td width=40><p class=MsoNormal><b>№<o:p></o:p></b></p></td><td><p class=MsoNormal><b>Мероприятие</b></p></td>
<td><p class=MsoNormal><b>Срок</b></p></td></tr>
<tr><td colspan=3><p>I. Начало</p></td></tr>
<tr><td rowspan=2><p>1</p></td><td><p>Собрать
заявки</p><p>и счесть их</p></td><td><p>май&nbsp;2026</p></td></tr>
<tr><td>Ещё<br>строка</td><td>июнь</td></tr></table><!--EndFragment--></body></html>"""


def refusal(content: str) -> Refusal:
    with pytest.raises(Refusal) as caught:
        read_pasted(content)
    return caught.value


def test_cells_of_excel_come_by_tabs_and_lines() -> None:
    assert read_pasted("1\tСобрать\tмай\r\n2\tСдать\r\n") == [["1", "Собрать", "май"], ["2", "Сдать", ""]]


def test_quoted_cell_keeps_its_lines_tabs_and_quotes() -> None:
    assert read_pasted('1\t"Собрать\nзаявки ""А"""\tмай\n2\t"а\tб"\t""') == [
        ["1", 'Собрать\nзаявки "А"', "май"],
        ["2", "а б", '""'],
    ]


@pytest.mark.parametrize("text", ['"Школа" № 5', '"Рост"', '5" экран', '"незакрытая', 'а"б'])
def test_quotes_that_a_person_typed_stay(text: str) -> None:
    assert read_pasted(f"1\t{text}\tмай") == [["1", text, "май"]]


def test_table_of_word_is_its_text_with_merged_cells() -> None:
    assert read_pasted(WORD) == [
        ["№", "Мероприятие", "Срок"],
        ["I. Начало", "", ""],
        ["1", "Собрать заявки\nи счесть их", "май 2026"],
        ["1", "Ещё\nстрока", "июнь"],
    ]


def test_pasted_plan_is_recognised_like_a_file() -> None:
    found = recognise_rows(read_pasted("№\tМероприятие\tСрок\nI. Начало\t\t\n1.1\tСобрать\tмай"))
    assert [section.title for section in found.sections] == ["Начало"]
    assert [(measure.number, measure.title, measure.period) for measure in found.measures] == [
        ("1.1", "Собрать", "май")
    ]


def test_nothing_but_letters_survives() -> None:
    nasty = (
        "<table><tr><td>а<script>alert(1)</script><img src=x onerror=alert(2)>б</td>"
        "<td><style>body{}</style>&lt;b&gt;<a href='javascript:x'>в</a></td></tr></table><iframe src=y>"
    )
    assert read_pasted(nasty) == [["аб", "<b>в"]]


def test_invisible_and_control_characters_are_left_out() -> None:
    assert read_pasted("а\x00б\u202eв\u200bг\ufeff\tд\u00ad\u00a0\u2003е\x07") == [["абвг", "д е"]]


def test_table_inside_a_cell_is_text_of_the_cell() -> None:
    assert read_pasted(
        "<table><tr><td>до<table><tr><td>а</td><td>б</td></tr></table>после</td><td>х</td></tr></table>"
    ) == [["до\nа\nб\nпосле", "х"]]


def test_html_without_a_table_is_lines() -> None:
    assert read_pasted("<p>раз</p><ul><li>два</li><li>три</li></ul>") == [["раз"], ["два"], ["три"]]


def test_sign_of_less_in_a_text_is_no_html() -> None:
    assert read_pasted("доля < 5 %\tмай") == [["доля < 5 %", "май"]]


def test_blank_rows_at_the_end_are_cut_off_and_inner_ones_kept() -> None:
    assert read_pasted("а\n\nб\n\t\n\n") == [["а"], [""], ["б"]]
    assert read_pasted("") == []


@pytest.mark.parametrize(
    "content",
    [
        "а\n" * 501,
        "\t".join("а" * 13),
        "а" * 5_001,
        "<table>" + "<tr><td>а</td></tr>" * 501 + "</table>",
        "<table><tr>" + "<td>а</td>" * 13 + "</tr></table>",
        "<table><tr><td colspan=999999>а</td></tr></table>",
        "<table><tr>" + "<td>а</td>" * 100_000 + "</tr></table>",
        "а\n" * 100_000,
        "а" * 8_000_001,
        "<p>а" + "<!" * 2_000_000 + ">" + "а" * 5_001,
        "<table><tr><td rowspan=500>" + "а" * 4_000_000,
    ],
    ids=[
        "rows",
        "columns",
        "letters",
        "html rows",
        "html columns",
        "span",
        "endless row",
        "endless lines",
        "everything",
        "half tags",
        "tall cell",
    ],
)
def test_more_than_a_plan_is_refused(content: str) -> None:
    answer = refusal(content)
    assert (answer.code, answer.status) == ("PASTE_TOO_LARGE", 413)
    assert answer.hint


def test_as_much_as_a_plan_may_hold_is_taken() -> None:
    assert len(read_pasted(("\t".join("а" * 12) + "\n") * 500)) == 500
    assert read_pasted("а" * 5_000) == [["а" * 5_000]]
    assert read_pasted("а\n" + "\t\n" * 2_000) == [["а"]]


def test_cell_reaching_down_past_the_table_makes_no_rows() -> None:
    assert read_pasted("<table><tr><td rowspan=400>а</td><td>б</td></tr><tr><td>в</td></tr></table>") == [
        ["а", "б"],
        ["а", "в"],
    ]


LETTERS = st.characters(codec="utf-8", exclude_categories=("C", "Z"), exclude_characters="<")
CELLS = st.text(LETTERS | st.sampled_from(' "\n'), max_size=12)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=6))
def test_what_excel_copies_comes_back(rows: list[list[str]]) -> None:
    """Excel puts a cell with a break or a quote into quotes and doubles those inside."""

    def copied(cell: str) -> str:
        return '"' + cell.replace('"', '""') + '"' if set(cell) & set('\n"') else cell

    def tidy(cell: str) -> str:
        lines = unicodedata.normalize("NFC", cell).split("\n")
        return "\n".join(" ".join(line.split()) for line in lines).strip()

    read = read_pasted("\r\n".join("\t".join(map(copied, row)) for row in rows))
    for number, row in enumerate(rows):
        wanted = [tidy(cell) for cell in row]
        found = read[number] if number < len(read) else []
        assert [*found, *[""] * len(wanted)][: len(wanted)] == wanted


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from('<>/=" \t\n&;tabledrpcolsan123а'), max_size=200))
def test_any_paste_is_even_rows_or_a_refusal(content: str) -> None:
    for text in (content, f"<table>{content}"):
        rows = read_pasted(text)
        assert len({len(row) for row in rows}) <= 1
        assert all("\t" not in cell and cell == cell.strip() for row in rows for cell in row)
