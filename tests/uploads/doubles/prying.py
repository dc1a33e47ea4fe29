"""The real child with a parser of archives that tries every door; what it found comes back as notes."""

import os
import resource
import socket
from collections.abc import Callable
from typing import Any

from shnor_portal.common.guarded.child import serve
from shnor_portal.uploads import archive, child
from shnor_portal.uploads.limits import UploadLimits
from shnor_portal.uploads.outcome import Looked


def tried(door: Callable[[], Any]) -> str:
    try:
        door()
    except OSError as error:
        return type(error).__name__
    return "open"


def pry(_data: bytes, _limits: UploadLimits) -> Looked:
    secrets = [name for name in os.environ if not name.startswith(("MALLOC_", "LC_"))]
    return Looked(
        "docx",
        notes=(
            tried(socket.socket),
            tried(lambda: open("/etc/passwd")),
            tried(os.pipe),
            str(secrets),
            str(resource.getrlimit(resource.RLIMIT_AS)[0]),
        ),
    )


if __name__ == "__main__":
    vars(archive)["look"] = pry
    serve(UploadLimits, child._answer)
