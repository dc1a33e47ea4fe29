"""The school year of a page: `?year=`, and otherwise the newest there is."""

from django.http import HttpRequest


def chosen_year(request: HttpRequest, years: list[int]) -> int:
    """The year asked for if it is one of the offered, else the first of them."""
    asked = request.GET.get("year", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 and int(asked) in years else years[0]
