"""One view and one template that serve both the whole page and the part that htmx asks for."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme


def page_or_part(request: HttpRequest, template: str, part: str) -> str:
    """Name the part of the template when htmx asks for a part, otherwise the whole template."""
    htmx = getattr(request, "htmx", None)
    if not htmx or htmx.boosted or htmx.history_restore_request:
        return template
    return f"{template}#{part}"


def next_address(request: HttpRequest) -> str:
    """Return the address of ours that a form asked to go on to; nothing for another site's, or for what is none."""
    asked = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if is_ours and asked.startswith("/") else ""


def render_page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    part: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render the page, or its part for htmx, and tell caches that the two differ."""
    name = page_or_part(request, template, part) if part else template
    response = render(request, name, dict(context or {}), status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response
