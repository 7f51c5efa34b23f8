"""In huis, the fourth part of a situation: what people wish, what was asked for that, and what colleagues need."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from raakvlak.alignment.in_house import in_house
from raakvlak.municipality.access import MemberRequest
from raakvlak.situations.access import situation_required
from raakvlak.situations.models import Insight, Question, Situation
from raakvlak.situations.references import names_in

WISHES: tuple[str, ...] = (Insight.Kind.INTEREST, Insight.Kind.NEED)
WISHES_SHOWN = 12


@require_GET
@situation_required
def situation(request: MemberRequest, situation: Situation) -> HttpResponse:
    """Show wishes on one side, what colleagues need on the other, and between them what was asked and what stuck."""
    member = request.member
    questions = {one.kind: one for one in Question.objects.filter(situation=situation).current()}
    insights = Insight.objects.within(member.municipality).visible_to(member).filter(situation=situation)
    wishes = list(insights.filter(kind__in=WISHES).exclude(refuted_on__isnull=False).in_order()[:WISHES_SHOWN])
    question = questions.get(Question.Kind.BEHIND) or questions.get(Question.Kind.AS_PUT)
    context = {
        "situation": situation,
        "is_team": situation.has_in_team(member),
        "question": question,
        "wishes": wishes,
        "names": names_in([*(wish.text for wish in wishes), question.text if question else ""], member),
        "house": in_house(situation, member),
    }
    return render(request, "alignment/situation.html", context)
