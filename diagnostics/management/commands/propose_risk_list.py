"""Compute a list of schools by a rule."""

import json
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser

from diagnostics.exporters import list_json, list_text
from diagnostics.management.arguments import academic_year, acting_user, municipality_by_code, refused
from diagnostics.services.risk_lists import COMPUTED_ORIGINS, propose_risk_list
from shnor_portal.common.refusals import Refusal


class Command(BaseCommand):
    help = "Составить перечень школ с низкими образовательными результатами по правилу отбора."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--municipality", required=True, metavar="CODE", help="код муниципалитета")
        parser.add_argument("--year", required=True, type=academic_year, help="на какой учебный год, 2020/2021")
        parser.add_argument("--rules", required=True, help="код правила, например rosobr-847-2020")
        parser.add_argument("--rule-version", type=int, help="редакция правила; без неё последняя")
        parser.add_argument(
            "--results-year", type=academic_year, help="за какой год результаты; без него как в правиле"
        )
        parser.add_argument("--origin", choices=[origin.value for origin in COMPUTED_ORIGINS], default="municipal")
        parser.add_argument("--draft", action="store_true", help="оставить черновиком, не предлагать к утверждению")
        parser.add_argument("--dry-run", action="store_true", help="только показать, ничего не записывать")
        parser.add_argument("--format", choices=["text", "json"], default="text")
        parser.add_argument("--as-user", metavar="EMAIL", help="от чьего имени и с чьими правами")

    def handle(self, *args: Any, **options: Any) -> None:
        municipality = municipality_by_code(options["municipality"])
        try:
            proposed = propose_risk_list(
                municipality_id=municipality.pk,
                academic_year=options["year"],
                rules=options["rules"],
                rule_number=options["rule_version"],
                results_year=options["results_year"],
                origin=options["origin"],
                as_draft=options["draft"],
                dry_run=options["dry_run"],
                by=acting_user(options["as_user"]),
            )
        except Refusal as refusal:
            raise refused(refusal) from refusal
        except PermissionDenied as denied:
            raise CommandError("У этой учётной записи нет права готовить перечни.") from denied
        if options["format"] == "json":
            self.stdout.write(json.dumps(list_json(proposed, municipality.code), ensure_ascii=False, indent=1))
        else:
            self.stdout.write(list_text(proposed, municipality.name))
