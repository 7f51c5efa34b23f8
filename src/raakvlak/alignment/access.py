"""Who may open a request and its lanes: who may find its situation and read the request; its team works on it."""

import uuid

from django.shortcuts import get_object_or_404

from raakvlak.alignment.lanes import with_lanes
from raakvlak.alignment.models import Lane, Request
from raakvlak.municipality.models import Member
from raakvlak.situations.models import Situation


def find_request(member: Member, situation: Situation, request_uuid: uuid.UUID) -> Request:
    """Return a request of this situation, with its lanes; 404 when it is not for this member's eyes."""
    visible = Request.objects.within(member.municipality).visible_to(member).filter(situation=situation)
    return get_object_or_404(with_lanes(visible.select_related("municipality")), uuid=request_uuid)


def find_lane(member: Member, situation: Situation, request_uuid: uuid.UUID, lane_id: int) -> Lane:
    """Return a lane of a request of this situation; 404 when it is not for this member's eyes."""
    visible = Lane.objects.within(member.municipality).visible_to(member)
    lanes = visible.filter(request__situation=situation, request__uuid=request_uuid)
    related = ("request__asker__user", "request__municipality", "department", "member__user")
    return get_object_or_404(lanes.select_related(*related), pk=lane_id)
