"""The mail in which somebody hears what was done with what she brought in, exactly as it is shown before it is sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import override

from raakvlak.municipality.models import Member
from raakvlak.relations.models import ContactPoint, Party
from raakvlak.resolutions.models import Contribution, ContributionAnswer, Option
from raakvlak.resolutions.unnamed import Unnamed, unnamed_in
from raakvlak.situations.models import Situation
from raakvlak.web.text import clean_line

Reached = Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Heard:
    """One contribution with its newest answer, in words in which nobody else is named."""

    contribution: Contribution
    answer: ContributionAnswer
    text: str
    because: str
    options: list[str]


@dataclass
class Writer:
    """Writes to the people of one situation, in the name of the municipality, for one member who presses the button."""

    situation: Situation
    member: Member
    _options: dict[int, str] = field(init=False)

    def __post_init__(self) -> None:
        visible = Option.objects.within(self.member.municipality).visible_to(self.member)
        found = visible.filter(contribution_answers__contribution__situation=self.situation).distinct()
        self._options = dict(found.values_list("pk", "title"))

    @cached_property
    def unnamed(self) -> Unnamed:
        """Know whose names must not be told to another."""
        return unnamed_in(self.situation, self.member)

    def heard(self, contribution: Contribution) -> Heard:
        """Return what is told of a contribution; its answers were fetched with it."""
        answer = contribution.answers.all()[0]
        party = contribution.party
        titles = [self._options[one.pk] for one in answer.options.all() if one.pk in self._options]
        return Heard(
            contribution,
            answer,
            self.unnamed(contribution.text, of=party),
            self.unnamed(answer.because, of=party),
            [self.unnamed(title, of=party) for title in titles],
        )

    def write(self, party: Party, told: Sequence[Contribution], recipient: str = "") -> EmailMessage:
        """Write the mail to one party about all of these."""
        with override("nl"):  # what residents read is Dutch, whoever made it
            context = {
                "municipality": self.situation.municipality,
                "title": self.unnamed(self.situation.title, of=party),
                "name": "" if party.is_anonymous or party.kind != Party.Kind.PERSON else party.name,
                "heard": [self.heard(one) for one in told],
                "member": self.member,
            }
            subject, body = (render_to_string(f"resolutions/mail/told_{part}.txt", context) for part in _PARTS)
        reply_to = [self.member.user.email]
        return EmailMessage(clean_line(subject), body.strip() + "\n", None, [recipient], reply_to=reply_to)


_PARTS = ("subject", "message")


def reached_by_mail(party_ids: Sequence[int]) -> tuple[Reached, set[int]]:
    """Return the newest open mail address of each party, and who has only one that is shielded."""
    points = ContactPoint.objects.filter(party__in=party_ids, kind=ContactPoint.Kind.EMAIL).order_by("pk")
    rows = list(points.values_list("party", "value", "is_shielded"))
    reached = {party: value for party, value, is_shielded in rows if not is_shielded}
    return reached, {party for party, _value, is_shielded in rows if is_shielded} - reached.keys()
