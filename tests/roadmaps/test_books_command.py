"""The operator fills the books from the command line."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from roadmaps.models import Obligation, TypicalMeasure


def test_books_are_filled_and_counted(city):
    said = StringIO()
    call_command("load_reference_books", municipality=city.code, stdout=said)
    assert f"Добавлено типовых мероприятий: {TypicalMeasure.objects.of(city).count()}" in said.getvalue()
    assert Obligation.objects.of(city).exists()


def test_unknown_city_is_named(city):
    with pytest.raises(CommandError, match="net-takogo"):
        call_command("load_reference_books", municipality="net-takogo")
