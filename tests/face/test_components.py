"""Components say what they must to eyes, keyboards and screen readers."""

import re
from html import unescape

import pytest
from django import forms
from django.core.paginator import Paginator

from shnor_portal.common.charts import Chart, Series
from shnor_portal.common.refusals import Refusal
from shnor_portal.common.ui import TONES, Event, KeyNumber, Tab


class Filters(forms.Form):
    q = forms.CharField(label="Название", required=False)
    kind = forms.MultipleChoiceField(
        label="Вид", required=False, choices=[("Обычные", [("s", "Средняя")]), ("l", "Лицей")]
    )
    mine = forms.BooleanField(label="Только мои", required=False)


class Signing(forms.Form):
    number = forms.CharField(label="Номер", help_text="Как в журнале")
    note = forms.CharField(label="Пояснение", required=False)


def first(pattern: str, html: str) -> str:
    """What the pattern's group, or the whole pattern, finds first; the test fails where there is nothing."""
    found = re.search(pattern, html)
    assert found, pattern
    return found[found.lastindex or 0]


@pytest.mark.parametrize("tone", TONES)
def test_pill_has_a_shape_and_a_word(draw, tone):
    html = draw('{% pill tone "слово" %}', tone=tone)
    assert "<use href=" in html
    assert "слово" in html


def test_pills_of_different_tones_have_different_shapes(draw):
    shapes = {first(r"#([\w-]+)\"", draw('{% pill tone "слово" %}', tone=tone)) for tone in TONES}
    assert len(shapes) == len(TONES)


def test_pill_of_unknown_tone_is_refused(draw):
    with pytest.raises(ValueError, match="purple"):
        draw('{% pill "purple" "слово" %}')


def test_pill_escapes_its_word(draw):
    assert "<b>" not in draw('{% pill "good" word %}', word="<b>")


def test_table_scrolls_in_a_named_focusable_region(draw):
    html = draw('{% data_table "Школы" %}<tbody><tr><td>1</td></tr></tbody>{% enddata_table %}')
    assert 'role="region" aria-label="Школы" tabindex="0"' in html
    assert '<caption class="visually-hidden">Школы</caption>' in html
    assert "<td>1</td>" in html


@pytest.mark.parametrize(
    ("address", "state", "following"),
    [
        ("/?kind=l&page=3", None, "?kind=l&ordering=name"),
        ("/?ordering=name", "ascending", "?ordering=-name"),
        ("/?ordering=-name", "descending", "?ordering=name"),
    ],
)
def test_sortable_head_says_its_state_and_keeps_filters(draw, address, state, following):
    html = draw('{% sort_th "name" "Школа" %}', address)
    assert (re.search(r'aria-sort="(\w+)"', html) or {1: None})[1] == state
    assert unescape(first(r'class="sort" href="([^"]+)"', html)) == following


def test_pagination_says_where_one_is_and_keeps_filters(draw):
    html = draw("{% pagination page %}", "/?kind=l&page=2", page=Paginator(range(626), 50).get_page(2))
    assert "Показаны 51–100 из 626" in html
    assert 'aria-current="page"' in html
    assert "?kind=l&amp;page=3" in html


def test_pagination_of_an_empty_list_is_absent(draw):
    assert draw("{% pagination page %}", page=Paginator([], 50).get_page(1)).strip() == ""


def test_chips_name_the_chosen_and_each_drops_only_itself(draw, page):
    address = "/?kind=s&kind=l&mine=on&ordering=name&page=2&q="
    html = draw("{% filter_bar form %}", address, form=Filters(page(address).GET))
    chips = re.findall(r'class="chip" href="([^"]+)"><span>([^<]+)<b>([^<]+)', html)
    assert [(unescape(url), label + value) for url, label, value in chips] == [
        ("?kind=l&mine=on&ordering=name&q=", "Вид: Средняя"),
        ("?kind=s&mine=on&ordering=name&q=", "Вид: Лицей"),
        ("?kind=s&kind=l&ordering=name&q=", "Только мои: да"),
    ]
    assert '<input type="hidden" name="ordering" value="name">' in html
    assert 'name="page"' not in html


def test_filters_without_a_choice_show_no_chips(draw, page):
    html = draw("{% filter_bar form %}", "/", form=Filters(page("/").GET))
    assert "chip" not in html
    assert "Сбросить" not in html


def test_chip_escapes_what_was_typed(draw, page):
    address = "/?q=%3Cscript%3E"
    assert "<script>" not in draw("{% filter_bar form %}", address, form=Filters(page(address).GET))


def test_field_ties_hint_and_error_to_the_control(draw):
    html = draw("{% field form.number %}", form=Signing({}))
    control = first(r"<input[^>]+>", html)
    described = first(r'aria-describedby="([^"]+)"', control).split()
    assert described == ["id_number_helptext", "id_number_error"]
    assert all(f'id="{name}"' in html for name in described)
    assert 'aria-invalid="true"' in control
    assert 'for="id_number"' in html


def test_field_that_may_stay_empty_says_so(draw):
    html = draw("{% field form.note %}{% field form.number %}", form=Signing())
    assert html.count("необязательно") == 1


def test_form_errors_lead_to_the_fields(draw):
    html = draw("{% form_errors form %}", form=Signing({}))
    assert 'href="#id_number"' in html
    assert 'role="alert"' in html
    assert draw("{% form_errors form %}", form=Signing({"number": "1"})) == ""


def test_refusal_says_what_where_how_and_its_code(draw):
    refusal = Refusal("HEADER_MISSING", "Нет столбца «Код»", "Добавьте его", {"sheet": "МА-6", "row": 4})
    html = draw("{% refusal_box refusal %}", refusal=refusal)
    for words in ('data-error-code="HEADER_MISSING"', "Нет столбца «Код»", "Добавьте его", "лист МА-6, строка 4"):
        assert words in html


def test_stepper_marks_done_current_and_refused(draw):
    html = draw('{% stepper "Загрузка" "Проверка" "Применение" current=2 failed=True %}')
    assert html.count('aria-current="step"') == 1
    assert 'aria-label="пройден"' in html
    assert 'aria-label="отклонён"' in html


def test_job_asks_again_only_while_it_runs(draw):
    source = '{% job_progress title="Расчёт" tone="info" state="идёт" done=3 total=10 poll_url=url %}'
    running, ended = draw(source, url="/jobs/1/"), draw(source, url="")
    assert 'hx-get="/jobs/1/"' in running
    assert 'value="3" max="10"' in running
    assert "hx-get" not in ended
    assert "<progress" not in ended


def test_dialog_is_named_and_posts_with_a_token(draw):
    html = draw(
        '{% csrf_token %}{% confirm_dialog id="ok" title="Утвердить?" action="/x/" submit="Да" %}'
        "<p>Навсегда</p>{% endconfirm_dialog %}"
    )
    assert '<dialog id="ok" aria-labelledby="ok-title">' in html
    assert html.count("csrfmiddlewaretoken") == 2
    assert 'method="post" action="/x/"' in html


def test_empty_state_offers_the_next_step(draw):
    html = draw('{% empty_state "Пусто" "Почему" %}<a href="/n/">Начать</a>{% endempty_state %}')
    assert '<div class="empty-acts"><a href="/n/">Начать</a></div>' in html


def test_small_parts_show_their_words(draw):
    html = draw(
        "{% tabs tabs 'Школа' %}{% key_numbers numbers %}{% timeline events %}{% facts pairs %}"
        '{% stat_tile "30 из 78" "школ" "38,5 %" url="/l/" %}{% help_note "Что это" %}Вот что{% endhelp_note %}',
        tabs=[Tab("Одна", "/a/", active=True, count=0)],
        numbers=[KeyNumber("23", "новых")],
        events=[Event("вчера", "Утверждён", who="Волкова")],
        pairs=[("ОГРН", "<1>")],
    )
    for words in ("Одна", "новых", "Утверждён", "Волкова", "&lt;1&gt;", "30 из 78", "Вот что"):
        assert words in html
    assert '<a href="/l/" class="tile">' in html
    assert 'count-quiet">0<' in html


def test_chart_stands_beside_its_table_twin(draw):
    chart = Chart("c", "Школы", "Сводка", ["одна", "две"], [Series("Школ", [3, None])], "Процедур")
    html = draw("{% chart_figure chart %}", chart=chart)
    assert "<svg" in html
    assert '<th scope="row">одна</th><td class="num">3</td>' in html
    assert '<td class="num">нет данных</td>' in html


@pytest.mark.parametrize(("numerator", "width"), [(0, "0.0"), (1, "25.0"), (4, "100.0")])
def test_share_bar_is_proportional(draw, numerator, width):
    assert f'class="fill" width="{width}"' in draw("{% share_bar n 4 %}", n=numerator)
