"""The gallery: every interface component in every state, with invented figures, for those who build pages."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shnor_portal.common.charts import Chart, Series
from shnor_portal.common.numbers import compare_share
from shnor_portal.common.refusals import Refusal
from shnor_portal.common.templatetags.ui import job_progress
from shnor_portal.common.ui import Event, KeyNumber, Tab

KINDS = [("", "Все виды"), ("school", "Средняя школа"), ("gymnasium", "Гимназия"), ("lyceum", "Лицей")]
VERDICTS = [("low", "низкий результат"), ("not_low", "не низкий"), ("no_data", "нет данных")]


class GalleryFilter(forms.Form):
    """A filter form with each kind of field that lists use."""

    q = forms.CharField(label="Название или код", required=False, widget=forms.TextInput(attrs={"type": "search"}))
    kind = forms.ChoiceField(label="Вид", choices=KINDS, required=False)
    low = forms.IntegerField(label="Низких не меньше", min_value=0, required=False)
    mine = forms.BooleanField(label="только мои", required=False)


class GalleryForm(forms.Form):
    """A form with hints, a required field, a list, a flag, radio buttons and a file."""

    number = forms.CharField(label="Номер приказа", help_text="Так, как в журнале регистрации: 847-а")
    signed_on = forms.DateField(
        label="Дата приказа", input_formats=["%d.%m.%Y"], error_messages={"invalid": "Напишите дату так: 30.10.2020"}
    )
    origin = forms.ChoiceField(label="Происхождение", choices=[("m", "муниципальный"), ("r", "региональный")])
    verdict = forms.ChoiceField(label="Вывод", choices=VERDICTS, widget=forms.RadioSelect)
    note = forms.CharField(label="Основание", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    notify = forms.BooleanField(label="Сообщить школам", required=False, help_text="Письмо придёт директору и куратору")
    file = forms.FileField(label="Перетащите книгу Excel сюда или выберите файл", required=False)


def row(number: int) -> dict[str, Any]:
    """One line of the sample table; some figures are absent on purpose."""
    taken = 40 + number * 7 % 45
    failed = None if number % 5 == 0 else (taken * (12 + number * 13 % 40)) // 100
    return {
        "id": number,
        "name": f"МБОУ «СОШ № {number}»",
        "kind": "средняя",
        "taken": taken,
        "failed": failed,
        "is_low": failed is not None and compare_share(failed, taken, ">=", 30),
        "low": number * 3 % 5,
    }


def bars() -> Chart:
    categories = ["1 процедура", "2 процедуры", "3 процедуры", "4 процедуры", "5 и больше"]
    figures = Series("Школ", [3, 14, 9, 4, None], ["3", "14", "9", "4", "нет данных"])
    summary = "Больше всего школ, 14, имеют две процедуры с низким результатом."
    return Chart("low-count", "Школы перечня по числу низких процедур", summary, categories, [figures], "Низких")


def two_years() -> Chart:
    categories = ["ВПР, 6 класс, математика", "ВПР, 6 класс, русский язык", "ОГЭ, математика", "ЕГЭ, русский язык"]
    series = [Series("2019/2020", [21, 17, 24, 3]), Series("2020/2021", [18, 19, 20, None])]
    summary = "Низких результатов по ОГЭ по математике стало меньше: 20 школ против 24."
    return Chart("by-procedure", "Школы с низким результатом по процедурам", summary, categories, series, "Процедура")


def cohort() -> Chart:
    years = ["2018/2019", "2019/2020", "2020/2021"]
    series = [
        Series("Перечень", [41.3, 38.5, 33.1]),
        Series("Город", [22.4, 21.9, 20.6]),
        Series("Похожие школы", [30.2, None, 28.8]),
    ]
    summary = "Доля не справившихся в школах перечня за три года снизилась с 41,3 до 33,1 %."
    return Chart("cohort", "Не справились с ВПР по математике, %", summary, years, series, "Учебный год")


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Show all components. Reads nothing but the address."""
    if "job" in request.GET:
        return HttpResponse(job_progress(title="Применение загрузки", tone="good", state="выполнено", note="626 строк"))
    if "toast" in request.GET:
        messages.success(request, "Загрузка применена: 23 новые строки, 4 изменены.")
        messages.error(request, "Отменить загрузку нельзя: по ней утверждён перечень.")
    return render(request, "gallery.html", context(request))


def context(request: HttpRequest) -> dict[str, Any]:
    sent = {"number": "", "signed_on": "октябрь", "origin": "m"}
    return {
        "filter_form": GalleryFilter(request.GET),
        "empty_form": GalleryForm(prefix="blank"),
        "wrong_form": GalleryForm(sent, prefix=None),
        "rows": [row(number) for number in range(1, 15)],
        "page_obj": Paginator(range(626), 50).get_page(request.GET.get("page", 4)),
        "refusal": Refusal(
            "HEADER_MISSING",
            "На листе нет столбца «Код ОО»",
            "Добавьте столбец с кодом школы из РИС и загрузите файл снова.",
            {"sheet": "ВПР МА-6", "row": 4},
        ),
        "tabs": [Tab("Основания", "?tab=1", active=True), Tab("Процедуры", "?tab=2", count=9), Tab("Ход", "?tab=3")],
        "numbers": [
            KeyNumber("626", "строк в файле"),
            KeyNumber("581", "новых"),
            KeyNumber("23", "изменено"),
            KeyNumber("18", "без изменений"),
            KeyNumber("4", "отклонено", "строки 17, 45, 311, 502"),
        ],
        "events": [
            Event(
                "21 октября 2020, 16:40", "Перечень утверждён", "Правило и данные заморожены.", "Волкова Н. А.", "good"
            ),
            Event("20 октября 2020, 11:05", "Школа возразила", "Просит проверить участников ОГЭ.", "СОШ № 7", "warn"),
            Event("19 октября 2020, 09:12", "Перечень предложен", "", "Петрова И. С.", "info"),
        ],
        "facts": [("ОГРН", "1022500000017"), ("Контингент", "812"), ("Учредитель", "администрация города")],
        "bars": bars(),
        "two_years": two_years(),
        "cohort": cohort(),
    }
