"""What we anticipate and decline: one exception, a stable code and a sentence for the person."""

from dataclasses import dataclass, field
from typing import Any


@dataclass
class Refusal(Exception):
    """An anticipated «no».

    `code` is stable and part of the API (`FILE_EMPTY`, `STATE`, `STALE`); `message` and `hint` are
    Russian: what is wrong, and how to mend it. `where` holds `sheet`, `row`, `column` where a place
    exists. `status` is the HTTP status an API answers with: 400 for a malformed request, 409 for a
    state that does not allow it, 422 for a file whose structure is wrong.
    """

    code: str
    message: str
    hint: str = ""
    where: dict[str, Any] = field(default_factory=dict)
    status: int = 409
    details: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.code}: {self.message}"
