"""Verify the audit chains: exit status 1 and a line per fault when something was changed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from shnor_portal.audit.services import verify_chains


class Command(BaseCommand):
    help = "Проверить целостность журнала действий."

    def handle(self, *args: Any, **options: Any) -> None:
        read, faults = verify_chains()
        for fault in faults:
            self.stderr.write(f"municipality {fault.municipality_id}, entry {fault.sequence}: {fault.message}")
        if faults:
            raise CommandError(f"Журнал нарушен: замечаний {len(faults)}, записей {read}.")
        self.stdout.write(f"Журнал цел: записей {read}.")
