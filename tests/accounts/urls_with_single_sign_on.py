"""Addresses of a portal whose city has a single sign-on."""

from django.urls import include, path

from shnor_portal.urls import urlpatterns as portal

urlpatterns = [path("account/external/", include("shnor_portal.accounts.oidc_urls")), *portal]
