"""Pages of the library of typical measures: reading, keeping, and taking into a plan."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from roadmaps.forms.building import LibraryForm, SectionForm, TypicalForm
from roadmaps.models import Roadmap, RoadmapSection, TypicalMeasure
from roadmaps.selectors.library import suggestions_for
from roadmaps.selectors.orphans import orphans_of
from roadmaps.selectors.shelves import factor_choices, library_of, purposes_in_words
from roadmaps.services.building import take_typical
from roadmaps.services.edit_rows import may_edit
from roadmaps.services.library import add_typical, edit_typical
from roadmaps.views.roadmap_doors import EDITORS, roadmap_for
from shnor_portal.accounts.access import municipality_of, person, requires, visible_or_404
from shnor_portal.accounts.permissions import Permission
from shnor_portal.accounts.services import run_once
from shnor_portal.common.numbers import plural
from shnor_portal.common.paging import page_of
from shnor_portal.common.refusals import Refusal


@require_GET
@requires(Permission.VIEW_ROADMAPS)
def library(request: HttpRequest) -> HttpResponse:
    """All measures by facets, and the plans of the person that they can be taken into."""
    user, city = person(request), municipality_of(request)
    factors = factor_choices(user, city)
    form = LibraryForm(request.GET, factors=factors)
    page = page_of(request, library_of(user, city, form.chosen()))
    drafts = Roadmap.objects.visible_to(user).of(city).filter(state__in=("draft", "returned")).select_related("school")
    context = {
        "form": form,
        "page": page,
        "rows": [(typical, purposes_in_words(typical, dict(factors))) for typical in page.object_list],
        "drafts": [roadmap for roadmap in drafts.order_by("-academic_year", "pk")[:60] if may_edit(user, roadmap)][:6],
        "can_manage": user.has_perm(Permission.MANAGE_PROGRAMME, city),
    }
    return render(request, "roadmaps/library.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.MANAGE_PROGRAMME)
def new_typical(request: HttpRequest) -> HttpResponse:
    """Add a measure of the city's own."""
    user, city = person(request), municipality_of(request)
    form = TypicalForm(request.POST or None, factors=factor_choices(user, city))
    if request.method == "POST" and form.is_valid():
        run_once(
            by=user,
            key=request.POST.get("nonce", ""),
            act=lambda: str(add_typical(municipality=city, fields=form.cleaned_data, by=user).pk),
        )
        messages.success(request, "Мероприятие добавлено в библиотеку города.")
        return redirect("roadmaps:library")
    context = {"form": form, "typical": None}
    return render(request, "roadmaps/library_edit.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.MANAGE_PROGRAMME)
def typical(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a measure, or switch it off."""
    user = person(request)
    row = visible_or_404(TypicalMeasure.objects.visible_to(user).select_related("municipality"), pk=pk)
    form = TypicalForm(request.POST or None, instance=row, factors=factor_choices(user, row.municipality))
    if request.method == "POST" and form.is_valid():
        edit_typical(typical_id=pk, fields=form.cleaned_data, by=user)
        messages.success(request, "Сохранено. Карты, куда мероприятие уже взято, не изменились.")
        return redirect("roadmaps:library")
    context = {"form": form, "typical": row}
    return render(request, "roadmaps/library_edit.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.VIEW_ROADMAPS)
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """The library for one plan: what treats its untreated first, with the reason; chosen rows go in at once."""
    roadmap, user = roadmap_for(request, pk, *EDITORS), person(request)
    factors = factor_choices(user, roadmap.municipality)
    form = LibraryForm(request.GET, factors=factors)
    target = SectionForm(request.POST or None, sections=section_choices(roadmap))
    refusal = None
    if request.method == "POST" and target.is_valid():
        try:
            count = taken(request, roadmap, target.cleaned_data["section"])
        except Refusal as said:
            refusal = said
        else:
            messages.success(request, f"Добавлено: {count} {plural(count, 'строка', 'строки', 'строк')}.")
            return redirect("roadmaps:roadmap", pk=pk)
    context = take_context(request, roadmap, form, target, refusal)
    return render(request, "roadmaps/library_take.html", context, status=refusal.status if refusal else 200)


def taken(request: HttpRequest, roadmap: Roadmap, section: int | None) -> int:
    """Put the checked measures into the plan, once for one sending of the form."""
    user, key = person(request), request.POST.get("nonce", "")
    chosen = [int(sent) for sent in request.POST.getlist("typical") if sent.isascii() and sent.isdigit()][:500]
    done = run_once(
        by=user,
        key=key,
        act=lambda: str(
            take_typical(roadmap_id=roadmap.pk, typical_ids=chosen, section=section, key=key or "-", by=user)
        ),
    )
    return int(done)


def take_context(
    request: HttpRequest, roadmap: Roadmap, form: LibraryForm, target: SectionForm, refusal: Refusal | None
) -> dict[str, Any]:
    """Suggestions that agree with the facets; those for what nobody treats stand apart at the top."""
    user, facets = person(request), form.chosen()
    facets["audience"] = "city" if roadmap.is_of_city else "school"
    factors = dict(factor_choices(user, roadmap.municipality))
    found = suggestions_for(roadmap, library_of(user, roadmap.municipality, facets))
    return {
        "roadmap": roadmap,
        "form": form,
        "target": target,
        "refusal": refusal,
        "needed": [each for each in found if each.untreated and not each.is_taken],
        "others": [
            (each, purposes_in_words(each.typical, factors)) for each in found if not each.untreated or each.is_taken
        ],
        "orphans": orphans_of(roadmap),
        "is_open": roadmap.state in ("draft", "returned"),
        "chosen": set(request.POST.getlist("typical")),
    }


def section_choices(roadmap: Roadmap) -> list[tuple[int, str]]:
    """Sections that stand in the plan."""
    rows = RoadmapSection.objects.filter(roadmap=roadmap, is_removed=False).order_by("position", "pk")
    return [(key, title) for key, title in rows.values_list("pk", "title")]
