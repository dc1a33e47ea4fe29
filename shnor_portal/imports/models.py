"""Imports: the batch, what it would change, what it complained of, and saved column mappings."""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from shnor_portal.accounts.models import OwnedModel, OwnedQuerySet
from shnor_portal.accounts.permissions import Permission
from shnor_portal.imports.enums import SEVERITY_TONES, STATE_TONES, BatchState, Change, IssueSeverity


def quarantine_name(batch: "ImportBatch", filename: str) -> str:
    """Our own random name; the person's file name never reaches the disk."""
    return f"imports/{timezone.now():%Y/%m}/{uuid.uuid4().hex}"


class ImportBatchQuerySet(OwnedQuerySet["ImportBatch"]):
    view_permission: ClassVar[Permission] = Permission.VIEW_IMPORTS

    def applied(self) -> "ImportBatchQuerySet":
        return self.filter(state=BatchState.APPLIED)


class ImportBatch(OwnedModel):
    """One file on its way into the portal.

    `recognition` holds every layout's claim with confidence and reasons, `options` what the person chose
    (layout, year, column mapping, whether to leave out faulty rows), `counts` the rows by fate and the
    items by change. The read extract is kept in `extract_file` between check and apply. `file` is empty for an
    exam protocol: its names and document numbers never reach the disk, the fingerprint alone remembers it.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    target = models.CharField("что загружается", max_length=32)  # results | register | figures
    state = models.CharField("состояние", max_length=16, choices=BatchState.choices, default=BatchState.UPLOADED)
    original_name = models.CharField("имя файла", max_length=255)
    file = models.FileField(upload_to=quarantine_name, max_length=200, blank=True)
    extract_file = models.FileField(upload_to=quarantine_name, max_length=200, blank=True)
    size = models.PositiveBigIntegerField("размер, байт")
    sha256 = models.CharField("отпечаток файла", max_length=64)
    content_hash = models.CharField("отпечаток содержания", max_length=64, blank=True)
    layout = models.CharField("форма файла", max_length=32, blank=True)
    recognition = models.JSONField("распознавание", default=dict)
    options = models.JSONField("выбор человека", default=dict)
    counts = models.JSONField("счёт строк", default=dict)
    refusal = models.JSONField("причина отклонения", default=dict)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField("загружена", default=timezone.now)
    checked_at = models.DateTimeField("проверена", null=True)
    applied_at = models.DateTimeField("применена", null=True)
    applied_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField("отменена", null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        verbose_name = "загрузка"
        verbose_name_plural = "загрузки"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["municipality", "-created_at"], name="batch_by_municipality"),
            models.Index(fields=["municipality", "sha256"], name="batch_by_fingerprint"),
        ]

    def __str__(self) -> str:
        return self.original_name

    @property
    def tone(self) -> str:
        """How the interface shades the state."""
        return STATE_TONES[BatchState(self.state)]

    @property
    def is_refused_by_rows(self) -> bool:
        """Refused for some of its rows only: it may be mended here, or applied without them."""
        return self.state == BatchState.REFUSED and self.refusal.get("kind") == "rows"

    @property
    def academic_year(self) -> int | None:
        """The school year the rows were planned for."""
        year: int | None = self.options.get("academic_year") or self.recognition.get("academic_year")
        return year


class ImportItemQuerySet(OwnedQuerySet["ImportItem"]):
    view_permission: ClassVar[Permission] = Permission.VIEW_IMPORTS


class ImportItem(OwnedModel):
    """One line of the preview: what a stretch of rows would create or change.

    `before` and `after` hold the shown figures by their Russian names, in print order.
    """

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveIntegerField()
    sheet = models.CharField("лист", max_length=64, blank=True)
    row_from = models.PositiveIntegerField("строка с")
    row_to = models.PositiveIntegerField("строка по")
    subject_label = models.CharField("что", max_length=200)
    school_label = models.CharField("школа", max_length=300)
    change = models.CharField("что будет", max_length=8, choices=Change.choices)
    before: Any = models.JSONField("было", default=dict)
    after: Any = models.JSONField("станет", default=dict)

    objects = ImportItemQuerySet.as_manager()

    class Meta:
        verbose_name = "строка предварительного просмотра"
        verbose_name_plural = "предварительный просмотр"
        ordering = ["batch_id", "position"]
        constraints = [models.UniqueConstraint(fields=["batch", "position"], name="item_position")]

    def __str__(self) -> str:
        return f"{self.school_label}: {self.subject_label}"


class ImportIssueQuerySet(OwnedQuerySet["ImportIssue"]):
    view_permission: ClassVar[Permission] = Permission.VIEW_IMPORTS


class ImportIssue(OwnedModel):
    """A complaint about a place in the file (замечание), kept with the batch for good."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="issues")
    severity = models.CharField("вес", max_length=8, choices=IssueSeverity.choices)
    code = models.CharField("код", max_length=32)
    message = models.TextField("что не так")
    hint = models.TextField("как исправить", blank=True)
    sheet = models.CharField("лист", max_length=64, blank=True)
    row = models.PositiveIntegerField("строка", null=True)
    column = models.CharField("столбец", max_length=8, blank=True)

    objects = ImportIssueQuerySet.as_manager()

    class Meta:
        verbose_name = "замечание"
        verbose_name_plural = "замечания"
        ordering = ["batch_id", "pk"]

    def __str__(self) -> str:
        return f"{self.code}: {self.message}"

    @property
    def tone(self) -> str:
        """How the interface shades the weight."""
        return SEVERITY_TONES[IssueSeverity(self.severity)]


class MappingProfileQuerySet(OwnedQuerySet["MappingProfile"]):
    view_permission: ClassVar[Permission] = Permission.VIEW_IMPORTS


class MappingProfile(OwnedModel):
    """A saved column mapping, offered again for a table with the same headers."""

    name = models.CharField("название", max_length=120)
    header_key = models.CharField("заголовки, отпечаток", max_length=64)
    mapping = models.JSONField("соответствие столбцов")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    objects = MappingProfileQuerySet.as_manager()

    class Meta:
        verbose_name = "сохранённое соответствие столбцов"
        verbose_name_plural = "сохранённые соответствия столбцов"
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["municipality", "name"], name="profile_name")]

    def __str__(self) -> str:
        return self.name
