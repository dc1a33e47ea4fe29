"""Page: a plan on the axis of its year."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from roadmaps.models import Roadmap
from roadmaps.selectors.programme import today_in
from roadmaps.selectors.timeline import timeline_of
from shnor_portal.accounts.access import person, requires, visible_or_404
from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.charts import gantt


@require_GET
@requires(Permission.VIEW_ROADMAPS)
def timeline(request: HttpRequest, pk: int) -> HttpResponse:
    """The drawing and its table."""
    rows = Roadmap.objects.visible_to(person(request)).select_related("municipality", "school")
    roadmap = visible_or_404(rows, pk=pk)
    today = today_in(roadmap.municipality)
    found = timeline_of(roadmap, today)
    context = {
        "roadmap": roadmap,
        "timeline": found,
        "drawing": gantt(found.chart) if found.chart else None,
        "late": sum(bool(row.late) for row in found.rows),
        "today": today,
    }
    return render(request, "roadmaps/timeline.html", context)
