"""Rows of this app with words in every column, for the tests that look into all rooms of the house."""

from django.utils import timezone

from raakvlak.alignment.models import Choice, Lane, Possibility, RelatedWords, Request, Threshold, WordList
from raakvlak.conftest import in_a_year
from raakvlak.municipality.models import Audience, Department, Member, Municipality
from raakvlak.situations.models import Insight, Situation


def ask(asker: Member, situation: Situation, audience: Audience, what: str, department: Department) -> Lane:
    """Let somebody ask a department, who needs an answer that came and has said what its work needs."""
    request = Request.objects.create(
        municipality=asker.municipality,
        situation=situation,
        audience=audience,
        asker=asker,
        what=what,
        why=what,
        needed_by_on=timezone.localdate(),
        talked_on=timezone.localdate(),
        escalate_to=what,
        escalate_after_on=timezone.localdate(),
        keep_until=in_a_year(),
    )
    now = timezone.now()
    lane: Lane = request.lanes.create(
        department=department, state=Lane.State.ASKED_BACK, sent_at=now, needs=what, words=what
    )
    request.steps.create(lane=lane, member=asker, kind="sent", words=what)
    request.steps.create(lane=lane, kind="asked_back", words=what)
    return lane


def threshold_of(
    author: Member, situation: Situation, audience: Audience, words: str, department: Department
) -> Threshold:
    """Let somebody name a threshold at a department."""
    return Threshold.objects.create(
        municipality=author.municipality,
        situation=situation,
        audience=audience,
        author=author,
        kind=Threshold.Kind.RULES,
        to_department=department,
        words=words,
        tried=words,
        since_on=timezone.localdate(),
        keep_until=in_a_year(),
    )


def choice_of(member: Member, insight: Insight, possibility: Possibility, why: str) -> Choice:
    """Let somebody think that a possibility fits what was learned."""
    return Choice.objects.create(
        municipality=member.municipality,
        situation=insight.situation,
        audience=insight.audience,
        wish_kind=Choice.Wish.INSIGHT,
        insight=insight,
        wish=insight.text,
        possibility=possibility,
        possibility_title=possibility.title,
        is_accepted=True,
        why=why,
        member=member,
        keep_until=in_a_year(),
    )


def pair_of_words(municipality: Municipality, word: str, related: str, **values: str) -> RelatedWords:
    """Let a municipality keep a short list of its own, with this pair in it."""
    WordList.objects.get_or_create(municipality=municipality)
    told = {"origin": RelatedWords.Origin.WRITTEN, **values}
    keys = {"key": word.casefold(), "related_key": related.casefold()}
    return RelatedWords.objects.create(
        municipality=municipality, word=word, related=related, weight=0.6, **keys, **told
    )
