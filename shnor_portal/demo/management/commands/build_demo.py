"""Build the demo city."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from shnor_portal.common.refusals import Refusal
from shnor_portal.demo.load import build_demo, has_demo, has_other_cities
from shnor_portal.demo.world import DEFAULT_SEED


class Command(BaseCommand):
    help = "Построить демонстрационный город: школы, результаты за три года, перечни, учётные записи."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seed", type=int, default=DEFAULT_SEED, help="число, из которого вырастает город")
        parser.add_argument("--quiet", action="store_true", help="не показывать ход работы")
        parser.add_argument("--if-empty", action="store_true", help="молча ничего не делать, если в базе есть города")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["if_empty"] and has_other_cities():
            return
        if has_demo():
            self.stdout.write("Демонстрационный город уже построен.")
            return
        try:
            build_demo(seed=options["seed"], say=self.quiet if options["quiet"] else self.say)
        except Refusal as refusal:
            raise CommandError(f"{refusal.code}: {refusal.message} {refusal.hint}") from refusal
        self.stdout.write("Демонстрационный город построен. Учётные записи: manage.py demo_accounts")

    def say(self, line: str) -> None:
        """At once, also into a pipe."""
        self.stdout.write(line)
        self.stdout.flush()

    def quiet(self, line: str) -> None:
        """Nobody wants to hear."""
