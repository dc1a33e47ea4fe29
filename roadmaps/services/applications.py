"""A school's application for support: handed in, taken back, accepted or declined."""

from dataclasses import asdict, dataclass, field

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from roadmaps.enums import ApplicationState, EntryKind
from roadmaps.lifecycle import APPLICATION, CASE
from roadmaps.models import Application, SupportCase
from roadmaps.notifications import APPLICATION_DECIDED, APPLICATION_SUBMITTED
from roadmaps.reference.reasons import ReasonKind
from roadmaps.services.case_steps import step
from roadmaps.services.cases import new_case
from roadmaps.services.guards import case_for_act, require_any
from roadmaps.services.history import tell
from roadmaps.services.reasons import reason_text
from schools.models import School
from shnor_portal.accounts.models import Municipality, User
from shnor_portal.accounts.permissions import Permission
from shnor_portal.accounts.selectors import but, holders, school_heads
from shnor_portal.audit.services import record
from shnor_portal.common.lifecycles import Transition
from shnor_portal.common.refusals import Refusal
from shnor_portal.notifications.kinds import NotificationKind
from shnor_portal.notifications.services import notify


@dataclass(frozen=True, slots=True)
class ApplicationDraft:
    """What a school writes (DOMAIN §6.3). `problem_areas` and `requested_support` are codes of the reference book."""

    problems: str
    contact_name: str
    contact: str
    headcount: int | None = None
    problem_areas: list[str] = field(default_factory=list)
    requested_support: list[str] = field(default_factory=list)
    requested_measures: str = ""
    self_diagnosis: str = ""


@transaction.atomic
def submit_application(*, school: School, academic_year: int, draft: ApplicationDraft, by: User) -> Application:
    """Hand an application in. A school that is a candidate already moves on to «заявка подана».

    Raises Refusal APPLICATION_WAITING while another one waits, STATE when the school's case is past that stage,
    SCHOOL_CLOSED, CASE_PAUSED, CASE_CLOSED.
    """
    Municipality.objects.select_for_update().get(pk=school.municipality_id)
    require_any(by, (Permission.APPLY_FOR_SUPPORT,), school)
    _require_working(school)
    _require_none_waiting(school, academic_year)
    application = Application.objects.create(
        municipality_id=school.municipality_id,
        school=school,
        academic_year=academic_year,
        submitted_by=by,
        **asdict(draft),
    )
    present = school.support_cases.filter(academic_year=academic_year).first()
    if present is not None:
        case, transition = case_for_act(case_id=present.pk, act="apply", by=by)
        application.case = step(case, transition, by, title="Подана заявка школы")
        application.save(update_fields=["case"])
    else:
        _record(application, "application_submitted", by)
    people = holders(school.municipality_id, Permission.MANAGE_CASES)
    _notify(APPLICATION_SUBMITTED, application, people, by, f"{school}: подана заявка на поддержку")
    return application


@transaction.atomic
def accept_application(*, application_id: int, by: User | None) -> SupportCase:
    """Accept: the school's case is opened, or goes on if it was open. Raises Refusal STATE."""
    application = _decided(application_id, "accept", by)
    case = application.case or _case_of(application, by)
    application.case = case
    application.save()
    tell(case, "application_accepted", "Заявка школы принята", by=by, on=application)
    heads = school_heads(case.municipality_id, [case.school_id])
    _notify(APPLICATION_DECIDED, application, heads, by, "Заявка принята")
    return case


@transaction.atomic
def decline_application(*, application_id: int, reason_code: str, comment: str, by: User | None) -> Application:
    """Decline with a reason, which the school reads. Raises Refusal STATE, REASON_REQUIRED."""
    application = _decided(application_id, "decline", by, reason_code)
    application.decision_reason = reason_text(ReasonKind.APPLICATION_DECLINE, reason_code, comment)
    application.save()
    if application.case is not None:
        told = application.decision_reason
        tell(application.case, "application_declined", "Заявка школы отклонена", by=by, text=told, on=application)
    else:
        _record(application, "application_declined", by, reason_code=reason_code)
    heads = school_heads(application.municipality_id, [application.school_id])
    _notify(APPLICATION_DECIDED, application, heads, by, "Заявка отклонена", application.decision_reason)
    return application


@transaction.atomic
def withdraw_application(*, application_id: int, by: User | None) -> Application:
    """The school takes its application back. Raises Refusal STATE."""
    application = _decided(application_id, "withdraw", by)
    application.save()
    if application.case is not None:
        tell(application.case, "application_withdrawn", "Школа отозвала заявку", by=by, on=application)
    else:
        _record(application, "application_withdrawn", by)
    people = holders(application.municipality_id, Permission.MANAGE_CASES)
    _notify(APPLICATION_SUBMITTED, application, people, by, f"{application.school}: заявка отозвана")
    return application


def _require_working(school: School) -> None:
    if school.closed_on is not None:
        raise Refusal("SCHOOL_CLOSED", f"{school} закрыта.", "Заявку подаёт её преемник.")


def _require_none_waiting(school: School, academic_year: int) -> None:
    if school.applications.filter(academic_year=academic_year, state=ApplicationState.SUBMITTED).exists():
        raise Refusal(
            "APPLICATION_WAITING", "Заявка школы на этот год уже ждёт решения.", "Дождитесь ответа или отзовите её."
        )


def _decided(application_id: int, act: str, by: User | None, reason: str | None = None) -> Application:
    """The application locked and moved, not saved yet."""
    rows = Application.objects.select_for_update(of=("self",)).select_related(
        "school", "municipality", "case__school", "case__municipality"
    )
    application = rows.get(pk=application_id)
    transition: Transition = APPLICATION[act]
    require_any(by, transition.permissions, application)
    APPLICATION.check(act, application.state, reason)
    application.state, application.decided_by, application.decided_at = transition.target, by, timezone.now()
    return application


def _case_of(application: Application, by: User | None) -> SupportCase:
    """The school's case of the year, or a new one that begins with this application."""
    city = Municipality.objects.select_for_update().get(pk=application.municipality_id)
    school, year = application.school, application.academic_year
    present = school.support_cases.filter(academic_year=year).select_related("school", "municipality").first()
    if present is not None:
        return present
    case = new_case(city, school, year, by, kind=EntryKind.APPLICATION)
    return step(case, CASE["apply"], by, title="Поддержка начата с заявки")


def _record(application: Application, act: str, by: User | None, **details: str) -> None:
    city = application.municipality_id
    record(action=f"case.{act}", by=by, on=application, municipality_id=city, details=details)


def _notify(
    kind: NotificationKind, application: Application, people: list[User], by: User | None, title: str, body: str = ""
) -> None:
    notify(
        kind=kind.code,
        recipients=but(people, by),
        municipality_id=application.municipality_id,
        title=title,
        body=body,
        path=reverse("roadmaps:application", args=[application.pk]),
    )
