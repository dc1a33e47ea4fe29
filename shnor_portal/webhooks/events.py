"""Events other systems may be told of. Each app declares its own in `events.py`; an endpoint is subscribed by choice.

A message says that something happened and to which row; whoever wants more asks the REST API under rights of its own.
So `data` of an event holds only what `DATA_FIELDS` names, or what the declaration adds: keys, codes, states and days,
never a name, an address or a text that people type.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

DATA_FIELDS: dict[str, str] = {
    "academic_year": "учебный год, первый из двух календарных",
    "case_id": "ключ случая поддержки",
    "count": "количество",
    "due_on": "срок, день",
    "happened_on": "день события",
    "measure_id": "ключ мероприятия",
    "month": "месяц, ГГГГ-ММ",
    "number": "номер: раздела, мероприятия, приказа",
    "path": "страница портала",
    "previous_state": "состояние до события, код",
    "reason_code": "код причины",
    "roadmap_id": "ключ дорожной карты",
    "school_code": "код школы",
    "school_id": "ключ школы в REST",
    "state": "состояние после события, код",
    "version": "редакция записи",
}
"""Names that any event may use in its `data`, with their meaning in Russian."""

LONGEST_TEXT = 200
PLAIN = (str, int, bool, date, type(None))
OTHER_GROUP = "Прочие события"


@dataclass(frozen=True, slots=True)
class WebhookEvent:
    """`code` is «noun.verb» and stable; `title` and `group` are Russian; `fields` are names beyond `DATA_FIELDS`."""

    code: str
    title: str
    group: str = OTHER_GROUP
    fields: frozenset[str] = frozenset()


_EVENTS: dict[str, WebhookEvent] = {}
PING = WebhookEvent("ping", "Проверка связи")
"""Sent to one endpoint when a person presses «Проверить»; nobody subscribes to it."""


def declare_event(code: str, title: str, *, group: str = OTHER_GROUP, fields: Iterable[str] = ()) -> WebhookEvent:
    """Make an event known, once, when its app is loaded."""
    event = _EVENTS[code] = WebhookEvent(code, title, group, frozenset(fields))
    return event


def event_of(code: str) -> WebhookEvent:
    """Raises KeyError for an event nobody declared: nobody could subscribe to it."""
    return _EVENTS[code]


def title_of(code: str) -> str:
    """The event in words; one that is declared no more shows as its code."""
    known = PING if code == PING.code else _EVENTS.get(code)
    return known.title if known else code


def all_events() -> list[WebhookEvent]:
    return sorted(_EVENTS.values(), key=lambda event: (event.group == OTHER_GROUP, event.group, event.title))


def grouped_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Choices of a form: groups in order, events inside."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for event in all_events():
        groups.setdefault(event.group, []).append((event.code, event.title))
    return list(groups.items())


def check_data(event: WebhookEvent, data: Mapping[str, object]) -> None:
    """Hold an event to its contract. Raises ValueError for a field it may not carry, and for a value that is no
    plain text, whole number, day, flag or absence: a defect of ours, never of the person who acts."""
    allowed = event.fields | DATA_FIELDS.keys()
    strange = sorted(data.keys() - allowed)
    if strange:
        raise ValueError(f"{event.code} may not carry {', '.join(strange)}")
    wrong = [name for name, value in data.items() if not isinstance(value, PLAIN)]
    wrong += [name for name, value in data.items() if isinstance(value, str) and len(value) > LONGEST_TEXT]
    if wrong:
        raise ValueError(f"{event.code} carries no such value in {', '.join(wrong)}")
