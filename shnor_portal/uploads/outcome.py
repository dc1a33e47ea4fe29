"""What a look at one file finds out: plain data on its way out of the child."""

from dataclasses import asdict, dataclass

import orjson


@dataclass(frozen=True, slots=True)
class Looked:
    """`extension` is what the content is; `cleaned`: the scratch file is to be kept instead of the original."""

    extension: str
    cleaned: bool = False
    pages: int | None = None
    width: int | None = None
    height: int | None = None
    notes: tuple[str, ...] = ()

    def as_answer(self) -> bytes:
        return orjson.dumps({"status": "looked", "looked": asdict(self)})
