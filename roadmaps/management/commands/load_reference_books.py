"""Give a municipality the books of the programme that ship with the portal."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from diagnostics.management.arguments import acting_user, municipality_by_code
from roadmaps.services.programme import load_reference

BOOKS = {
    "risk_factors": "риск-факторов",
    "support_formats": "форматов поддержки",
    "typical_measures": "типовых мероприятий",
    "obligations": "обязанностей года",
}


class Command(BaseCommand):
    help = "Заполнить справочники программы в муниципалитете. Имеющиеся строки не меняются."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--municipality", required=True, metavar="CODE", help="код муниципалитета")
        parser.add_argument("--as-user", metavar="EMAIL", help="от чьего имени и с чьими правами")

    def handle(self, *args: Any, **options: Any) -> None:
        municipality = municipality_by_code(options["municipality"])
        added = load_reference(municipality=municipality, by=acting_user(options["as_user"]))
        for name, count in added.items():
            self.stdout.write(f"Добавлено {BOOKS[name]}: {count}")
