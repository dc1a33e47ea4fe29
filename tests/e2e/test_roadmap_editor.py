"""The editor of a plan in a browser: writing, walking, moving, undoing, pasting, and two people in one cell."""

import os

import pytest
from playwright.sync_api import expect

from roadmaps.models import Measure, RoadmapEdit
from roadmaps.services.structure import move_measure, remove_row
from tests.e2e.conftest import enter
from tests.e2e.walker import DESK, PHONE, start
from tests.factories import (
    CaseDeficitFactory,
    CaseFactory,
    CaseRiskFactory,
    MeasureFactory,
    RoadmapFactory,
    SectionFactory,
)

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
LONG = "Посещение уроков с последующим разбором и составлением плана помощи каждому учителю. " * 4


@pytest.fixture
def roadmap(school):
    case = CaseFactory(school=school)
    made = RoadmapFactory(case=case)
    CaseDeficitFactory(case=case)
    CaseRiskFactory(case=case)
    first, second = (SectionFactory(roadmap=made, title=title) for title in ("Диагностика", "Кадры"))
    MeasureFactory(section=first, title="Собеседования")
    MeasureFactory(section=first, title=LONG, period_wording="когда получится", period_kind="unknown")
    MeasureFactory(section=second, title="Наставничество", period_wording="1 раз в четверть")
    return made


@pytest.fixture
def editor(guest, school_admin, roadmap):
    """The school's deputy with the plan open."""
    walker = enter(guest, school_admin)
    walker.page.goto(f"/roadmaps/{roadmap.pk}/edit/")
    return walker


def cell(page, text):
    return page.locator("tbody .cell", has_text=text).first


def saved(page):
    expect(page.locator("[data-plan-status]")).to_have_text("Всё сохранено")


def texts(roadmap):
    rows = Measure.objects.live().filter(roadmap=roadmap).order_by("section__position", "position")
    return list(rows.values_list("title", flat=True))


def test_writing_walking_moving_and_undoing(editor, roadmap):
    page = editor.page
    editor.look("redaktor")
    cell(page, "Собеседования").click()
    page.keyboard.type(" с учителями")
    page.keyboard.press("Tab")
    page.keyboard.press("Control+A")
    page.keyboard.type("до 25 декабря")
    page.keyboard.press("Enter")
    saved(page)
    measure = Measure.objects.get(title="Собеседования с учителями")
    assert (measure.period_wording, str(measure.due_on)) == ("до 25 декабря", "2020-12-25")
    expect(page.locator(f"[data-row=m{measure.pk}] .plan-read")).to_contain_text("25.12.2020")

    cell(page, "Собеседования с учителями").focus()
    page.keyboard.press("Alt+ArrowDown")
    saved(page)
    expect(page.locator(f"[data-row=m{measure.pk}] th [data-number]")).to_have_text("1.2")
    page.keyboard.press("Alt+ArrowDown")
    saved(page)
    expect(page.locator(f"[data-row=m{measure.pk}] th [data-number]")).to_have_text("2.1")
    page.keyboard.press("Control+Z")
    expect(page.locator(f"[data-row=m{measure.pk}] th [data-number]")).to_have_text("1.2")
    page.keyboard.press("Control+Shift+Z")
    expect(page.locator(f"[data-row=m{measure.pk}] th [data-number]")).to_have_text("2.1")

    cell(page, "Наставничество").focus()
    page.keyboard.press("Control+Enter")
    page.keyboard.type("Новое дело")
    page.keyboard.press("Escape")
    saved(page)
    assert "Новое дело" not in texts(roadmap)
    assert len(texts(roadmap)) == 4
    page.keyboard.press("Enter")
    page.keyboard.type("Новое дело")
    page.keyboard.press("Enter")
    saved(page)
    assert texts(roadmap)[-1] == "Новое дело"

    page.get_by_role("button", name="Действия со строкой 1.1").click()
    editor.look("menyu")
    page.get_by_role("button", name="Убрать из плана").click()
    saved(page)
    assert LONG.strip() not in [text.strip() for text in texts(roadmap)]
    page.locator(".toast").get_by_role("button", name="Отменить").click()
    expect(page.locator(".cell", has_text="Посещение уроков")).to_have_count(1)
    page.get_by_role("button", name="Выбрать дефициты и риски строки 1.1").click()
    page.get_by_label("31 из 62").check()
    page.get_by_role("button", name="Сохранить").click()
    saved(page)
    expect(page.locator("[data-aims] .pill").first).to_be_visible()
    editor.look("posle")
    editor.follow(page.get_by_role("link", name="История правок"))
    editor.look("istoriya")


def test_rows_made_faster_than_the_server_answers_keep_their_texts(editor, roadmap):
    page = editor.page
    held = []

    def hold_the_first(route):
        if held:
            route.continue_()
        else:
            held.append(route)

    page.route("**/rows/add/", hold_the_first)
    cell(page, "Наставничество").focus()
    for text in ("Первое", "Второе", "Третье"):
        page.keyboard.press("Control+Enter")
        page.keyboard.type(text)
    held[0].continue_()
    page.keyboard.press("Enter")
    saved(page)
    assert texts(roadmap)[-3:] == ["Первое", "Второе", "Третье"]
    expect(page.locator("tbody tr").last.locator("th [data-number]")).to_have_text("2.4")


def test_writing_goes_on_while_answers_put_rows_in_order(editor, roadmap, school_admin):
    page = editor.page
    cell(page, "Собеседования").focus()
    page.keyboard.press("Control+Enter")
    page.keyboard.type("Разбор письменных работ двумя учителями", delay=25)
    above = Measure.objects.get(title="Собеседования")
    below = Measure.objects.get(title="Наставничество")
    move_measure(roadmap_id=roadmap.pk, row=above.pk, section=below.section_id, after=below.pk, by=school_admin)
    expect(page.locator(f"[data-row=m{above.pk}] th [data-number]")).to_have_text("2.2")
    page.keyboard.type(", по общим критериям")
    page.keyboard.press("Enter")
    saved(page)
    assert "Разбор письменных работ двумя учителями, по общим критериям" in texts(roadmap)


def test_text_in_a_row_that_a_colleague_removed_stays_on_the_page(editor, roadmap, school_admin):
    page = editor.page
    editor.expected = {409}
    measure = Measure.objects.get(title="Собеседования")
    cell(page, "Собеседования").click()
    page.keyboard.type(" с подробностями")
    remove_row(roadmap_id=roadmap.pk, table="measure", row=measure.pk, by=school_admin)
    page.keyboard.press("Enter")
    expect(page.locator(".toast-bad")).to_contain_text("Этой строки в плане уже нет")
    expect(page.locator(".cell[data-unsaved]")).to_have_text("Собеседования с подробностями")
    with page.expect_response(lambda answer: "/changes/" in answer.url and answer.status == 200):
        pass
    expect(page.locator("tbody tr")).to_have_count(5)
    expect(page.locator(".cell[data-unsaved]")).to_have_text("Собеседования с подробностями")


def test_dragging_moves_a_row_and_a_whole_section(editor, roadmap):
    page = editor.page
    page.set_viewport_size({"width": DESK[0], "height": 1400})
    rows = page.locator("tbody tr")
    box = rows.nth(4).bounding_box()
    page.locator("tbody tr [data-grip]").nth(1).drag_to(rows.nth(4), target_position={"x": 300, "y": box["height"] - 4})
    expect(rows.nth(4)).to_contain_text("Собеседования")
    saved(page)
    assert texts(roadmap)[-1] == "Собеседования"
    page.locator("tbody tr.plan-section [data-grip]").nth(1).drag_to(rows.nth(0), target_position={"x": 300, "y": 4})
    expect(rows.nth(0)).to_contain_text("Кадры")
    expect(rows.nth(1).locator("th [data-number]")).to_have_text("1.1")
    saved(page)
    assert texts(roadmap)[:2] == ["Наставничество", "Собеседования"]


def test_deputy_writes_on_a_telephone(editor, roadmap):
    page = editor.page
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    cell(page, "Собеседования").click()
    page.keyboard.type(" с родителями")
    page.locator("h1").click()
    saved(page)
    page.get_by_role("button", name="Действия со строкой 1.1").click()
    page.get_by_label("Переместить в раздел").select_option(label="Кадры")
    page.get_by_role("button", name="Переместить", exact=True).click()
    saved(page)
    assert texts(roadmap)[-1] == "Собеседования с родителями"


def test_two_people_in_one_cell_see_both_texts(editor, roadmap, browser, live_server, shots, run_jobs, officer, school):
    page = editor.page
    editor.expected = {409}
    context = browser.new_context(
        viewport={"width": DESK[0], "height": DESK[1]}, base_url=live_server.url, locale="ru-RU"
    )
    other = start(context, live_server.url, shots, run_jobs)
    context.add_cookies(page.context.cookies())
    other.page.goto(page.url)
    cell(page, "Собеседования").click()
    cell(other.page, "Собеседования").click()
    other.page.keyboard.type(" коллеги")
    other.page.keyboard.press("Enter")
    saved(other.page)
    page.keyboard.type(" мои")
    page.keyboard.press("Enter")
    conflict = page.get_by_role("alertdialog")
    expect(conflict).to_contain_text("Собеседования коллеги")
    expect(conflict).to_contain_text("Собеседования мои")
    editor.look("spor")
    conflict.get_by_label("Текст, который останется").fill("Собеседования общие")
    conflict.get_by_role("button", name="Сохранить мой текст").click()
    saved(page)
    expect(cell(other.page, "Собеседования общие")).to_be_visible(timeout=15_000)
    assert "Собеседования общие" in texts(roadmap)
    assert other.complaints == []
    context.close()


def test_pasted_table_is_looked_at_and_taken(editor, roadmap):
    page = editor.page
    cell(page, "Собеседования").focus()
    table = "Мероприятие\tСрок\tОтветственные\nСеминар\tдо 01.12.2020\tШМО\nОткрытые уроки\tянварь 2021\tЗавуч"
    page.evaluate(
        """text => {
          const data = new DataTransfer();
          data.setData("text/plain", text);
          document.activeElement.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true}));
        }""",
        table,
    )
    page.get_by_role("button", name="Вставить: 2").wait_for()
    editor.look("predprosmotr")
    editor.follow(page.get_by_role("button", name="Вставить: 2"))
    assert texts(roadmap)[:3] == ["Собеседования", "Семинар", "Открытые уроки"]
    page.get_by_role("button", name="Отменить", exact=True).first.click()
    expect(page.locator(".cell", has_text="Семинар")).to_have_count(0)
    assert RoadmapEdit.objects.filter(roadmap=roadmap).count() == 2


def test_lost_connection_loses_no_text(editor, roadmap):
    page = editor.page
    page.context.set_offline(True)
    editor.complaints.clear()
    cell(page, "Собеседования").click()
    page.keyboard.type(" без сети")
    page.keyboard.press("Enter")
    expect(page.locator("[data-plan-status]")).to_contain_text("Нет связи")
    expect(page.locator(".cell[data-unsaved]")).to_have_text("Собеседования без сети")
    page.context.set_offline(False)
    saved(page)
    assert "Собеседования без сети" in texts(roadmap)
    editor.complaints[:] = [said for said in editor.complaints if "ERR_INTERNET_DISCONNECTED" not in said]


def test_register_and_plan_to_read(editor, roadmap):
    page = editor.page
    page.goto("/roadmaps/?year=2020")
    editor.look("reestr")
    editor.follow(page.locator("tbody .row-link").first)
    editor.look("plan")
    editor.follow(page.get_by_role("link", name="Править"))
    page.goto(f"/roadmaps/rows/{Measure.objects.filter(roadmap=roadmap)[0].pk}/edit/")
    editor.look("polya")
    page.goto(f"/roadmaps/{roadmap.pk}/import/")
    editor.look("fayl")
    assert os.path.exists(editor.shots)
