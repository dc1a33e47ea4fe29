"""Papers of the road: rendered files with the fingerprint of what they show."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone

from schools.models import School
from shnor_portal.accounts.models import OwnedModel, OwnedQuerySet
from shnor_portal.accounts.permissions import Permission


def paper_name(instance: "Paper", filename: str) -> str:
    """Our own random name under the year and month."""
    return f"papers/{timezone.now():%Y/%m}/{uuid.uuid4().hex}"


class PaperQuerySet(OwnedQuerySet["Paper"]):
    view_permission: ClassVar[Permission] = Permission.VIEW_ROADMAPS
    school_path: ClassVar[str | None] = "school_id"


class Paper(OwnedModel):
    """A rendered PDF: `subject_kind` names what of («roadmap», «interview» …), `subject_id` the row, `form` the layout.

    `is_draft` marks one made before the row was approved or signed; it is handed out only while the row is a draft.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, related_name="+")
    subject_kind = models.CharField("чего документ", max_length=24)
    subject_id = models.BigIntegerField("номер строки")
    form = models.CharField("форма", max_length=24, blank=True)
    is_draft = models.BooleanField("проект", default=False)
    title = models.CharField("название", max_length=300)
    job_id = models.UUIDField("задание", null=True)
    file = models.FileField(upload_to=paper_name, max_length=200)
    size = models.PositiveBigIntegerField("размер, байт")
    sha256 = models.CharField("отпечаток файла", max_length=64)
    content_sha256 = models.CharField("отпечаток содержания", max_length=64)
    pages = models.PositiveSmallIntegerField("страниц", null=True)
    created_at = models.DateTimeField("готов", default=timezone.now)

    objects = PaperQuerySet.as_manager()

    class Meta:
        verbose_name = "документ"
        verbose_name_plural = "документы"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["subject_kind", "subject_id"], name="paper_of_subject")]

    def __str__(self) -> str:
        return self.title
