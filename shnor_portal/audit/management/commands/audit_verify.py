"""Verify the audit chains: exit status 1 and a line per fault when something was changed.

Prints the head of each chain; heads kept in another place show whether a whole chain was written anew.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from shnor_portal.audit.services import verify_chains


class Command(BaseCommand):
    help = "Проверить целостность журнала действий."

    def handle(self, *args: Any, **options: Any) -> None:
        found = verify_chains()
        for fault in found.faults:
            self.stderr.write(f"municipality {fault.municipality_id}, entry {fault.sequence}: {fault.message}")
        if found.faults:
            raise CommandError(f"Журнал нарушен: замечаний {len(found.faults)}, записей {found.read}.")
        self.stdout.write(f"Журнал цел: записей {found.read}.")
        for municipality_id, (sequence, digest) in sorted(found.heads.items()):
            self.stdout.write(f"Конец цепочки муниципалитета {municipality_id}: № {sequence}, {digest}")
