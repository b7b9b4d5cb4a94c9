"""Structured log lines: JSON by default, plain text for a terminal. Values of variables are never logged."""

import logging
import sys
import threading
from types import TracebackType

import structlog
from asgi_correlation_id import correlation_id

from app.settings import Settings

log = structlog.get_logger("pacta")

Shape = tuple[list[structlog.typing.Processor], structlog.typing.Processor]
"""What is done to every line, and what makes it text at last."""


def _shape(settings: Settings) -> Shape:
    renderer: structlog.typing.Processor
    if settings.log_format == "json":
        renderer = structlog.processors.JSONRenderer()
    else:
        renderer = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    processors: list[structlog.typing.Processor] = [
        _add_request_id,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    if settings.log_format == "json":
        processors.append(structlog.processors.format_exc_info)
    return processors, renderer


def _add_request_id(_logger: object, _method: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """Say in which request a line was written; the writer's thread carries the id of the command's request."""
    if (request_id := correlation_id.get()) is not None:
        event.setdefault("request_id", request_id)
    return event


def configure(settings: Settings) -> None:
    """Set how log lines look and which are written. Tracebacks carry no local variables: those hold keys."""
    processors, renderer = _shape(settings)
    level = logging.getLevelNamesMapping()[settings.log_level.upper()]
    structlog.configure(
        processors=[*processors, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        cache_logger_on_first_use=False,
    )


def configure_libraries(settings: Settings) -> None:
    """Make what libraries log, and what nobody caught, look like the rest.

    Of libraries, warnings and worse alone: they know nothing of our requests.
    """
    handler = logging.StreamHandler(sys.stdout)
    processors, renderer = _shape(settings)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=processors,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.captureWarnings(capture=True)
    sys.excepthook = _log_uncaught
    threading.excepthook = lambda failed: _log_uncaught(failed.exc_type, failed.exc_value, failed.exc_traceback)
    sys.unraisablehook = lambda failed: _log_uncaught(failed.exc_type, failed.exc_value, failed.exc_traceback)


def _log_uncaught(kind: type[BaseException], error: BaseException | None, traceback: TracebackType | None) -> None:
    """Log what nobody caught: Python would print it as text among the other lines."""
    log.critical("uncaught", exc_info=(kind, error or kind(), traceback))
