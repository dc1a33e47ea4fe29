"""Rows and texts of plans one by one: what each oddity of a real table becomes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmaps.importers.drafts import PlanDraft
from roadmaps.importers.plans import recognise_plan, recognise_rows
from shnor_portal.imports.reader.types import PlainTable

HEADS = ["№", "Мероприятие", "Срок", "Ответственные", "Ожидаемый результат"]
FIRST = ["1", "Собрать заявки", "май", "Центр", "Список"]
SECOND = ["2", "Провести беседы", "июнь", "Школы", "Справка"]


def draft(*rows: list[str], heads: list[str] | None = None) -> PlanDraft:
    return recognise_rows([HEADS if heads is None else heads, *rows])


def table(*rows: list[str], before: tuple[str, ...] = (), **more: object) -> PlainTable:
    return PlainTable("таблица 1", list(rows), list(range(1, len(rows) + 1)), list(before), **more)  # type: ignore[arg-type]


def alone(text: str, column: int = 0) -> list[str]:
    return [text if at == column else "" for at in range(len(HEADS))]


def codes(found: PlanDraft) -> list[str]:
    return [issue.code for issue in found.issues]


# --- heads --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("title", "Мероприятия"), ("title", "Наименование мероприятия"), ("title", "Планируемые мероприятия"),
        ("title", "Основные направления деятельности"), ("title", "Содержание деятельности"), ("title", "Действия"),
        ("period", "Срок"), ("period", "Сроки реализации"), ("period", "Срок проведения мероприятия"),
        ("period", "Дата"), ("period", "Период"), ("period", "CPOK"),
        ("responsible", "Ответственный исполнитель"), ("responsible", "Ответственные"), ("responsible", "Исполнители"),
        ("responsible", "Ответственный за мероприятие"), ("responsible", "Отвественные"),
        ("expected_result", "Предполагаемые результаты"), ("expected_result", "Ожидаемый результат мероприятия"),
        ("expected_result", "Результат"), ("expected_result", "Планируемый результат (показатель)"),
        ("indicator", "Показатель"), ("indicator", "Показатели результативности"), ("indicator", "Индикатор"),
        ("baseline", "Базовое значение"), ("baseline", "Исходное значение показателя"),
        ("target", "Целевое значение показателя"), ("target", "Плановое значение"),
    ],
)  # fmt: skip
def test_column_is_known_by_what_its_head_means(name: str, label: str) -> None:
    others = {"title": "Мероприятие", "period": "Срок"}
    others.pop(name, None)
    found = draft(["1", *(["слово"] * (len(others) + 1))], heads=["№", label, *others.values()])
    assert getattr(found.measures[0], name) == "слово"


@pytest.mark.parametrize("label", ["№", "№ п/п", "№п/п", "N п/п", "п/п", "No", "№\nп/п"])
def test_column_of_numbers_is_known(label: str) -> None:
    assert draft(FIRST, heads=[label, *HEADS[1:]]).measures[0].number == "1"


def test_columns_may_stand_in_any_order() -> None:
    heads = ["Ответственные", "Срок", "Мероприятие", "№"]
    found = draft(["Центр", "май", "Собрать", "1"], heads=heads).measures[0]
    assert (found.number, found.title, found.period, found.responsible) == ("1", "Собрать", "май", "Центр")


def test_two_storeys_of_heads_are_one_header() -> None:
    upper = ["№", "Мероприятие", "Срок", "Показатель", "", ""]
    lower = ["№", "Мероприятие", "Срок", "наименование", "базовое значение", "целевое значение"]
    found = draft(lower, ["1", "Собрать", "май", "Доля", "5 %", "9 %"], heads=upper)
    first = found.measures[0]
    assert (first.title, first.indicator, first.baseline, first.target) == ("Собрать", "Доля", "5 %", "9 %")
    assert found.rows.header == 2


def test_column_of_no_known_meaning_is_named() -> None:
    found = draft([*FIRST, "10 тыс."], heads=[*HEADS, "Финансирование"])
    assert ("HEADER_IGNORED", "Столбец «Финансирование» не прочитан.") in [(i.code, i.message) for i in found.issues]


def test_misspelt_and_doubled_heads_are_told() -> None:
    found = draft(
        [*FIRST, "ещё"], heads=["№", "Мероприятие", "Срок", "Отвественные", "Результат", "Ожидаемые результаты"]
    )
    assert codes(found) == ["HEADER_UNKNOWN", "HEADER_DUPLICATE"]


def test_header_repeated_on_a_page_and_a_row_of_column_numbers_are_no_measures() -> None:
    found = draft(["1", "2", "3", "4", "5"], FIRST, HEADS, SECOND)
    assert [measure.number for measure in found.measures] == ["1", "2"]
    assert (found.rows.header, dict(found.rows.skipped)) == (2, {"строка с номерами столбцов": 1})


# --- sections -----------------------------------------------------------------------------------


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


# --- rows ---------------------------------------------------------------------------------------


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


# --- tables -------------------------------------------------------------------------------------


def test_table_cut_by_a_page_goes_on_without_its_heads() -> None:
    rest = PlainTable("таблица 2", [["", "и беседы", "", "", ""], SECOND], [1, 2], ["4", "¹ По форме"])
    found = recognise_plan([table(HEADS, FIRST), rest])
    assert [measure.title for measure in found.measures] == ["Собрать заявки и беседы", "Провести беседы"]
    assert found.footnotes == [("¹", "По форме")]


def test_stray_column_of_a_converted_table_goes_to_the_last_one() -> None:
    rest = PlainTable("таблица 2", [["", "", "", "", "", "и сводка"], [*SECOND, ""]], [1, 2])
    found = recognise_plan([table(HEADS, FIRST), rest])
    assert [measure.expected_result for measure in found.measures] == ["Список и сводка", "Справка"]


def test_goals_and_tasks_in_a_passport_are_taken() -> None:
    rows = [
        ["Наименование", "Проект"],
        ["Цель Проекта", "раз;\nдва"],
        ["Задачи", "1. три"],
        ["", "2. четыре"],
        ["Сроки", "год"],
    ]
    passport = PlainTable("таблица 0", rows, [1, 2, 3, 4, 5])
    found = recognise_plan([passport, table(HEADS, FIRST)])
    assert (found.goals, found.tasks) == (["раз", "два"], ["три", "четыре"])
    assert dict(found.rows.skipped) == {"строки паспорта": 5}


def test_another_table_of_as_many_columns_is_not_taken_for_the_plan() -> None:
    other = PlainTable("таблица 2", [["1", "Школа", "Адрес", "ИНН", "Класс"]], [1], ["Список участников"])
    found = recognise_plan([table(HEADS, FIRST), other])
    assert len(found.measures) == 1
    assert (codes(found), dict(found.rows.skipped)) == (["TABLE_SKIPPED"], {"другая таблица": 1})


def test_file_without_a_plan_says_what_was_looked_for() -> None:
    found = recognise_plan(
        [table(["Школа", "Адрес"], ["1", "2"]), PlainTable("текст после таблиц", paragraphs_before=["Письмо"])]
    )
    assert codes(found) == ["TABLE_SKIPPED", "HEADER_NOT_FOUND"]
    assert "«Мероприятие»" in found.issues[-1].message


def test_heads_without_measures_are_told() -> None:
    assert codes(draft(alone("I. Диагностика"))) == ["NO_DATA_ROWS"]


def test_notes_of_the_file_are_passed_on() -> None:
    found = recognise_plan([table(HEADS, FIRST, notes=["Скрытых строк на листе: 2; они прочитаны."])])
    assert codes(found) == ["FILE_NOTE"]


# --- text ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "goals", "tasks"),
    [
        (("Цель: поднять результаты.",), ["поднять результаты"], []),
        (("Цели:", "- раз;", "- два.", "Задачи:", "1) три;", "2) четыре"), ["раз", "два"], ["три", "четыре"]),
        (("1. Цель проекта: раз; два", "2. Задачи проекта:", "– три"), ["раз", "два"], ["три"]),
        (("ЦЕЛИ И ЗАДАЧИ:", "• раз", "Посторонний текст"), ["раз"], []),
        (("Цель", "Поднять результаты", "Задачи", "Найти", "Помочь"), ["Поднять результаты"], ["Найти", "Помочь"]),
        (("Целью плана является рост результатов.",), ["рост результатов"], []),
        (("Задачи:", "- развитие", "команд школ;", "- обмен"), [], ["развитие команд школ", "обмен"]),
        (("Целевые показатели: нет", "Задача решена"), [], []),
    ],
)
def test_goals_and_tasks_are_found_in_the_text(lines: tuple[str, ...], goals: list[str], tasks: list[str]) -> None:
    found = recognise_plan([table(HEADS, FIRST, before=lines)])
    assert (found.goals, found.tasks) == (goals, tasks)


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (
            ("Об утверждении плана", "План мероприятий", "по поддержке школ", "на 2026 год", "Цели:"),
            "План мероприятий по поддержке школ",
        ),
        (("ДОРОЖНАЯ КАРТА", "«Путь к росту»"), "ДОРОЖНАЯ КАРТА «Путь к росту»"),
        (("Школьная дорожная карта",), "Школьная дорожная карта"),
        (("Письмо о разном",), ""),
    ],
)
def test_name_of_the_plan(lines: tuple[str, ...], title: str) -> None:
    found = recognise_plan([table(HEADS, FIRST, before=lines)]).title
    assert found.startswith(title) if title else not found


@pytest.mark.parametrize(
    "head",
    [
        "Перечень принятых сокращений:",
        "Список сокращений",
        "Используемые сокращения",
        "Условные обозначения и сокращения:",
    ],
)
def test_abbreviations_are_pairs(head: str) -> None:
    lines = [head, "ШНР – школа с низкими", "результатами;", "ГМЦ - центр; ПК ИРО — институт.", "Начальник отдела"]
    found = recognise_plan([table(HEADS, FIRST), PlainTable("текст после таблиц", paragraphs_before=lines)])
    assert found.abbreviations == [("ШНР", "школа с низкими результатами"), ("ГМЦ", "центр"), ("ПК ИРО", "институт")]


def test_abbreviations_may_be_a_table() -> None:
    pairs = PlainTable("таблица 2", [["ШНР", "школа"], ["МЦ", "центр;"]], [1, 2], ["Список сокращений"])
    assert recognise_plan([table(HEADS, FIRST), pairs]).abbreviations == [("ШНР", "школа"), ("МЦ", "центр")]


# --- laws ---------------------------------------------------------------------------------------

TEXTS = st.sampled_from(
    [
        "",
        "",
        "1",
        "2.",
        "I.",
        "и далее",
        "Этап",
        "Собрать",
        "Мероприятие",
        "Срок",
        "Цели:",
        "Список сокращений",
        "¹ а",
        "5",
    ]
)
ROWS = st.lists(st.lists(TEXTS, min_size=5, max_size=5), max_size=12)


@settings(max_examples=300, deadline=None)
@given(
    ROWS,
    ROWS,
    st.lists(TEXTS.filter(bool), max_size=4),
    st.sets(st.tuples(st.integers(0, 11), st.integers(0, 4))),
    st.sets(st.integers(0, 11)),
)
def test_any_tables_are_read_and_no_row_is_lost(
    first: list[list[str]], second: list[list[str]], between: list[str], repeats: set[tuple[int, int]], wide: set[int]
) -> None:
    tables = [table(HEADS, *first, repeats=sorted(repeats), wide=sorted(wide)), table(*second, before=tuple(between))]
    found = recognise_plan(tables)

    assert found.rows.seen == 1 + len(first) + len(second)
    assert found.rows.adds_up
    assert len(found.measures) == found.rows.measures
    assert all(m.section_index is None or m.section_index < len(found.sections) for m in found.measures)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.lists(st.text(max_size=8), min_size=3, max_size=3), max_size=6),
    st.lists(st.text(min_size=1, max_size=30), max_size=5),
)
def test_any_letters_are_read_without_an_error(rows: list[list[str]], lines: list[str]) -> None:
    found = recognise_plan([PlainTable("таблица 1", rows, list(range(len(rows))), lines), table(HEADS, FIRST)])
    assert found.rows.adds_up
