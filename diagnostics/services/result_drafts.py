"""What a result is made of before it is written: counts of one school in one procedure, and its pupil rows."""

import hashlib
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import orjson

from diagnostics.procedures import ProcedureKey
from shnor_portal.imports.reader.types import ResultBlock

MARKS = (2, 3, 4, 5)
Place = tuple[str, int, int]
"""Where a result stands: procedure code, school year, school."""


@dataclass(slots=True)
class Slice:
    """Pupils of one school in one block: `at` are positions in the block's columns."""

    block: ResultBlock
    sheet_number: int
    at: "np.ndarray[Any, np.dtype[np.int64]]"
    lines: "np.ndarray[Any, Any]"  # canonical text of each of these rows, for the fingerprint


@dataclass(slots=True)
class Draft:
    """Counts of one school in one procedure, from one or several sheets of a file.

    `marks` is None where the source has none at all; `score_sum` is over `scored` participants. `is_counted`
    says that the figures were counted here from pupil rows, and not printed in the source as one row.
    """

    key: ProcedureKey
    year: int
    school_id: int
    sheet: str
    row_from: int
    row_to: int
    participants: int
    marks: dict[int, int] | None = None
    score_sum: int | None = None
    scored: int | None = None
    max_score: int | None = None
    distribution: dict[str, int] = field(default_factory=dict)
    percents: dict[str, str] = field(default_factory=dict)
    journal: dict[str, int] = field(default_factory=dict)
    tasks: list[dict[str, Any]] = field(default_factory=list)
    slices: list[Slice] = field(default_factory=list)
    rows: int = 1
    is_counted: bool = False
    failed: int | None = None
    digest: str = field(default="", repr=False, compare=False)

    @property
    def place(self) -> Place:
        return self.key.code, self.year, self.school_id

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the figures and of every pupil row in whatever order. Reckoned once: a draft is not changed."""
        if not self.digest:
            self.digest = self._reckon()
        return self.digest

    def _reckon(self) -> str:
        body: list[Any] = [
            self.participants,
            sorted((self.marks or {}).items()),
            self.score_sum,
            self.scored,
            self.max_score,
            sorted(self.distribution.items()),
            sorted(self.percents.items()),
            sorted(self.journal.items()),
        ]
        digest = hashlib.sha256(orjson.dumps(body))
        if self.slices:
            lines = np.concatenate([part.lines for part in self.slices])
            digest.update("\n".join(sorted(lines.tolist())).encode())
        return digest.hexdigest()
