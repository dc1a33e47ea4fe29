"""The face in a real browser: strict policy, four schemes, two widths, keyboard, scripts."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

AXE = Path(settings.BASE_DIR) / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

pytestmark = [pytest.mark.e2e, pytest.mark.urls("tests.face.urls"), pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(browser, live_server) -> Iterator[Page]:
    """A page on the officer's screen that fails the test on any complaint of the browser."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, base_url=live_server.url)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: None if live_server.url in request.url else complaints.append(request.url))
    yield page
    context.close()
    assert complaints == []


def violations(page: Page) -> list[str]:
    page.add_script_tag(path=AXE)
    found = page.evaluate("rules => axe.run({runOnly: rules})", RULES)["violations"]
    return [f"{fault['id']}: {fault['nodes'][0]['html'][:120]}" for fault in found]


@pytest.mark.parametrize("contrast", ["normal", "high"])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_no_barriers(browser, live_server, width, theme, contrast):
    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    context.add_init_script(f"localStorage.setItem('theme', '{theme}'); localStorage.setItem('contrast', '{contrast}')")
    page = context.new_page()
    for address in ("/gallery/?kind=lyceum&ordering=-low&toast=1", "/account/login/", "/elsewhere/"):
        page.goto(live_server.url + address)
        assert violations(page) == [], address
    context.close()


@pytest.mark.parametrize("width", [320, 360, 720, 1440])
def test_page_never_scrolls_sideways(desk, width):
    """720 CSS pixels are a 1440 px screen at 200 % zoom, 320 are 1280 px at 400 % (WCAG 1.4.10)."""
    desk.set_viewport_size({"width": width, "height": 800})
    desk.goto("/gallery/")
    assert desk.evaluate("document.documentElement.scrollWidth") == width


def test_wide_table_scrolls_by_keyboard_in_its_own_region(desk):
    desk.goto("/gallery/")
    region = desk.get_by_role("region", name="Широкая таблица прокручивается в своей области")
    expect(region).to_have_attribute("data-overflows", "")
    region.focus()
    for _ in range(3):
        desk.keyboard.press("ArrowRight")
    desk.wait_for_function("node => node.scrollLeft > 0", arg=region.element_handle())


def test_head_of_a_long_table_stays_in_view(desk):
    desk.set_viewport_size({"width": 1440, "height": 420})
    desk.goto("/gallery/")
    head = desk.locator(".table thead th").first
    desk.get_by_role("link", name="МБОУ «СОШ № 12»").scroll_into_view_if_needed()
    desk.mouse.wheel(0, 60)
    expect(head).to_be_in_viewport()


def test_choosing_a_filter_sends_the_form_without_empty_fields(desk):
    desk.goto("/gallery/?ordering=name")
    desk.get_by_label("Вид", exact=True).select_option("lyceum")
    desk.wait_for_url(re.compile(r"\?ordering=name&kind=lyceum$"))
    expect(desk.get_by_role("link", name="Вид: Лицей")).to_be_visible()


def test_filters_survive_going_back_through_a_link(desk):
    desk.goto("/gallery/?kind=lyceum&low=2")
    desk.goto("/elsewhere/")
    desk.goto("/gallery/back/")
    desk.get_by_role("link", name="К списку").click()
    desk.wait_for_url(re.compile(r"/gallery/\?kind=lyceum&low=2$"))


def test_skip_link_is_first_and_leads_to_the_content(desk):
    desk.goto("/gallery/")
    desk.keyboard.press("Tab")
    expect(desk.locator(":focus")).to_have_text("К содержанию")
    desk.keyboard.press("Enter")
    expect(desk.locator("main")).to_be_focused()


def test_slash_puts_the_cursor_into_search_but_types_inside_fields(desk):
    desk.goto("/gallery/")
    desk.keyboard.press("/")
    search = desk.get_by_label("Название или код")
    expect(search).to_be_focused()
    desk.keyboard.press("/")
    expect(search).to_have_value("/")


def test_scheme_is_chosen_kept_and_set_before_paint(desk):
    desk.goto("/gallery/")
    desk.locator(".menu-user summary").click()
    desk.get_by_role("button", name="Тёмный").click()
    desk.get_by_role("button", name="Высокий").click()
    desk.goto("/elsewhere/")
    root = desk.locator("html")
    expect(root).to_have_attribute("data-theme", "dark")
    expect(root).to_have_attribute("data-contrast", "high")


def test_dialog_opens_and_escape_returns_the_focus(desk):
    desk.goto("/gallery/")
    opener = desk.get_by_role("button", name="Утвердить перечень")
    opener.click()
    dialog = desk.get_by_role("dialog", name="Утвердить перечень на 2020/2021?")
    expect(dialog).to_be_visible()
    desk.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()


def test_job_is_polled_until_it_ends(desk):
    desk.goto("/gallery/")
    job = desk.locator(".job").first
    expect(job.get_by_text("выполняется")).to_be_visible()
    expect(job.get_by_text("выполнено")).to_be_visible(timeout=8000)
    expect(job.locator("progress")).to_have_count(0)


def test_dropped_file_is_taken_and_named(desk):
    desk.goto("/gallery/")
    zone = desk.locator("[data-dropzone]")
    drop = desk.evaluate_handle(
        "() => { const box = new DataTransfer(); box.items.add(new File(['x'.repeat(3000)], 'ВПР.xlsx')); return box; }"
    )
    zone.dispatch_event("drop", {"dataTransfer": drop})
    expect(zone.locator("[data-dropzone-files] li")).to_have_text("ВПР.xlsx — 3 КБ")
    assert desk.evaluate("document.querySelector('[data-dropzone] input').files.length") == 1


def test_toast_can_be_closed(desk):
    desk.goto("/gallery/?toast")
    toasts = desk.locator(".toast")
    expect(toasts).to_have_count(2)
    desk.get_by_role("button", name="Закрыть сообщение").first.click()
    expect(toasts).to_have_count(1)


def test_without_scripts_the_page_still_works(browser, live_server):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(live_server.url + "/gallery/")
    page.get_by_label("Вид", exact=True).select_option("lyceum")
    page.get_by_role("button", name="Показать").click()
    expect(page.get_by_role("link", name="Вид: Лицей")).to_be_visible()
    context.close()
