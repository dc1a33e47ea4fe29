"""Staff connect an application with codes before anything else, and are asked for a code at the next sign-in."""

import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings as portal_settings
from playwright.sync_api import expect

from tests.factories.people import PASSWORD

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

PERIOD = 30
SAFE_SECONDS = 5


def code_now(secret: str) -> str:
    """The code an application would show, with enough of its half minute left to type it."""
    left = PERIOD - time.time() % PERIOD
    if left < SAFE_SECONDS:
        time.sleep(left)
    return format_hotp_value(hotp_value(secret, int(time.time()) // PERIOD))


def test_officer_connects_the_second_factor(guest, officer, schools, settings):
    settings.SECOND_FACTOR = "required"
    page = guest.page
    guest.sign_in(officer.email)
    expect(page.get_by_role("heading", name="Подтвердите, что это вы")).to_be_visible()
    page.get_by_label("Пароль").fill(PASSWORD)
    guest.follow(page.get_by_role("button", name="Подтвердить"))
    expect(page.get_by_role("heading", name="Подключите приложение-аутентификатор")).to_be_visible()
    guest.look("vtoroy-faktor")
    page.goto("/schools/")
    expect(page.get_by_role("heading", name="Подключите приложение-аутентификатор")).to_be_visible()
    page.get_by_text("Не получается навести камеру").click()
    secret = page.locator("code.secret").inner_text()
    page.get_by_label("Код").last.fill(code_now(secret))
    guest.follow(page.get_by_role("button", name="Подключить"))
    guest.look("rezervnye-kody")
    page.goto("/schools/")
    expect(page.locator("tbody")).to_contain_text(schools[0].name)

    page.context.clear_cookies(name=portal_settings.SESSION_COOKIE_NAME)
    guest.sign_in(officer.email)
    expect(page.locator("input[name=code]")).to_be_visible()
    guest.look("kod-vhoda")
    page.goto("/schools/")
    expect(page.get_by_role("heading", name="Школы")).to_have_count(0)
