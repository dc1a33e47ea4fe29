"""All entries of all reference books in one heap, so that what must hold of every text is asked of every text."""

from dataclasses import fields, is_dataclass
from itertools import chain

from roadmaps.reference.annex import ASSESSMENT_KINDS, HOURS_SOURCES
from roadmaps.reference.application import PROBLEM_AREAS, REQUESTED_SUPPORT
from roadmaps.reference.interview import INTERVIEW_QUESTIONS
from roadmaps.reference.obligations import OBLIGATIONS
from roadmaps.reference.reasons import REASONS
from roadmaps.reference.review_criteria import RAG_GUIDANCE, REVIEW_CRITERIA
from roadmaps.reference.risk_factors import RISK_FACTORS
from roadmaps.reference.support_formats import SUPPORT_FORMATS
from roadmaps.reference.typical_measures.library import TYPICAL_MEASURES

BOOKS = {
    "risk factors": RISK_FACTORS,
    "support formats": SUPPORT_FORMATS,
    "typical measures": TYPICAL_MEASURES,
    "review criteria": REVIEW_CRITERIA,
    "rag guidance": RAG_GUIDANCE,
    "obligations": OBLIGATIONS,
    "interview questions": INTERVIEW_QUESTIONS,
    "problem areas": PROBLEM_AREAS,
    "requested support": REQUESTED_SUPPORT,
    "hours sources": HOURS_SOURCES,
    "assessment kinds": ASSESSMENT_KINDS,
} | {f"reasons: {kind.value}": book for kind, book in REASONS.items()}


def all_items():
    return list(chain.from_iterable(book.values() for book in BOOKS.values()))


def russian_texts(item):
    """Pairs of field name and text that a person reads."""
    for field in fields(item):
        value = getattr(item, field.name)
        if is_dataclass(value) or field.name in ("code", "edition", "indicator", "stage"):
            continue
        for text in value if isinstance(value, tuple) else (value,):
            if type(text) is str and any("а" <= letter <= "я" for letter in text.lower()):
                yield field.name, text
