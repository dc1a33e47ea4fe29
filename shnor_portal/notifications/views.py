"""Pages: the inbox and its settings."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shnor_portal.accounts.access import person, visible_or_404
from shnor_portal.common.paging import page_of
from shnor_portal.notifications.forms import PreferencesForm
from shnor_portal.notifications.models import Notification
from shnor_portal.notifications.services import mark_all_read, mark_read, set_preferences


@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """Messages of the person, newest first."""
    rows = Notification.objects.visible_to(person(request))
    if request.GET.get("unread"):
        rows = rows.unread()
    return render(request, "notifications/inbox.html", {"page": page_of(request, rows)})


@require_POST
def open_message(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a message read and go to the page it is about."""
    message = visible_or_404(Notification.objects.visible_to(person(request)), pk=pk)
    mark_read(notification_id=message.pk, by=person(request))
    return redirect(message.path or "notifications:inbox")


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark everything read."""
    count = mark_all_read(by=person(request))
    messages.success(request, f"Отмечено прочитанными: {count}.")
    return redirect("notifications:inbox")


@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """Which kinds also go by e-mail."""
    form = PreferencesForm(request.POST or None, user=person(request))
    if request.method == "POST" and form.is_valid():
        set_preferences(by=person(request), by_mail=form.by_mail())
        messages.success(request, "Настройки уведомлений сохранены.")
        return redirect("notifications:settings")
    return render(request, "notifications/settings.html", {"form": form})
