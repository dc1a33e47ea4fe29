"""Orders, their appendices and the files made of them."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from diagnostics.models import RiskList
from reports.enums import STATE_TONES, OrderKind, OrderState
from shnor_portal.accounts.models import OwnedModel, OwnedQuerySet
from shnor_portal.accounts.permissions import Permission


def document_name(instance: "OrderFile", filename: str) -> str:
    """Our own random name under the year and month."""
    return f"orders/{timezone.now():%Y/%m}/{uuid.uuid4().hex}"


class OrderQuerySet(OwnedQuerySet["Order"]):
    view_permission: ClassVar[Permission] = Permission.VIEW_ORDERS


class Order(OwnedModel):
    """An order of the department (приказ). Number and date exist only once it is registered.

    `items` are the numbered clauses, plain text. Number and date are kept here alone: every
    appendix header is made from them when the document is rendered.
    """

    kind = models.CharField("вид", max_length=16, choices=OrderKind.choices)
    state = models.CharField("состояние", max_length=16, choices=OrderState.choices, default=OrderState.DRAFT)
    risk_list = models.ForeignKey(RiskList, on_delete=models.PROTECT, null=True, related_name="orders")
    title = models.CharField("заголовок", max_length=600)
    preamble = models.TextField("преамбула")
    items = models.JSONField("пункты", default=list)
    number = models.CharField("номер", max_length=32, blank=True)
    registered_on = models.DateField("дата", null=True, blank=True)
    signer_position = models.CharField("должность подписывающего", max_length=200)
    signer_name = models.CharField("подписывает", max_length=120)
    is_acting = models.BooleanField("исполняющий обязанности", default=False)
    executor_name = models.CharField("исполнитель", max_length=120, blank=True)
    executor_contact = models.CharField("телефон исполнителя", max_length=60, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField("создан", default=timezone.now)
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    cancelled_reason = models.CharField("почему отменён", max_length=600, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = OrderQuerySet.as_manager()

    class Meta:
        verbose_name = "приказ"
        verbose_name_plural = "приказы"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="registered_order_has_number",
                condition=~Q(state=OrderState.REGISTERED) | (Q(registered_on__isnull=False) & ~Q(number="")),
            ),
            models.UniqueConstraint(
                fields=["municipality", "number", "registered_on"],
                condition=Q(state=OrderState.REGISTERED),
                name="order_number_once_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def tone(self) -> str:
        """How the interface shades the state."""
        return STATE_TONES[OrderState(self.state)]


class OrderAppendixQuerySet(OwnedQuerySet["OrderAppendix"]):
    view_permission: ClassVar[Permission] = Permission.VIEW_ORDERS


class OrderAppendix(OwnedModel):
    """An appendix (приложение): a frozen table and the fingerprint of what it was made from."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="appendices")
    number = models.PositiveSmallIntegerField("номер приложения", default=1)
    title = models.CharField("заголовок", max_length=600)
    columns = models.JSONField("столбцы", default=list)
    rows = models.JSONField("строки", default=list)
    snapshot_sha256 = models.CharField("отпечаток", max_length=64)

    objects = OrderAppendixQuerySet.as_manager()

    class Meta:
        verbose_name = "приложение к приказу"
        verbose_name_plural = "приложения к приказам"
        ordering = ["order_id", "number"]
        constraints = [models.UniqueConstraint(fields=["order", "number"], name="appendix_number")]

    def __str__(self) -> str:
        return f"Приложение {self.number}. {self.title}"


class OrderFileQuerySet(OwnedQuerySet["OrderFile"]):
    view_permission: ClassVar[Permission] = Permission.VIEW_ORDERS


class OrderFile(OwnedModel):
    """A rendered file of an order, with the fingerprint of the order's state it shows."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="files")
    job_id = models.UUIDField("задание", null=True)
    format = models.CharField("формат", max_length=8)
    file = models.FileField(upload_to=document_name, max_length=200)
    size = models.PositiveBigIntegerField("размер, байт")
    sha256 = models.CharField("отпечаток файла", max_length=64)
    content_sha256 = models.CharField("отпечаток содержания", max_length=64)
    pages = models.PositiveSmallIntegerField("страниц", null=True)
    created_at = models.DateTimeField("готов", default=timezone.now)

    objects = OrderFileQuerySet.as_manager()

    class Meta:
        verbose_name = "файл приказа"
        verbose_name_plural = "файлы приказов"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.order} ({self.format})"
