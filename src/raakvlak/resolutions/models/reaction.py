"""A reaction: the place that a party itself takes on an option. Append-only; a new one never overwrites an old one."""

import datetime
import uuid
from collections.abc import Collection
from typing import Any, Final, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from raakvlak.municipality.models import Audience, Kept, Member, Municipality, VisibleQuerySet
from raakvlak.relations.models import Encounter, Party
from raakvlak.resolutions.models.option import Option
from raakvlak.situations.models import Situation

FADES_AFTER_DAYS: Final = 90
CONDITION_LENGTH: Final = 300
_LATER: Final = Q(said_on__gt=OuterRef("said_on")) | Q(said_on=OuterRef("said_on"), pk__gt=OuterRef("pk"))


class ReactionQuerySet(VisibleQuerySet["Reaction"]):
    """Reactions of municipalities."""

    def visible_to(self, member: Member) -> Self:
        """Keep what is for this member's eyes, of a party that she may see, on an option that she may see.

        What was learned in a talk that was withdrawn is withdrawn with it, and who does not want to be noted is not.
        """
        circles = member.audience_ids
        seen = super().visible_to(member).filter(party__audience__in=circles, option__audience__in=circles)
        seen = seen.filter(option__situation__audience__in=circles)
        return seen.filter(party__merged_into=None, party__is_not_to_be_noted=False).of_standing_talks()

    def on(self, options: Any, member: Member) -> Self:  # noqa: ANN401 – options, their numbers, or a query of those
        """Keep what is for this member's eyes on options that she is known to see, whoever it is of.

        The counts of a matrix walk over all there ever was: they join no more than they need.
        """
        return super().visible_to(member).filter(option__in=options).standing().of_standing_talks()

    def of_standing_talks(self) -> Self:
        """Leave out what was said in a talk that was withdrawn."""
        return self.filter(Q(encounter=None) | Q(encounter__withdrawn_at=None))

    def standing(self) -> Self:
        """Leave out what was taken back, for it was written down by mistake."""
        return self.filter(taken_back_on=None)

    def last_said(self, member: Member) -> Self:
        """Keep what each party last said about each option, as far as this member may know."""
        return self.last_said_among(member.audience_ids)

    def last_said_among(self, circles: Collection[int]) -> Self:
        """Keep what each party last said about each option, of what is for these circles of readers."""
        same = Reaction.objects.filter(option=OuterRef("option"), party=OuterRef("party"))
        later = same.filter(_LATER, audience__in=circles).standing().of_standing_talks()
        return self.standing().filter(~Exists(later))

    def newest_first(self) -> Self:
        """Order by the day on which it was said, the newest first."""
        return self.order_by("-said_on", "-pk")


class ReactionPageQuerySet(VisibleQuerySet["ReactionPage"]):
    """Pages of municipalities on which parties react themselves."""

    def visible_to(self, member: Member) -> Self:
        """Keep what is for this member's eyes, of parties that she may see."""
        circles = member.audience_ids
        seen = super().visible_to(member).filter(party__audience__in=circles, situation__audience__in=circles)
        return seen.filter(party__merged_into=None)


class ReactionPage(Kept):
    """A page on which one party gives its own reactions, by a personal link and without an account."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="reaction_pages")
    audience = models.ForeignKey(Audience, models.PROTECT, related_name="reaction_pages")
    situation = models.ForeignKey(Situation, models.CASCADE, related_name="reaction_pages")
    party = models.ForeignKey(Party, models.CASCADE, related_name="reaction_pages", verbose_name=_("voor wie"))
    author = models.ForeignKey(Member, models.PROTECT, related_name="+", db_index=False)
    options = models.ManyToManyField(Option, blank=True, related_name="reaction_pages")
    made_at = models.DateTimeField(default=timezone.now)
    open_until = models.DateField(_("open tot en met"))
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = ReactionPageQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["situation", "party", "closed_at"], name="reaction_page_of_party")]

    def __str__(self) -> str:
        return f"{self.situation_id} {self.party_id}"

    @property
    def is_open(self) -> bool:
        """Tell whether reactions can still come in."""
        return self.closed_at is None and self.open_until >= timezone.localdate()


class Reaction(Kept):
    """What a party said of an option, or answered itself. Nobody's reaction is filled in by guess."""

    class Gradient(models.TextChoices):
        """The place that a party takes, from what it wants to what it can't accept."""

        WANT = "want", _("dat wil ik")
        LIVE_WITH = "live_with", _("kan ik mee leven")
        UNSURE = "unsure", _("weet niet")
        OBJECT = "object", _("bezwaar")
        UNACCEPTABLE = "unacceptable", _("onaanvaardbaar")

    class Basis(models.TextChoices):
        """How we know it."""

        SAID = "said", _("gezegd")
        OWN = "own", _("eigen antwoord")

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="reactions")
    audience = models.ForeignKey(Audience, models.PROTECT, related_name="reactions")
    option = models.ForeignKey(Option, models.CASCADE, related_name="reactions", db_index=False)
    party = models.ForeignKey(Party, models.CASCADE, related_name="reactions", verbose_name=_("van wie"))
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    gradient = models.CharField(_("hoe die erin staat"), max_length=15, choices=Gradient)
    condition = models.CharField(_("mits"), max_length=CONDITION_LENGTH, blank=True)
    words = models.TextField(_("in eigen woorden"), blank=True)
    basis = models.CharField(_("hoe weten we dit"), max_length=10, choices=Basis, default=Basis.SAID)
    said_on = models.DateField(_("wanneer"), default=timezone.localdate)
    encounter = models.ForeignKey(Encounter, models.CASCADE, null=True, blank=True, related_name="reactions")
    page = models.ForeignKey(ReactionPage, models.SET_NULL, null=True, blank=True, related_name="reactions")
    written_by = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    taken_back_on = models.DateField(_("teruggenomen op"), null=True, blank=True)
    taken_back_because = models.CharField(_("waarom teruggenomen"), max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    brought_uuid: uuid.UUID | None = None  # of the contribution that was made of it, when a page asked for that

    objects = ReactionQuerySet.as_manager()

    class Meta:
        indexes = [
            # What was last said of an option by a party is the first of these; what it is narrowed by stands beside.
            models.Index(
                fields=["option", "party", "-said_on", "-id", "audience", "taken_back_on", "encounter"],
                name="reaction_latest",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(basis="own") | Q(written_by__isnull=False), name="what_was_said_was_written_by_somebody"
            ),
            models.CheckConstraint(
                condition=Q(taken_back_on=None, taken_back_because="")
                | (Q(taken_back_on__isnull=False) & ~Q(taken_back_because="")),
                name="taken_back_reaction_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.get_gradient_display()

    @property
    def is_old(self) -> bool:
        """Tell whether it was said so long ago that one had better ask again."""
        return self.said_on < fresh_since()

    @property
    def if_word(self) -> str:
        """Return the word that leads to its condition: what a yes hangs on, or what would take an objection away."""
        return if_word(self.gradient)

    @property
    def is_own(self) -> bool:
        """Tell whether the party answered itself."""
        return self.basis == self.Basis.OWN


class TakenUp(models.Model):
    """That a condition was taken up in an option. It turns nobody's reaction into another one."""

    reaction = models.ForeignKey(Reaction, models.CASCADE, related_name="taken_up", db_index=False)
    option = models.ForeignKey(Option, models.CASCADE, related_name="taken_up")
    on = models.DateField(_("wanneer"), default=timezone.localdate)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reaction", "option"], name="taken_up_once")]

    def __str__(self) -> str:
        return f"{self.reaction_id} {self.option_id}"


def if_word(gradient: str) -> str:
    """Return the word that leads to a condition of somebody who stands there."""
    is_against = gradient in {Reaction.Gradient.OBJECT, Reaction.Gradient.UNACCEPTABLE}
    return gettext("tenzij") if is_against else gettext("mits")


def fresh_since() -> datetime.date:
    """Return the first day of which what was said still counts as fresh."""
    return timezone.localdate() - datetime.timedelta(days=FADES_AFTER_DAYS)
