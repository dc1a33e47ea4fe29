"""Print who gets what, asked of the running code in a throw-away database."""

import contextlib
import io
import logging
import tempfile
from collections.abc import Iterator
from typing import Any

import orjson
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.test.utils import override_settings, setup_databases, teardown_databases

from shnor_portal.cabinet.access.matrix import missing_routes, probes
from shnor_portal.cabinet.access.routes import ROUTES
from shnor_portal.cabinet.access.world import build_world


@contextlib.contextmanager
def throw_away_city() -> Iterator[None]:
    """A database and a folder of files for this run only, asked in plain http whatever the server's environment says.

    The server's own files, mail and log stay as they were: thousands of refusals are expected here.
    """
    with (
        tempfile.TemporaryDirectory() as folder,
        override_settings(
            MEDIA_ROOT=folder,
            ALLOWED_HOSTS=["testserver"],
            EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend",
            SECOND_FACTOR="optional",
            SECURE_SSL_REDIRECT=False,
            SESSION_COOKIE_SECURE=False,
        ),
    ):
        with contextlib.redirect_stdout(io.StringIO()):
            databases = setup_databases(verbosity=0, interactive=False)
        logging.disable(logging.CRITICAL)
        try:
            yield
        finally:
            logging.disable(logging.NOTSET)
            teardown_databases(databases, verbosity=0)


class Command(BaseCommand):
    help = "Показать матрицу доступа: адрес, метод, роль, чей ряд и код ответа."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--format", choices=["text", "json"], default="text")
        parser.add_argument("--route", help="только один маршрут, например schools:detail")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["route"] not in {None, *ROUTES}:
            raise CommandError(f"Маршрута «{options['route']}» в таблице нет. Без --route показываются все.")
        with throw_away_city():
            rows = list(probes(build_world(), options["route"]))
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
