"""One part of a document, and where a link in it leads."""

import re
from dataclasses import dataclass

NESTED = b"PK\x03\x04"
_REMOTE = re.compile(r"\s*(?:[a-z][a-z0-9+.\-]+:|[\\/]{2})", re.IGNORECASE)
_WEB = re.compile(r"\s*https?:", re.IGNORECASE)
_LOCAL_FILE = re.compile(r"\s*file:(?:///|/)?(?![\\/])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    name: str
    content: bytes

    @property
    def key(self) -> str:
        """The name as programs compare it."""
        return self.name.casefold()


def leads_away(target: str) -> bool:
    """Whether opening the target asks another machine: any scheme, a share of the network; not a drive of one's own."""
    return bool(_REMOTE.match(target)) and not _LOCAL_FILE.match(target)


def is_web(target: str) -> bool:
    """A page of the web, which is asked without the name and password of the person's own network."""
    return bool(_WEB.match(target))
