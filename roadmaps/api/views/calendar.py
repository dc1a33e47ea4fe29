"""REST: the calendar of a person in one city."""

import re
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from roadmaps.api.serializers.calendar import OccurrenceSerializer
from roadmaps.models import SupportCase
from roadmaps.rules.occurrence import Occurrence
from roadmaps.selectors.occurrences import occurrences
from roadmaps.selectors.programme import today_in
from shnor_portal.accounts.access import person
from shnor_portal.accounts.api.municipalities import municipality_named
from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.rest.bodies import FIRST_YEAR, LAST_YEAR
from shnor_portal.common.rest.pages import WholeList
from shnor_portal.common.rest.parameters import FORMAT, MUNICIPALITY, check_parameters, refuse, wants_csv
from shnor_portal.common.rest.views import Resource

DAY_FROM, DAY_TO, ONLY_MINE = "day_from", "day_to", "only_mine"
DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)
USUAL, LONGEST = timedelta(days=30), timedelta(days=366)
PARAMETERS = [
    OpenApiParameter(DAY_FROM, {"type": "string", "format": "date"}, description="С какого дня; без него — с сегодня"),
    OpenApiParameter(
        DAY_TO, {"type": "string", "format": "date"}, description="По какой день; без него — 30 дней, не больше 366"
    ),
    OpenApiParameter(ONLY_MINE, {"type": "string", "enum": ["true"]}, description="Только то, что за мной"),
    OpenApiParameter(
        MUNICIPALITY, {"type": "string", "minLength": 1}, description="Код муниципалитета, если их у вас несколько"
    ),
]


class OccurrenceResource(Resource):
    """What is due: obligations of the year, terms of plans, interviews, reviews. Computed, hence without pages."""

    permission = Permission.VIEW_CALENDAR
    serializer_class = OccurrenceSerializer
    pagination_class = WholeList
    filter_backends = ()
    municipality_path = None

    def visible(self, user: Any) -> QuerySet[Any]:
        """The calendar is no table: `list` reads it whole."""
        return SupportCase.objects.none()

    @extend_schema(parameters=PARAMETERS)
    def list(self, request: Request, **kwargs: Any) -> Response:
        query = request.query_params
        check_parameters(query, [DAY_FROM, DAY_TO, ONLY_MINE, MUNICIPALITY, FORMAT])
        user = person(request._request)
        city = municipality_named(user, query.get(MUNICIPALITY, ""))
        first, last = asked_days(query.get(DAY_FROM), query.get(DAY_TO), today_in(city))
        if query.get(ONLY_MINE, "true") != "true":
            raise refuse("PARAMETER_INVALID", ONLY_MINE, "Неизвестное значение.", "Есть: true.")
        lines = occurrences(user, city, first, last, only_mine=ONLY_MINE in query)
        rows = [line_row(line, city.code) for line in lines]
        return Response(rows if wants_csv(request) else {"next": None, "results": rows})


def asked_days(first: str | None, last: str | None, today: date) -> tuple[date, date]:
    """Bounds of the calendar. Raises Refusal PARAMETER_INVALID (400)."""
    begin = read_day(DAY_FROM, first) if first is not None else today
    end = read_day(DAY_TO, last) if last is not None else begin + USUAL
    if not begin <= end <= begin + LONGEST:
        raise refuse("PARAMETER_INVALID", DAY_TO, "Промежуток — от одного дня до 366.")
    return begin, end


def read_day(name: str, text: str) -> date:
    """A day of a year that calendars of schools may hold."""
    try:
        day = date.fromisoformat(text) if DAY.match(text) else None
    except ValueError:
        day = None
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise refuse("PARAMETER_INVALID", name, "Нужен день вида 2020-11-30.")
    return day


def line_row(line: Occurrence, city: str) -> dict[str, Any]:
    """A line as plain data, in the order of the serializer's fields."""
    return {
        "key": line.key,
        "municipality": city,
        "day": line.day,
        "until": line.until,
        "kind": line.kind.value,
        "title": line.title,
        "school": line.school_id,
        "is_done": line.is_done,
        "days_late": line.days_late,
        "is_mine": line.is_mine,
        "done_schools": line.tally.done if line.tally else None,
        "all_schools": line.tally.total if line.tally else None,
    }
