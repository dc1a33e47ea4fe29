"""Addresses of the app."""

from django.urls import path

from schools.views import register, turns

app_name = "schools"
urlpatterns = [
    path("schools/", register.school_list, name="list"),
    path("schools/export/", register.export, name="export"),
    path("schools/new/", register.create, name="create"),
    path("schools/<int:pk>/", register.school_detail, name="detail"),
    path("schools/<int:pk>/edit/", register.edit, name="edit"),
    path("schools/<int:pk>/codes/new/", turns.new_code, name="new_code"),
    path("schools/<int:pk>/rename/", turns.rename, name="rename"),
    path("schools/<int:pk>/merge/", turns.merge, name="merge"),
    path("schools/<int:pk>/close/", turns.close, name="close"),
]
