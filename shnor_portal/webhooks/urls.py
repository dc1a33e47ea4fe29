"""Addresses of the app."""

from django.urls import path

from shnor_portal.webhooks.views import deliveries, endpoints, secrets

app_name = "webhooks"
urlpatterns = [
    path("webhooks/", endpoints.endpoint_list, name="list"),
    path("webhooks/new/", secrets.create, name="create"),
    path("webhooks/<uuid:pk>/", endpoints.endpoint_detail, name="detail"),
    path("webhooks/<uuid:pk>/edit/", endpoints.edit, name="edit"),
    path("webhooks/<uuid:pk>/secret/", secrets.rotate, name="rotate"),
    path("webhooks/<uuid:pk>/pause/", endpoints.pause, name="pause"),
    path("webhooks/<uuid:pk>/resume/", endpoints.resume, name="resume"),
    path("webhooks/<uuid:pk>/check/", deliveries.check, name="check"),
    path("webhooks/deliveries/<uuid:pk>/", deliveries.delivery_detail, name="delivery"),
    path("webhooks/deliveries/<uuid:pk>/resend/", deliveries.resend, name="resend"),
]
