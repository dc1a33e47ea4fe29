"""Addresses of the app."""

from django.urls import path, re_path

from reports.views import orders

app_name = "reports"
urlpatterns = [
    path("orders/", orders.order_list, name="orders"),
    path("orders/new/<int:list_pk>/", orders.create, name="create_order"),
    path("orders/<int:pk>/", orders.order_detail, name="order"),
    path("orders/<int:pk>/edit/", orders.edit, name="edit_order"),
    path("orders/<int:pk>/register/", orders.register, name="register_order"),
    path("orders/<int:pk>/cancel/", orders.cancel, name="cancel_order"),
    path("orders/<int:pk>/preview/", orders.preview, name="preview_order"),
    path("orders/<int:pk>/pdf/", orders.make_pdf, name="make_pdf"),
    path("orders/files/<int:pk>/", orders.download, name="order_file"),
    re_path(r"^verify/(?P<mark>[0-9a-f]{32})/$", orders.verify, name="verify"),
]
