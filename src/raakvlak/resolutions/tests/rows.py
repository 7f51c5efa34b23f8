"""Rows of this app with words in every column, for the tests that look into all rooms of the house."""

from typing import Any, Final

from django.utils import timezone

from raakvlak.conftest import in_a_year
from raakvlak.municipality.models import Audience, Member
from raakvlak.relations.models import Party
from raakvlak.resolutions.models import Briefing, Contribution, ContributionAnswer, Option, Reaction, ReactionPage
from raakvlak.resolutions.models.briefing import PARTS
from raakvlak.situations.models import Situation

FIGURES: Final = (("heard", 12, ""), ("heard_area", 7, "label"), ("talks", 9, ""), ("option", 5, "label"))


def option_of(situation: Situation, audience: Audience, words: str, **values: Any) -> Option:
    """Put an option on the table, with what it costs and how it read before."""
    option = Option.objects.create(
        municipality=situation.municipality,
        situation=situation,
        audience=audience,
        title=words,
        text=words,
        needs=words,
        keep_until=in_a_year(),
        **values,
    )
    option.costs.create(kind="money", unit="euro", amount=250, note=words)
    option.earlier_texts.create(version=0, title=words, text=words)
    return option


def reaction_of(
    member: Member, option: Option, party: Party, audience: Audience, words: str = "", **values: Any
) -> Reaction:
    """Let a party say where it stands, under a condition when there are words."""
    values = {"gradient": Reaction.Gradient.LIVE_WITH, "condition": words, "words": words, **values}
    values.setdefault("written_by", member)
    return Reaction.objects.create(
        municipality=member.municipality,
        option=option,
        party=party,
        audience=audience,
        version=values.pop("version", option.version),
        keep_until=in_a_year(),
        **values,
    )


def page_of(member: Member, situation: Situation, party: Party, *options: Option) -> ReactionPage:
    """Lay options before a party."""
    page = ReactionPage.objects.create(
        municipality=member.municipality,
        audience=situation.team,
        situation=situation,
        party=party,
        author=member,
        open_until=in_a_year(),
        keep_until=in_a_year(),
    )
    page.options.set(options)
    return page


def briefing_of(member: Member, situation: Situation, words: str, **values: Any) -> Briefing:
    """Write what is heard, for the team unless told otherwise."""
    told = {**dict.fromkeys(PARTS, words), "title": words, "meant_for": words}
    return Briefing.objects.create(
        municipality=member.municipality,
        audience=situation.team,
        situation=situation,
        author=member,
        **{"keep_until": in_a_year(), **told, **values},
    )


def frozen_briefing_of(member: Member, situation: Situation, words: str, **values: Any) -> Briefing:
    """Freeze what is heard, with some figures that carry words."""
    briefing = briefing_of(member, situation, words, **{"frozen_at": timezone.now(), **values})
    for group, number, column in FIGURES:
        briefing.figures.create(group=group, number=number, position=1, label=words if column else "")
    return briefing


def contribution_of(
    member: Member, situation: Situation, audience: Audience, words: str, **values: Any
) -> Contribution:
    """Let somebody bring something in; of nobody in particular unless a party is given."""
    return Contribution.objects.create(
        municipality=member.municipality,
        situation=situation,
        audience=audience,
        text=words,
        written_by=member,
        keep_until=in_a_year(),
        **values,
    )


def answer_of(
    member: Member, contribution: Contribution, because: str, *options: Option, outcome: str = "partly"
) -> ContributionAnswer:
    """Say what was done with a contribution, so that nobody heard it yet."""
    answer = contribution.answers.create(outcome=outcome, because=because, member=member)
    answer.options.set(options)
    Contribution.objects.filter(pk=contribution.pk).update(outcome=outcome, is_told=False)
    return answer
