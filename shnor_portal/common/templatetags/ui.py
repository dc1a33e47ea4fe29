"""Interface components as template tags; the markup is in templates/_components/, the gallery shows them all."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from shnor_portal.common import ui
from shnor_portal.common.charts import Chart, horizontal_bars, lines, twin_table, vertical_bars
from shnor_portal.common.filtering import chips_of, kept_parameters
from shnor_portal.common.refusals import Refusal
from shnor_portal.common.templatetags.portal import icon, query_with, request_of

register = template.Library()
DRAWERS = {"vertical": vertical_bars, "horizontal": horizontal_bars, "lines": lines}
PLACE_WORDS = (("sheet", "лист"), ("row", "строка"), ("column", "столбец"), ("line", "строка файла"), ("field", "поле"))
NOTICE_ICON = {"good": "good", "warn": "warn", "bad": "bad", "info": "info"}
MESSAGE_TONE = {"success": "good", "warning": "warn", "error": "bad", "info": "info", "debug": "info"}


def render(name: str, **context: Any) -> SafeString:
    return render_to_string(f"_components/{name}.html", context)


@register.simple_tag
def pill(tone: str, label: str) -> SafeString:
    """Status as a shape and a word. Raises ValueError for a tone outside `ui.TONES`."""
    if tone not in ui.TONES:
        raise ValueError(f"unknown tone: {tone!r}")
    return format_html('<span class="pill pill-{}">{}{}</span>', tone, icon(f"shape-{tone}"), label)


@register.simple_tag
def crumb(label: str, url: str = "") -> SafeString:
    """One step of the path inside {% block crumbs %}; without an address it is the page itself."""
    if url:
        return format_html('<li><a href="{}" data-back>{}</a></li>', url, label)
    return format_html('<li aria-current="page">{}</li>', label)


@register.simple_block_tag
def notice(content: SafeString, tone: str, title: str = "", code: str = "") -> SafeString:
    """A message inside a page: tone good, warn, bad or info; `code` becomes data-error-code."""
    return render("notice", content=content, tone=tone, title=title, code=code, icon=NOTICE_ICON[tone])


@register.simple_tag
def refusal_box(refusal: Refusal) -> SafeString:
    """What was declined, where, how to mend it, and the stable code."""
    where = ", ".join(f"{word} {refusal.where[key]}" for key, word in PLACE_WORDS if refusal.where.get(key))
    return render("refusal", refusal=refusal, where=where)


@register.simple_block_tag
def empty_state(content: SafeString, title: str, text: str, icon: str = "folder") -> SafeString:
    """Nothing here yet: why, and inside the block what to do next."""
    return render("empty", content=content, has_acts=bool(content.strip()), title=title, text=text, icon=icon)


@register.simple_block_tag
def data_table(content: SafeString, caption: str, caption_hidden: bool = False, css: str = "") -> SafeString:
    """A table in a region of its own that scrolls when the table is wide. Inside: thead, tbody, tfoot."""
    return render("table", content=content, caption=caption, caption_hidden=caption_hidden, css=css)


@register.simple_tag(takes_context=True)
def sort_th(context: template.Context, key: str, label: str, numeric: bool = False, title: str = "") -> SafeString:
    """A head cell whose link sorts by `key` (parameter «ordering», «-» first for descending)."""
    query = request_of(context).GET
    order = query.get("ordering", "")
    state = {key: "ascending", f"-{key}": "descending"}.get(order, "")
    url = query_with(query, ordering=f"-{key}" if state == "ascending" else key, page=None)
    return render("sort_th", label=label, state=state, url=url, numeric=numeric, title=title)


@register.simple_tag(takes_context=True)
def pagination(context: template.Context, page: Page[Any]) -> SafeString:
    """«Показаны 51–100 из 626» and links to pages that keep the filters; nothing for an empty list."""
    query = request_of(context).GET
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    links = [(str(n), query_with(query, page=n) if isinstance(n, int) else "", n == page.number) for n in numbers]
    before = query_with(query, page=page.number - 1) if page.has_previous() else ""
    after = query_with(query, page=page.number + 1) if page.has_next() else ""
    return render("pagination", page=page, links=links, before=before, after=after)


@register.simple_tag(takes_context=True)
def filter_bar(context: template.Context, form: BaseForm, label: str = "Отбор") -> SafeString:
    """A GET form over the list with the chosen values as chips; other parameters of the address are kept."""
    query = request_of(context).GET
    chips = chips_of(form, query)
    reset = query_with(query, page=None, **{form.add_prefix(name): None for name in form.fields})
    return render("filters", form=form, chips=chips, kept=kept_parameters(form, query), reset=reset, label=label)


@register.simple_tag
def field(bound: BoundField, hint: str = "", mark_optional: bool = True) -> SafeString:
    """A form field with its label, hint and errors tied to it for a screen reader."""
    is_check = getattr(bound.field.widget, "input_type", "") == "checkbox" and not bound.use_fieldset
    optional = mark_optional and not bound.field.required and not is_check
    return render("field", field=bound, is_check=is_check, optional=optional, **control_of(bound, hint))


def control_of(bound: BoundField, hint: str) -> dict[str, Any]:
    """The hint and the control that names its hint and its errors as its description."""
    hint = hint or conditional_escape(bound.help_text)
    described = [f"{bound.auto_id}_helptext"] if hint else []
    described += [f"{bound.auto_id}_error"] if bound.errors else []
    attrs: dict[str, str | bool] = (
        {"aria-describedby": " ".join(described)} if described and not bound.use_fieldset else {}
    )
    return {"hint": hint, "control": bound.as_widget(attrs=attrs)}


@register.simple_tag
def form_fields(form: BaseForm) -> SafeString:
    """What is wrong with the form and all its fields, in their order."""
    return render("form_fields", form=form)


@register.simple_tag
def form_errors(form: BaseForm) -> SafeString:
    """What is wrong with the form as a whole, and links to the fields that need mending."""
    wrong = [bound for bound in form if bound.errors and not bound.is_hidden]
    return render("form_errors", form=form, fields=wrong) if form.errors else SafeString("")


@register.simple_tag
def drop_zone(bound: BoundField, hint: str = "") -> SafeString:
    """A file field where files can also be dropped."""
    return render("dropzone", field=bound, **control_of(bound, hint))


@register.simple_tag
def stepper(*labels: str, current: int, failed: bool = False, label: str = "Шаги") -> SafeString:
    """Steps of a wizard, `current` counted from one."""
    return render("stepper", steps=ui.steps_of(labels, current, failed=failed), label=label)


@register.simple_tag
def tabs(items: Sequence[ui.Tab], label: str) -> SafeString:
    return render("tabs", tabs=items, label=label)


@register.simple_tag
def stat_tile(value: str, label: str, note: str = "", *, tone: str = "", url: str = "") -> SafeString:
    """A figure with its meaning: value «30 из 78», label «школ в перечне», note «38,5 %»."""
    return render("tile", value=value, label=label, note=note, tone=tone, url=url)


@register.simple_tag
def key_numbers(items: Sequence[ui.KeyNumber]) -> SafeString:
    return render("key_numbers", items=items)


@register.simple_tag
def timeline(events: Sequence[ui.Event]) -> SafeString:
    return render("timeline", events=[(event, icon(f"shape-{event.tone}")) for event in events])


@register.simple_tag
def facts(pairs: Sequence[tuple[str, Any]]) -> SafeString:
    """A definition list from (term, value) pairs."""
    return render("facts", pairs=pairs)


@register.simple_block_tag
def help_note(content: SafeString, title: str = "") -> SafeString:
    """«?» that opens an explanation in place; `title` names what is explained."""
    return render("help", content=content, title=title)


@register.simple_block_tag(takes_context=True)
def confirm_dialog(
    context: template.Context,
    content: SafeString,
    *,
    id: str,
    title: str,
    action: str,
    submit: str,
    danger: bool = False,
) -> SafeString:
    """A native dialog with a POST form to `action`; a button with data-dialog-open="id" opens it."""
    words = {"content": content, "id": id, "title": title, "action": action, "submit": submit, "danger": danger}
    return render("dialog", csrf_token=context.get("csrf_token"), **words)


@register.simple_tag
def job_progress(
    *, title: str, tone: str, state: str, done: int = 0, total: int = 0, note: str = "", poll_url: str = ""
) -> SafeString:
    """Progress of a job; while `poll_url` is given the block asks there every two seconds for itself anew."""
    return render("job", title=title, tone=tone, state=state, done=done, total=total, note=note, poll_url=poll_url)


@register.simple_tag
def chart_figure(chart: Chart, kind: str = "vertical") -> SafeString:
    """A chart (vertical, horizontal, lines) with its table twin."""
    return render("chart", chart=chart, drawing=DRAWERS[kind](chart), twin=twin_table(chart))


@register.simple_tag
def share_bar(numerator: int, denominator: int) -> SafeString:
    """A small bar beside a share in a table; decoration, the figure itself stands next to it."""
    width = f"{100 * numerator / denominator:.1f}" if denominator else "0"
    return format_html(
        '<svg class="share-bar" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="track" width="100" height="12"/><rect class="fill" width="{}" height="12"/></svg>',
        width,
    )


@register.filter
def message_tone(message: Any) -> str:
    """Tone of a Django message by its level."""
    return MESSAGE_TONE.get(message.level_tag, "info")


@register.filter
def tone_word(tone: str) -> str:
    return ui.TONE_WORD[tone]


@register.simple_tag
def notice_icon(tone: str) -> SafeString:
    return icon(NOTICE_ICON[tone], css="icon-lg") if tone in NOTICE_ICON else mark_safe("")
