"""A calendar as phones read it (RFC 5545): whole days, a reminder the morning before, an address back to the portal.

The same lines give the same bytes: moments are those of the feed, not of the request.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from icalendar import Alarm, Calendar, Event

from roadmaps.models import CalendarFeed
from roadmaps.rules.occurrence import Occurrence

ICS = "text/calendar; charset=utf-8"
ALARM_BEFORE = timedelta(hours=15)
"""Before the midnight that begins the day: nine in the morning of the day before."""


def calendar_bytes(feed: CalendarFeed, rows: Iterable[Occurrence]) -> bytes:
    """The whole file."""
    calendar = Calendar()
    calendar.add("prodid", "-//Школы роста//Календарь программы//RU")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"Школы роста: {feed.title}")
    calendar.add("x-wr-timezone", feed.municipality.time_zone)
    calendar.add("refresh-interval", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    for row in rows:
        calendar.add_component(_event(row, feed.created_at))
    return calendar.to_ical()


def _event(row: Occurrence, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", f"{row.key}@{urlsplit(settings.PUBLIC_URL).hostname}")
    event.add("dtstamp", stamp)
    event.add("dtstart", row.until)
    event.add("dtend", row.until + timedelta(days=1))
    event.add("summary", f"✓ {row.title}" if row.is_done else row.title)
    event.add("description", _description(row))
    event.add("categories", [str(row.kind.label)])
    event.add("transp", "TRANSPARENT")
    event.add("url", settings.PUBLIC_URL + address_of(row))
    if not row.is_done:
        event.add_component(_alarm(row))
    return event


def _description(row: Occurrence) -> str:
    """What it is, of which school, and its state; nothing of the state changes by the hour."""
    lines = [str(row.kind.label).capitalize(), row.school]
    if row.tally:
        lines.append(f"Выполнено: {row.tally.done} из {row.tally.total}")
    if row.until != row.day:
        lines.append(f"Срок {row.day:%d.%m.%Y} приходится на выходной")
    return "\n".join(line for line in lines if line)


def _alarm(row: Occurrence) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", row.title)
    alarm.add("trigger", -ALARM_BEFORE)
    return alarm


def address_of(row: Occurrence) -> str:
    """The page of the line, or the day of the calendar for what has no page of its own."""
    if row.page:
        return reverse(row.page[0], args=row.page[1:])
    return f"{reverse('roadmaps:calendar')}?day={row.day.isoformat()}"
