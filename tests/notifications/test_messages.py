"""Messages: the inbox, the letters, and what a person may turn off."""

from datetime import timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from shnor_portal.accounts.permissions import Role
from shnor_portal.accounts.services import close_account
from shnor_portal.notifications.kinds import _KINDS, declare
from shnor_portal.notifications.models import Notification
from shnor_portal.notifications.services import notify, send_due_mail, set_preferences
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kinds():
    declare("loud", "Громкое")
    declare("quiet", "Тихое", by_mail=False)
    yield
    del _KINDS["loud"], _KINDS["quiet"]


def tell(*people, kind="loud", title="Перечень утверждён", **fields):
    city = people[0].role_assignments.get().municipality
    return notify(kind=kind, recipients=people, municipality_id=city.pk, title=title, **fields)


def test_message_is_in_the_inbox_of_its_reader_only(client, officer, city):
    colleague = make_user(Role.MUNICIPAL_OFFICER, city)
    tell(officer)
    for person, expected in ((officer, True), (colleague, False)):
        client.force_login(person)
        assert ("Перечень утверждён" in client.get("/notifications/").content.decode()) is expected


def test_opening_marks_read_and_leads_to_the_page(officer_client, officer):
    [message] = tell(officer, path="/schools/")
    answer = officer_client.post(f"/notifications/{message.pk}/open/")
    assert answer["Location"] == "/schools/"
    message.refresh_from_db()
    first = message.read_at
    officer_client.post(f"/notifications/{message.pk}/open/")
    message.refresh_from_db()
    assert message.read_at == first is not None


def test_anothers_message_is_absent(officer_client, city):
    [message] = tell(make_user(Role.OBSERVER, city))
    assert officer_client.post(f"/notifications/{message.pk}/open/").status_code == 404
    assert Notification.objects.get(pk=message.pk).read_at is None


def test_reading_all_leaves_others_messages(officer_client, officer, city):
    other = make_user(Role.OBSERVER, city)
    tell(officer, other)
    tell(officer)
    officer_client.post("/notifications/read-all/")
    assert list(Notification.objects.unread().values_list("recipient_id", flat=True)) == [other.pk]


@pytest.mark.parametrize("path", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "schools/"])
def test_message_never_leads_out_of_the_portal(officer, path):
    with pytest.raises(ValueError, match="a page of the portal"):
        tell(officer, path=path)


def test_kind_nobody_declared_is_refused(officer):
    with pytest.raises(KeyError):
        tell(officer, kind="nobody-knows")


def test_waiting_messages_come_in_one_letter(officer):
    for title in ("Первое", "Второе", "Третье"):
        tell(officer, title=title, path="/schools/")
    assert send_due_mail() == 1
    [letter] = mail.outbox
    assert letter.to == [officer.email]
    assert letter.subject == "Новых уведомлений: 3"
    assert [title for title in ("Первое", "Второе", "Третье") if title not in letter.body] == []
    assert "/notifications/settings/" in letter.body
    assert send_due_mail() == 0


def test_one_message_is_its_own_subject(officer):
    tell(officer, title="Школа включена")
    send_due_mail()
    assert mail.outbox[0].subject == "Школа включена"


def test_quiet_kinds_and_kinds_turned_off_send_no_letter(officer, city):
    other = make_user(Role.OBSERVER, city)
    set_preferences(by=officer, by_mail={"loud": False})
    set_preferences(by=other, by_mail={"quiet": True})
    tell(officer, other, kind="loud", title="Громкое")
    tell(officer, other, kind="quiet", title="Тихое")
    send_due_mail()
    [letter] = mail.outbox
    assert letter.to == [other.email]
    assert officer.notifications.count() == 2


def test_settings_page_keeps_the_choice(officer_client, officer):
    page = officer_client.get("/notifications/settings/")
    assert page.context["form"]["loud"].initial is True
    officer_client.post("/notifications/settings/", {"quiet": "on"})
    page = officer_client.get("/notifications/settings/")
    assert (page.context["form"]["loud"].initial, page.context["form"]["quiet"].initial) == (False, True)


def test_line_breaks_in_a_title_reach_no_mail_header(officer):
    tell(officer, title="Школа\r\nBcc: evil@example.org\r\n\r\nтекст")
    send_due_mail()
    [letter] = mail.outbox
    assert letter.subject == "Школа Bcc: evil@example.org текст"
    assert "Bcc" not in letter.message()
    assert letter.recipients() == [officer.email]


def test_text_of_a_message_is_not_markup_on_the_page(officer_client, officer):
    tell(officer, title="<script>alert(1)</script>", body="<img src=x onerror=alert(1)>")
    page = officer_client.get("/notifications/").content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "<img src=x" not in page


def test_refused_letter_waits_for_the_next_turn(officer, monkeypatch):
    def refuse(*args, **kwargs):
        raise SMTPServerDisconnected

    tell(officer)
    with monkeypatch.context() as patch:
        patch.setattr("shnor_portal.notifications.services.mail.send_mail", refuse)
        assert send_due_mail() == 0
    assert Notification.objects.get().mailed_at is None
    assert send_due_mail() == 1
    assert Notification.objects.get().mailed_at is not None


def test_old_news_is_not_mailed(officer):
    tell(officer)
    Notification.objects.update(created_at=timezone.now() - timedelta(days=4))
    assert send_due_mail() == 0
    assert officer.notifications.unread().count() == 1


def test_closed_account_gets_neither_message_nor_letter(officer):
    tell(officer)
    close_account(email=officer.email)
    officer.refresh_from_db()
    tell(officer, title="После закрытия")
    assert officer.notifications.count() == 1
    assert send_due_mail() == 0
    assert mail.outbox == []


def test_inbox_takes_as_many_queries_for_three_as_for_one(officer_client, officer):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert officer_client.get("/notifications/").status_code == 200
        return len(captured)

    tell(officer)
    one = queries()
    for _ in range(2):
        tell(officer)
    assert queries() == one
