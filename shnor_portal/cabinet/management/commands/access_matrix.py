"""Print who gets what, asked of the running code in a throw-away database."""

from typing import Any

import orjson
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.test.utils import setup_databases, teardown_databases

from shnor_portal.cabinet.access.matrix import missing_routes, probes
from shnor_portal.cabinet.access.world import build_world


class Command(BaseCommand):
    help = "Показать матрицу доступа: адрес, метод, роль, чей ряд и код ответа."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--format", choices=["text", "json"], default="text")
        parser.add_argument("--route", help="только один маршрут, например schools:detail")

    def handle(self, *args: Any, **options: Any) -> None:
        settings.SECOND_FACTOR = "optional"
        databases = setup_databases(verbosity=0, interactive=False)
        try:
            rows = list(probes(build_world(), options["route"]))
        finally:
            teardown_databases(databases, verbosity=0)
        wrong = [probe for probe, answer in rows if probe.answer != answer]
        if options["format"] == "json":
            listed = [{**probe.as_dict(), "expected": answer} for probe, answer in rows]
            self.stdout.write(orjson.dumps(listed, option=orjson.OPT_INDENT_2).decode())
        else:
            for probe, answer in rows:
                mark = "" if probe.answer == answer else f"  ← ожидалось {answer}"
                self.stdout.write(
                    f"{probe.route} {probe.method} {probe.role} {probe.placement} {probe.status} {probe.answer}{mark}"
                )
        if wrong or missing_routes():
            raise CommandError(f"Расхождений: {len(wrong)}; маршрутов без строки в таблице: {len(missing_routes())}.")
