"""Read the address of a mail server, such as smtp://user:password@mail.example:587?tls=1."""

from typing import Final
from urllib.parse import parse_qs, unquote, urlsplit

SMTP_BACKEND: Final = "django.core.mail.backends.smtp.EmailBackend"
_TIMEOUT_SECONDS: Final = 20
_PORTS: Final = {"smtp": 25, "smtps": 465}


def smtp_settings(url: str) -> dict[str, object]:
    """Give Django's mail settings for this address; smtps:// speaks TLS from the first byte, ?tls=1 changes over."""
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ValueError("RAAKVLAK_SMTP_URL must look like smtp://user:password@host:587?tls=1 or smtps://host")
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or _PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and parse_qs(parts.query).get("tls") == ["1"],
        "EMAIL_TIMEOUT": _TIMEOUT_SECONDS,
    }
