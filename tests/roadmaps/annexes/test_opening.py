"""Opening annexes: by the administration, for teachers of the school, read by others of it."""

import pytest
from django.core.exceptions import PermissionDenied

from roadmaps.models import ProgrammeAnnex, ProgrammeSettings
from roadmaps.services.annexes import AnnexDraft, AnnexPeople, open_annex, set_readers
from shnor_portal.common.refusals import Refusal
from shnor_portal.notifications.models import Notification

pytestmark = pytest.mark.django_db


def opened(everyone, school, by=None, **more):
    fields = {"teacher_id": everyone.teacher.pk, "subject": "MA", "class_group": " 7 Б ", **more}
    return open_annex(school=school, academic_year=2020, draft=AnnexDraft(**fields), by=by or everyone.head)


def test_the_teacher_is_told_by_the_portal_and_by_no_letter(people, school):
    annex = opened(people, school)
    assert (annex.teacher, annex.class_group, annex.opened_by) == (people.teacher, "7 Б", people.head)
    told = Notification.objects.get()
    assert (told.recipient, told.mail_due) == (people.teacher, False)


@pytest.mark.parametrize("who", ["teacher", "reader", "colleague", "neighbour", "officer", "stranger"])
def test_only_the_administration_of_the_school_opens(people, school, who):
    with pytest.raises(PermissionDenied):
        opened(people, school, by=getattr(people, who))
    assert not ProgrammeAnnex.objects.exists()


@pytest.mark.parametrize(
    ("who", "code"),
    [("neighbour", "PERSON_FOREIGN"), ("officer", "PERSON_FOREIGN"), ("head", "PERSON_FOREIGN")],
)
def test_it_is_opened_for_teachers_of_the_school(people, school, who, code):
    with pytest.raises(Refusal) as refused:
        opened(people, school, teacher_id=getattr(people, who).pk)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("association", "deputy", "code"),
    [
        ("teacher", None, "READER_SELF"),
        (None, "teacher", "READER_SELF"),
        ("neighbour", None, "PERSON_FOREIGN"),
        (None, "colleague", "PERSON_FOREIGN"),
    ],
)
def test_it_is_read_by_others_of_the_same_school(people, school, association, deputy, code):
    key = {name: getattr(people, name).pk if name else None for name in (association, deputy)}
    with pytest.raises(Refusal) as refused:
        opened(people, school, people=AnnexPeople("", key[association], key[deputy]))
    assert refused.value.code == code


def test_the_same_annex_is_not_opened_twice(people, school):
    opened(people, school)
    with pytest.raises(Refusal) as refused:
        opened(people, school)
    assert refused.value.code == "EXISTS"


def test_where_the_city_has_no_deputies_none_is_kept(people, school):
    ProgrammeSettings.objects.create(municipality=school.municipality, has_deputies=False)
    annex = opened(people, school, people=AnnexPeople("ШМО", people.reader.pk, people.deputy.pk))
    assert (annex.association_reader, annex.deputy_reader_id) == (people.reader, None)


def test_a_school_that_is_closed_gets_none(people, school):
    school.closed_on = "2020-06-01"
    school.save()
    school.refresh_from_db()
    with pytest.raises(Refusal) as refused:
        opened(people, school)
    assert refused.value.code == "SCHOOL_CLOSED"


def test_readers_of_an_approved_one_stay(people, school):
    annex = opened(people, school)
    ProgrammeAnnex.objects.filter(pk=annex.pk).update(state="approved")
    with pytest.raises(Refusal) as refused:
        set_readers(annex_id=annex.pk, people=AnnexPeople(), by=people.head)
    assert refused.value.code == "STATE"
