"""Pages: the calendar as a month and as a list, its workbook, ticks."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from roadmaps.exporters_calendar import calendar_sheet
from roadmaps.forms.calendar import CalendarForm, TickForm
from roadmaps.models import Obligation, SupportCase
from roadmaps.rules.month_grid import Month, month_from, months_of_year
from roadmaps.rules.months import month_of
from roadmaps.rules.occurrence import Occurrence
from roadmaps.selectors.calendar import days_of, sheet_of, workdays_of
from roadmaps.selectors.cases import case_years
from roadmaps.selectors.occurrences import occurrences
from roadmaps.selectors.programme import today_in
from roadmaps.services.calendar import tick_obligation, untick_obligation
from shnor_portal.accounts.access import municipality_of, person, requires, visible_or_404
from shnor_portal.accounts.models import Municipality, User
from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.dates import month_in_words
from shnor_portal.common.paging import page_of
from shnor_portal.common.xlsx import workbook_response
from shnor_portal.common.years import academic_year_of

PER_PAGE = 100
LIST = "list"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for: a month or one day of it, as a sheet or as a list."""

    month: Month
    day: date | None
    is_list: bool

    @property
    def days(self) -> tuple[date, date]:
        """A sheet shows days of the neighbouring months too."""
        if self.day:
            return self.day, self.day
        return (self.month.first, self.month.last) if self.is_list else self.month.sheet

    def holds(self, day: date) -> bool:
        """Whether the day is asked for, and not only shown beside."""
        return day == self.day if self.day else self.month.first <= day <= self.month.last


@require_GET
@requires(Permission.VIEW_CALENDAR)
def index(request: HttpRequest) -> HttpResponse:
    """The calendar."""
    user, city = person(request), municipality_of(request)
    today, asked = today_in(city), asked_of(request)
    form = form_of(request, user, city, asked)
    rows = rows_of(user, city, asked, form)
    year = academic_year_of(asked.month.first)
    context = {
        "form": form,
        "asked": asked,
        "today": today,
        "title": month_in_words(asked.month.first),
        "academic_year": year,
        "academic_years": sorted({year, academic_year_of(today), *case_years(user, city)}, reverse=True),
        "months": [(month, month_in_words(month.first)) for month in months_of_year(year)],
        "count": sum(asked.holds(row.day) for row in rows),
        "late": sum(row.is_late and asked.holds(row.day) for row in rows),
        "can_manage": user.has_perm(Permission.MANAGE_PROGRAMME, city),
    }
    if asked.is_list:
        page: Page[Occurrence] = page_of(request, rows, PER_PAGE)
        context |= {"page": page, "days": days_of(page, today)}
    else:
        context["weeks"] = sheet_of(asked.month, rows, today, workdays_of(city))
    return render(request, "roadmaps/calendar.html", context)


@require_GET
@requires(Permission.VIEW_CALENDAR)
def export(request: HttpRequest) -> HttpResponse:
    """The lines on the screen as a workbook."""
    user, city = person(request), municipality_of(request)
    asked = asked_of(request)
    rows = rows_of(user, city, asked, form_of(request, user, city, asked))
    name = f"Календарь, {month_in_words(asked.month.first)}.xlsx"
    return workbook_response(name, [calendar_sheet(rows, today_in(city))])


def asked_of(request: HttpRequest) -> Asked:
    """The month and day of the address; of a school year alone its month of today, or its first one."""
    today = today_in(municipality_of(request))
    try:
        day = date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        day = None
    year = request.GET.get("year", "")
    chosen = int(year) if year.isascii() and year.isdigit() and 2000 <= int(year) <= 2099 else academic_year_of(today)
    usual = Month(month_of(today if chosen == academic_year_of(today) else date(chosen, 9, 1)))
    month = Month(month_of(day)) if day else month_from(request.GET.get("month", "")) or usual
    return Asked(month, day, is_list=day is not None or request.GET.get("view") == LIST)


def form_of(request: HttpRequest, user: User, city: Municipality, asked: Asked) -> CalendarForm:
    """The filters; schools to choose from are those the person's cases of the year are of."""
    cases = SupportCase.objects.visible_to(user).of(city).for_year(academic_year_of(asked.month.first))
    schools = cases.order_by("school__name").values_list("school_id", "school__name")
    return CalendarForm(request.GET, schools=list(schools))


def rows_of(user: User, city: Municipality, asked: Asked, form: CalendarForm) -> list[Occurrence]:
    """The lines that the page and the workbook show."""
    found = occurrences(user, city, *asked.days, only_mine=form.only_mine)
    wanted = form.wanted()
    return [row for row in found if wanted.takes(row)]


@require_POST
@requires(Permission.VIEW_CALENDAR)
def tick(request: HttpRequest) -> HttpResponse:
    """Mark one time of an obligation as done."""
    return _mark(request, is_done=True)


@require_POST
@requires(Permission.VIEW_CALENDAR)
def untick(request: HttpRequest) -> HttpResponse:
    """Take the mark back."""
    return _mark(request, is_done=False)


def _mark(request: HttpRequest, *, is_done: bool) -> HttpResponse:
    form = TickForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Непонятно, какой срок отметить. Обновите страницу календаря.")
        return redirect("roadmaps:calendar")
    told = form.cleaned_data
    obligation = visible_or_404(Obligation.objects.visible_to(person(request)), pk=told["obligation"])
    act = tick_obligation if is_done else untick_obligation
    act(obligation_id=obligation.pk, due_on=told["due_on"], school_id=told["school"], by=person(request))
    messages.success(request, "Отмечено выполненным." if is_done else "Отметка снята.")
    back = f"?{told['back'].lstrip('?')}" if told["back"] else ""
    return redirect(f"{reverse('roadmaps:calendar')}{back}")
