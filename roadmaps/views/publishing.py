"""Pages of publishing a roadmap on the school's site, and of a person's own look at it."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from roadmaps.forms.approval import PublishForm, SiteForm
from roadmaps.services.publishing import confirm_site, publish_roadmap
from roadmaps.views.roadmap_doors import roadmap_for, roadmap_for_act
from shnor_portal.accounts.access import person, requires
from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.refusals import Refusal


@require_http_methods(["GET", "POST"])
@requires(Permission.VIEW_ROADMAPS)
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Say where the roadmap stands on the site."""
    roadmap, user = roadmap_for_act(request, pk, "publish"), person(request)
    form = PublishForm(request.POST or None, initial={"version": roadmap.version, "url": roadmap.site_url})
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            publish_roadmap(roadmap_id=pk, by=user, **form.cleaned_data)
        except Refusal as said:
            refusal = said
        else:
            checks = " Портал проверит, открывается ли она." if settings.SITE_CHECKS else ""
            messages.success(request, f"Публикация отмечена.{checks}")
            return redirect("roadmaps:publish", pk=pk)
    context = {
        "roadmap": roadmap,
        "form": form,
        "refusal": refusal,
        "site_form": SiteForm(),
        "checks": settings.SITE_CHECKS,
        "can_confirm": roadmap.state == "published" and user.has_perm(Permission.REVIEW_ROADMAPS, roadmap),
    }
    status = refusal.status if refusal else 400 if form.errors else 200
    return render(request, "roadmaps/publish.html", context, status=status)


@require_POST
@requires(Permission.REVIEW_ROADMAPS)
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what a person saw on the site."""
    roadmap = roadmap_for(request, pk, Permission.REVIEW_ROADMAPS)
    form = SiteForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Отметьте, что вы увидели на странице.")
    else:
        confirm_site(roadmap_id=pk, found=form.cleaned_data["found"] == "yes", by=person(request))
        messages.success(request, f"{roadmap.school or 'Карта города'}: проверка записана.")
    return redirect("roadmaps:roadmap", pk=pk)
