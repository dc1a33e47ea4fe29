"""Kinds of jobs of the app."""

from typing import Any

from reports.services.render import RENDER_KIND, render_order
from shnor_portal.accounts.permissions import Permission
from shnor_portal.jobs.handle import JobHandle
from shnor_portal.jobs.registry import job_kind


@job_kind(RENDER_KIND, title="PDF приказа", permission=Permission.PREPARE_ORDERS)
def render(handle: JobHandle, *, order_id: int) -> dict[str, Any]:
    """Render an order; the result names the file."""
    file = render_order(order_id=order_id, handle=handle)
    return {"file_id": file.pk, "pages": file.pages, "sha256": file.sha256}
