"""Writing messages with the act they tell of."""

from datetime import date
from pathlib import Path

import orjson
import pytest
from django.conf import settings
from django.db import transaction

from shnor_portal.webhooks.events import DATA_FIELDS
from shnor_portal.webhooks.models import WebhookDelivery
from shnor_portal.webhooks.services import emit, pause_endpoint
from tests.webhooks.builders import EVENT, OTHER_EVENT, connected, told


def test_message_says_what_happened_to_what(city, endpoint):
    (row,) = told(city, number=17, school_id=5, due_on=date(2020, 10, 30), state="approved")
    assert orjson.loads(row.body) == {
        "id": str(row.public_id),
        "event": EVENT,
        "sequence": row.pk,
        "created_at": row.created_at.isoformat(),
        "municipality": "gorod",
        "object": {"type": "trial", "id": "17"},
        "data": {"school_id": 5, "due_on": "2020-10-30", "state": "approved"},
    }


def test_only_those_who_asked_are_told(city, other_city, administrator, foreign_administrator):
    listening = connected(city, administrator)
    connected(city, administrator, events=[OTHER_EVENT])
    connected(other_city, foreign_administrator)
    pause_endpoint(endpoint=connected(city, administrator), by=administrator)
    assert [row.endpoint for row in told(city)] == [listening]


def test_act_that_is_taken_back_tells_nobody(city, endpoint):
    with transaction.atomic():
        emit(municipality_id=city.pk, event=EVENT, object_type="trial", object_id=1, data={})
        assert WebhookDelivery.objects.exists()
        transaction.set_rollback(True)
    assert not WebhookDelivery.objects.exists()


def test_later_act_has_the_greater_number(city, endpoint):
    (first,), (second,) = told(city), told(city)
    assert orjson.loads(first.body)["sequence"] < orjson.loads(second.body)["sequence"]


def test_telling_many_takes_as_many_queries_as_telling_one(city, administrator, django_assert_num_queries):
    connected(city, administrator)
    with transaction.atomic(), django_assert_num_queries(3):
        assert emit(municipality_id=city.pk, event=EVENT, object_type="t", object_id=1, data={}) == 1
    for _ in range(9):
        connected(city, administrator)
    with transaction.atomic(), django_assert_num_queries(3):
        assert emit(municipality_id=city.pk, event=EVENT, object_type="t", object_id=1, data={}) == 10


@pytest.mark.parametrize(
    "data",
    [
        {"full_name": "Иванова Анна"},
        {"email": "a@example.org"},
        {"state": ["a"]},
        {"state": {"a": 1}},
        {"count": 1.5},
        {"state": "х" * 201},
        {"grade": 5},
    ],
)
def test_data_outside_the_contract_is_not_written(city, endpoint, data):
    with pytest.raises(ValueError, match=r"trial\.opened"):
        told(city, **data)
    assert not WebhookDelivery.objects.exists()


def test_event_may_carry_what_its_declaration_adds(city, administrator):
    connected(city, administrator, events=[OTHER_EVENT])
    (row,) = told(city, OTHER_EVENT, grade=5)
    assert orjson.loads(row.body)["data"] == {"grade": 5}


def test_undeclared_event_cannot_be_told(city, endpoint):
    with pytest.raises(KeyError):
        told(city, "trial.unheard_of")


@pytest.mark.django_db(transaction=True)
def test_message_outside_a_transaction_is_a_defect(city):
    with pytest.raises(RuntimeError):
        emit(municipality_id=city.pk, event=EVENT, object_type="trial", object_id=1, data={})


def test_contract_is_documented():
    page = (Path(settings.BASE_DIR) / "docs/webhooks.md").read_text(encoding="utf-8")
    assert [name for name in DATA_FIELDS if f"`{name}`" not in page] == []
