"""Kinds of notifications. Each app declares its own in notifications.py; a person sets e-mail per kind."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NotificationKind:
    """`title` is Russian and stands in the settings page; `by_mail` holds until the person says otherwise."""

    code: str
    title: str
    by_mail: bool = True


_KINDS: dict[str, NotificationKind] = {}


def declare(code: str, title: str, *, by_mail: bool = True) -> NotificationKind:
    """Make a kind known, once, when its app is loaded."""
    kind = _KINDS[code] = NotificationKind(code, title, by_mail)
    return kind


def kind_of(code: str) -> NotificationKind:
    """Raises KeyError for a kind nobody declared: a message that no setting could turn off."""
    return _KINDS[code]


def all_kinds() -> list[NotificationKind]:
    return sorted(_KINDS.values(), key=lambda kind: kind.title)
