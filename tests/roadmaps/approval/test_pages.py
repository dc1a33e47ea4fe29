"""Pages of the queue, of a handing-in, of remarks and of building, by those who may and those who may not."""

import pytest
from django.utils import timezone

from roadmaps.enums import RoadmapState, SiteState
from roadmaps.models import Measure, Remark, Roadmap, RoadmapSubmission, TypicalMeasure
from roadmaps.services import publishing
from roadmaps.services.publishing import check_site, confirm_site, look_again
from roadmaps.services.site_pages import SiteLook
from shnor_portal.common.refusals import Refusal
from shnor_portal.jobs.models import Job
from shnor_portal.notifications.models import Notification
from tests.factories import CaseDeficitFactory, MeasureFactory
from tests.roadmaps.approval.builders import ACTS, PAGE, in_state, new_plan


@pytest.fixture
def plan(city):
    return new_plan(city)


@pytest.fixture
def handed_in(plan):
    ACTS["submit"](plan.roadmap.pk, plan.admin)
    return plan


def text_of(client, path, user, status=200) -> str:
    client.force_login(user)
    answer = client.get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


def test_double_click_hands_in_once(client, plan):
    client.force_login(plan.admin)
    page = client.get(f"/roadmaps/{plan.roadmap.pk}/submit/").content.decode()
    assert "2\xa0мероприятия" in page
    assert "Меры без цели" in page
    for _ in range(2):
        sent = {"note": "Вот", "nonce": "raz", "version": plan.fresh().version}
        assert client.post(f"/roadmaps/{plan.roadmap.pk}/submit/", sent).status_code == 302
    assert RoadmapSubmission.objects.filter(roadmap=plan.roadmap).count() == 1


def test_queue_shows_the_waiting_and_keeps_its_filter_on_the_way(client, city, handed_in, officer, stranger):
    other = new_plan(city)
    ACTS["submit"](other.roadmap.pk, other.admin)
    page = text_of(client, "/roadmaps/queue/?year=2020&state=submitted", officer)
    assert page.index(str(handed_in.case.school)) < page.index(str(other.case.school))
    path = f"/roadmaps/submissions/{handed_in.submission.pk}/?year=2020&amp;state=submitted"
    assert path in page
    review = text_of(client, path.replace("&amp;", "&"), officer)
    assert "1-я из 2 в очереди" in review
    assert f"/roadmaps/submissions/{other.submission.pk}/?year=2020&amp;state=submitted" in review
    assert str(handed_in.case.school) not in text_of(client, "/roadmaps/queue/?year=2020", stranger)
    assert "На рассмотрении ничего нет" in text_of(client, "/roadmaps/queue/?mine=on", officer)
    assert str(other.case.school) not in text_of(client, "/roadmaps/queue/", handed_in.admin)


def test_queue_takes_the_same_queries_for_any_number(client, city, officer, django_assert_max_num_queries):
    for _ in range(8):
        plan = new_plan(city)
        ACTS["submit"](plan.roadmap.pk, plan.admin)
    client.force_login(officer)
    client.get("/roadmaps/queue/")
    with django_assert_max_num_queries(24):
        client.get("/roadmaps/queue/")


def test_review_of_many_rows_takes_the_same_queries(client, plan, django_assert_max_num_queries):
    MeasureFactory.create_batch(60, section=plan.rows[0].section)
    ACTS["submit"](plan.roadmap.pk, plan.admin)
    client.force_login(plan.coordinator)
    path = f"/roadmaps/submissions/{plan.submission.pk}/"
    client.get(path)
    with django_assert_max_num_queries(32):
        client.get(path)


def test_remark_is_hidden_until_the_answer_then_stands_at_its_row(client, handed_in):
    client.force_login(handed_in.coordinator)
    path = f"/roadmaps/submissions/{handed_in.submission.pk}/"
    row = handed_in.rows[0].pk
    part = client.get(f"{path}remarks/new/?measure={row}", headers={"HX-Request": "true"}).content.decode()
    assert part.startswith("<tr")
    assert "<html" not in part
    sent = {"measure": row, "field": "title", "reason_code": "too_general", "text": "Скажите точнее", "nonce": "n"}
    assert client.post(f"{path}remarks/new/", sent).status_code == 302
    assert "Скажите точнее" in client.get(path).content.decode()
    remarks = f"/roadmaps/{handed_in.roadmap.pk}/remarks/"
    assert "Скажите точнее" not in text_of(client, remarks, handed_in.admin)
    assert "Скажите точнее" not in text_of(client, path, handed_in.admin)
    ACTS["return"](handed_in.roadmap.pk, handed_in.coordinator)
    page = text_of(client, remarks, handed_in.admin)
    assert "Скажите точнее" in page
    assert "Замените «активизировать работу»" in page
    remark = Remark.objects.get()
    client.post(f"/roadmaps/remarks/{remark.pk}/answer/", {"answer": "Уточнили", "is_resolved": "on"})
    remark.refresh_from_db()
    assert (remark.answer, remark.resolved_by) == ("Уточнили", handed_in.admin)


def test_second_handing_in_shows_words_that_changed(client, handed_in):
    ACTS["return"](handed_in.roadmap.pk, handed_in.coordinator)
    Measure.objects.filter(pk=handed_in.rows[0].pk).update(title="Входная диагностика")
    MeasureFactory.create(section=handed_in.rows[0].section, title="Совсем новое")
    ACTS["submit"](handed_in.roadmap.pk, handed_in.admin)
    page = text_of(client, f"/roadmaps/submissions/{handed_in.submission.pk}/?show=changed", handed_in.coordinator)
    assert "<ins>Входная диагностика</ins>" in page
    assert "<del>Диагностика</del>" in page
    assert "Совсем новое" in page
    assert "Курсы" not in page


def test_refused_return_keeps_what_was_typed(client, handed_in):
    client.force_login(handed_in.coordinator)
    sent = {"comment": "Много общих слов", "version": handed_in.fresh().version}
    answer = client.post(f"/roadmaps/{handed_in.roadmap.pk}/return/", sent)
    page = answer.content.decode()
    assert (answer.status_code, 'data-error-code="REASON_REQUIRED"' in page) == (400, True)
    assert "Много общих слов" in page
    sent |= {"reason_codes": ["too_general"]}
    assert client.post(f"/roadmaps/{handed_in.roadmap.pk}/return/", sent).status_code == 302
    assert handed_in.fresh().state == RoadmapState.RETURNED


def test_likeness_is_for_reviewers_alone(client, handed_in, stranger):
    path = f"/roadmaps/submissions/{handed_in.submission.pk}/likeness/"
    assert "Заметных совпадений" in text_of(client, path, handed_in.coordinator)
    text_of(client, path, handed_in.admin, status=403)
    text_of(client, path, stranger, status=404)
    assert "совпад" not in text_of(client, path.replace("likeness/", ""), handed_in.admin)


def test_chosen_are_approved_from_the_queue(client, handed_in, officer):
    ACTS["agree"](handed_in.roadmap.pk, handed_in.coordinator)
    client.force_login(officer)
    chosen = f"{handed_in.roadmap.pk}:{handed_in.fresh().version}"
    assert chosen in client.get("/roadmaps/queue/").content.decode()
    client.post("/roadmaps/queue/approve/", {"chosen": [chosen, "x:y"], "number": "", "adopted_on": ""})
    assert handed_in.fresh().state == RoadmapState.APPROVED


def test_library_fills_the_draft_from_the_page(client, city, plan):
    CaseDeficitFactory.create(case=plan.case)
    typical = TypicalMeasure.objects.create(municipality=city, code="m", title="Консультации", deficits=["MA"])
    path = f"/roadmaps/{plan.roadmap.pk}/library/"
    assert "лечит: ОГЭ МА, 31 из 62" in text_of(client, path, plan.admin)
    for _ in range(2):
        client.post(path, {"typical": [typical.pk], "nonce": "raz", "section": plan.rows[0].section_id})
    assert Measure.objects.filter(roadmap=plan.roadmap, typical_code="m").count() == 1
    assert "Консультации" in text_of(client, "/roadmaps/library/?deficit=MA&factor=zzz&page=1", plan.admin)
    text_of(client, path, plan.curator, status=403)


def test_pages_of_building_open_for_a_new_school(client, plan, officer):
    for path in ("last-year/", "orphans/", "remarks/", "library/", "submit/"):
        text_of(client, f"/roadmaps/{plan.roadmap.pk}/{path}", plan.admin)
    text_of(client, f"/cases/{plan.case.pk}/programmes/", plan.admin)
    for path in ("/roadmaps/library/", "/roadmaps/library/new/", "/roadmaps/queue/?late=on&mine=on&q=%00"):
        text_of(client, path, officer)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/karta", "https://[::1]/", "ftp://school.example.org/", "https://a:b@school.example.org/"]
)
def test_inner_and_strange_addresses_are_no_publishing(plan, url):
    in_state(plan, RoadmapState.APPROVED)
    with pytest.raises(Refusal) as refused:
        publishing.publish_roadmap(roadmap_id=plan.roadmap.pk, url=url, by=plan.admin)
    assert refused.value.code == "SITE_URL"


def test_without_a_way_out_a_person_looks_at_the_page(client, plan):
    in_state(plan, RoadmapState.APPROVED)
    ACTS["publish"](plan.roadmap.pk, plan.admin)
    assert not Job.objects.exists()
    assert look_again() == 0
    assert "не выходит в интернет" in text_of(client, f"/roadmaps/{plan.roadmap.pk}/publish/", plan.admin)
    confirm_site(roadmap_id=plan.roadmap.pk, found=True, by=plan.curator)
    assert plan.fresh().site_state == SiteState.FOUND


def test_page_that_went_is_told_once(plan, settings, monkeypatch):
    settings.SITE_CHECKS = True
    in_state(plan, RoadmapState.APPROVED)
    ACTS["publish"](plan.roadmap.pk, plan.admin)
    assert Job.objects.filter(kind="roadmaps.check_site").count() == 1
    seen = iter([SiteLook(sha256="a" * 64), SiteLook(error="Сайт ответил 404."), SiteLook(error="Сайт ответил 404.")])
    monkeypatch.setattr(publishing, "look_at", lambda url: next(seen))
    for _ in range(3):
        check_site(roadmap_id=plan.roadmap.pk)
    assert (plan.fresh().site_url, plan.roadmap.site_state) == (PAGE, SiteState.NOT_FOUND)
    assert Notification.objects.filter(recipient=plan.admin, kind="site_lost").count() == 1
    Roadmap.objects.update(site_checked_at=timezone.now())
    assert look_again() == 0
