"""Structured logs: one JSON object a line, with the request number and no personal data."""

import logging
import re

import structlog
from structlog.tracebacks import ExceptionDictTransformer
from structlog.types import EventDict, Processor, WrappedLogger

RESET_KEY = re.compile(r"(/password/reset/key/)[^/?]+")


def without_secrets(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """An address of a request less its query, where people type names, and less the key of a password letter."""
    told = event.get("request")
    if isinstance(told, str):
        event["request"] = RESET_KEY.sub(r"\1…", told.split("?", 1)[0])
    return event


SHARED: list[Processor] = [
    without_secrets,
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def json_formatter() -> logging.Formatter:
    """The formatter of every handler, also for loggers of libraries."""
    return structlog.stdlib.ProcessorFormatter(
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.ExceptionRenderer(ExceptionDictTransformer(show_locals=False)),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        foreign_pre_chain=SHARED,
    )


structlog.configure(
    processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)
