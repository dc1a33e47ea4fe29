"""Pages: bringing schools into the programme, by a list or one by one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from diagnostics.models import RiskList
from roadmaps.forms.cases import OpenCaseForm
from roadmaps.selectors.cases import candidates_of, left_out, lists_to_enter
from roadmaps.selectors.programme import today_in
from roadmaps.services.cases import open_case, open_cases
from roadmaps.views.case_forms import case_url
from schools.models import School
from shnor_portal.accounts.access import check_permission, municipality_of, person, requires, visible_or_404
from shnor_portal.accounts.permissions import Permission
from shnor_portal.accounts.services import run_once
from shnor_portal.common.refusals import Refusal
from shnor_portal.common.years import academic_year_of


@require_http_methods(["GET", "POST"])
@requires(Permission.MANAGE_CASES)
def open_by_list(request: HttpRequest) -> HttpResponse:
    """Who would enter by an approved list and who is in already; then bring them in."""
    user, city = person(request), municipality_of(request)
    check_permission(user, Permission.MANAGE_CASES, city)
    lists = list(lists_to_enter(user, city))
    chosen = chosen_list(request, lists)
    if request.method == "POST" and chosen is not None:
        entered = open_cases(risk_list_id=chosen.pk, by=user)
        messages.success(
            request,
            f"Открыто: {len(entered.opened)}. Уже были в программе и связаны с перечнем: {len(entered.joined)}.",
        )
        return redirect(f"{reverse('roadmaps:cases')}?year={chosen.academic_year}")
    candidates = candidates_of(chosen) if chosen else []
    context = {
        "lists": lists,
        "chosen": chosen,
        "candidates": candidates,
        "entering": sum(one.enters for one in candidates),
        "left_out": list(left_out(chosen)) if chosen else [],
    }
    return render(request, "roadmaps/cases_open.html", context, status=400 if request.method == "POST" else 200)


def chosen_list(request: HttpRequest, lists: list[RiskList]) -> RiskList | None:
    """The list asked for, otherwise the newest."""
    asked = request.POST.get("risk_list") or request.GET.get("risk_list")
    if asked:
        rows = RiskList.objects.visible_to(person(request)).filter(pk__in=[one.pk for one in lists])
        return visible_or_404(rows, pk=asked)
    return lists[0] if lists and request.method == "GET" else None


@require_http_methods(["GET", "POST"])
@requires(Permission.MANAGE_CASES)
def open_one(request: HttpRequest) -> HttpResponse:
    """Bring one school in by a decision of the department."""
    user, city = person(request), municipality_of(request)
    check_permission(user, Permission.MANAGE_CASES, city)
    now = academic_year_of(today_in(city))
    form = OpenCaseForm(
        request.POST or None,
        schools=School.objects.visible_to(user).of(city).active(),
        years=list(range(now + 1, now - 8, -1)),
        initial={"academic_year": now},
    )
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            key = run_once(
                by=user,
                key=request.POST.get("nonce", ""),
                act=lambda: str(open_case(by=user, **form.cleaned_data).pk),
            )
        except Refusal as said:
            refusal = said
        else:
            messages.success(request, "Поддержка школы открыта.")
            return redirect(case_url(int(key)))
    status = refusal.status if refusal else 400 if form.errors else 200
    return render(request, "roadmaps/case_new.html", {"form": form, "refusal": refusal}, status=status)
