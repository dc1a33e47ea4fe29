"""Reading of text that came from outside: codes, headers, names.

Codes are compared as text and decide which school or pupil a figure belongs to, so they are normalised by one
function and never guessed: look-alike letters and invisible characters are reported, not mended. Headers only help
to find a column and may be matched more kindly, by a skeleton.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher

MAX_TEXT = 32_767
"""Characters in one cell: the limit of Excel itself, the same on both databases."""

EXACT_DIGITS = 15
"""Excel keeps fifteen significant digits of a number: a longer code stored as a number has lost its tail."""

_SPACE_SIGNS = " \t\r\n\x0b\x0c\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_ZERO_WIDTH = "\u200b\ufeff"
TRIMMED = _SPACE_SIGNS + _ZERO_WIDTH
"""What is taken off both ends of a code: spaces of every width, line breaks, zero-width space, byte order mark."""

_SPACES = re.compile("[" + re.escape(_SPACE_SIGNS) + "]+")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_WHOLE_AS_DECIMAL = re.compile(r"(\d+)[.,]0+")
_SCIENTIFIC = re.compile(r"\d+(?:[.,]\d+e[+-]?|e[+-])\d+")
_LOOK_ALIKE = str.maketrans("abcehkmoptxy", "авсенкмортху")
_YO = str.maketrans("ё", "е")


@dataclass(frozen=True, slots=True)
class TextProblem:
    """A stable code of the bad-input catalogue with a Russian sentence; the caller adds the place."""

    code: str
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class CodeReading:
    """A code as compared. `numeric`: it came from a number cell, so leading zeros may be lost (see `find_code`)."""

    value: str
    problems: tuple[TextProblem, ...] = field(default=())
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class TextReading:
    """Free text as stored; with problems, `value` is empty."""

    value: str
    problems: tuple[TextProblem, ...] = field(default=())


def normalise_code(raw: object) -> CodeReading:
    """Bring a code to the one form in which codes are compared: NFC, trimmed, lower case, single inner spaces.

    An empty cell gives an empty value and no problem. With CODE_INVISIBLE and CODE_MIXED_SCRIPT the value keeps
    the odd character, so that it never equals the clean code. CODE_NUMERIC leaves no value: the digits are lost.
    """
    if raw is None:
        return CodeReading("")
    if isinstance(raw, str):
        return _code_from_text(raw)
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return _code_from_number(raw)
    return CodeReading("", (TextProblem("CODE_NUMERIC", "Вместо кода в ячейке дата или отметка «да/нет»", _AS_TEXT),))


def find_code(reading: CodeReading, known: Collection[str], width: int | None = None) -> str | None:
    """The known code that a reading names, or None.

    Text must be equal. A number cell may have lost leading zeros: it matches a code of the declared `width`, or any
    known code equal to it without them, but only when exactly one such code is known.
    """
    if not reading.value or reading.problems:
        return None
    if not reading.numeric:
        return reading.value if reading.value in known else None
    if width is not None:
        padded = reading.value.zfill(width)
        return padded if padded in known else None
    bare = reading.value.lstrip("0")
    found = [code for code in known if code.isascii() and code.isdigit() and code.lstrip("0") == bare]
    return found[0] if len(found) == 1 else None


def clean_text(raw: str, limit: int = MAX_TEXT) -> TextReading:
    """Free text ready to be stored: NFC, or the reason why it can't be (TEXT_CONTROL, TEXT_TOO_LONG).

    Tab, line feed and carriage return are kept; other control characters and lone surrogates are refused, since
    PostgreSQL, SQLite, XML and PDF each do something different with them.
    """
    problem = text_problem(raw, limit)
    if problem is not None:
        return TextReading("", (problem,))
    return TextReading(raw if raw.isascii() else unicodedata.normalize("NFC", raw))


def text_problem(raw: str, limit: int = MAX_TEXT) -> TextProblem | None:
    """Why a text can't be stored, or None. `limit` is in characters."""
    if len(raw) > limit:
        return TextProblem(
            "TEXT_TOO_LONG",
            f"Текст длиной {len(raw)} знаков, допустимо не больше {limit}",
            "Сократите текст в ячейке.",
        )
    if raw.isascii() and raw.isprintable():
        return None
    odd = _CONTROL.search(raw)
    if odd is None:
        return None
    return TextProblem(
        "TEXT_CONTROL",
        f"В тексте служебный знак {_u_number(odd[0])}",
        "Наберите текст в ячейке заново: такой знак обычно попадает при копировании из другой программы.",
    )


def fold(text: str) -> str:
    """Text for comparing words a person typed: case, «ё», the kind and number of spaces and invisible signs ignored."""
    if not text.isascii():
        text = "".join(ch for ch in unicodedata.normalize("NFC", text) if not _is_invisible(ch))
    folded = _SPACES.sub(" ", text).strip(" ").casefold().translate(_YO)
    return unicodedata.normalize("NFC", folded)


def header_skeleton(text: str) -> str:
    """Header text with look-alike Latin letters turned into Cyrillic ones. For headers only, never for codes."""
    return fold(text).translate(_LOOK_ALIKE)


def nearest(text: str, candidates: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The candidate that looks most like the text (0 ≤ cutoff ≤ 1), or None: a suggestion, never a match."""
    wanted = header_skeleton(text)
    best: tuple[float, str] | None = None
    for candidate in candidates:
        score = SequenceMatcher(None, wanted, header_skeleton(candidate), autojunk=False).ratio()
        if score >= cutoff and (best is None or score > best[0]):
            best = (score, candidate)
    return best[1] if best else None


_AS_TEXT = "Задайте столбцу кода текстовый формат и введите код заново."


def _code_from_text(raw: str) -> CodeReading:
    value = _SPACES.sub(" ", unicodedata.normalize("NFC", raw).strip(TRIMMED)).lower()
    value = unicodedata.normalize("NFC", value)
    if whole := _WHOLE_AS_DECIMAL.fullmatch(value):
        return CodeReading(whole[1], numeric=True)
    if _SCIENTIFIC.fullmatch(value):
        return CodeReading("", (_numeric_lost(value.upper()),), numeric=True)
    if value.isascii() and value.isprintable():
        return CodeReading(value)
    return CodeReading(value, tuple(_code_problems(raw.strip(TRIMMED))))


def _code_from_number(number: float) -> CodeReading:
    """A number cell: whole numbers of up to fifteen digits are readable, anything else has lost digits."""
    if 0 <= number < 10**EXACT_DIGITS and number == int(number):  # also false for NaN
        return CodeReading(str(int(number)), numeric=True)
    shown = f"{number:G}" if isinstance(number, float) else str(number)
    return CodeReading("", (_numeric_lost(shown),), numeric=True)


def _numeric_lost(shown: str) -> TextProblem:
    return TextProblem("CODE_NUMERIC", f"Код записан числом «{shown}», и часть цифр потеряна", _AS_TEXT)


def _code_problems(value: str) -> Iterable[TextProblem]:
    odd = next((ch for ch in value if _is_invisible(ch)), None)
    if odd is not None:
        yield TextProblem(
            "CODE_INVISIBLE",
            f"Внутри кода невидимый знак {_u_number(odd)}",
            "Сотрите код и наберите его заново.",
        )
    cyrillic, latin = _CYRILLIC.findall(value), _LATIN.findall(value)
    if cyrillic and latin:
        letter, script, others = (
            (cyrillic[0], "русская", "латинских") if len(cyrillic) <= len(latin) else (latin[0], "латинская", "русских")
        )
        yield TextProblem(
            "CODE_MIXED_SCRIPT",
            f"В коде «{value}» {script} буква «{letter}» ({_u_number(letter)}) среди {others}",
            "Наберите код целиком в одной раскладке.",
        )


def _is_invisible(ch: str) -> bool:
    """Control, format, surrogate, private and unassigned characters, except those that stand for a space."""
    return unicodedata.category(ch) in {"Cc", "Cf", "Cs", "Co", "Cn"} and ch not in _SPACE_SIGNS


def _u_number(ch: str) -> str:
    return f"U+{ord(ch):04X}"
