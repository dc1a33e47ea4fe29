"""An order with an appendix of 78 rows, beside a bare render of the same HTML to the same kind of PDF."""

from collections.abc import Iterator

from weasyprint import CSS, HTML

from reports.documents.order import order_html, order_stylesheet
from reports.models import OrderFile
from reports.services.render import render_order
from shnor_portal.accounts.permissions import Role
from tests.benchmarks.measure import Case
from tests.factories import MunicipalityFactory, make_user
from tests.reports.builders import approved_list, draft_order

ROWS = 78


def cases() -> Iterator[Case]:
    officer = make_user(Role.MUNICIPAL_OFFICER, MunicipalityFactory.create())
    order = draft_order(approved_list(officer, schools=ROWS), officer)
    html, stylesheet = order_html(order), order_stylesheet()

    def bare() -> bytes | None:
        sheet = CSS(string=stylesheet)
        return HTML(string=html).write_pdf(stylesheets=[sheet], pdf_variant="pdf/ua-1", pdf_tags=True)

    yield Case(
        "приказ с приложением на 78 строк, PDF",
        ours=lambda: render_order(order_id=order.pk),
        yardstick=bare,
        allowed=1.2,
        reset=lambda: OrderFile.objects.filter(order=order).delete(),
    )
