"""A plan on the axis of its year: one row a measure, bars for stretches of days, marks for terms, a line for today.

Late, done and open terms differ by shape and, at late ones, by a word; colours only help.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.html import format_html
from django.utils.safestring import SafeString

from shnor_portal.common.charts import svg
from shnor_portal.common.dates import MONTHS

WIDTH, LABELS, RIGHT = 1120, 380, 16
AXIS, GROUP, ROW = 40, 34, 38
SHAPES = {
    "done": "M-5.5 0a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0 -11 0z",
    "late": "M0 -6.5l6.5 12h-13z",
    "open": "M0 -6.5l6.5 6.5l-6.5 6.5l-6.5 -6.5z",
}
INKS = {"done": "#1c663b", "late": "#a3281e", "open": "#2b4a94"}
LATE = "просрочено"
LINES_OF_ANY_TEXT = 100


@dataclass(frozen=True, slots=True)
class Mark:
    """A term of a row: «done», «late» or «open»."""

    day: date
    state: str


@dataclass(frozen=True, slots=True)
class Row:
    """A measure. `bars` are stretches of days, both ends included; without bars and marks the row says `note`."""

    label: str
    bars: Sequence[tuple[date, date]] = ()
    marks: Sequence[Mark] = ()
    note: str = ""

    @property
    def is_late(self) -> bool:
        return any(mark.state == "late" for mark in self.marks)


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Gantt:
    """Groups of rows between two days. Raises ValueError when the days are in the wrong order or there are no rows."""

    chart_id: str
    title: str
    summary: str
    first: date
    last: date
    today: date
    groups: Sequence[Group]

    def __post_init__(self) -> None:
        if self.first >= self.last or not any(group.rows for group in self.groups):
            raise ValueError("a plan needs days and rows")

    def x(self, day: date) -> float:
        """Where the day begins on the axis; days outside it stand at its ends."""
        inside = min(max(day, self.first), self.last + timedelta(days=1))
        return LABELS + (WIDTH - LABELS - RIGHT) * (inside - self.first).days / ((self.last - self.first).days + 1)

    @property
    def height(self) -> float:
        groups = [group for group in self.groups if group.rows]
        return AXIS + sum((GROUP if group.title else 0) + ROW * len(group.rows) for group in groups) + 8


def gantt(chart: Gantt) -> SafeString:
    """The drawing."""
    pieces: list[SafeString] = [_months(chart)]
    y = float(AXIS)
    for group in chart.groups:
        if not group.rows:
            continue
        if group.title:
            pieces.append(_head(group, y))
            y += GROUP
        for row in group.rows:
            pieces.append(_row(chart, row, y))
            y += ROW
    if chart.first <= chart.today <= chart.last:
        pieces.append(_today(chart))
    return _drawing(chart, svg.join(pieces))


def _months(chart: Gantt) -> SafeString:
    """Names of months and a line at the beginning of each."""
    pieces, month = [], chart.first.replace(day=1)
    while month <= chart.last:
        following = (month + timedelta(days=32)).replace(day=1)
        left, right = chart.x(month), chart.x(following)
        pieces += [
            svg.line(left, AXIS - 22, left, chart.height - 8, "grid"),
            svg.text((left + right) / 2, AXIS - 14, MONTHS[month.month - 1][:3], "middle", css="soft"),
        ]
        if month.month == 1 or month == chart.first.replace(day=1):
            pieces.append(svg.text(left + 3, 13, str(month.year), weight=600))
        month = following
    pieces.append(svg.line(0, AXIS - 4, WIDTH, AXIS - 4))
    return svg.join(pieces)


def _head(group: Group, y: float) -> SafeString:
    band = format_html(
        '<rect x="0" y="{}" width="{}" height="{}" class="gantt-group" fill="#f0ebe1"/>',
        svg.number(y + 4),
        WIDTH,
        GROUP - 8,
    )
    title = svg.wrap(group.title, WIDTH - 20, limit=1)[0]
    return svg.join([band, svg.text(8, y + GROUP / 2 + 5, title, weight=600)])


def _row(chart: Gantt, row: Row, y: float) -> SafeString:
    lines = _short(row.label)
    middle = y + ROW / 2
    top = middle + 5 - (len(lines) - 1) * svg.TEXT_SIZE * 0.625
    pieces = [svg.block(8, top, lines), svg.line(0, y + ROW, WIDTH, y + ROW, "grid")]
    pieces += [_bar(chart, first, last, middle) for first, last in row.bars]
    pieces += [_mark(chart, mark, middle) for mark in row.marks]
    if row.is_late:
        pieces.append(_word(chart, row, middle))
    if row.note and not row.bars and not row.marks:
        pieces.append(svg.text(LABELS + 8, middle + 5, row.note, css="soft"))
    return svg.join(pieces)


def _short(label: str) -> list[str]:
    """Two lines at most; a longer text ends in an ellipsis, the table beneath has it whole."""
    lines = svg.wrap(label, LABELS - 40, limit=LINES_OF_ANY_TEXT)
    return lines if len(lines) <= 2 else [lines[0], f"{lines[1]}…"]


def _bar(chart: Gantt, first: date, last: date, middle: float) -> SafeString:
    left, right = chart.x(first), chart.x(last + timedelta(days=1))
    template = '<rect x="{}" y="{}" width="{}" height="12" rx="2" class="gantt-bar" fill="#c3cde6" stroke="#2b4a94"/>'
    return format_html(template, svg.number(left), svg.number(middle - 6), svg.number(max(right - left, 3)))


def _mark(chart: Gantt, mark: Mark, middle: float) -> SafeString:
    template = '<path d="{}" transform="translate({} {})" class="gantt-{}" fill="{}"/>'
    x = svg.number(chart.x(mark.day))
    return format_html(template, SHAPES[mark.state], x, svg.number(middle), mark.state, INKS[mark.state])


def _word(chart: Gantt, row: Row, middle: float) -> SafeString:
    """«просрочено» beside the last late mark, on the side that has room."""
    x = chart.x(max(mark.day for mark in row.marks if mark.state == "late"))
    has_room = x + 100 < WIDTH
    template = '<text x="{}" y="{}" text-anchor="{}" class="gantt-late" fill="{}" font-weight="600">{}</text>'
    place = (x + 11, "start") if has_room else (x - 11, "end")
    return format_html(template, svg.number(place[0]), svg.number(middle + 5), place[1], INKS["late"], LATE)


def _today(chart: Gantt) -> SafeString:
    x = svg.number(chart.x(chart.today))
    template = (
        '<line x1="{x}" y1="{top}" x2="{x}" y2="{end}" class="gantt-today" stroke="#b3541e" stroke-width="2"'
        ' stroke-dasharray="5 3"/>'
    )
    return format_html(template, x=x, top=AXIS - 8, end=svg.number(chart.height - 8))


def _drawing(chart: Gantt, body: SafeString) -> SafeString:
    template = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" width="{w}" height="{h}" role="img"'
        ' aria-labelledby="{id}-t {id}-d" font-family="{font}" font-size="{size}">'
        '<title id="{id}-t">{title}</title><desc id="{id}-d">{summary}</desc>{body}</svg>'
    )
    return format_html(
        template,
        w=WIDTH,
        h=svg.number(chart.height),
        id=chart.chart_id,
        font=svg.FONT,
        size=svg.TEXT_SIZE,
        title=chart.title,
        summary=chart.summary,
        body=body,
    )
