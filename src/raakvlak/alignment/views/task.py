"""What was agreed with a colleague becomes a task of the situation."""

import uuid

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from raakvlak.alignment.access import find_request
from raakvlak.alignment.models import Request
from raakvlak.municipality.access import MemberRequest
from raakvlak.situations.access import team_required
from raakvlak.situations.models import Situation
from raakvlak.situations.models.task import TASK_LENGTH
from raakvlak.situations.views.tasks import ask_and_add
from raakvlak.web.text import clean_line


@require_http_methods(["GET", "POST"])
@team_required
def make_task(request: MemberRequest, situation: Situation, request_uuid: uuid.UUID) -> HttpResponse:
    """Make a task of what was agreed; the form begins with that, and one changes it first."""
    return ask_and_add(request, situation, **agreed(find_request(request.member, situation, request_uuid)))


def agreed(asked: Request) -> dict[str, object]:
    """Return what was said yes to, under which condition and until when; or what was asked."""
    lanes = [lane for lane in asked.lanes.all() if lane.state in {lane.State.YES, lane.State.YES_IF}]
    words = "; ".join(f"{lane.label}: {lane.words}" for lane in lanes if lane.words)
    text = clean_line(f"{asked.what} – {words}" if words else asked.what)
    days = [lane.until_on for lane in lanes if lane.until_on]
    return {"text": text[:TASK_LENGTH], "due_on": min(days) if days else None}
