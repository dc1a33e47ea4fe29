"""Cells of the board that repeat by the hundred: drawn once for each state, so that a page of them costs little."""

from datetime import date
from functools import lru_cache

from django.utils.html import format_html
from django.utils.safestring import SafeString

from roadmaps.enums import RAG_TONES, Rag
from roadmaps.selectors.case_path import STATE_WORDS, Stop, StopState
from shnor_portal.common.templatetags.ui import pill

SHOWN_WORDS: dict[str, str] = {"current": "сейчас", "paused": "пауза"}


def stop_cell(stop: Stop) -> SafeString:
    """A stage of a school: its shape, and a word where it stands now."""
    return _stop_cell(stop.state, stop.is_late, stop.due_on if stop.state == "current" else None)


@lru_cache(maxsize=512)
def _stop_cell(state: StopState, is_late: bool, due_on: date | None) -> SafeString:
    note = format_html('<span class="board-note">до {}</span>', f"{due_on:%d.%m}") if due_on else ""
    if is_late:
        return format_html('<td class="stop stop-late">просрочено{}</td>', note)
    if state in SHOWN_WORDS:
        return format_html('<td class="stop stop-{}">{}{}</td>', state, SHOWN_WORDS[state], note)
    template = '<td class="stop stop-{}"><span class="visually-hidden">{}</span></td>'
    return format_html(template, state, STATE_WORDS[state])


@lru_cache(maxsize=8)
def rag_cell(rag: str) -> SafeString:
    """The judgement of the last month, or that there is none."""
    if not rag:
        return format_html('<td><span class="no-data">{}</span></td>', "оценки нет")
    return format_html("<td>{}</td>", pill(RAG_TONES[Rag(rag)], Rag(rag).label))
