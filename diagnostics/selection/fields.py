"""Reads single values of a rule written as JSON; every refusal names the place and says why in Russian."""

from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from typing import Any, TypeVar

E = TypeVar("E", bound=Enum)
T = TypeVar("T")
MAX_ITEMS = 200


class RuleDefinitionError(ValueError):
    """The rule cannot be used: `path` says where («combine.any[0].count_low_at_least»), `message` why, in Russian."""

    def __init__(self, path: str, message: str) -> None:
        super().__init__(f"{path}: {message}")
        self.path = path
        self.message = message


def read_object(data: Any, path: str, known: set[str] | None) -> Mapping[str, Any]:
    """A JSON object; with `known`, any other key is refused by name."""
    if not isinstance(data, Mapping):
        raise RuleDefinitionError(path, "Здесь нужен объект с полями.")
    strangers = [str(key) for key in data if known is not None and key not in known]
    if strangers:
        raise RuleDefinitionError(f"{path}.{strangers[0]}".lstrip("."), "Такого поля в правиле нет.")
    return data


def read_list(data: Any, path: str, read: Callable[[Any, str], T]) -> list[T]:
    """A JSON list of at most MAX_ITEMS items, each read with its own path."""
    if not isinstance(data, list | tuple):
        raise RuleDefinitionError(path, "Здесь нужен список.")
    if len(data) > MAX_ITEMS:
        raise RuleDefinitionError(path, f"В списке больше {MAX_ITEMS} строк.")
    return [read(item, f"{path}[{index}]") for index, item in enumerate(data)]


def require_distinct(items: Iterable[Any], path: str, message: str) -> None:
    """Refuse a list that names one thing twice."""
    listed = list(items)
    if len(set(listed)) != len(listed):
        raise RuleDefinitionError(path, message)


def read_integer(value: Any, path: str, least: int, most: int) -> int:
    """A whole number within bounds; true and false are not numbers here."""
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise RuleDefinitionError(path, f"Здесь нужно целое число от {least} до {most}.")
    return value


def read_flag(value: Any, path: str) -> bool:
    """True or false, nothing that merely looks like it."""
    if not isinstance(value, bool):
        raise RuleDefinitionError(path, "Здесь нужно true или false.")
    return value


def read_text(value: Any, path: str, *, required: bool = False) -> str:
    """Text; with `required`, not blank."""
    if not isinstance(value, str) or (required and not value.strip()):
        raise RuleDefinitionError(path, "Здесь нужен непустой текст." if required else "Здесь нужен текст.")
    return value


def read_choice(value: Any, path: str, choices: type[E]) -> E:
    """One of the values of an enumeration."""
    if not isinstance(value, str) or value not in [choice.value for choice in choices]:
        raise RuleDefinitionError(path, f"Допустимые значения: {', '.join(choice.value for choice in choices)}.")
    return choices(value)
