"""The borders of the areas, as the map draws them: fetched once, kept until they change."""

import json
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import condition, require_GET

from raakvlak.municipality.access import MemberRequest, member_required
from raakvlak.municipality.land import Land
from raakvlak.municipality.models import AreaOutline

KEPT: Final = "private, max-age=31536000, immutable"


def _etag(_request: HttpRequest, digest: str) -> str:
    return f'"{digest}"'


@require_GET
@member_required
def outlines(request: MemberRequest, digest: str) -> HttpResponse:
    """Give the borders that this digest names; any other digest leads to the borders of now."""
    land = Land.of(request.member.municipality)
    if not land.url:
        raise Http404
    if digest != land.digest:
        return redirect(land.url)
    return _borders(request, digest)


@condition(etag_func=_etag)
def _borders(request: MemberRequest, digest: str) -> HttpResponse:
    rows = AreaOutline.objects.filter(area__municipality=request.member.municipality, area__is_former=False)
    named = rows.order_by("area__name", "area").values_list(
        "area", "area__parent", "area__name", "latitude", "longitude", "content"
    )
    parts = [_described(*row) for row in named]
    response = HttpResponse(b"[" + b",\n".join(parts) + b"]", content_type="application/json")
    response["Cache-Control"] = KEPT
    return response


def _described(*row: Any) -> bytes:
    """Write one area; its rings stand in the database as they are sent."""
    *about, content = row
    return json.dumps(about).encode()[:-1] + b"," + bytes(content) + b"]"
