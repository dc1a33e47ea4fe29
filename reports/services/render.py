"""Making the PDF: asked for by a person, made by a worker, kept with the fingerprint of what it shows."""

import hashlib

from django.core.files.base import ContentFile
from django.db import transaction

from reports.documents.order import content_fingerprint, order_html, order_stylesheet
from reports.models import Order, OrderFile
from shnor_portal.accounts.access import check_permission
from shnor_portal.accounts.models import User
from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.pdf import render_pdf
from shnor_portal.jobs.handle import JobHandle
from shnor_portal.jobs.models import Job
from shnor_portal.jobs.services import enqueue

RENDER_KIND = "reports.render_order"


@transaction.atomic
def request_render(*, order: Order, by: User) -> Job:
    """Ask for a fresh PDF."""
    check_permission(by, Permission.VIEW_ORDERS, order)
    return enqueue_render(order, by)


def enqueue_render(order: Order, by: User | None) -> Job:
    """Queue the work inside the caller's transaction; the same order and version is queued once."""
    return enqueue(
        kind=RENDER_KIND,
        title=f"PDF: {order.title}",
        municipality_id=order.municipality_id,
        by=by,
        arguments={"order_id": order.pk},
        unique_key=f"{RENDER_KIND}:{order.pk}:{order.version}",
    )


def render_order(*, order_id: int, handle: JobHandle | None = None) -> OrderFile:
    """Render the order as it is now. The same content is rendered once: a repeated job gives the file at hand."""
    order = Order.objects.select_related("municipality", "risk_list").prefetch_related("appendices").get(pk=order_id)
    shown = content_fingerprint(order)
    ready = order.files.filter(format="pdf", content_sha256=shown).first()
    if ready is not None:
        return ready
    if handle is not None:
        handle.progress(0, 1, "Верстаем документ")
    rendered = render_pdf(order_html(order), stylesheet=order_stylesheet())
    with transaction.atomic():
        file = OrderFile(
            municipality_id=order.municipality_id,
            order=order,
            job_id=handle.job_id if handle else None,
            format="pdf",
            size=len(rendered.data),
            sha256=hashlib.sha256(rendered.data).hexdigest(),
            content_sha256=shown,
            pages=rendered.pages,
        )
        file.file.save("order.pdf", ContentFile(rendered.data), save=False)
        file.save()
    if handle is not None:
        handle.progress(1, 1, "Готово")
    return file
