"""The way of an annex: every state, act and person; what is kept and who is told."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from roadmaps.enums import AnnexState
from roadmaps.lifecycle import ANNEX
from roadmaps.models import ProgrammeAnnex
from roadmaps.selectors.annexes import acts_for
from roadmaps.services.annex_moves import (
    approve_annex,
    decline_annex,
    pass_annex,
    publish_annex,
    return_annex,
    send_annex,
    take_up_annex,
)
from roadmaps.services.annexes import AnnexPeople, save_annex, set_readers
from shnor_portal.audit.models import AuditEntry
from shnor_portal.common.refusals import Refusal
from shnor_portal.notifications.models import Notification
from tests.roadmaps.annexes.builders import annex_of, content

pytestmark = pytest.mark.django_db
S = AnnexState
SITE = "https://school.example.org/programmes/7b"
WHO = ("teacher", "reader", "deputy", "head", "colleague", "neighbour", "officer", "stranger")
ACTS = {
    "send": lambda pk, by: send_annex(annex_id=pk, by=by),
    "decline": lambda pk, by: decline_annex(annex_id=pk, by=by),
    "take_up": lambda pk, by: take_up_annex(annex_id=pk, by=by),
    "pass_deputy": lambda pk, by: pass_annex(annex_id=pk, act="pass_deputy", by=by, protocol="3"),
    "pass_head": lambda pk, by: pass_annex(annex_id=pk, act="pass_head", by=by),
    "return": lambda pk, by: return_annex(annex_id=pk, reason="Уточните часы", by=by),
    "approve": lambda pk, by: approve_annex(annex_id=pk, by=by),
    "publish": lambda pk, by: publish_annex(annex_id=pk, site_url=SITE, by=by),
}
# Who may do what, told again in other words: by state, the people who may and the acts that are theirs.
MAY = {
    S.DRAFT: {"teacher": {"send", "decline"}},
    S.RETURNED: {"teacher": {"send", "decline"}},
    S.DECLINED: {"teacher": {"take_up"}},
    S.ASSOCIATION: {"reader": {"pass_deputy", "return"}},
    S.DEPUTY: {"deputy": {"pass_head", "return"}},
    S.HEAD: {"deputy": {"approve", "return"}, "head": {"approve", "return"}},
    S.APPROVED: {"deputy": {"publish"}, "head": {"publish"}},
    S.PUBLISHED: {"deputy": {"publish"}, "head": {"publish"}},
}


def test_the_table_of_this_test_names_every_act_and_state():
    assert set(ACTS) == set(ANNEX.transitions)
    assert set(MAY) == set(S)


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("state", list(S))
def test_every_state_act_and_person(people, annex, state, act, who):
    ProgrammeAnnex.objects.filter(pk=annex.pk).update(state=state)
    by = getattr(people, who)
    may = act in MAY[state].get(who, set())
    if may:
        assert ACTS[act](annex.pk, by).state == ANNEX[act].target
        return
    with pytest.raises((Refusal, PermissionDenied)) as refused:
        ACTS[act](annex.pk, by)
    if isinstance(refused.value, Refusal):
        assert refused.value.code in {"STATE", "DEPUTY_FIRST"}
    annex.refresh_from_db()
    assert annex.state == state


@pytest.mark.parametrize("state", list(S))
def test_pages_offer_exactly_what_services_allow(people, annex, state):
    ProgrammeAnnex.objects.filter(pk=annex.pk).update(state=state)
    annex.refresh_from_db()
    offered = {name: {act.name for act in acts_for(user, annex)} for name, user in people.items()}
    assert {name: acts for name, acts in offered.items() if acts} == MAY[state]


def test_without_a_deputy_it_goes_from_the_association_to_the_head(people, school):
    annex = annex_of(people.teacher, school, S.ASSOCIATION, association_reader=people.reader)
    with pytest.raises(Refusal) as refused:
        pass_annex(annex_id=annex.pk, act="pass_deputy", by=people.reader)
    assert refused.value.code == "NO_DEPUTY"
    moved = pass_annex(annex_id=annex.pk, act="pass_head", by=people.reader, protocol="№ 5")
    assert (moved.state, moved.association_protocol) == (S.HEAD, "№ 5")


def test_the_whole_way_leaves_visas_letters_and_a_trail(people, annex):
    send_annex(annex_id=annex.pk, by=people.teacher)
    pass_annex(annex_id=annex.pk, act="pass_deputy", by=people.reader, protocol="3", held_on=date(2020, 10, 30))
    pass_annex(annex_id=annex.pk, act="pass_head", by=people.deputy)
    approve_annex(annex_id=annex.pk, by=people.head)
    done = publish_annex(annex_id=annex.pk, site_url=SITE, by=people.head)
    assert (done.association_on, done.association_protocol) == (date(2020, 10, 30), "3")
    assert done.deputy_on is not None
    assert (done.approved_by, done.site_url) == (people.head, SITE)
    told = set(Notification.objects.values_list("kind", "recipient"))
    assert ("annex_to_read", people.reader.pk) in told
    assert ("annex_to_read", people.deputy.pk) in told
    assert ("annex_to_read", people.head.pk) in told
    assert ("annex_approved", people.teacher.pk) in told
    acts = list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))
    assert acts == ["annex.send", "annex.pass_deputy", "annex.pass_head", "annex.approve", "annex.publish"]


def test_a_returned_one_keeps_the_reason_and_is_read_from_the_beginning(people, annex):
    send_annex(annex_id=annex.pk, by=people.teacher)
    pass_annex(annex_id=annex.pk, act="pass_deputy", by=people.reader, protocol="3")
    back = return_annex(annex_id=annex.pk, reason="Часы из чужого предмета", by=people.deputy)
    assert (back.state_note, back.association_on, back.association_protocol) == ("Часы из чужого предмета", None, "")
    assert Notification.objects.get(kind="annex_returned").recipient == people.teacher
    assert send_annex(annex_id=annex.pk, by=people.teacher).state_note == ""


def test_a_return_without_a_reason_is_refused(people, school):
    annex = annex_of(people.teacher, school, S.HEAD)
    with pytest.raises(Refusal) as refused:
        return_annex(annex_id=annex.pk, reason=" ", by=people.head)
    assert refused.value.code == "REASON_REQUIRED"


def test_a_teacher_declines_without_a_reason_and_her_text_stays(people, annex):
    decline_annex(annex_id=annex.pk, by=people.teacher)
    back = take_up_annex(annex_id=annex.pk, by=people.teacher)
    assert (back.state, len(back.rows)) == (S.DRAFT, 1)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"rows": []}, "ANNEX_EMPTY"),
        ({"rows": [{"topic": "", "hours": 2}]}, "ANNEX_EMPTY"),
        ({"hours_source": ""}, "HOURS_MISSING"),
        ({"rows": [{"topic": "Дроби", "hours": 0}]}, "HOURS_MISSING"),
        ({"association_reader": None}, "READER_MISSING"),
    ],
)
def test_what_must_stand_in_it_before_anyone_reads_it(people, school, fields, code):
    annex = annex_of(people.teacher, school, **{"association_reader": people.reader, **fields})
    with pytest.raises(Refusal) as refused:
        send_annex(annex_id=annex.pk, by=people.teacher)
    assert refused.value.code == code


def test_training_on_new_material_needs_no_hours_of_its_own(people, school):
    rows = [{"topic": "Дроби", "hours": 0, "lessons": "3–5"}]
    more = {"rows": rows, "hours_source": "new_material", "association_reader": people.reader}
    assert send_annex(annex_id=annex_of(people.teacher, school, **more).pk, by=people.teacher).state == S.ASSOCIATION


def test_a_meeting_of_tomorrow_is_refused(people, school):
    annex = annex_of(people.teacher, school, S.ASSOCIATION, association_reader=people.reader)
    tomorrow = timezone.localdate() + timedelta(days=2)
    with pytest.raises(Refusal) as refused:
        pass_annex(annex_id=annex.pk, act="pass_head", by=people.reader, held_on=tomorrow)
    assert refused.value.code == "VALUE_DATE"


def test_of_two_presses_one_counts(people, school):
    annex = annex_of(people.teacher, school, S.HEAD)
    approve_annex(annex_id=annex.pk, by=people.head, version=1)
    for version in (1, 2, None):
        with pytest.raises(Refusal) as refused:
            approve_annex(annex_id=annex.pk, by=people.deputy, version=version)
        assert refused.value.code == "STATE"


def test_a_stale_text_is_not_written_over_the_newer_one(people, annex):
    saved = save_annex(annex_id=annex.pk, content=content(note="первое"), by=people.teacher, version=1)
    with pytest.raises(Refusal) as refused:
        save_annex(annex_id=annex.pk, content=content(note="второе"), by=people.teacher, version=1)
    assert refused.value.code == "STALE"
    saved.refresh_from_db()
    assert saved.note == "первое"


@pytest.mark.parametrize("who", [who for who in WHO if who != "teacher"])
def test_nobody_but_the_teacher_writes_it(people, annex, who):
    with pytest.raises(PermissionDenied):
        save_annex(annex_id=annex.pk, content=content(), by=getattr(people, who))


def test_a_reader_changed_midway_is_told_and_cannot_be_taken_off(people, school):
    annex = annex_of(people.teacher, school, S.ASSOCIATION, association_reader=people.reader)
    set_readers(annex_id=annex.pk, people=AnnexPeople("ШМО", people.colleague.pk), by=people.head)
    assert Notification.objects.get(kind="annex_to_read").recipient == people.colleague
    with pytest.raises(Refusal) as refused:
        set_readers(annex_id=annex.pk, people=AnnexPeople(), by=people.head)
    assert refused.value.code == "READER_MISSING"
