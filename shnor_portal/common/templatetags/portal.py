"""Words and figures in templates: years, shares, plurals, icons, addresses that keep their filters."""

from typing import Any
from uuid import uuid4

from django import template
from django.http import HttpRequest, QueryDict
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from shnor_portal.common import numbers
from shnor_portal.common.icons import ICONS
from shnor_portal.common.years import format_academic_year

register = template.Library()
PAGE_PARAMETER = "page"


@register.filter
def academic_year(start: int) -> str:
    """2020 → «2020/2021»."""
    return format_academic_year(start)


@register.simple_tag
def share(numerator: int | None, denominator: int | None, places: int = 1, beside: Any = None) -> str:
    """«38,5 %» from two counts; «нет данных» where a count is missing or there was nobody to count."""
    if numerator is None or not denominator:
        return "нет данных"
    return numbers.format_percent(numerator, denominator, places, beside)


@register.simple_tag
def plural(count: int, one: str, few: str, many: str) -> str:
    """«30 школ»: the number and the right form of the noun, held together by a no-break space."""
    return f"{count}{numbers.NBSP}{numbers.plural(count, one, few, many)}"


@register.simple_tag
def figure_of(part: int, whole: int) -> str:
    """«30 из 78», held together by no-break spaces."""
    return f"{part}{numbers.NBSP}из{numbers.NBSP}{whole}"


@register.filter
def plural_form(count: int, forms: str) -> str:
    """The noun alone: {{ n|plural_form:"школа,школы,школ" }}."""
    one, few, many = forms.split(",")
    return numbers.plural(count, one, few, many)


@register.filter
def thousands(value: int | None) -> str:
    """1048576 → «1 048 576», held together by no-break spaces; None → «нет данных»."""
    return "нет данных" if value is None else f"{value:,}".replace(",", numbers.NBSP).replace("-", numbers.MINUS)


@register.simple_tag
def icon(name: str, label: str = "", css: str = "") -> SafeString:
    """An icon by its meaning; with `label` it is read aloud, without it is decoration. Raises KeyError."""
    address = f"{static('vendor/icons/sprite.svg')}#{ICONS[name]}"
    spoken = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    classes = f"icon {css}".strip()
    return format_html('<svg class="{}" {} focusable="false"><use href="{}"></use></svg>', classes, spoken, address)


@register.simple_tag
def form_nonce() -> SafeString:
    """A hidden field that tells one filling of a form from another, so that a double click has one effect."""
    return format_html('<input type="hidden" name="nonce" value="{}">', uuid4().hex)


def query_with(query: QueryDict, **changes: Any) -> str:
    """The query string with some parameters changed; None or empty removes one. Starts with «?»."""
    changed = query.copy()
    for name, value in changes.items():
        if value in (None, ""):
            changed.pop(name, None)
        else:
            changed[name] = str(value)
    return "?" + changed.urlencode()


@register.simple_tag(takes_context=True)
def query_replace(context: template.Context, **changes: Any) -> str:
    """The page's own query with changes; the list starts again from page one unless `page` is given."""
    changes.setdefault(PAGE_PARAMETER, None)
    return query_with(request_of(context).GET, **changes)


@register.simple_tag(takes_context=True)
def here(context: template.Context, url: str) -> SafeString:
    """aria-current for a link whose address the page is (or lies under)."""
    path = request_of(context).path
    is_here = path == url if url == "/" else path.startswith(url)
    return mark_safe('aria-current="page"') if is_here else SafeString("")


def request_of(context: template.Context) -> HttpRequest:
    request: HttpRequest = context["request"]
    return request
