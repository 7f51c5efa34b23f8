"""Logs that tell what the program did, and nothing about people.

One line of JSON per event. A request is told by its method, the *pattern* of its address, its status and its time: no
path (it carries ids and tokens), no query, no form, no user, no IP address. An error is told by its class and by the
places in the code, never by its values, and by its message only when that is about the installation.
"""

import logging
import re
import sys
import traceback
from typing import Any, Final

import structlog
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError
from django.template import TemplateDoesNotExist
from structlog.types import EventDict, Processor, WrappedLogger

_PLACEHOLDER: Final = re.compile(r"%(?:\(\w+\))?[-#0 +]*[\d*]*(?:\.\d+)?[a-zA-Z]")
_MOST_FRAMES: Final = 30

# These tell what is wrong with the installation, in words that no visitor wrote.
_ABOUT_THE_INSTALLATION: Final = (ImproperlyConfigured, ImportError, OperationalError, TemplateDoesNotExist)


def configure() -> None:
    """Let structlog hand its events to Python's own logging, which writes them."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.contextvars.merge_contextvars,
            *_shared(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def formatter(*, is_for_people: bool) -> structlog.stdlib.ProcessorFormatter:
    """Write lines of JSON for machines, or colours and columns for people."""
    columns = structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    writer: Processor = columns if is_for_people else structlog.processors.JSONRenderer(ensure_ascii=False)
    return structlog.stdlib.ProcessorFormatter(
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, writer],
        foreign_pre_chain=[without_values, structlog.contextvars.merge_contextvars, *_shared()],
        use_get_message=False,
        pass_foreign_args=True,
    )


def logging_settings(*, is_for_people: bool) -> dict[str, Any]:
    """Give Django's LOGGING."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": formatter, "is_for_people": is_for_people}},
        "handlers": {"lines": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["lines"], "level": "INFO"},
        "loggers": {
            # Django would mail whole requests to administrators, and repeat every 404 with its path.
            "django": {"handlers": [], "level": "INFO"},
            "django.request": {"level": "ERROR"},
            "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
        },
    }


def without_values(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Keep of a foreign message only what its programmer wrote; the values that were filled in stay out.

    A message without values of its own may have been put together beforehand, so only its place is told.
    """
    record: logging.LogRecord = event["_record"]
    has_values = bool(event.pop("positional_args", None))
    place = f"{record.module}:{record.lineno}"
    event["event"] = _PLACEHOLDER.sub("…", str(record.msg)) if has_values else place
    return event


def frames_only(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Tell an exception by its class and its places, without its message."""
    error = _error(event.pop("exc_info", None))
    if error is not None:
        event["error"] = " < ".join(_name(one) for one in _chain(error))
        frames = traceback.extract_tb(error.__traceback__)[-_MOST_FRAMES:]
        event["frames"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    event.pop("stack_info", None)
    return event


def _shared() -> list[Processor]:
    return [
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        frames_only,
    ]


def _error(exc_info: object) -> BaseException | None:
    """Find the exception in each of the ways in which it can be handed to a logger."""
    if isinstance(exc_info, BaseException):
        return exc_info
    if isinstance(exc_info, tuple):
        error: BaseException | None = exc_info[1]
        return error
    return sys.exc_info()[1] if exc_info else None


def _name(error: BaseException) -> str:
    name = type(error).__name__
    return f"{name}: {error}" if isinstance(error, _ABOUT_THE_INSTALLATION) else name


def _chain(error: BaseException) -> list[BaseException]:
    """List an exception and what it came from."""
    chain = [error]
    while (cause := chain[-1].__cause__ or chain[-1].__context__) is not None and cause not in chain:
        chain.append(cause)
    return chain
