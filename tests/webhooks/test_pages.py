"""Pages of webhooks: what an administrator sees, and what others do not."""

import re

import pytest
from django.urls import reverse

from shnor_portal.accounts.permissions import Role
from shnor_portal.webhooks.models import WebhookDelivery, WebhookEndpoint
from shnor_portal.webhooks.rules.sealing import unseal
from shnor_portal.webhooks.services import pause_endpoint, send_due
from tests.factories import make_user
from tests.factories.people import PASSWORD
from tests.webhooks.builders import EVENT, OTHER_EVENT, URL, connected, told
from tests.webhooks.receiver import say

FORM = {"title": "Журнал", "url": URL, "events": [EVENT], "nonce": "a"}


def shown_secret(page) -> str:
    found = re.search(r"data-secret>([^<]+)<", page.content.decode())
    return found[1] if found else ""


def test_secret_is_shown_once(keeper):
    page = keeper.post(reverse("webhooks:create"), FORM)
    endpoint = WebhookEndpoint.objects.get()
    assert shown_secret(page) == unseal(endpoint.secret)
    assert "no-store" in page["Cache-Control"]
    again = keeper.post(reverse("webhooks:create"), FORM, follow=True)
    assert "уже подключена" in again.content.decode()
    assert WebhookEndpoint.objects.count() == 1
    for name in ("detail", "edit", "rotate"):
        text = keeper.get(reverse(f"webhooks:{name}", args=[endpoint.public_id])).content.decode()
        assert unseal(endpoint.secret) not in text
        assert endpoint.secret not in text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"url": "http://journal.example.org"}, "только по https"),
        ({"url": "https://127.0.0.9/"}, "внутренней сети"),
        ({"events": []}, "хотя бы одно событие"),
        ({"title": ""}, "Обязательное поле"),
        ({"events": ["trial.unheard_of"]}, "trial.unheard_of"),
    ],
)
def test_wrong_form_keeps_what_was_typed(keeper, changes, words):
    page = keeper.post(reverse("webhooks:create"), {**FORM, "title": "Мой журнал", **changes})
    assert page.status_code == 400
    assert words in page.content.decode()
    assert "title" in changes or "Мой журнал" in page.content.decode()
    assert not WebhookEndpoint.objects.exists()


def test_stale_form_keeps_what_was_typed_and_shows_what_is_saved(keeper, endpoint):
    address = reverse("webhooks:edit", args=[endpoint.public_id])
    first = {"title": "Первое", "url": URL, "events": [EVENT], "version": 1}
    assert keeper.post(address, first).status_code == 302
    late = keeper.post(address, {**first, "title": "Второе", "events": [OTHER_EVENT]})
    text = late.content.decode()
    assert late.status_code == 409
    assert 'data-error-code="STALE"' in text
    assert 'value="Второе"' in text
    assert "Первое" in text
    assert 'name="version" value="2"' in text


def test_password_is_asked_again_before_a_secret_is_shown(client, administrator, endpoint, settings):
    client.force_login(administrator)
    settings.ACCOUNT_REAUTHENTICATION_REQUIRED = True
    before = endpoint.secret
    for address, form in (
        (reverse("webhooks:create"), FORM),
        (reverse("webhooks:rotate", args=[endpoint.public_id]), {"version": 1}),
    ):
        asked = client.post(address, form)
        assert asked.status_code == 302
        assert "/reauthenticate/" in asked["Location"]
    endpoint.refresh_from_db()
    assert (WebhookEndpoint.objects.count(), endpoint.secret) == (1, before)
    done = client.post(asked["Location"], {"password": PASSWORD}, follow=True)
    endpoint.refresh_from_db()
    assert shown_secret(done) == unseal(endpoint.secret)
    assert endpoint.secret != before


def test_path_of_a_trial_message(keeper, endpoint, receiver):
    receiver.answer = lambda handler: say(handler, 503)
    page = keeper.post(reverse("webhooks:check", args=[endpoint.public_id]), follow=True)
    text = page.content.decode()
    assert "ждёт отправки" in text
    assert 'hx-trigger="every 2s"' in text
    send_due()
    delivery = WebhookDelivery.objects.get()
    address = reverse("webhooks:delivery", args=[delivery.public_id])
    text = keeper.get(address).content.decode()
    assert "Получатель ответил 503." in text
    assert str(delivery.public_id) in text
    assert "hx-trigger" not in text
    receiver.answer = lambda handler: say(handler, 200)
    keeper.post(reverse("webhooks:resend", args=[delivery.public_id]))
    send_due()
    text = keeper.get(address).content.decode()
    assert "принято" in text
    assert [heard.headers["x-shnor-event"] for heard in receiver.heard] == ["ping", "ping"]


def test_deliveries_are_filtered(city, keeper, endpoint, receiver):
    told(city)
    send_due()
    told(city)
    address = reverse("webhooks:detail", args=[endpoint.public_id])
    rows = [
        len(keeper.get(address, query).context["page"]) for query in ({}, {"state": "delivered"}, {"event": "ping"})
    ]
    assert rows == [2, 1, 0]
    assert "Оповещений нет" in keeper.get(address, {"event": "ping"}).content.decode()


def test_pause_and_resume_by_buttons(keeper, endpoint):
    keeper.post(reverse("webhooks:pause", args=[endpoint.public_id]))
    text = keeper.get(reverse("webhooks:detail", args=[endpoint.public_id])).content.decode()
    assert "на паузе" in text
    assert "Возобновить" in text
    refused = keeper.post(reverse("webhooks:check", args=[endpoint.public_id]))
    assert refused.status_code == 409
    keeper.post(reverse("webhooks:resume", args=[endpoint.public_id]))
    endpoint.refresh_from_db()
    assert endpoint.is_active


def test_reason_of_switching_off_is_shown(keeper, administrator, endpoint):
    pause_endpoint(endpoint=endpoint, by=administrator)
    WebhookEndpoint.objects.update(disabled_reason="Не доставлено подряд: 5. Получатель ответил 500.")
    text = keeper.get(reverse("webhooks:detail", args=[endpoint.public_id])).content.decode()
    assert "Получатель ответил 500." in text
    assert "отключена порталом" in text


def test_empty_list_says_what_for(keeper):
    assert "Ни одна система не подключена" in keeper.get(reverse("webhooks:list")).content.decode()


def test_list_takes_as_many_queries_for_ten_as_for_one(city, keeper, administrator, django_assert_max_num_queries):
    address = reverse("webhooks:list")
    connected(city, administrator)
    told(city)
    keeper.get(address)
    with django_assert_max_num_queries(40) as one:
        keeper.get(address)
    for _ in range(9):
        connected(city, administrator)
    told(city)
    with django_assert_max_num_queries(len(one)):
        text = keeper.get(address).content.decode()
    assert text.count("row-link") == 10


def test_menu_leads_administrators_alone(client, city):
    for role, sees in ((Role.CITY_ADMINISTRATOR, True), (Role.MUNICIPAL_OFFICER, False)):
        client.force_login(make_user(role, city))
        assert ('href="/webhooks/"' in client.get("/").content.decode()) == sees


def test_colleague_is_refused_and_stranger_finds_nothing(client, city, officer, foreign_administrator, endpoint):
    (delivery,) = told(city)
    doors = [
        reverse("webhooks:detail", args=[endpoint.public_id]),
        reverse("webhooks:edit", args=[endpoint.public_id]),
        reverse("webhooks:rotate", args=[endpoint.public_id]),
        reverse("webhooks:delivery", args=[delivery.public_id]),
    ]
    for person, status in ((officer, 403), (foreign_administrator, 404)):
        client.force_login(person)
        assert [client.get(door).status_code for door in doors] == [status] * len(doors)
    client.force_login(foreign_administrator)
    assert endpoint.url not in client.get(reverse("webhooks:list")).content.decode()
