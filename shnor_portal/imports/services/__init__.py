"""Writes of imports: take a file in, choose how to read it, check, apply, undo."""

from shnor_portal.imports.services.apply import apply_batch, request_apply
from shnor_portal.imports.services.check import check_batch, request_check
from shnor_portal.imports.services.choose import choose_layout, save_profile
from shnor_portal.imports.services.undo import undo_batch
from shnor_portal.imports.services.upload import upload_file

__all__ = [
    "apply_batch",
    "check_batch",
    "choose_layout",
    "request_apply",
    "request_check",
    "save_profile",
    "undo_batch",
    "upload_file",
]
