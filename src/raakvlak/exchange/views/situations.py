"""Situations to take along: the list of situations lies below this app, so its file is asked for here."""

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from raakvlak.exchange import taking
from raakvlak.exchange.views.take import take_list
from raakvlak.municipality.access import MemberRequest, role_required
from raakvlak.municipality.models import NOTE_ROLES, AccessLogEntry
from raakvlak.situations.forms.listing import SituationFilter
from raakvlak.situations.models import Situation


@require_http_methods(["GET", "POST"])
@role_required(*NOTE_ROLES)
def take_situations(request: MemberRequest) -> HttpResponseBase:
    """Take along what the list of situations shows."""
    member = request.member
    form = SituationFilter(request.GET, member=member)
    visible = Situation.objects.within(member.municipality).visible_to(member)
    found = form.narrow(visible) if form.is_valid() else visible.none()
    return take_list(
        request,
        found,
        lambda _form: taking.situations(found, member),
        what=AccessLogEntry.What.SITUATIONS_EXPORTED,
        back_url=reverse("situations:list"),
    )
