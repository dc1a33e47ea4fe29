"""Wiring of addresses."""

from django.urls import URLPattern, URLResolver, include, path

from shnor_portal.common import health
from shnor_portal.common.gallery import gallery

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("gallery/", gallery, name="gallery"),
    path("", include("shnor_portal.cabinet.urls")),
    path("", include("schools.urls")),
    path("", include("diagnostics.urls")),
    path("", include("roadmaps.urls")),
    path("", include("reports.urls")),
    path("", include("shnor_portal.imports.urls")),
    path("", include("shnor_portal.jobs.urls")),
    path("", include("shnor_portal.notifications.urls")),
    path("", include("shnor_portal.webhooks.urls")),
    path("", include("shnor_portal.api.urls_tokens")),
    path("api/v1/", include("shnor_portal.api.urls")),
    path("account/", include("shnor_portal.accounts.urls")),
]

handler400 = "shnor_portal.common.errors.bad_request"
handler500 = "shnor_portal.common.errors.server_error"
