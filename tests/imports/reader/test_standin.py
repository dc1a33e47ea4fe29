"""The stand-in for Django's choices must not differ in anything a layout could see."""

from typing import Any

from diagnostics import enums
from shnor_portal.imports.reader.standin import TextChoices


class Colour(TextChoices):
    RED = "r", "красный"
    BLUE = "b", "синий"


def test_member_is_its_value_and_has_a_label() -> None:
    assert Colour.RED == "r"
    assert str(Colour.RED) == f"{Colour.RED}" == "r"
    assert Colour("b") is Colour.BLUE
    assert (Colour.RED.value, Colour.RED.label) == ("r", "красный")


def test_class_lists_equal_those_of_django() -> None:
    """The same vocabulary, built by Django and by the stand-in."""
    real = enums.Subject
    build: Any = TextChoices
    ours = build("Subject", {member.name: (member.value, member.label) for member in real})

    assert ours.values == list(real.values)
    assert ours.labels == list(real.labels)
    assert ours.choices == [tuple(pair) for pair in real.choices]
    assert ours.names == list(real.names)
