"""Annexes to work programmes of one school, one at each step of their way, and counts of pupils' routes."""

from diagnostics.enums import Subject
from roadmaps.enums import HoursSource
from roadmaps.models import ProgrammeAnnex
from roadmaps.services.annex_moves import (
    approve_annex,
    decline_annex,
    pass_annex,
    publish_annex,
    return_annex,
    send_annex,
)
from roadmaps.services.annexes import AnnexContent, AnnexDraft, AnnexPeople, open_annex, save_annex
from roadmaps.services.pupil_routes import RouteCounts, record_routes
from schools.models import School
from shnor_portal.accounts.models import User
from shnor_portal.demo.road.cast import Cast, second_teacher
from shnor_portal.demo.road.days import Days

WAYS = (
    (Subject.MA, "5Б", ("send",)),
    (Subject.MA, "6Б", ("send", "deputy")),
    (Subject.RU, "6Б", ("send", "return")),
    (Subject.MA, "7А", ("send", "deputy", "head", "approve", "publish")),
    (Subject.RU, "5А", ("decline",)),
)
"""Annexes of the second teacher and the acts done on each; the first teacher's own stays with her."""

ROUTES = ((6, Subject.MA, 14, 3), (6, Subject.RU, 9, 2), (9, Subject.MA, 4, 0))
PROTOCOL = "2"


def write_annexes(school: School, days: Days, cast: Cast) -> None:
    """Each annex is the teacher's own will: one declines, and nobody asks why."""
    author = second_teacher(school.municipality, school)
    people = AnnexPeople("ШМО учителей математики", cast.teacher.pk, cast.deputy(school).pk)
    own = AnnexPeople("ШМО учителей математики", author.pk, cast.deputy(school).pk)
    mine = begin(school, AnnexDraft(cast.teacher.pk, Subject.MA, "6А", own), days, cast)
    save_annex(annex_id=mine.pk, content=content(), by=cast.teacher)
    for subject, class_group, acts in WAYS:
        annex = begin(school, AnnexDraft(author.pk, subject, class_group, people), days, cast)
        save_annex(annex_id=annex.pk, content=content(), by=author)
        for act in acts:
            lead(annex, act, author, school, days, cast)


def begin(school: School, draft: AnnexDraft, days: Days, cast: Cast) -> ProgrammeAnnex:
    return open_annex(school=school, academic_year=days.academic_year, draft=draft, by=cast.deputy(school))


def content() -> AnnexContent:
    rows = (
        {
            "topic": "Действия с обыкновенными дробями",
            "skill": "Складывать и вычитать дроби с разными знаменателями",
            "lessons": "уроки 31–34",
            "hours": 3,
            "assessment": ["current", "thematic"],
        },
        {
            "topic": "Задачи на движение и работу",
            "skill": "Извлекать условие из текста и записывать его кратко",
            "lessons": "уроки 40–42",
            "hours": 2,
            "assessment": ["current"],
        },
    )
    return AnnexContent(
        skills=["Действия с дробями", "Чтение условия задачи"],
        rows=rows,
        hours_source=HoursSource.RESERVE,
        note="Задания берутся из открытого банка.",
    )


def lead(annex: ProgrammeAnnex, act: str, author: User, school: School, days: Days, cast: Cast) -> None:
    """One step of an annex by the person whose turn it is."""
    deputy, key = cast.deputy(school), annex.pk
    match act:
        case "send":
            send_annex(annex_id=key, by=author)
        case "decline":
            decline_annex(annex_id=key, by=author)
        case "return":
            return_annex(annex_id=key, reason="Укажите уроки, на которых отрабатывается умение.", by=cast.teacher)
        case "deputy":
            held_on = days.past(11, 3)
            pass_annex(annex_id=key, act="pass_deputy", protocol=PROTOCOL, held_on=held_on, by=cast.teacher)
        case "head":
            pass_annex(annex_id=key, act="pass_head", by=deputy)
        case "approve":
            approve_annex(annex_id=key, by=deputy)
        case "publish":
            publish_annex(annex_id=key, site_url=f"{cast.site(school)}prilozheniya/", by=deputy)


def count_routes(school: School, days: Days, cast: Cast) -> None:
    """How many pupils have an individual route; who they are stays at school."""
    for grade, subject, opened, finished in ROUTES:
        counts = RouteCounts(grade, subject, opened, finished, days.past(11, 16))
        record_routes(school=school, academic_year=days.academic_year, counts=counts, by=cast.deputy(school))
