"""Which papers there are: what of, in which forms, who sees them, and when they are drafts."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Q

from roadmaps.documents.annex import IN_FORCE, annex_paper
from roadmaps.documents.expertise import conclusion_paper, review_paper
from roadmaps.documents.programme import programme_paper
from roadmaps.documents.roadmap_forms import city_form, execution_form, project_form, region_form, school_form
from roadmaps.documents.talks import application_paper, minutes_paper
from roadmaps.enums import InterviewState, ReviewState
from roadmaps.lifecycle import ROADMAP_IN_FORCE
from roadmaps.models import (
    AntiRiskProgramme,
    Application,
    Conclusion,
    Interview,
    MonthlyReview,
    ProgrammeAnnex,
    Roadmap,
)
from shnor_portal.accounts.models import User
from shnor_portal.common.docx import Paper


@dataclass(frozen=True, slots=True)
class Form:
    """One layout of a paper; `note` tells the person which one to choose."""

    code: str
    title: str
    build: Callable[[Any], Paper]
    note: str = ""


@dataclass(frozen=True, slots=True)
class PaperKind:
    """What a paper is made of. Who sees the row sees its papers; `drafts` are rows not approved or signed yet.

    `page` is the route of the row's own page, `named_by` the attribute that holds the key it takes.
    """

    code: str
    model: type[models.Model]
    related: tuple[str, ...]
    forms: tuple[Form, ...]
    page: str
    drafts: Q | None = None
    named_by: str = "pk"

    def rows(self) -> models.QuerySet[Any]:
        """All rows with what the papers print of their neighbours; for a worker."""
        return self.model._default_manager.select_related(*self.related)

    def rows_in_sight(self, user: User) -> models.QuerySet[Any]:
        """Rows the person sees."""
        return self.rows().visible_to(user)  # type: ignore[attr-defined]

    def form(self, code: str) -> Form | None:
        return next((form for form in self.forms if form.code == code), None)

    def is_draft(self, row: Any) -> bool:
        """Whether a paper made of the row now is a draft."""
        return self.drafts is not None and self.rows().filter(self.drafts, pk=row.pk).exists()


_OF_CASE = ("case__school", "case__municipality", "municipality")
_KINDS = (
    PaperKind(
        "roadmap",
        Roadmap,
        ("school", "municipality", "case"),
        (
            Form("city", "Дорожная карта", city_form, "Пять столбцов, разделы, цели и задачи, перечень сокращений."),
            Form("school", "Дорожная карта школы", school_form, "То же, показатели и риск-факторы или дефициты."),
            Form("execution", "Исполнение дорожной карты", execution_form, "Состояние и подтверждения на сегодня."),
            Form("project", "План реализации", project_form, "Сквозные номера, этапы внутри таблицы, сноски."),
            Form("region", "Краткий план", region_form, "Четыре столбца: мероприятие, срок, ответственные."),
        ),
        "roadmaps:roadmap",
        ~Q(state__in=ROADMAP_IN_FORCE),
    ),
    PaperKind(
        "application",
        Application,
        ("school", "municipality"),
        (Form("application", "Заявка школы", application_paper),),
        "roadmaps:application",
    ),
    PaperKind(
        "interview",
        Interview,
        _OF_CASE,
        (Form("minutes", "Протокол собеседования", minutes_paper),),
        "roadmaps:interview",
        ~Q(state=InterviewState.HELD),
    ),
    PaperKind(
        "review",
        MonthlyReview,
        (*_OF_CASE, "reviewer"),
        (Form("review", "Экспертное заключение за месяц", review_paper),),
        "roadmaps:review",
        ~Q(state=ReviewState.SIGNED),
    ),
    PaperKind(
        "conclusion",
        Conclusion,
        (*_OF_CASE, "case__entry", "author"),
        (Form("conclusion", "Экспертное заключение", conclusion_paper),),
        "roadmaps:case",
        Q(signed_at__isnull=True),
        named_by="case_id",
    ),
    PaperKind(
        "annex",
        ProgrammeAnnex,
        ("school", "municipality", "teacher", "association_reader", "deputy_reader", "approved_by"),
        (Form("annex", "Приложение к рабочей программе", annex_paper),),
        "roadmaps:annex",
        ~Q(state__in=IN_FORCE),
    ),
    PaperKind(
        "programme",
        AntiRiskProgramme,
        (*_OF_CASE, "risk__factor"),
        (Form("programme", "Антирисковая программа", programme_paper),),
        "roadmaps:case",
        named_by="case_id",
    ),
)
KINDS: dict[str, PaperKind] = {kind.code: kind for kind in _KINDS}
