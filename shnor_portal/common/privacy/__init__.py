"""What every stored field is, in the sense of the law on personal data (152-ФЗ), and how long it is kept.

A field that is not named here turns the suite red, so that nobody adds a name or an address without noticing.
"""

from shnor_portal.common.privacy.kept import Kept, Privacy, Retention
from shnor_portal.common.privacy.road import ROAD
from shnor_portal.common.privacy.trunk import TRUNK

REGISTER: dict[str, Kept] = {**TRUNK, **ROAD}

__all__ = ["REGISTER", "Kept", "Privacy", "Retention"]
