"""Pieces of a drawing. Presentation attributes only: no style attribute, so a strict CSP lets it through.

Each shape also carries a class, by which a page recolours it for the dark and high-contrast schemes;
paper (WeasyPrint) uses the attributes. Series differ by pattern as well as by colour.
"""

from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from shnor_portal.common.charts.model import Chart

FONT = "Golos Text, PT Sans, sans-serif"
INK, SOFT, RULE, PAPER = "#22252e", "#565a66", "#ddd5c6", "#ffffff"
COLOURS = ("#2b4a94", "#b0722a", "#5f8f7b", "#8a8578")
TEXT_SIZE = 13
_CHARACTER = 0.58  # mean width of a Cyrillic character of the face, in ems


def number(value: float) -> str:
    """A coordinate: two decimals are finer than any printer, trailing zeros go."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def wrap(text: str, width: float, limit: int = 3) -> list[str]:
    """Break at spaces into at most `limit` lines of about `width` units; the last line takes the rest."""
    room = max(int(width / (TEXT_SIZE * _CHARACTER)), 4)
    rows: list[str] = []
    for word in text.split():
        if rows and (len(rows[-1]) + 1 + len(word) <= room or len(rows) == limit):
            rows[-1] += f" {word}"
        else:
            rows.append(word)
    return rows or [""]


def text(
    x: float, y: float, content: str, anchor: str = "start", *, css: str = "text", weight: int = 400
) -> SafeString:
    """One line of text with its baseline at y; css is «text» or «soft»."""
    colour = SOFT if css == "soft" else INK
    template = '<text x="{}" y="{}" text-anchor="{}" class="chart-{}" fill="{}" font-weight="{}">{}</text>'
    return format_html(template, number(x), number(y), anchor, css, colour, weight, content)


def block(x: float, y: float, rows: Iterable[str], anchor: str = "start") -> SafeString:
    """Lines of text one under another, the first baseline at y."""
    step = TEXT_SIZE * 1.25
    return join(text(x, y + place * step, row, anchor) for place, row in enumerate(rows))


def line(x1: float, y1: float, x2: float, y2: float, css: str = "axis") -> SafeString:
    """A hairline: css «axis» or «grid»."""
    colour = RULE if css == "grid" else SOFT
    template = '<line x1="{}" y1="{}" x2="{}" y2="{}" class="chart-{}" stroke="{}" stroke-width="1"/>'
    return format_html(template, number(x1), number(y1), number(x2), number(y2), css, colour)


def bar(chart: Chart, series: int, x: float, y: float, width: float, height: float) -> SafeString:
    """A bar of the series (counted from zero): the first is solid, the others have their pattern inside."""
    template = '<rect x="{}" y="{}" width="{}" height="{}" class="{}" fill="{}" stroke="{}" stroke-width="1"/>'
    box = (number(x), number(y), number(width), number(height))
    css = "chart-stroke-{0} chart-fill-{0}" if series == 0 else "chart-stroke-{0}"
    fill = f"url(#{chart.chart_id}-p{series + 1})" if series else COLOURS[0]
    return format_html(template, *box, css.format(series + 1), fill, COLOURS[series])


def patterns(chart: Chart) -> SafeString:
    """Definitions for the second series on: slanted lines, dots, level lines; told apart in black and white."""
    inner = (
        '<path d="M-2 2l4 -4M0 8l8 -8M6 10l4 -4" class="chart-stroke-2" stroke="{0}" stroke-width="2.2"/>',
        '<circle cx="2" cy="2" r="1.5" class="chart-fill-3" fill="{0}"/>'
        '<circle cx="6" cy="6" r="1.5" class="chart-fill-3" fill="{0}"/>',
        '<path d="M0 2h8M0 6h8" class="chart-stroke-4" stroke="{0}" stroke-width="1.4"/>',
    )
    template = (
        '<pattern id="{}-p{}" width="8" height="8" patternUnits="userSpaceOnUse">'
        '<rect width="8" height="8" class="chart-paper" fill="{}"/>{}</pattern>'
    )
    return join(
        format_html(template, chart.chart_id, place + 1, PAPER, format_html(inner[place - 1], COLOURS[place]))
        for place in range(1, len(chart.series))
    )


def legend(chart: Chart, x: float, y: float) -> SafeString:
    """Names of the series with their patterns, one row; nothing for a single series."""
    if len(chart.series) == 1:
        return SafeString("")
    pieces = []
    for place, row in enumerate(chart.series):
        pieces += [bar(chart, place, x, y - 11, 14, 14), text(x + 20, y, row.label)]
        x += 44 + len(row.label) * TEXT_SIZE * _CHARACTER
    return join(pieces)


def join(pieces: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((piece,) for piece in pieces))


def drawing(chart: Chart, width: float, height: float, body: SafeString) -> SafeString:
    """The whole picture with its name and description for those who do not see it."""
    template = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" width="{w}" height="{h}" role="img"'
        ' aria-labelledby="{id}-t {id}-d" font-family="{font}" font-size="{size}">'
        '<title id="{id}-t">{title}</title><desc id="{id}-d">{summary}</desc><defs>{defs}</defs>{body}</svg>'
    )
    return format_html(
        template,
        w=number(width),
        h=number(height),
        id=chart.chart_id,
        font=FONT,
        size=TEXT_SIZE,
        title=chart.title,
        summary=chart.summary,
        defs=patterns(chart),
        body=body,
    )
