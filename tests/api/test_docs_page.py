"""Swagger UI in a real browser: from our own files, under the strict policy, reading on behalf of the person."""

import pytest
from django.test import Client
from playwright.sync_api import expect

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(browser, live_server, officer):
    """A page of the signed-in officer that fails the test on any complaint of the browser."""
    client = Client()
    client.force_login(officer)
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, base_url=live_server.url)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "request",
        lambda request: None if request.url.startswith((live_server.url, "data:")) else complaints.append(request.url),
    )
    yield page
    context.close()
    assert complaints == []


def test_docs_show_the_schema_and_try_a_call(desk, school):
    desk.goto("/api/v1/docs/")
    expect(desk.locator(".opblock")).not_to_have_count(0)
    block = desk.locator("#operations-schools-schools_list")
    block.locator(".opblock-summary-control").click()
    block.get_by_role("button", name="Try it out").click()
    block.get_by_role("button", name="Execute").click()
    expect(block.locator(".live-responses-table tr.response .response-col_status")).to_contain_text("200")
    expect(block.locator(".live-responses-table")).to_contain_text(school.name)


def test_writing_call_carries_the_csrf_mark(desk, school):
    desk.goto("/api/v1/docs/")
    block = desk.locator("#operations-indicator-values-indicator_values_recompute_create")
    block.locator(".opblock-summary-control").click()
    block.get_by_role("button", name="Try it out").click()
    block.locator("textarea").fill("{}")
    block.get_by_role("button", name="Execute").click()
    expect(block.locator(".live-responses-table tr.response .response-col_status")).to_contain_text("202")
