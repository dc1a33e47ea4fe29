"""A stream from outside as a file of our own, with its fingerprint."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

CHUNK = 1 << 20


class Readable(Protocol):
    """An upload, a stored file or a file on disk, open for reading bytes."""

    def read(self, size: int, /) -> bytes: ...


@contextmanager
def temporary_copy(stream: Readable, limit: int) -> Iterator[tuple[Path, int, str]]:
    """The stream in a file of ours that is gone afterwards: its path, size in bytes and SHA-256.

    Copying stops just past the limit: whoever reads then refuses the file for its size.
    """
    handle, name = tempfile.mkstemp(prefix="incoming-")
    try:
        size, digest = 0, hashlib.sha256()
        with os.fdopen(handle, "wb") as copy:
            while size <= limit and (chunk := stream.read(CHUNK)):
                copy.write(chunk)
                digest.update(chunk)
                size += len(chunk)
        yield Path(name), size, digest.hexdigest()
    finally:
        os.unlink(name)
