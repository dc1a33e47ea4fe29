"""A stand-in for the one thing that vocabulary modules take from Django: `django.db.models.TextChoices`.

Layouts import the vocabulary (`diagnostics.enums`). The real package would cost the child more time than reading a
small file and would bring the way to the database with it. In the child nothing else of Django can be imported.
"""

import sys
from enum import EnumMeta, StrEnum
from types import ModuleType
from typing import Any


class _ChoicesMeta(EnumMeta):
    """Class-level lists, as Django's choices have them."""

    @property
    def choices(cls) -> list[tuple[str, str]]:
        return [(member.value, member.label) for member in cls]  # type: ignore[var-annotated]

    @property
    def values(cls) -> list[str]:
        return [value for value, _ in cls.choices]

    @property
    def labels(cls) -> list[str]:
        return [label for _, label in cls.choices]

    @property
    def names(cls) -> list[str]:
        return list(cls.__members__)


class TextChoices(StrEnum, metaclass=_ChoicesMeta):
    """Members are written `NAME = "value", "label"`; a member is its value, and its `label` is for people."""

    label: str

    def __new__(cls, value: str, label: str = "") -> "TextChoices":
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


class _NoDjango:
    """Says plainly why an import failed, rather than letting Django load without settings.

    Not a subclass of the abstract finder: its module alone costs a third of the child's start.
    """

    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> None:
        if fullname.partition(".")[0] == "django":
            raise ImportError(f"{fullname} is not available in the reading process")


def install() -> None:
    """Put the stand-in where `from django.db.models import TextChoices` finds it."""
    for name in ("django", "django.db", "django.db.models"):
        module = ModuleType(name)
        module.__path__ = []
        sys.modules[name] = module
    sys.modules["django.db.models"].TextChoices = TextChoices  # type: ignore[attr-defined]
    sys.meta_path.insert(0, _NoDjango())
