"""A municipality gets its books once, and what it has changed stays."""

import pytest
from django.core.exceptions import PermissionDenied

from roadmaps.models import Obligation, RiskFactor, SupportFormat, TypicalMeasure
from roadmaps.services.programme import load_reference

BOOKS = {
    "risk_factors": RiskFactor,
    "support_formats": SupportFormat,
    "typical_measures": TypicalMeasure,
    "obligations": Obligation,
}


def test_books_are_filled_once(city, officer):
    added = load_reference(municipality=city, by=officer)
    assert added == {name: model.objects.filter(municipality=city).count() for name, model in BOOKS.items()}
    assert all(added.values())
    assert set(load_reference(municipality=city, by=officer).values()) == {0}


def test_what_the_department_changed_stays(city, officer):
    load_reference(municipality=city, by=officer)
    RiskFactor.objects.filter(code="equipment").update(title="Своё название", is_active=False)
    TypicalMeasure.objects.filter(municipality=city).first().delete()
    assert load_reference(municipality=city, by=officer)["typical_measures"] == 1
    factor = RiskFactor.objects.get(code="equipment")
    assert (factor.title, factor.is_active) == ("Своё название", False)


def test_books_belong_to_one_city(city, other_city, officer, stranger):
    load_reference(municipality=city, by=officer)
    assert not RiskFactor.objects.visible_to(stranger).exists()
    assert RiskFactor.objects.visible_to(officer).exists()


def test_school_reads_the_library_and_changes_nothing(city, officer, school_admin):
    load_reference(municipality=city, by=officer)
    assert TypicalMeasure.objects.visible_to(school_admin).count() == TypicalMeasure.objects.count()
    with pytest.raises(PermissionDenied):
        load_reference(municipality=city, by=school_admin)
