"""Addresses of the app."""

from django.urls import path

from shnor_portal.imports.views import acts, downloads, listing, mapping, upload, wizard

app_name = "imports"
urlpatterns = [
    path("imports/", listing.batch_list, name="list"),
    path("imports/new/", upload.upload, name="upload"),
    path("imports/<uuid:pk>/", wizard.detail, name="detail"),
    path("imports/<uuid:pk>/choose/", wizard.choose, name="choose"),
    path("imports/<uuid:pk>/mapping/", mapping.mapping, name="mapping"),
    path("imports/<uuid:pk>/choices/", wizard.rechoose, name="choices"),
    path("imports/<uuid:pk>/check/", acts.check, name="check"),
    path("imports/<uuid:pk>/apply/", acts.apply, name="apply"),
    path("imports/<uuid:pk>/undo/", acts.undo, name="undo"),
    path("imports/<uuid:pk>/progress/", wizard.progress, name="progress"),
    path("imports/<uuid:pk>/issues.xlsx", downloads.issues, name="issues"),
    path("imports/<uuid:pk>/preview.xlsx", downloads.preview, name="preview"),
    path("imports/<uuid:pk>/file/", downloads.original, name="file"),
]
