"""Publishing a roadmap on the school's site: the address, looks at it by the portal or by a person."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from roadmaps.enums import RoadmapState, SiteState
from roadmaps.models import Roadmap
from roadmaps.notifications import SITE_LOST
from roadmaps.rules.site_address import site_target
from roadmaps.selectors.programme import today_in
from roadmaps.services.approval_messages import authors_of, reviewers_of, send_roadmap
from roadmaps.services.guards import locked_roadmap, require_any, require_live, roadmap_for_act
from roadmaps.services.roadmap_moves import move_roadmap, trace
from roadmaps.services.site_pages import SiteLook, look_at
from shnor_portal.accounts.models import User
from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.refusals import Refusal
from shnor_portal.jobs.services import enqueue

SITE_KIND = "roadmaps.check_site"
LOOK_AGAIN = timedelta(days=7)


@transaction.atomic
def publish_roadmap(*, roadmap_id: int, url: str, by: User, version: int | None = None) -> Roadmap:
    """Say on which page the roadmap stands; the day of the first publishing counts for P12.

    Where the installation may look at sites, a look is queued. Raises Refusal SITE_URL, STATE, STALE, CASE_PAUSED …
    """
    roadmap, transition = roadmap_for_act(roadmap_id=roadmap_id, act="publish", by=by, version=version)
    site_target(url)
    roadmap.site_url = url
    roadmap.site_state, roadmap.site_checked_at, roadmap.site_sha256 = SiteState.UNCHECKED, None, ""
    roadmap.published_on = roadmap.published_on or today_in(roadmap.municipality)
    move_roadmap(
        roadmap, transition, by=by, told="Дорожная карта опубликована на сайте", text=url, details={"url": url}
    )
    enqueue_look(roadmap, by)
    return roadmap


def enqueue_look(roadmap: Roadmap, by: User | None) -> None:
    """Queue a look at the page, once for an address; nothing where the installation has no way out."""
    if settings.SITE_CHECKS:
        enqueue(
            kind=SITE_KIND,
            title=f"Проверка страницы: {roadmap.school or 'карта города'}",
            municipality_id=roadmap.municipality_id,
            by=by,
            arguments={"roadmap_id": roadmap.pk},
            unique_key=f"{SITE_KIND}:{roadmap.pk}",
        )


def check_site(*, roadmap_id: int) -> SiteLook | None:
    """Look at the page and write down what was found; None when there is nothing to look at any more."""
    roadmap = Roadmap.objects.get(pk=roadmap_id)
    if roadmap.state != RoadmapState.PUBLISHED or not roadmap.site_url:
        return None
    look = look_at(roadmap.site_url)
    return look if write_look(roadmap, look) else None


@transaction.atomic
def write_look(seen: Roadmap, look: SiteLook) -> bool:
    """Keep the outcome unless the address has changed meanwhile; a page that was there and is gone is told of."""
    roadmap = locked_roadmap(seen.pk)
    if (roadmap.state, roadmap.site_url) != (RoadmapState.PUBLISHED, seen.site_url):
        return False
    was_found = roadmap.site_state == SiteState.FOUND
    roadmap.site_state = SiteState.FOUND if look.is_found else SiteState.NOT_FOUND
    roadmap.site_checked_at, roadmap.site_sha256 = timezone.now(), look.sha256
    roadmap.save(update_fields=["site_state", "site_checked_at", "site_sha256"])
    if not look.is_found and was_found:
        send_roadmap(SITE_LOST, roadmap, [*authors_of(roadmap), *reviewers_of(roadmap)], None, look.error)
    return True


@transaction.atomic
def confirm_site(*, roadmap_id: int, found: bool, by: User) -> Roadmap:
    """A reviewer opened the page herself: what she saw and when. Raises Refusal NOT_PUBLISHED, CASE_PAUSED …"""
    roadmap = locked_roadmap(roadmap_id)
    require_any(by, (Permission.REVIEW_ROADMAPS,), roadmap)
    require_live(roadmap.case)
    if roadmap.state != RoadmapState.PUBLISHED:
        raise Refusal("NOT_PUBLISHED", "Публикация карты ещё не отмечена.", "Сначала школа указывает адрес страницы.")
    roadmap.site_state = SiteState.FOUND if found else SiteState.NOT_FOUND
    roadmap.site_checked_at, roadmap.site_sha256 = timezone.now(), ""
    roadmap.save(update_fields=["site_state", "site_checked_at", "site_sha256"])
    told = "Страница с картой проверена вручную" if found else "Страница с картой не открывается (проверено вручную)"
    trace(roadmap, "site", told, by=by, text=roadmap.site_url, details={"found": found})
    return roadmap


def look_again(now: datetime | None = None) -> int:
    """Queue looks at published pages nobody has looked at for a week; gives how many."""
    if not settings.SITE_CHECKS:
        return 0
    moment = (now or timezone.now()) - LOOK_AGAIN
    rows = Roadmap.objects.filter(state=RoadmapState.PUBLISHED).exclude(site_url="").select_related("school")
    due = list(rows.filter(Q(site_checked_at__isnull=True) | Q(site_checked_at__lte=moment)).order_by("pk"))
    for roadmap in due:
        enqueue_look(roadmap, None)
    return len(due)
