"""Orders from draft to register: services and pages."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from diagnostics.enums import RiskListState
from reports.enums import OrderState
from reports.models import Order, OrderFile
from reports.services import cancel_order, create_list_order, edit_order, register_order, request_render
from shnor_portal.accounts.permissions import Role
from shnor_portal.audit.models import AuditEntry
from shnor_portal.common.refusals import Refusal
from shnor_portal.jobs.models import Job, JobState
from shnor_portal.jobs.services import run_job
from tests.factories import make_user
from tests.reports.builders import approved_list, draft_order

YESTERDAY = timezone.localdate() - timedelta(days=1)


@pytest.fixture
def order(officer):
    return draft_order(approved_list(officer, schools=12), officer)


def registered(order, officer, number="316-а") -> Order:
    return register_order(order=order, number=number, registered_on=YESTERDAY, by=officer)


def test_order_rests_on_an_approved_list(officer):
    with pytest.raises(Refusal) as refused:
        create_list_order(risk_list=approved_list(officer, schools=1, state=RiskListState.PROPOSED), by=officer)
    assert refused.value.code == "STATE"


def test_appendix_holds_the_included_schools_in_natural_order(order):
    rows = order.appendices.get().rows
    assert [row[1] for row in rows] == [f"СОШ № {n}" for n in range(1, 13)]
    assert [row[0] for row in rows] == [str(n) for n in range(1, 13)]


def test_school_decided_out_of_the_list_is_not_in_the_appendix(officer):
    risk_list = approved_list(officer, schools=3)
    risk_list.entries.filter(school__name="СОШ № 2").update(is_included=False)
    rows = draft_order(risk_list, officer).appendices.get().rows
    assert [row[1] for row in rows] == ["СОШ № 1", "СОШ № 3"]


def test_coordinator_may_not_prepare_an_order(officer, city):
    risk_list = approved_list(officer, schools=1)
    with pytest.raises(PermissionDenied):
        create_list_order(risk_list=risk_list, by=make_user(Role.MUNICIPAL_COORDINATOR, city))


def test_registration_is_written_down_and_makes_the_document(order, officer):
    done = registered(order, officer)
    assert (done.state, done.number) == (OrderState.REGISTERED, "316-а")
    assert AuditEntry.objects.get(action="order.register").details["number"] == "316-а"
    job = Job.objects.get(kind="reports.render_order")
    run_job(job.pk)
    assert Job.objects.get(pk=job.pk).state == JobState.SUCCEEDED
    assert OrderFile.objects.get(order=done).pages >= 2


def test_same_text_is_rendered_once(order, officer):
    registered(order, officer)
    run_job(Job.objects.get().pk)
    Job.objects.update(state=JobState.QUEUED)
    run_job(Job.objects.get().pk)
    assert OrderFile.objects.count() == 1


def test_number_of_the_same_day_is_taken_once(officer):
    risk_list = approved_list(officer, schools=1)
    first, second = draft_order(risk_list, officer), draft_order(risk_list, officer)
    registered(first, officer)
    with pytest.raises(Refusal) as refused:
        registered(second, officer)
    assert refused.value.code == "ORDER_NUMBER_TAKEN"
    assert Order.objects.get(pk=second.pk).state == OrderState.DRAFT


def test_day_that_has_not_come_is_declined(order, officer):
    with pytest.raises(Refusal) as refused:
        register_order(order=order, number="1", registered_on=timezone.localdate() + timedelta(days=3), by=officer)
    assert refused.value.code == "VALUE_DATE"


def test_registered_text_is_not_edited(order, officer):
    done = registered(order, officer)
    with pytest.raises(Refusal) as refused:
        edit_order(order=done, version=done.version, by=officer, fields={"title": "Другой"})
    assert refused.value.code == "STATE"


@pytest.mark.parametrize("state", [OrderState.DRAFT, OrderState.CANCELLED])
def test_only_a_registered_order_is_cancelled(order, officer, state):
    Order.objects.filter(pk=order.pk).update(state=state)
    with pytest.raises(Refusal):
        cancel_order(order=order, reason="Ошибка", by=officer)


def test_stale_edit_is_told_and_what_was_typed_survives(client, order, officer):
    client.force_login(officer)
    edit_order(order=order, version=order.version, by=officer, fields={"title": "Заголовок коллеги"})
    form = {
        "version": order.version,
        "title": "Мой заголовок",
        "preamble": "В соответствии",
        "clauses": "Утвердить.\nДовести.",
        "signer_position": "Начальник",
        "signer_name": "А.Б. Первая",
    }
    answer = client.post(f"/orders/{order.pk}/edit/", form)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert 'data-error-code="STALE"' in text
    assert "Мой заголовок" in text
    assert "Заголовок коллеги" in text
    form["version"] = Order.objects.get(pk=order.pk).version
    assert client.post(f"/orders/{order.pk}/edit/", form).status_code == 302
    assert Order.objects.get(pk=order.pk).items == ["Утвердить.", "Довести."]


def test_double_click_makes_one_order(client, officer):
    risk_list = approved_list(officer, schools=1)
    client.force_login(officer)
    for _ in range(2):
        assert client.post(f"/orders/new/{risk_list.pk}/", {"nonce": "raz"}).status_code == 302
    assert Order.objects.count() == 1


def test_code_on_the_paper_is_checked_without_signing_in(client, order, officer):
    done = registered(order, officer)
    run_job(Job.objects.get().pk)
    mark = OrderFile.objects.get().content_sha256[:32]
    assert "зарегистрирован" in client.get(f"/verify/{mark}/").content.decode()
    cancel_order(order=done, reason="Ошибка в перечне", by=officer)
    text = client.get(f"/verify/{mark}/").content.decode()
    assert "отменён" in text
    assert "Ошибка в перечне" not in text
    assert client.get(f"/verify/{'0' * 32}/").status_code == 404


def test_sheet_of_the_draft_is_no_paper_of_the_registered_order(client, order, officer):
    request_render(order=order, by=officer)
    run_job(Job.objects.get().pk)
    mark = OrderFile.objects.get().content_sha256[:32]
    edited = edit_order(order=order, version=order.version, by=officer, fields={"items": ["Утвердить другое."]})
    registered(edited, officer)
    assert client.get(f"/verify/{mark}/").status_code == 404


def test_text_changed_under_the_page_is_not_registered(client, order, officer):
    seen = order.version
    edit_order(order=order, version=seen, by=officer, fields={"items": ["Утвердить другое."]})
    client.force_login(officer)
    sent = {"number": "316-а", "registered_on": YESTERDAY.isoformat(), "version": seen}
    answer = client.post(f"/orders/{order.pk}/register/", sent)
    assert (answer.status_code, 'data-error-code="STALE"' in answer.content.decode()) == (409, True)
    order.refresh_from_db()
    assert order.state == OrderState.DRAFT


def test_page_of_an_order_sends_the_version_it_shows(client, order, officer):
    client.force_login(officer)
    page = client.get(f"/orders/{order.pk}/").content.decode()
    dialog = page[page.index('id="register"') :]
    assert f'name="version" value="{order.version}"' in dialog


def test_ready_pdf_comes_onto_the_page_that_waits_for_it(client, order, officer):
    job = request_render(order=order, by=officer)
    client.force_login(officer)
    waiting = client.get(f"/orders/{order.pk}/").content.decode()
    assert 'hx-trigger="job-finished from:body"' in waiting
    asked = {"HX-Request": "true", "HX-Current-URL": f"http://testserver/orders/{order.pk}/"}
    assert "HX-Trigger" not in client.get(f"/jobs/{job.pk}/", headers=asked).headers
    run_job(job.pk)
    assert client.get(f"/jobs/{job.pk}/", headers=asked)["HX-Trigger"] == "job-finished"
    assert "/orders/files/" in client.get(f"/orders/{order.pk}/").content.decode()


def test_failed_pdf_is_said_on_the_page(client, order, officer):
    job = request_render(order=order, by=officer)
    Job.objects.filter(pk=job.pk).update(
        state=JobState.FAILED, error_code="INTERNAL", error_text="Не хватило памяти.", finished_at=timezone.now()
    )
    client.force_login(officer)
    assert "Не хватило памяти." in client.get(f"/orders/{order.pk}/").content.decode()


def test_stranger_finds_no_order_by_any_door(client, order, officer, stranger):
    registered(order, officer)
    run_job(Job.objects.get().pk)
    client.force_login(stranger)
    file = OrderFile.objects.get()
    for path in (f"/orders/{order.pk}/", f"/orders/{order.pk}/preview/", f"/orders/files/{file.pk}/"):
        assert client.get(path).status_code == 404
    assert order.title not in client.get("/orders/").content.decode()


@pytest.mark.parametrize("value", ["-1", "0", "10000", "9" * 25, "1e3", "nan"])
@pytest.mark.parametrize("name", ["registered_year", "risk_list"])
def test_number_without_sense_is_told_beside_its_field(client, order, officer, name, value):
    client.force_login(officer)
    answer = client.get("/orders/", {name: value})
    has_sense = name == "risk_list" and value in {"0", "10000"}
    assert (answer.status_code, "field-error" in answer.content.decode()) == (200, not has_sense)


def test_archived_ground_is_told_on_the_page(client, order, officer):
    order.risk_list.state = RiskListState.ARCHIVED
    order.risk_list.save()
    client.force_login(officer)
    assert "больше не действует" in client.get(f"/orders/{order.pk}/").content.decode()


def test_list_of_orders_takes_the_same_queries(client, officer, django_assert_max_num_queries):
    risk_list = approved_list(officer, schools=1)
    client.force_login(officer)
    for _ in range(5):
        draft_order(risk_list, officer)
    with django_assert_max_num_queries(14):
        client.get("/orders/")
