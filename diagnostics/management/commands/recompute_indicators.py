"""Compute indicators from results in force."""

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from diagnostics.management.arguments import academic_year, municipality_by_code, refused
from diagnostics.services.indicators import YearReport, recompute_indicators
from shnor_portal.accounts.models import Municipality
from shnor_portal.common.refusals import Refusal
from shnor_portal.common.years import format_academic_year


class Command(BaseCommand):
    help = "Пересчитать показатели по загруженным результатам."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--municipality", metavar="CODE", help="код муниципалитета; без него все")
        parser.add_argument("--year", type=academic_year, help="учебный год, 2019/2020; без него все с результатами")
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        code = options["municipality"]
        municipalities = [municipality_by_code(code)] if code else list(Municipality.objects.all())
        years = [options["year"]] if options["year"] is not None else None
        done = [(municipality, self.recompute(municipality, years)) for municipality in municipalities]
        if options["format"] == "json":
            told = [
                {"municipality": municipality.code, **asdict(report), "academic_year": _year(report)}
                for municipality, reports in done
                for report in reports
            ]
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))
            return
        for municipality, reports in done:
            self.stdout.write(f"{municipality.name}:" if reports else f"{municipality.name}: результатов нет.")
            for report in reports:
                self.stdout.write(
                    f"  {_year(report)}: результатов {report.results}, значений {report.values}, "
                    f"из них с цифрами {report.figures}"
                )

    def recompute(self, municipality: Municipality, years: list[int] | None) -> list[YearReport]:
        try:
            return recompute_indicators(municipality_id=municipality.pk, years=years, by=None)
        except Refusal as refusal:
            raise refused(refusal) from refusal


def _year(report: YearReport) -> str:
    return format_academic_year(report.academic_year)
