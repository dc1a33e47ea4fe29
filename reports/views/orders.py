"""Pages: orders."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from diagnostics.models import RiskList
from reports.documents.order import content_fingerprint, order_context
from reports.enums import OrderState
from reports.filters import OrderFilter
from reports.forms import CancelForm, OrderForm, RegisterForm
from reports.models import Order, OrderFile
from reports.selectors import drift_of, verification_of
from reports.services import cancel_order, create_list_order, edit_order, register_order, request_render
from shnor_portal.accounts.access import municipality_of, person, requires, visible_or_404
from shnor_portal.accounts.permissions import Permission
from shnor_portal.accounts.services import run_once
from shnor_portal.common.downloads import attachment, opened
from shnor_portal.common.paging import page_of
from shnor_portal.common.refusals import Refusal
from shnor_portal.jobs.models import Job


def order_or_404(request: HttpRequest, pk: int) -> Order:
    """The order in the person's sight, with what its pages show."""
    rows = Order.objects.visible_to(person(request)).select_related("municipality", "risk_list")
    return visible_or_404(rows.prefetch_related("appendices", "files"), pk=pk)


@require_GET
@requires(Permission.VIEW_ORDERS)
def order_list(request: HttpRequest) -> HttpResponse:
    """The register of orders and drafts."""
    rows = Order.objects.visible_to(person(request)).of(municipality_of(request)).select_related("risk_list")
    found = OrderFilter(request.GET, rows)
    return render(request, "reports/orders.html", {"filter": found, "page": page_of(request, found.qs)})


@require_POST
@requires(Permission.PREPARE_ORDERS)
def create(request: HttpRequest, list_pk: int) -> HttpResponse:
    """Draw up a draft on an approved list."""
    user = person(request)
    risk_list = visible_or_404(RiskList.objects.visible_to(user), pk=list_pk)
    key = run_once(
        by=user,
        key=request.POST.get("nonce", ""),
        act=lambda: str(create_list_order(risk_list=risk_list, by=user).pk),
    )
    return redirect("reports:order", pk=int(key))


@require_GET
@requires(Permission.VIEW_ORDERS)
def order_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """An order: state, text, files, what may be done next."""
    order = order_or_404(request, pk)
    user = person(request)
    files = list(order.files.all())
    context = {
        "order": order,
        "files": files,
        "drift": drift_of(order),
        "current_text": content_fingerprint(order),
        "job": Job.objects.of(order.municipality).filter(arguments={"order_id": order.pk}).first(),
        "register_form": RegisterForm(initial={"version": order.version}),
        "cancel_form": CancelForm(),
        "can_edit": order.state == OrderState.DRAFT and user.has_perm(Permission.PREPARE_ORDERS, order),
        "can_register": order.state == OrderState.DRAFT and user.has_perm(Permission.REGISTER_ORDERS, order),
        "can_cancel": order.state == OrderState.REGISTERED and user.has_perm(Permission.REGISTER_ORDERS, order),
    }
    return render(request, "reports/order.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.PREPARE_ORDERS)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Edit the text of a draft; what was typed survives a refusal."""
    order = order_or_404(request, pk)
    form = OrderForm(request.POST or None, instance=order)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            edit_order(order=order, version=form.cleaned_data["version"], by=person(request), fields=form.texts())
        except Refusal as said:
            refusal = said
            typed = request.POST.copy()
            typed["version"] = str(order_or_404(request, pk).version)
            form = OrderForm(typed, instance=order)
        else:
            messages.success(request, "Текст проекта сохранён.")
            return redirect("reports:order", pk=pk)
    status = refusal.status if refusal else 400 if form.errors else 200
    return render(request, "reports/order_edit.html", {"order": order, "form": form, "refusal": refusal}, status=status)


@require_POST
@requires(Permission.REGISTER_ORDERS)
def register(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the order its number and date."""
    order = order_or_404(request, pk)
    form = RegisterForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Укажите номер и дату приказа.")
        return redirect("reports:order", pk=pk)
    register_order(order=order, by=person(request), **form.cleaned_data)
    messages.success(request, "Приказ зарегистрирован. PDF с номером и датой готовится.")
    return redirect("reports:order", pk=pk)


@require_POST
@requires(Permission.REGISTER_ORDERS)
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a registered order out of force."""
    order = order_or_404(request, pk)
    form = CancelForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Укажите причину отмены.")
        return redirect("reports:order", pk=pk)
    cancel_order(order=order, reason=form.cleaned_data["reason"], by=person(request))
    messages.success(request, "Приказ отменён.")
    return redirect("reports:order", pk=pk)


@require_GET
@requires(Permission.VIEW_ORDERS)
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheets as they will be printed."""
    return render(request, "reports/order_preview.html", order_context(order_or_404(request, pk)))


@require_POST
@requires(Permission.VIEW_ORDERS)
def make_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask a worker for the PDF."""
    request_render(order=order_or_404(request, pk), by=person(request))
    messages.info(request, "PDF готовится и появится в разделе «Файлы» сам.")
    return redirect("reports:order", pk=pk)


@require_GET
@requires(Permission.VIEW_ORDERS)
def download(request: HttpRequest, pk: int) -> FileResponse:
    """The file of an order."""
    file = visible_or_404(OrderFile.objects.visible_to(person(request)).select_related("order"), pk=pk)
    number = file.order.number or "проект"
    name = f"Приказ {number}.pdf".replace("/", "-")
    return attachment(opened(file.file), filename=name, content_type="application/pdf")


@login_not_required
@require_GET
def verify(request: HttpRequest, mark: str) -> HttpResponse:
    """What the QR code on a paper leads to: whether the order exists and is in force. Open to everyone."""
    found = verification_of(mark)
    if found is None:
        raise Http404
    return render(request, "reports/verify.html", {"found": found})
