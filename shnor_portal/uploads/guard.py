"""A look at an attached file, seen from the portal: one call, one answer, whatever the file does to its parser."""

import logging
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn

from shnor_portal.common.guarded.parent import Ended, run_child
from shnor_portal.uploads.faults import refusal, refusal_of
from shnor_portal.uploads.limits import UploadLimits
from shnor_portal.uploads.outcome import Looked

logger = logging.getLogger(__name__)

_CHILD = "shnor_portal.uploads.child"


def look_at(path: Path, family: str, limits: UploadLimits) -> tuple[Looked, bytes]:
    """What the content is, and the bytes to keep. Raises Refusal 422."""
    with TemporaryDirectory(prefix="upload-") as folder:
        order = {"path": str(path.resolve()), "family": family, "limits": limits.as_dict()}
        ended = run_child(_CHILD, order, limits, folder=folder)
        if ended.answer is None or ended.status != "looked":
            _refuse(ended, family, limits)
        found = ended.answer["looked"]
        looked = Looked(**{**found, "notes": tuple(found["notes"])})
        kept = Path(folder) / "scratch" if looked.cleaned else path
        return looked, kept.read_bytes()


def _refuse(ended: Ended, family: str, limits: UploadLimits) -> NoReturn:
    """One clear code: what the child says, else what its end tells."""
    if ended.answer is not None and ended.status == "fault":
        problem = ended.answer["problem"]
        raise refusal_of(problem["code"], problem["message"], problem["hint"])
    seconds = ended.stopped_after(limits)
    if seconds is not None:
        raise refusal("CPU_LIMIT", limit=seconds)
    if ended.out_of_memory:
        raise refusal("IMAGE_TOO_LARGE" if family == "image" else "MEMORY_LIMIT")
    if ended.code > 0:
        logger.error("Checking an attached file failed: %s", ended.said.decode("utf-8", "replace"))
        raise refusal("CHECK_FAILED")
    logger.warning("A parser gave up on an attached file (%s, code %s): %s", family, ended.code, ended.failure)
    raise refusal("IMAGE_DAMAGED" if family == "image" else "FILE_DAMAGED")
