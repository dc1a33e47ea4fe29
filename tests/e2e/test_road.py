"""A school's year in a browser, by everyone it takes: from the draft of the roadmap to the exit from the list."""

import io
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Locator, expect
from pypdf import PdfReader

from diagnostics.services.risk_lists import propose_risk_list
from roadmaps.enums import CaseStage
from roadmaps.models import Measure, MonthlyReview, Roadmap, SupportCase
from roadmaps.reference.review_criteria import REVIEW_CRITERIA
from roadmaps.services.programme import load_reference
from shnor_portal.accounts.models import User
from shnor_portal.accounts.permissions import Role
from shnor_portal.common.years import academic_year_of
from tests.e2e import books
from tests.e2e.conftest import NOT_HELD, enter
from tests.e2e.walker import DESK, Walker, start
from tests.factories import AssessmentFactory, BatchFactory, ResultFactory, make_user
from tests.factories.road import CaseDeficitFactory, CaseFactory

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

YEAR = academic_year_of(date.today())  # noqa: DTZ011 - the school year that is going on here
TAKEN = "Карта умений по математике"
TYPED = "Совместный разбор письменных работ двумя учителями"
PAGE_OF_SITE = "https://school.example.org/shkola-rosta/"


@pytest.fixture
def case(city, schools, school) -> SupportCase:
    """The school has come as far as its plan: two low procedures, a coordinator and a curator."""
    city.calendar_overrides = {str(YEAR): dict.fromkeys(NOT_HELD, "not_held")}
    city.save()
    load_reference(municipality=city, by=None)
    made = CaseFactory.create(
        school=school,
        academic_year=YEAR,
        stage=CaseStage.PLANNING,
        coordinator=make_user(Role.MUNICIPAL_COORDINATOR, city),
        curator=make_user(Role.CURATOR, city, school),
    )
    for procedure in ("OGE-9-MA", "VPR-6-MA"):
        CaseDeficitFactory.create(case=made, procedure=procedure, failed=12, participants=30, results_year=YEAR - 1)
    return made


@pytest.fixture
def sign_in(transactional_db, browser, live_server, shots, run_jobs) -> Iterator[Callable[[User], Walker]]:
    """A browser of her own for each person; the test fails on what any of them complained of."""
    walkers: list[Walker] = []

    def open_browser(user: User) -> Walker:
        size = {"width": DESK[0], "height": DESK[1]}
        context = browser.new_context(viewport=size, base_url=live_server.url, locale="ru-RU")
        context.set_default_timeout(15_000)
        folder = shots / "-".join(user.roles)
        folder.mkdir(exist_ok=True)
        walkers.append(enter(start(context, live_server.url, folder, run_jobs), user))
        return walkers[-1]

    yield open_browser
    for walker in walkers:
        walker.page.context.close()
    assert [walker.complaints for walker in walkers] == [[]] * len(walkers)


def press(walker: Walker, name: str) -> None:
    walker.follow(walker.page.get_by_role("button", name=name, exact=True))


def go(walker: Walker, name: str) -> None:
    walker.follow(walker.page.locator("main").get_by_role("link", name=name).first)


def test_school_drafts_is_approved_works_is_confirmed_and_leaves_the_list(
    sign_in, city, case, schools, school_admin, officer
):
    school, curator, coordinator = sign_in(school_admin), sign_in(case.curator), sign_in(case.coordinator)
    desk, head = sign_in(officer), sign_in(make_user(Role.DEPARTMENT_HEAD, city))
    draft(school, case)
    give_back(desk)
    mend(school)
    agree(desk)
    approve(head)
    report(school)
    reject(curator)
    replace(school)
    confirm(curator)
    same_everywhere(desk, school, case)
    review(coordinator)
    conclude(coordinator, case)
    let_go(head, case, schools, officer)


def draft(walker: Walker, case: SupportCase) -> None:
    """From the page of the school: a new roadmap, a measure of the library, one typed by hand, handed in."""
    page = walker.page
    page.goto(f"/cases/{case.pk}/")
    walker.look("shkola-pered-kartoy")
    go(walker, "Составить дорожную карту")
    walker.look("novaya-karta")
    press(walker, "Начать карту")
    go(walker, "Из библиотеки")
    page.get_by_label(TAKEN).check()
    walker.look("biblioteka")
    press(walker, "Добавить в карту")
    page.goto(f"/roadmaps/{Roadmap.objects.get().pk}/edit/")
    cell(walker, TAKEN).focus()
    page.keyboard.press("Control+Enter")
    for text in (TYPED, "до 25 мая", "Заместитель директора"):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    saved(walker)
    walker.look("redaktor")
    go(walker, "Готово")
    go(walker, "Сдать на рассмотрение")
    page.get_by_label("Сопроводительное слово").fill("Обсуждена на педагогическом совете")
    walker.look("sdat")
    press(walker, "Сдать на рассмотрение")
    assert Roadmap.objects.get().state == "submitted"


def cell(walker: Walker, text: str) -> Locator:
    return walker.page.locator("tbody .cell", has_text=text).first


def saved(walker: Walker) -> None:
    expect(walker.page.locator("[data-plan-status]")).to_have_text("Всё сохранено")


def give_back(walker: Walker) -> None:
    """The officer finds the roadmap on her first page, remarks on a row and returns it with a reason."""
    page = walker.page
    page.goto("/")
    walker.look("zhdyot-spetsialista")
    go(walker, "Дорожные карты на рассмотрении")
    walker.look("ochered")
    go(walker, "СОШ № 1")
    row = page.locator("tbody tr", has_text=TYPED).first
    row.get_by_role("link", name="Замечание").click()
    form = page.locator("[data-remark-form]")
    form.get_by_label("К чему").select_option("expected_result")
    form.get_by_label("Что исправить").fill("Напишите, сколько работ сверите и что считать успехом")
    walker.look("zamechanie")
    walker.follow(form.get_by_role("button", name="Записать замечание"))
    page.get_by_label("Нет измеримого результата").check()
    page.get_by_label("Комментарий школе").fill("Остальное можно согласовать")
    walker.look("rassmotrenie")
    press(walker, "Вернуть на доработку")
    assert Roadmap.objects.get().state == "returned"


def mend(walker: Walker) -> None:
    """The school mends the cell, answers the remark and hands the roadmap in again."""
    page, roadmap = walker.page, Roadmap.objects.get()
    page.goto("/")
    expect(page.locator("main")).to_contain_text("Дорожные карты возвращены на доработку")
    walker.look("zhdyot-shkolu")
    page.goto(f"/roadmaps/{roadmap.pk}/edit/")
    measure = Measure.objects.get(title=TYPED)
    page.locator(f"[data-row=m{measure.pk}] [data-col=expected_result] .cell").click()
    page.keyboard.type("Сверено 40 работ, отметки разошлись не больше чем в четырёх")
    page.keyboard.press("Enter")
    saved(walker)
    go(walker, "Готово")
    go(walker, "Ответить на замечания")
    page.get_by_label("Что сделали").fill("Записали число работ и расхождений")
    walker.look("zamechaniya")
    press(walker, "Ответить")
    go(walker, "Сдать снова")
    press(walker, "Сдать на рассмотрение")


def agree(walker: Walker) -> None:
    page = walker.page
    page.goto("/roadmaps/queue/")
    go(walker, "СОШ № 1")
    expect(page.locator("main tbody ins").first).to_contain_text("Сверено 40 работ")
    walker.look("vtoraya-sdacha")
    press(walker, "Согласовать")
    assert Roadmap.objects.get().state == "agreed"


def approve(walker: Walker) -> None:
    page = walker.page
    page.goto("/")
    walker.look("zhdyot-rukovoditelya")
    go(walker, "Согласованные карты ждут утверждения")
    page.get_by_label("Отметить: ").check()
    page.get_by_label("Номер акта").fill("512-а")
    page.get_by_label("Дата акта").fill(date.today().isoformat())  # noqa: DTZ011 - the day here
    walker.look("utverdit")
    press(walker, "Утвердить отмеченные")
    assert SupportCase.objects.get().stage == CaseStage.IMPLEMENTATION


def report(walker: Walker) -> None:
    """The school finds its measures from its page, says what was done and links a page of its site."""
    page = walker.page
    page.goto(f"/cases/{SupportCase.objects.get().pk}/")
    go(walker, "Мои мероприятия")
    walker.look("moi-meropriyatiya")
    go(walker, TAKEN)
    go(walker, "Отметить выполненным")
    page.get_by_label("Что сделано и что получилось").fill("Составлены списки умений по шести классам")
    press(walker, "Отметить выполненным")
    page.get_by_label("Что подтверждает").fill("Сводка по параллелям")
    page.get_by_label("Ссылка").fill(f"{PAGE_OF_SITE}nerabotayushchaya/")
    press(walker, "Приложить")
    walker.look("otchitalis")


def reject(walker: Walker) -> None:
    page = walker.page
    page.goto("/")
    walker.look("zhdyot-kuratora")
    go(walker, "Подтверждения на проверке")
    go(walker, "Начать проверку")
    page.get_by_label("Причина").select_option("link_broken")
    walker.look("proverka")
    press(walker, "Отклонить с причиной")


def replace(walker: Walker) -> None:
    page, measure = walker.page, Measure.objects.get(title__startswith=TAKEN)
    page.goto(f"/measures/{measure.pk}/")
    walker.look("otkloneno")
    go(walker, "Сводка по параллелям")
    page.get_by_label("Ссылка").fill(f"{PAGE_OF_SITE}umeniya/")
    press(walker, "Заменить")


def confirm(walker: Walker) -> None:
    page = walker.page
    page.goto("/evidence/")
    go(walker, "Начать проверку")
    press(walker, "Принять")
    go(walker, "Подтвердить выполнение")
    press(walker, "Подтвердить выполнение")
    walker.look("podtverzhdeno")


def same_everywhere(walker: Walker, school: Walker, case: SupportCase) -> None:
    """The page, the API, the workbook and the paper count the confirmed measures alike."""
    page, address = walker.page, f"?year={YEAR}&state=confirmed"
    page.goto(f"/measures/{address}")
    walker.look("podtverzhdyonnye")
    expect(page.locator("tbody tr")).to_have_count(1)
    answer = page.request.get(f"/api/v1/measures/?academic_year={YEAR}&state=confirmed")
    assert [row["title"] for row in answer.json()["results"]] == [Measure.objects.get(state="confirmed").title]
    book = load_workbook(io.BytesIO(page.request.get(f"/measures/export/{address}").body()))
    assert len(list(book["Мероприятия"].iter_rows(min_row=2))) == 1
    assert execution_paper(school).count("подтверждено") == 1
    page.goto(f"/cases/{case.pk}/")
    walker.look("realizatsiya")


def execution_paper(walker: Walker) -> str:
    """The text of the PDF that the school saves."""
    page = walker.page
    page.goto(f"/papers/roadmap/{Roadmap.objects.get().pk}/")
    form = page.locator(".paper-form").filter(has=page.get_by_text("Исполнение дорожной карты", exact=True))
    walker.follow(form.get_by_role("button", name="Сделать PDF"))
    walker.let_jobs_run()
    walker.look("dokumenty")
    with page.expect_download() as saved_paper:
        page.get_by_role("link", name=re.compile("PDF от")).click()
    reader = PdfReader(io.BytesIO(Path(saved_paper.value.path()).read_bytes()))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def review(walker: Walker) -> None:
    page = walker.page
    page.goto(f"/reviews/?year={YEAR}")
    walker.look("ochered-ekspertizy")
    press(walker, "Начать")
    page.get_by_label("Что проверено").fill("Четыре урока математики, сводка по параллелям")
    for code in REVIEW_CRITERIA:
        page.locator(f'input[name="mark_{code}"]').nth(2).check()
    page.get_by_label("идёт по плану").check()
    page.get_by_label("Почему такая оценка").fill("Намеченное на месяц выполнено")
    expect(page.locator("#saved")).to_contain_text("Сохранено")
    walker.look("ekspertiza")
    press(walker, "Подписать")
    walker.look("ekspertiza-podpisana")
    assert (MonthlyReview.objects.get().done, MonthlyReview.objects.get().rag) == (1, "green")


def conclude(walker: Walker, case: SupportCase) -> None:
    """Final monitoring, the expert's word, and on to the decision."""
    page = walker.page
    page.goto(f"/cases/{case.pk}/")
    press(walker, "Начать итоговый мониторинг")
    page.goto(f"/cases/{case.pk}/conclusions/final/")
    page.get_by_label("Заключение").fill("Пробелы названы и закрыты, работы проверяются по общим критериям")
    page.get_by_label("Рекомендация").select_option("exit")
    walker.look("zaklyuchenie")
    press(walker, "Сохранить")
    page.goto(f"/cases/{case.pk}/?tab=results")
    press(walker, "Подписать")
    page.goto(f"/cases/{case.pk}/")
    press(walker, "Передать на экспертизу результата")
    walker.look("ekspertiza-rezultata")


def let_go(walker: Walker, case: SupportCase, schools: list, officer: User) -> None:
    """Without a run of the engine nobody leaves; the next year's list is computed and does not hold the school."""
    page = walker.page
    page.goto(f"/cases/{case.pk}/ending/")
    expect(page.get_by_text("не выполнено")).to_have_count(1)
    walker.look("vyhoda-poka-net")
    new_results(schools)
    propose_risk_list(municipality_id=case.municipality_id, academic_year=YEAR + 1, rules="rosobr-847-2020", by=officer)
    page.reload()
    walker.look("vyhod-vozmozhen")
    go(walker, "Вывести из перечня")
    page.get_by_label("Причина").fill("Решение координационного совета")
    press(walker, "Сохранить")
    expect(page.locator("main")).to_contain_text("Школа под наблюдением")
    walker.look("pod-nablyudeniem")
    case.refresh_from_db()
    assert (case.stage, case.outcome, case.watch_year) == (CaseStage.CLOSED, "exit", YEAR + 1)


def new_results(schools: list) -> None:
    """Results of the year: the first school has no low one, the others are as they were."""
    batch = BatchFactory.create(municipality=schools[0].municipality)
    for procedure, failed in books.FAILED_BY_PROCEDURE.items():
        assessment = AssessmentFactory.create(procedure=procedure, academic_year=YEAR)
        for number, low in {**failed, 1: 1}.items():
            counts = {"participants": 10, "marks_2": low, "marks_3": 10 - low, "marks_4": 0, "marks_5": 0}
            ResultFactory.create(school=schools[number - 1], assessment=assessment, batch=batch, **counts)
