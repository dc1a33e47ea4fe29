"""Addresses of the app."""

from django.urls import path

from shnor_portal.notifications import views

app_name = "notifications"
urlpatterns = [
    path("notifications/", views.inbox, name="inbox"),
    path("notifications/<int:pk>/open/", views.open_message, name="open"),
    path("notifications/read-all/", views.read_all, name="read_all"),
    path("notifications/settings/", views.settings, name="settings"),
]
