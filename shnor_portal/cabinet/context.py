"""What every page's frame shows: the city, the navigation, unread messages."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from shnor_portal.accounts.models import User
from shnor_portal.accounts.permissions import Permission
from shnor_portal.notifications.models import Notification

SECTIONS: tuple[tuple[str, str, str, Permission | None], ...] = (
    ("cabinet:home", "Главная", "home", None),
    ("schools:list", "Школы", "school", Permission.VIEW_SCHOOLS),
    ("imports:list", "Загрузки", "upload", Permission.VIEW_IMPORTS),
    ("diagnostics:indicators", "Показатели", "chart", Permission.VIEW_INDICATORS),
    ("diagnostics:rules", "Правила", "rule", Permission.VIEW_RULES),
    ("diagnostics:lists", "Перечни", "list", Permission.VIEW_RISK_LISTS),
    ("reports:orders", "Приказы", "document", Permission.VIEW_ORDERS),
    ("roadmaps:cases", "Поддержка", "mentor", Permission.VIEW_CASES),
    ("roadmaps:roadmaps", "Дорожные карты", "flag", Permission.VIEW_ROADMAPS),
    ("roadmaps:measures", "Мероприятия", "task", Permission.VIEW_ROADMAPS),
    ("roadmaps:calendar", "Календарь", "calendar", Permission.VIEW_CALENDAR),
    ("roadmaps:annexes", "Приложения", "book", Permission.VIEW_ANNEXES),
    ("jobs:list", "Задания", "job", Permission.VIEW_JOBS),
)


def portal(request: HttpRequest) -> dict[str, Any]:
    """Context of the frame; a guest gets an empty one."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {"nav_items": []}
    return {
        "nav_items": [
            item(request, *section) for section in SECTIONS if section[3] is None or user.has_perm(section[3])
        ],
        "search_url": reverse("schools:list") if user.has_perm(Permission.VIEW_SCHOOLS) else "",
        "municipality": getattr(request, "municipality", None),
        "own_municipalities": list({a.municipality_id: a.municipality for a in user.current_assignments}.values()),
        "may_manage_accounts": user.has_perm(Permission.MANAGE_ACCOUNTS),
        "may_view_audit": user.has_perm(Permission.VIEW_AUDIT),
        "may_manage_webhooks": user.has_perm(Permission.MANAGE_WEBHOOKS),
        "unread_count": Notification.objects.visible_to(user).unread().count(),
    }


def item(request: HttpRequest, name: str, label: str, icon: str, permission: Permission | None) -> dict[str, Any]:
    """One entry of the navigation."""
    url = reverse(name)
    active = request.path == url if url == "/" else request.path.startswith(url)
    return {"url": url, "label": label, "icon": icon, "active": active}
