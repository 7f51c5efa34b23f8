"""What was brought in to take along: numbered, with what was done with it, and without names."""

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from raakvlak.exchange import taking
from raakvlak.exchange.views.take import take_list
from raakvlak.municipality.access import MemberRequest
from raakvlak.municipality.models import AccessLogEntry
from raakvlak.resolutions.forms.contributions import ContributionFilter
from raakvlak.situations.access import situation_required
from raakvlak.situations.models import Situation


@require_http_methods(["GET", "POST"])
@situation_required
def take_contributions(request: MemberRequest, situation: Situation) -> HttpResponseBase:
    """Take along what the list of contributions shows."""
    member = request.member
    found = ContributionFilter(request.GET, situation=situation, member=member).narrowed()
    return take_list(
        request,
        found,
        lambda _form: taking.contributions(found, situation, member),
        what=AccessLogEntry.What.INPUT_EXPORTED,
        back_url=reverse("resolutions:contributions", args=[situation.pk]),
    )
