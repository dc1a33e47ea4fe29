"""A layout that tries every door of its process and tells what happened."""

import os
import resource
import socket
import sys
from collections.abc import Callable
from typing import Any

from shnor_portal.imports.reader.types import Extract, RawWorkbook, Recognition, ResultBlock


def _attempt(act: Callable[[], object]) -> str:
    try:
        act()
    except OSError as error:
        return type(error).__name__
    return "done"


class Prying:
    code = "prying"
    title = "Любопытная форма"

    def recognise(self, workbook: RawWorkbook) -> Recognition | None:
        return Recognition(self.code, 10, [], 0, 1)

    def extract(self, workbook: RawWorkbook, recognition: Recognition, options: dict[str, Any]) -> Extract:
        found = {
            "socket": _attempt(lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM)),
            "passwords": _attempt(lambda: os.open("/etc/passwd", os.O_RDONLY)),
            "pipe": _attempt(os.pipe),
            "environment": sorted(os.environ),
            "memory": resource.getrlimit(resource.RLIMIT_AS)[0],
            "cpu": resource.getrlimit(resource.RLIMIT_CPU)[0],
            "django": sorted(name for name in sys.modules if name.startswith("django")),
        }
        return Extract(self.code, [ResultBlock("", register=[found])])


LAYOUT = Prying()
