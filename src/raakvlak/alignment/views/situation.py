"""In huis, the fourth part of a situation: what people wish, what could help, and what lies between them."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from raakvlak.alignment.from_choice import means_beside
from raakvlak.alignment.in_house import in_house
from raakvlak.alignment.matching import Looked, chosen_in, helped, likeliest
from raakvlak.alignment.wishes import DEEPER, wishes_of
from raakvlak.municipality.access import MemberRequest
from raakvlak.situations.access import situation_required
from raakvlak.situations.models import Situation
from raakvlak.situations.references import names_in
from raakvlak.support.listing import reserved_for

OF_EACH = 2


@require_GET
@situation_required
def situation(request: MemberRequest, situation: Situation) -> HttpResponse:
    """Show wishes on one side, possibilities on the other, and between them what was asked and what it ran into."""
    member = request.member
    wishes = wishes_of(situation, member, DEEPER)
    found = helped(wishes, situation, member, Looked(first=timezone.localdate()), most=OF_EACH)
    accepted = list(chosen_in(situation, member).accepted())
    means = means_beside(accepted, member)
    context = {
        "situation": situation,
        "is_team": situation.has_in_team(member),
        "helped": found,
        "chosen": [(choice, means.get(choice.pk)) for choice in accepted],
        "suggested": likeliest(found, without={choice.possibility_id for choice in accepted}),
        "names": names_in([wish.text for wish in wishes] + [choice.wish for choice in accepted], member),
        "house": in_house(situation, member),
        "reserved": reserved_for(situation, member),
    }
    return render(request, "alignment/situation.html", context)
