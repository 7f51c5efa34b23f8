"""What the frame around every page needs to know."""

from django.conf import settings
from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, object]:
    """Hand the member and her municipality to the templates."""
    member = getattr(request, "member", None)
    return {"member": member, "municipality": member and member.municipality, "is_demo": settings.DEMO}
