"""What waits for a person's decision or answer in the road, in counts."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.urls import reverse

from roadmaps.enums import EvidenceState, MeasureState, RoadmapState
from roadmaps.lifecycle import ROADMAP_IN_FORCE
from roadmaps.models import Application, Evidence, Measure, Roadmap, SupportCase
from roadmaps.selectors.audiences import standing_of
from shnor_portal.accounts.models import Municipality, User
from shnor_portal.accounts.permissions import Permission as P


@dataclass(frozen=True, slots=True)
class Waits:
    """Something that waits for the person, how many, and where it is done."""

    title: str
    count: int
    path: str


def waits_for(user: User, municipality: Municipality) -> list[Waits]:
    """Kinds of which there is something, in at most seven counts; of paused and closed cases nothing."""
    kinds = [*_of_city(user, municipality), *_of_schools(user, municipality)]
    counted = [Waits(title, rows.count(), path) for title, rows, path in kinds]
    return [item for item in counted if item.count]


Kind = tuple[str, QuerySet, str]


def _of_city(user: User, municipality: Municipality) -> Iterator[Kind]:
    plans = _living(Roadmap.objects.visible_to(user).of(municipality), "")
    if user.has_perm(P.REVIEW_ROADMAPS):
        yield "Дорожные карты ждут рассмотрения", plans.filter(state=RoadmapState.SUBMITTED), _page("roadmaps")
    if user.has_perm(P.APPROVE_ROADMAPS, municipality):
        yield "Дорожные карты ждут утверждения", plans.filter(state=RoadmapState.AGREED), _page("roadmaps")
    if user.has_perm(P.MANAGE_CASES, municipality):
        waiting = Application.objects.visible_to(user).of(municipality).waiting()
        yield "Заявки школ ждут решения", waiting, _page("applications")
    if user.has_perm(P.CHECK_EVIDENCE):
        files = Evidence.objects.visible_to(user).of(municipality).filter(state=EvidenceState.UPLOADED)
        yield "Подтверждения ждут проверки", _looked_after(user, files), _page("evidence_queue")


def _looked_after(user: User, evidence: QuerySet[Evidence]) -> QuerySet[Evidence]:
    """Of the cases that are the person's to look after, and of the city's plan."""
    own = Q(measure__roadmap__case__coordinator=user) | Q(measure__roadmap__case__curator=user)
    living = _living(evidence, "measure__roadmap__").filter(measure__roadmap__state__in=ROADMAP_IN_FORCE)
    return living.filter(own | Q(measure__roadmap__case__coordinator__isnull=True))


def _of_schools(user: User, municipality: Municipality) -> Iterator[Kind]:
    schools = standing_of(user, municipality).own_schools
    if not schools:
        return
    plans = _living(Roadmap.objects.visible_to(user).filter(school_id__in=schools), "")
    yield "Дорожная карта возвращена на доработку", plans.filter(state=RoadmapState.RETURNED), _page("roadmaps")
    own = Measure.objects.visible_to(user).filter(roadmap__school_id__in=schools, is_removed=False)
    measures = _living(own, "roadmap__").filter(roadmap__state__in=ROADMAP_IN_FORCE)
    yield "Мероприятия возвращены на доработку", measures.filter(state=MeasureState.RETURNED), _page("my_measures")
    rejected = Evidence.objects.visible_to(user).filter(measure__in=measures, state=EvidenceState.REJECTED)
    yield "Подтверждения отклонены, нужны другие", rejected, _page("my_measures")


def _living(rows: QuerySet, path: str) -> QuerySet:
    """Rows whose case runs, and those of the city's plan, which has none."""
    cases = SupportCase.objects.running()
    return rows.filter(Q(**{f"{path}case__isnull": True}) | Q(**{f"{path}case__in": cases}))


def _page(name: str) -> str:
    return reverse(f"roadmaps:{name}")
