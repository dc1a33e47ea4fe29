"""Within everyone's reach: by keys alone, at 200 % and 400 % zoom, and without losing what was typed."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from schools.models import School
from tests.e2e.walker import DESK

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

MOST_TABS = 80


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until the target has the focus."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if target.evaluate("node => node === document.activeElement"):
            return
    pytest.fail(f"{MOST_TABS} presses of Tab do not reach {target}")


def test_keys_alone_filter_the_list_and_open_a_school(desk, draft_list):
    page = desk.page
    page.goto(f"/risk-lists/{draft_list.pk}/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("К содержанию")
    page.keyboard.press("Enter")
    kind = page.get_by_label("Низкая процедура")
    tab_to(page, kind)
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    chosen = kind.evaluate("node => node.selectedOptions[0].textContent.trim()")
    assert kind.evaluate("node => node === document.activeElement"), "a choice by keys does not take the page away"
    tab_to(page, page.get_by_role("button", name="Показать"))
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("link", name=re.compile(f"Низкая процедура: {chosen}"))).to_be_visible()

    row = page.locator("table.table-frozen tbody tr").first
    name = row.get_by_role("link").inner_text()
    tab_to(page, row.get_by_role("link"))
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    tab_to(page, page.get_by_role("button", name="Принять решение"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Принять решение")).to_be_focused()


@pytest.mark.parametrize("width", [720, 320])
def test_zoomed_pages_do_not_scroll_sideways(desk, draft_list, schools, width):
    """1440 px at 200 % are 720 px wide, 1280 px at 400 % are 320 px (WCAG 1.4.10)."""
    page = desk.page
    page.set_viewport_size({"width": width, "height": DESK[1]})
    listed = f"/risk-lists/{draft_list.pk}/"
    why = f"{listed}why/{schools[0].pk}/"
    acts = ("/risk-lists/new/", "/risk-lists/from-order/", "/rules/rosobr-847-2020/", "/rules/rosobr-847-2020/try/")
    places = ("/", "/schools/", f"/schools/{schools[0].pk}/", "/imports/", "/imports/new/", "/indicators/", "/rules/")
    for address in (*places, "/risk-lists/", listed, why, *acts, "/orders/", "/jobs/", "/notifications/"):
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        assert desk.sideways() == [], address


def test_stale_edit_is_declined_and_keeps_what_was_typed(desk, school):
    page = desk.page
    desk.expected = {409}
    page.goto(f"/schools/{school.pk}/edit/")
    School.objects.filter(pk=school.pk).update(district="Заречный район", version=school.version + 1)
    page.get_by_label("Район").fill("Маячный район")
    desk.follow(page.get_by_role("button", name="Сохранить"))
    expect(page.locator("[data-error-code]")).to_have_attribute("data-error-code", "STALE")
    expect(page.get_by_label("Район")).to_have_value("Маячный район")
    desk.look("uzhe-izmeneno")
    school.refresh_from_db()
    assert school.district == "Заречный район"
    desk.follow(page.get_by_role("button", name="Сохранить"))
    school.refresh_from_db()
    assert school.district == "Маячный район"
