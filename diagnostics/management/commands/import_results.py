"""Load files from the command line: the same road as on the pages, in text or JSON."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from diagnostics.management.arguments import academic_year, acting_user, municipality_by_code
from diagnostics.management.import_report import as_text, refused
from shnor_portal.accounts.models import Municipality, User
from shnor_portal.common.refusals import Refusal
from shnor_portal.imports.models import MappingProfile
from shnor_portal.imports.services.run import rehearse_file, run_file
from shnor_portal.imports.targets import all_targets, target_named

FAILED = 1
UNREADABLE = (
    (FileNotFoundError, "такого файла нет"),
    (IsADirectoryError, "это папка, а не файл"),
    (PermissionError, "нет права читать этот файл"),
)


class Command(BaseCommand):
    help = "Загрузить результаты, реестр школ или величины из файлов: распознать, проверить, применить."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--municipality", required=True, metavar="CODE", help="код муниципалитета")
        parser.add_argument("--year", type=academic_year, help="учебный год результатов, 2020/2021")
        targets = [target.name for target in all_targets()]
        parser.add_argument("--target", default="results", choices=targets, help="что загружается")
        parser.add_argument("--dry-run", action="store_true", help="показать, что изменится, и ничего не записать")
        parser.add_argument("--format", choices=("text", "json"), default="text")
        parser.add_argument("--skip-faulty", action="store_true", help="загрузить без ошибочных строк")
        parser.add_argument("--as-user", metavar="EMAIL", help="от чьего имени; без него действует сам портал")
        columns = parser.add_mutually_exclusive_group()
        columns.add_argument(
            "--mapping", type=Path, metavar="FILE.json", help="соответствие столбцов свободной таблицы"
        )
        columns.add_argument("--profile", metavar="NAME", help="сохранённое соответствие столбцов")

    def handle(self, *args: Any, **options: Any) -> None:
        """Every file by itself, in the order given. Leaves with code 1 when any of them was refused."""
        municipality = municipality_by_code(options["municipality"])
        by, chosen = acting_user(options["as_user"]), _choices(options, municipality)
        reports = [_run(path, municipality, by, chosen, options) for path in options["files"]]
        if options["format"] == "json":
            self.stdout.write(json.dumps(reports, ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n\n".join(as_text(report) for report in reports))
        if any(report["refusal"] for report in reports):
            sys.exit(FAILED)


def _run(
    path: Path, municipality: Municipality, by: User | None, chosen: dict[str, Any], options: dict[str, Any]
) -> dict[str, Any]:
    try:
        with path.open("rb") as stream:
            return (rehearse_file if options["dry_run"] else run_file)(
                municipality=municipality,
                name=path.name,
                stream=stream,
                target=options["target"],
                by=by,
                choices=chosen,
                skip_faulty=options["skip_faulty"],
            )
    except OSError as fault:
        said = next((words for kind, words in UNREADABLE if isinstance(fault, kind)), "файл не открывается")
        return refused(path.name, Refusal("FILE_UNREADABLE", f"{path}: {said}.", "Проверьте путь и права."))


def _choices(options: dict[str, Any], municipality: Municipality) -> dict[str, Any]:
    """What the person said beforehand. A mapping means the layout of free tables."""
    chosen: dict[str, Any] = {}
    if options["year"] is not None:
        chosen["academic_year"] = options["year"]
    if options["mapping"] is not None:
        try:
            mapping = json.loads(options["mapping"].read_text(encoding="utf-8"))
            chosen |= {"layout": _table_layout(options), "mapping": mapping}
        except (OSError, ValueError) as fault:
            raise CommandError(f"Соответствие столбцов не читается: {options['mapping'].name}.") from fault
    if options["profile"] is not None:
        profile = MappingProfile.objects.filter(municipality=municipality, name=options["profile"]).first()
        if profile is None:
            raise CommandError(f"Нет сохранённого соответствия «{options['profile']}».")
        chosen |= {"layout": _table_layout(options), "mapping": profile.mapping}
    return chosen


def _table_layout(options: dict[str, Any]) -> str:
    """The target's own layout of free tables; none for a target without them."""
    mapper = target_named(options["target"]).mapper
    return mapper.layout if mapper is not None else ""
