"""Addresses of the app."""

from django.urls import path

from shnor_portal.cabinet import views

app_name = "cabinet"
urlpatterns = [
    path("", views.home, name="home"),
    path("municipality/", views.choose_municipality, name="choose_municipality"),
    path("me/", views.account, name="account"),
    path("people/", views.people, name="people"),
    path("people/new/", views.new_person, name="new_person"),
    path("people/<int:pk>/end/", views.end, name="end_role"),
    path("audit/", views.audit, name="audit"),
]
