"""Rows of a plan one by one: sections, measures, rests of rows, and what is left out."""

import pytest

from roadmaps.importers.plans import recognise_plan
from shnor_portal.imports.reader.types import PlainTable
from tests.roadmaps.importers.rows import FIRST, HEADS, SECOND, alone, codes, draft, table


@pytest.mark.parametrize(
    ("text", "number", "title"),
    [
        ("I. Диагностика", "I", "Диагностика"),
        ("II. Этап внедрения", "II", "Этап внедрения"),
        ("ІІІ Работа с кадрами", "III", "Работа с кадрами"),
        ("IV этап. Итоги", "IV", "Итоги"),
        ("Раздел 2. Работа с кадрами:", "2", "Работа с кадрами"),
        ("Этап I – Начало", "I", "Начало"),
        ("3) Работа с детьми", "3", "Работа с детьми"),
        ("Вводный этап", "", "Вводный этап"),
        ("Информационная работа", "", "Информационная работа"),
        ("I этап", "I", "I этап"),
    ],
)
def test_section_has_its_number_and_its_name(text: str, number: str, title: str) -> None:
    found = draft(alone(text), FIRST)
    assert [(section.number, section.title) for section in found.sections] == [(number, title)]
    assert found.measures[0].section_index == 0


def test_section_may_stand_alone_in_the_column_of_titles() -> None:
    found = draft(FIRST, alone("Второй этап", 1), SECOND)
    assert [section.title for section in found.sections] == ["Второй этап"]
    assert [measure.section_index for measure in found.measures] == [None, 0]


def test_name_of_a_section_cut_in_two_and_shifted_is_one_name() -> None:
    found = draft(alone("Изучение условий,"), alone("выявление (опрос) затруднений", 1), FIRST)
    assert [section.title for section in found.sections] == ["Изучение условий, выявление (опрос) затруднений"]
    assert (found.rows.sections, found.rows.continuations) == (1, 1)


def test_number_and_name_of_a_section_may_stand_in_two_cells() -> None:
    found = draft(
        ["II.", "Работа с кадрами", "", "", ""], ["2.1", *FIRST[1:]], ["3", "Итоги", "", "", ""], ["3.1", *SECOND[1:]]
    )
    assert [(section.number, section.title) for section in found.sections] == [
        ("II", "Работа с кадрами"),
        ("3", "Итоги"),
    ]
    assert [measure.number for measure in found.measures] == ["2.1", "3.1"]


def test_column_of_directions_makes_sections() -> None:
    heads = ["Направление", "Мероприятие", "Срок"]
    merged = table(
        heads, ["Кадры", "Учить", "май"], ["Кадры", "Хвалить", "май"], ["Дети", "Занять", "июнь"], repeats=[(2, 0)]
    )
    found = recognise_plan([merged])
    assert [section.title for section in found.sections] == ["Кадры", "Дети"]
    assert [measure.section_index for measure in found.measures] == [0, 0, 1]


def test_heading_above_a_table_of_its_own_is_its_section() -> None:
    first = table(HEADS, FIRST, before=("I. Диагностика",))
    second = PlainTable("таблица 2", [HEADS, SECOND], [1, 2], ["II. Внедрение"])
    found = recognise_plan([first, second])
    assert [(section.number, section.title) for section in found.sections] == [
        ("I", "Диагностика"),
        ("II", "Внедрение"),
    ]
    assert [measure.section_index for measure in found.measures] == [0, 1]


def test_rest_of_a_row_cut_by_a_page_goes_to_the_measure_above() -> None:
    found = draft(FIRST, ["", "", "", "и школы", "Полученное обсуждено"])
    assert len(found.measures) == 1
    assert found.measures[0].responsible == "Центр и школы"
    assert found.measures[0].expected_result == "Список\nПолученное обсуждено"


def test_title_cut_by_a_page_is_one_sentence_again() -> None:
    found = draft(FIRST, ["", "на поддержку школ", "", "", "и сводка"], SECOND)
    assert [measure.title for measure in found.measures] == ["Собрать заявки на поддержку школ", "Провести беседы"]
    assert found.measures[0].expected_result == "Список и сводка"


def test_cell_merged_over_measures_belongs_to_each_of_them() -> None:
    merged = table(HEADS, FIRST, ["2", "Провести беседы", "май", "Центр", "Справка"], repeats=[(2, 2), (2, 3)])
    assert [(m.period, m.responsible) for m in recognise_plan([merged]).measures] == [("май", "Центр")] * 2


def test_measure_merged_over_several_results_is_one_measure() -> None:
    merged = table(HEADS, FIRST, [*FIRST[:4], "Справка"], repeats=[(2, 0), (2, 1), (2, 2), (2, 3)])
    found = recognise_plan([merged])
    assert [measure.expected_result for measure in found.measures] == ["Список\nСправка"]
    assert found.measures[0].title == "Собрать заявки"


def test_lines_of_a_period_are_one_line_and_its_words_are_kept() -> None:
    found = draft(["1", "Собрать", "Октябрь 2026\nМай 2027", "Центр\nШколы", "а\nб"]).measures[0]
    assert (found.period, found.responsible, found.expected_result) == ("Октябрь 2026 Май 2027", "Центр\nШколы", "а\nб")


@pytest.mark.parametrize(
    ("written", "read"), [("5.", "5"), ("2.10.", "2.10"), ("2,1", "2.1"), ("№ 7", "7"), ("3)", "3"), ("1а", "1а")]
)
def test_number_is_read_without_its_sign(written: str, read: str) -> None:
    assert draft([written, *FIRST[1:]]).measures[0].number == read


def test_number_may_stand_in_the_title() -> None:
    found = draft(["1.2. Собрать", "май"], ["Без номера", "май"], heads=["Мероприятие", "Срок"])
    assert [(measure.number, measure.title) for measure in found.measures] == [("1.2", "Собрать"), ("", "Без номера")]


def test_measure_without_period_or_responsible_is_kept_with_a_warning() -> None:
    found = draft(["1", "Собрать", "", "", "Список"], SECOND)
    assert [measure.title for measure in found.measures] == ["Собрать", "Провести беседы"]
    assert [(issue.code, issue.place) for issue in found.issues] == [
        ("PERIOD_MISSING", "вставка, строка 2"),
        ("RESPONSIBLE_MISSING", "вставка, строка 2"),
    ]


def test_missing_column_is_told_once_and_not_of_every_measure() -> None:
    assert codes(draft(FIRST[:3], SECOND[:3], heads=HEADS[:3])) == ["HEADER_MISSING"]


def test_row_without_a_title_is_kept_and_told() -> None:
    found = draft(["1", "", "май", "Центр", "Список"])
    assert (found.measures[0].number, codes(found)) == ("1", ["TITLE_MISSING"])


def test_what_is_left_out_is_named() -> None:
    found = draft(
        ["", "", "", "Ничей", ""],
        FIRST,
        alone("7."),
        alone("Примечание: сроки могут меняться"),
        alone(""),
        ["Директор", "", "", "А. А. Пример", ""],
    )
    assert [measure.title for measure in found.measures] == ["Собрать заявки"]
    assert dict(found.rows.skipped) == {
        "текст без мероприятия": 2,
        "строка с одним номером": 1,
        "примечание в таблице": 1,
        "пустая строка": 1,
    }
    assert codes(found) == ["ROW_NOT_DATA", "TITLE_MISSING", "ROW_NOT_DATA", "ROW_NOT_DATA"]


def test_abbreviations_under_the_table_of_a_sheet_are_no_sections() -> None:
    found = draft(FIRST, alone("Перечень сокращений:"), alone("МЦ – методический центр"))
    assert found.sections == []
    assert found.abbreviations == [("МЦ", "методический центр")]


def test_footnote_stays_in_the_text_and_comes_with_the_measure() -> None:
    marked = table(
        HEADS,
        ["1", "Собрать¹", "май", "Центр", "Список¹²"],
        SECOND,
        footnotes=[("¹", "По форме"), ("²", "Чужая"), ("¹²", "В срок")],
    )
    first, second = recognise_plan([marked]).measures
    assert first.title == "Собрать¹"
    assert first.footnote == "¹ По форме\n¹² В срок"
    assert second.footnote == ""
