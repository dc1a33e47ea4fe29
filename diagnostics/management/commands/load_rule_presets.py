"""Give a municipality the rules that ship with the portal."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from diagnostics.management.arguments import acting_user, municipality_by_code
from diagnostics.services.rules import ensure_presets


class Command(BaseCommand):
    help = "Загрузить готовые правила отбора в муниципалитет. Имеющиеся правила не меняются."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--municipality", required=True, metavar="CODE", help="код муниципалитета")
        parser.add_argument("--as-user", metavar="EMAIL", help="от чьего имени и с чьими правами")

    def handle(self, *args: Any, **options: Any) -> None:
        municipality = municipality_by_code(options["municipality"])
        made = ensure_presets(municipality_id=municipality.pk, by=acting_user(options["as_user"]))
        for version in made:
            self.stdout.write(f"{version.rule_set.code}: {version.rule_set.title}")
        self.stdout.write(f"Загружено правил: {len(made)}." if made else "Все готовые правила уже есть.")
