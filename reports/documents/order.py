"""The order on paper: one HTML for the preview and for the PDF.

Layout after ГОСТ Р 7.0.97-2025: left margin 30 mm (orders on core activity are stored permanently), page
numbers from the second page in the top margin, QR code in the lower right of the first sheet.
"""

from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.urls import reverse

from reports.enums import OrderState
from reports.models import Order
from shnor_portal.common.canonical import fingerprint
from shnor_portal.common.dates import date_in_digits, date_in_words
from shnor_portal.common.qr import qr_data_uri

STYLESHEET = "css/documents/order.css"
BLANK_DATE = "________________"
BLANK_NUMBER = "__________"


def content_fingerprint(order: Order, state: str = "") -> str:
    """SHA-256 over everything the paper shows, of the order as it is or as it was in another state."""
    return fingerprint(
        {
            "state": state or order.state,
            "title": order.title,
            "preamble": order.preamble,
            "items": order.items,
            "number": order.number,
            "registered_on": order.registered_on,
            "signer": [order.signer_position, order.signer_name, order.is_acting],
            "executor": [order.executor_name, order.executor_contact],
            "appendices": [[a.number, a.title, a.snapshot_sha256] for a in order.appendices.all()],
        }
    )


def verification_url(order: Order) -> str:
    """Where the QR code leads: a page that says whether this paper is still what the portal holds."""
    return settings.PUBLIC_URL.rstrip("/") + reverse("reports:verify", args=[content_fingerprint(order)[:32]])


def order_context(order: Order) -> dict[str, Any]:
    """What the template needs. Number and date of the order go into every appendix header from here."""
    is_draft = order.state == OrderState.DRAFT
    signed_on = order.registered_on
    return {
        "order": order,
        "city": order.municipality,
        "is_draft": is_draft,
        "is_cancelled": order.state == OrderState.CANCELLED,
        "date_digits": date_in_digits(signed_on) if signed_on else BLANK_DATE,
        "date_words": date_in_words(signed_on) if signed_on else BLANK_DATE,
        "number": order.number or BLANK_NUMBER,
        "signer_position": f"И.о. {decapitalised(order.signer_position)}" if order.is_acting else order.signer_position,
        "signer_genitive": signer_genitive(order),
        "appendices": list(order.appendices.all()),
        "qr": "" if is_draft else qr_data_uri(verification_url(order)),
        "fingerprint": content_fingerprint(order),
    }


def signer_genitive(order: Order) -> str:
    """«к приказу и.о. начальника управления образования …»: whose order an appendix belongs to."""
    head = order.municipality.head_position_genitive
    return f"и.о. {head}" if order.is_acting else head


def decapitalised(text: str) -> str:
    return text[:1].lower() + text[1:]


def order_html(order: Order) -> str:
    """The document alone, without the portal's frame."""
    return render_to_string("reports/documents/order.html", order_context(order))


def order_stylesheet() -> str:
    """Text of the stylesheet the paper and the preview share."""
    path = finders.find(STYLESHEET)
    if not isinstance(path, str):
        raise RuntimeError(f"{STYLESHEET} is missing")
    with open(path, encoding="utf-8") as file:
        return file.read()
