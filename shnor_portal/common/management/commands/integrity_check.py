"""Check what must hold of the data; exit status 1 when something does not."""

from typing import Any

import orjson
from django.core.management.base import BaseCommand, CommandError, CommandParser

from shnor_portal.common.integrity import Outcome, run_checks

SHOWN = 20


class Command(BaseCommand):
    help = "Проверить целостность данных портала. Ничего не меняет."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--format", choices=["text", "json"], default="text", help="вид отчёта")

    def handle(self, *args: Any, **options: Any) -> None:
        outcomes = run_checks()
        if options["format"] == "json":
            self.stdout.write(orjson.dumps([outcome.as_dict() for outcome in outcomes]).decode())
        else:
            for outcome in outcomes:
                self.tell(outcome)
        wrong = sum(len(outcome.findings) for outcome in outcomes)
        if wrong:
            raise CommandError(f"Найдено нарушений: {wrong}.")

    def tell(self, outcome: Outcome) -> None:
        """One line a check, and the first findings under it."""
        verdict = f"нарушений: {len(outcome.findings)}" if outcome.findings else "в порядке"
        self.stdout.write(f"{outcome.title} — {verdict}")
        for finding in outcome.findings[:SHOWN]:
            self.stdout.write(f"    {finding.where}: {finding.message}")
        if len(outcome.findings) > SHOWN:
            self.stdout.write(f"    … и ещё {len(outcome.findings) - SHOWN}")
