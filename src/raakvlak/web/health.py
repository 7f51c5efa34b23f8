"""Signs of life for machines, and the two files that visitors look for at the root."""

import datetime
from typing import Final

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from raakvlak.web.jobs.heartbeat import last_seen

_DAYS_OF_SECURITY_TXT: Final = 180
_ROBOTS: Final = "User-agent: *\nDisallow: /\n"


@require_safe
@never_cache
def livez(request: HttpRequest) -> HttpResponse:
    """Tell that the process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """Tell whether there is a database with all migrations; the worker is told, and is no reason to fail."""
    try:
        is_migrated = _is_migrated()
        worker = _worker()
    except Error:
        return JsonResponse({"database": "does not answer"}, status=503)
    content = {"database": "ok", "migrations": "ok" if is_migrated else "missing", "worker": worker}
    return JsonResponse(content, status=200 if is_migrated else 503)


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Tell whom to warn about a leak (RFC 9116)."""
    midnight = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    expires = midnight + datetime.timedelta(days=_DAYS_OF_SECURITY_TXT)
    lines = [
        f"Contact: {settings.RAAKVLAK_SECURITY_CONTACT}",
        f"Expires: {expires.astimezone(datetime.UTC):%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: nl, en",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def robots_txt(request: HttpRequest) -> HttpResponse:
    """Ask search engines to stay out: nothing here is for them."""
    return HttpResponse(_ROBOTS, content_type="text/plain")


def _is_migrated() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _worker() -> str:
    seen = last_seen()
    if seen is None:
        return "not seen"
    return f"seen {round((timezone.now() - seen).total_seconds())} seconds ago"
