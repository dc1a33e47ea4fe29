"""Every stored field has a class and every table a retention; nothing that is gone is still listed."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.utils import timezone

from shnor_portal.accounts.models import CacheEntry, DoneRequest, User
from shnor_portal.accounts.services.forgetting import forget_old
from shnor_portal.common.privacy import REGISTER, Privacy, Retention

MODELS = {model._meta.label: {field.name for field in model._meta.concrete_fields} for model in apps.get_models()}


def test_every_table_is_listed_and_no_other():
    assert sorted(REGISTER) == sorted(MODELS)


@pytest.mark.parametrize("label", sorted(MODELS))
def test_every_field_has_a_class_and_no_other(label):
    assert set(REGISTER[label].classes()) == MODELS[label]


def test_references_to_people_are_personal():
    people = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model is User
    }
    classes = {
        f"{label}.{name}": privacy for label, kept in REGISTER.items() for name, privacy in kept.classes().items()
    }
    assert people
    assert {name for name in people if classes[name] != Privacy.STAFF} == set()


@pytest.mark.django_db
def test_what_is_kept_for_a_while_is_really_deleted(officer):
    now = timezone.now()
    for age in (1, 31):
        DoneRequest.objects.create(user=officer, key=str(age), done_at=now - timedelta(days=age))
        Session.objects.create(session_key=str(age), session_data="", expire_date=now + timedelta(days=2 - age))
        CacheEntry.objects.create(cache_key=str(age), value="", expires=now + timedelta(days=2 - age))
    assert forget_old() == {"requests": 1, "cache": 1}
    assert list(DoneRequest.objects.values_list("key", flat=True)) == ["1"]
    assert [session.session_key for session in Session.objects.all()] == ["1"]
    assert REGISTER["accounts.DoneRequest"].retention == Retention.MONTH
