"""Addresses of the city's single sign-on; they exist only where a server is configured."""

from django.urls import include, path

urlpatterns = [
    path("", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("", include("allauth.socialaccount.urls")),
]
