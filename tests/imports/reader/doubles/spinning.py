"""Layouts that never end: by work, by sleep, by memory, by abort; chosen in the options."""

import os
import time
from typing import Any

from shnor_portal.imports.reader.types import Extract, RawWorkbook, Recognition


def _work() -> None:
    while True:
        sum(range(1000))


def _swell() -> None:
    held: list[bytes] = []
    while True:
        held.append(bytes(1 << 24))


WAYS = {"work": _work, "sleep": lambda: time.sleep(60), "swell": _swell, "abort": os.abort}


class Spinning:
    code = "spinning"
    title = "Бесконечная форма"

    def recognise(self, workbook: RawWorkbook) -> Recognition | None:
        return Recognition(self.code, 10, [], 0, 1)

    def extract(self, workbook: RawWorkbook, recognition: Recognition, options: dict[str, Any]) -> Extract:
        WAYS[options["way"]]()
        return Extract(self.code)


LAYOUT = Spinning()
