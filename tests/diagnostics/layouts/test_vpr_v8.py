"""V8: the collection form uploaded in place of results."""

from diagnostics.importers.layouts import vpr_v1, vpr_v8

from .books import adds_up, book, extract, pupil, sheet, v1_sheet

HEADER = [
    "Код",
    "Вариант (часть 1)",
    "1 (1б)",
    "2 (2б)",
    "Класс №",
    "Пол",
    "Отметка за предыдущий триместр",
    "Итого баллов",
]


def form(*rows, name="Протокол"):
    return book(sheet([HEADER, *rows], name), sheet([["Класс"], ["6А"]], "Классы"))


def test_empty_form_is_refused_with_advice():
    extracted = extract(vpr_v8.LAYOUT, form([40001.0], [40002.0]))
    problem = next(p for p in extracted.problems if p.code == "TEMPLATE_EMPTY_FORM")
    assert "форма пустая" in problem.message
    assert "Аналитика" in problem.hint
    assert extracted.blocks == []
    assert adds_up(extracted)


def test_filled_form_is_refused_too_for_it_names_no_school():
    filled = [[40001.0, 1.0, 1.0, 2.0, 1.0, "м", 5.0, 3.0], [40002.0, "отсутствовал"]]
    extracted = extract(vpr_v8.LAYOUT, form(*filled, name="Протокол_2"))
    assert "заполнено строк: 2" in extracted.problems[-1].message
    assert (extracted.counts.taken, extracted.counts.refused) == (0, 2)
    assert adds_up(extracted)


def test_results_beside_a_form_are_results():
    both = book(v1_sheet([pupil()]), sheet([HEADER, [40001.0]], "Протокол"))
    assert vpr_v8.LAYOUT.recognise(both) is None
    assert vpr_v1.LAYOUT.recognise(both) is not None


def test_results_layout_does_not_claim_the_form():
    assert vpr_v1.LAYOUT.recognise(form([40001.0])) is None
