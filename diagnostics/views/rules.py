"""Pages: rules of selection and their versions."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from diagnostics.forms.rules import RuleVersionForm
from diagnostics.models import RuleSet, RuleSetVersion
from diagnostics.selection.wording import describe, describe_low
from diagnostics.selectors.rule_differences import differences
from diagnostics.selectors.rules import definition_of
from diagnostics.services.rules import create_version, ensure_presets, read_or_refuse
from shnor_portal.accounts.access import check_permission, municipality_of, person, requires, visible_or_404
from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.refusals import Refusal


def rule_or_404(request: HttpRequest, code: str) -> RuleSet:
    """The rule in the person's sight, by its code."""
    rows = RuleSet.objects.visible_to(person(request)).of(municipality_of(request))
    return visible_or_404(rows, code=code)


def version_or_404(rule_set: RuleSet, number: str) -> RuleSetVersion:
    """A version by its number; 404 for one that is not there."""
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        raise Http404
    return visible_or_404(rule_set.versions.select_related("rule_set", "created_by"), number=int(number))


@require_GET
@requires(Permission.VIEW_RULES)
def index(request: HttpRequest) -> HttpResponse:
    """Rules of the municipality, each with its newest version in one line."""
    user, municipality = person(request), municipality_of(request)
    rows = (
        RuleSet.objects.visible_to(user)
        .of(municipality)
        .annotate(last=Max("versions__number"), lists=Count("versions__risk_lists"))
    )
    newest = {
        version.rule_set_id: definition_of(version)
        for version in RuleSetVersion.objects.visible_to(user).of(municipality).order_by("number")
    }
    context = {
        "rules": [(rule, newest[rule.pk], describe_low(newest[rule.pk].low)) for rule in rows if rule.pk in newest],
        "can_manage": user.has_perm(Permission.MANAGE_RULES, municipality),
    }
    return render(request, "diagnostics/rules.html", context)


@require_POST
@requires(Permission.MANAGE_RULES)
def load_presets(request: HttpRequest) -> HttpResponse:
    """Take up the shipped rules that are missing."""
    made = ensure_presets(municipality_id=municipality_of(request).pk, by=person(request))
    messages.success(request, f"Загружено готовых правил: {len(made)}." if made else "Все готовые правила уже есть.")
    return redirect("diagnostics:rules")


@require_GET
@requires(Permission.VIEW_RULES)
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """A rule: its versions, each read aloud, and what changed between any two."""
    rule_set, user = rule_or_404(request, code), person(request)
    versions = list(
        rule_set.versions.select_related("created_by").annotate(lists=Count("risk_lists")).order_by("-number")
    )
    context: dict[str, Any] = {
        "rule_set": rule_set,
        "versions": [(version, describe(definition_of(version))) for version in versions],
        "can_manage": user.has_perm(Permission.MANAGE_RULES, rule_set),
    }
    if "before" in request.GET and "after" in request.GET:
        before = version_or_404(rule_set, request.GET["before"])
        after = version_or_404(rule_set, request.GET["after"])
        context |= {
            "before": before,
            "after": after,
            "differences": differences(definition_of(before), definition_of(after)),
        }
    return render(request, "diagnostics/rule.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.MANAGE_RULES)
def new_version(request: HttpRequest, code: str) -> HttpResponse:
    """Write the next version: fields, then the rule read aloud, then save."""
    rule_set, user = rule_or_404(request, code), person(request)
    check_permission(user, Permission.MANAGE_RULES, rule_set)
    latest = rule_set.versions.order_by("-number").first()
    if latest is None:
        raise Http404
    form = RuleVersionForm(request.POST if request.method == "POST" else None, base=definition_of(latest))
    context: dict[str, Any] = {"rule_set": rule_set, "latest": latest, "form": form}
    if request.method == "GET":
        return render(request, "diagnostics/rule_form.html", context)
    if not form.is_valid():
        return render(request, "diagnostics/rule_form.html", context, status=400)
    try:
        rule = read_or_refuse(form.definition())
        if "confirm" not in request.POST:
            context |= {"sentences": describe(rule), "differences": differences(definition_of(latest), rule)}
            return render(request, "diagnostics/rule_form.html", context)
        version = create_version(
            rule_set_id=rule_set.pk, definition=form.definition(), note=form.cleaned_data["note"], by=user
        )
    except Refusal as refusal:
        return render(request, "diagnostics/rule_form.html", {**context, "refusal": refusal}, status=refusal.status)
    messages.success(request, f"Записана редакция {version.number}.")
    return redirect("diagnostics:rule", code=rule_set.code)
