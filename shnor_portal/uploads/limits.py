"""How much of an attached file is taken, and how many of them. Every number is a default that a caller may replace."""

from dataclasses import asdict, dataclass
from typing import Any

from shnor_portal.imports.reader.limits import MIB
from shnor_portal.imports.reader.limits import Limits as ArchiveLimits


@dataclass(frozen=True, slots=True)
class UploadLimits:
    """Bytes, counts and seconds for one file.

    An A3 scan at 400 dots an inch has 31 million pixels, a good telephone takes 50. A picture of 50 million in four
    colours is held twice while it is turned upright: 400 MB, so 768 MiB leave room. The child ends well within the
    60 seconds after which the web server gives a request up.
    """

    file_bytes: int = 20 * MIB
    pixels: int = 50_000_000
    pdf_pages: int = 2_000
    zip_parts: int = 3_000
    part_bytes: int = 100 * MIB
    total_bytes: int = 200 * MIB
    ratio: int = 200
    memory_bytes: int = 768 * MIB
    cpu_seconds: int = 20
    wall_seconds: int = 40
    written_bytes: int = 64 * MIB

    def as_dict(self) -> dict[str, Any]:
        """Plain data for the way into the child."""
        return asdict(self)

    @property
    def archive(self) -> ArchiveLimits:
        """The same for the checks of a container that the reader of workbooks brings."""
        return ArchiveLimits(
            zip_parts=self.zip_parts, part_bytes=self.part_bytes, total_bytes=self.total_bytes, ratio=self.ratio
        )


@dataclass(frozen=True, slots=True)
class QuotaLimits:
    """`bytes_per_city` holds for all files a city keeps, `files_per_day` for one person's day."""

    bytes_per_city: int = 20 * 1024 * MIB
    files_per_day: int = 200


DEFAULT_LIMITS = UploadLimits()
DEFAULT_QUOTA = QuotaLimits()
