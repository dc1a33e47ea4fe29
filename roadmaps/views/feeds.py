"""Pages: a person's secret addresses of her calendar, and the calendar that such an address opens."""

from hashlib import sha256

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_POST, require_safe

from roadmaps.documents.ical import ICS, calendar_bytes
from roadmaps.forms.calendar import FeedForm
from roadmaps.models import CalendarFeed
from roadmaps.selectors.feeds import feed_by_key, own_feeds, rows_of_feed
from roadmaps.selectors.programme import today_in
from roadmaps.services.feeds import NewFeed, issue_feed, revoke_feed, take_reading
from shnor_portal.accounts.access import municipality_of, person, requires, visible_or_404
from shnor_portal.accounts.permissions import Permission
from shnor_portal.accounts.services import run_once
from shnor_portal.common.refusals import Refusal


@require_safe
@requires(Permission.VIEW_CALENDAR)
def index(request: HttpRequest) -> HttpResponse:
    """The person's addresses."""
    return render(request, "roadmaps/feeds.html", {"rows": own_feeds(person(request)), "form": FeedForm()})


@require_POST
@requires(Permission.VIEW_CALENDAR)
def create(request: HttpRequest) -> HttpResponse:
    """Make an address and show it, this once."""
    form, user, city = FeedForm(request.POST), person(request), municipality_of(request)
    if not form.is_valid():
        return render(request, "roadmaps/feeds.html", {"rows": own_feeds(user), "form": form}, status=400)
    made: list[NewFeed] = []

    def act() -> str:
        made.append(issue_feed(municipality=city, title=form.cleaned_data["title"], by=user))
        return str(made[0].feed.pk)

    try:
        run_once(by=user, key=request.POST.get("nonce", ""), act=act)
    except Refusal as refusal:
        context = {"rows": own_feeds(user), "form": form, "refusal": refusal}
        return render(request, "roadmaps/feeds.html", context, status=refusal.status)
    if not made:
        messages.info(request, "Подписка уже создана, адрес показан один раз. Если он не сохранён, отзовите её.")
        return redirect("roadmaps:feeds")
    path = reverse("roadmaps:feed", args=[made[0].key])
    context = {"feed": made[0].feed, "address": request.build_absolute_uri(path)}
    return render(request, "roadmaps/feed_made.html", context)


@require_POST
@requires(Permission.VIEW_CALENDAR)
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an address back."""
    feed = visible_or_404(CalendarFeed.objects.visible_to(person(request)), pk=pk)
    revoke_feed(feed_id=feed.pk, by=person(request))
    messages.success(request, "Подписка отозвана: по её адресу календарь больше не открывается.")
    return redirect("roadmaps:feeds")


@login_not_required
@require_safe
def feed(request: HttpRequest, key: str) -> HttpResponse:
    """The calendar behind a secret address: 404 for an unknown or dead one, 304 when nothing changed."""
    found = feed_by_key(key)
    if found is None:
        raise Http404
    wait = take_reading(feed=found, today=today_in(found.municipality))
    if wait:
        return HttpResponse("Слишком часто.", status=429, headers={"Retry-After": str(wait)}, content_type="text/plain")
    body = calendar_bytes(found, rows_of_feed(found))
    tag = f'"{sha256(body).hexdigest()[:32]}"'
    is_known = tag in request.headers.get("If-None-Match", "")
    response = HttpResponseNotModified() if is_known else HttpResponse(body, content_type=ICS)
    response["ETag"] = tag
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    patch_cache_control(response, private=True, no_cache=True)
    return response
