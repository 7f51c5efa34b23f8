"""A contribution: what somebody brought in, and what was done with it. Answers are only added; the newest counts."""

import uuid
from typing import ClassVar, Final, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raakvlak.municipality.models import Audience, Kept, Member, Municipality, VisibleQuerySet
from raakvlak.relations.models import Encounter, Party
from raakvlak.resolutions.models.option import Option
from raakvlak.resolutions.models.reaction import Reaction
from raakvlak.situations.models import Insight, Situation

IS_UNTOLD: Final = ~Q(outcome="") & Q(is_told=False, party__isnull=False)


class Outcome(models.TextChoices):
    """What was done with a contribution."""

    USED = "used", _("gebruikt")
    PARTLY = "partly", _("deels gebruikt")
    NOT = "not", _("niet gebruikt")


class ContributionQuerySet(VisibleQuerySet["Contribution"]):
    """Contributions of municipalities."""

    def visible_to(self, member: Member) -> Self:
        """Keep what is for this member's eyes, of a party that she may see, from a talk that she may read.

        What was brought in in a talk that was withdrawn is withdrawn with it, and who does not want to be noted is not.
        """
        circles = member.audience_ids
        known = Q(party__audience__in=circles, party__merged_into=None, party__is_not_to_be_noted=False)
        heard = Q(encounter__audience__in=circles, encounter__withdrawn_at=None)
        seen = super().visible_to(member).filter(situation__audience__in=circles)
        return seen.filter(Q(party=None) | known, Q(encounter=None) | heard)

    def untold(self) -> Self:
        """Keep what has an answer that who brought it in did not hear yet."""
        return self.filter(IS_UNTOLD)

    def with_answers(self) -> Self:
        """Fetch along what was answered, the newest first, with the options in which it ended up and who heard it."""
        answers = ContributionAnswer.objects.select_related("telling").prefetch_related("options")
        return self.prefetch_related(models.Prefetch("answers", answers.order_by("-pk")))

    def newest_first(self) -> Self:
        """Order by the day on which it was brought in, the newest first."""
        return self.order_by("-brought_on", "-pk")


class Contribution(Kept):
    """What somebody brought in, in their own words; nobody has to be named."""

    class Kind(models.TextChoices):
        """What sort of contribution it is."""

        IDEA = "idea", _("idee")
        CONDITION = "condition", _("voorwaarde")
        STATEMENT = "statement", _("uitspraak")
        LETTER = "letter", _("brief")

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="contributions")
    audience = models.ForeignKey(Audience, models.PROTECT, related_name="contributions")
    situation = models.ForeignKey(Situation, models.CASCADE, related_name="contributions", db_index=False)
    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("soort"), max_length=10, choices=Kind, default=Kind.IDEA)
    text = models.TextField(_("wat iemand inbracht"))
    # None: nobody is named.
    party = models.ForeignKey(
        Party, models.SET_NULL, null=True, blank=True, related_name="contributions", verbose_name=_("van wie")
    )
    brought_on = models.DateField(_("wanneer"), default=timezone.localdate)
    encounter = models.ForeignKey(
        Encounter,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="contributions",
        verbose_name=_("uit welk gesprek"),
    )
    option = models.ForeignKey(
        Option, models.SET_NULL, null=True, blank=True, related_name="contributions", verbose_name=_("over welke optie")
    )
    # From what it was made, if it was: each gives one contribution.
    reaction = models.OneToOneField(Reaction, models.SET_NULL, null=True, blank=True, related_name="contribution")
    insight = models.OneToOneField(Insight, models.SET_NULL, null=True, blank=True, related_name="contribution")
    proposal = models.OneToOneField(
        Option, models.SET_NULL, null=True, blank=True, related_name="proposed_contribution"
    )
    # What the newest answer says, and whether that was told: kept in step with it, for a list of many thousands.
    outcome = models.CharField(_("wat ermee gedaan is"), max_length=10, choices=Outcome, blank=True, editable=False)
    is_told = models.BooleanField(default=False, editable=False)
    written_by = models.ForeignKey(Member, models.PROTECT, related_name="+", db_index=False)
    created_at = models.DateTimeField(default=timezone.now)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["situation", "-brought_on", "-id"], name="contribution_newest"),
            models.Index(fields=["situation", "kind", "-brought_on", "-id"], name="contribution_of_kind"),
            models.Index(fields=["situation", "outcome", "-brought_on", "-id"], name="contribution_with_outcome"),
            models.Index(fields=["situation", "party"], condition=IS_UNTOLD, name="contribution_untold"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="contribution_says_something"),
            models.CheckConstraint(condition=~Q(outcome="", is_told=True), name="told_contribution_has_an_answer"),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def answer(self) -> "ContributionAnswer | None":
        """Return the newest answer, of those that were fetched along."""
        return next(iter(self.answers.all()), None)

    @property
    def is_answered(self) -> bool:
        """Tell whether was said what was done with it."""
        return bool(self.outcome)


class ContributionAnswer(models.Model):
    """What was done with a contribution, and why. Append-only: another answer is another row, and the newest counts."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="answers", db_index=False)
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    outcome = models.CharField(_("wat ermee gedaan is"), max_length=10, choices=Outcome)
    because = models.TextField(_("want"))
    options = models.ManyToManyField(Option, blank=True, related_name="contribution_answers")
    answered_on = models.DateField(_("wanneer"), default=timezone.localdate)
    member = models.ForeignKey(Member, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]
        indexes = [models.Index(fields=["contribution", "-id"], name="newest_answer")]
        constraints = [models.CheckConstraint(condition=~Q(because=""), name="answer_says_why")]

    def __str__(self) -> str:
        return self.get_outcome_display()

    @property
    def told(self) -> "Telling | None":
        """Return that it was told, or is on its way."""
        return getattr(self, "telling", None)

    @property
    def is_told_or_on_its_way(self) -> bool:
        """Tell whether nobody needs to tell it any more."""
        return self.told is not None and self.told.state != Telling.State.FAILED


class Telling(models.Model):
    """That who brought something in hears one answer, once: by mail, in a talk or by letter; it holds no address."""

    class Way(models.TextChoices):
        """How it is told."""

        MAIL = "mail", _("mail")
        TALK = "talk", _("gesprek")
        LETTER = "letter", _("brief")

    class State(models.TextChoices):
        """What became of it."""

        WAITING = "waiting", _("onderweg")
        TOLD = "told", _("verteld")
        FAILED = "failed", _("niet aangekomen")

    class Trouble(models.TextChoices):
        """Why a mail did not leave."""

        NO_ADDRESS = "no_address", _("er is geen mailadres meer dat we mogen gebruiken")
        REFUSED = "refused", _("de mailserver weigert dit adres")
        NO_SERVER = "no_server", _("de mailserver was niet te bereiken")

    answer = models.OneToOneField(ContributionAnswer, models.CASCADE, related_name="telling")
    # All that one party hears in one mail.
    message = models.UUIDField(default=uuid.uuid4, db_index=True, editable=False)
    way = models.CharField(_("hoe"), max_length=10, choices=Way)
    state = models.CharField(_("stand"), max_length=10, choices=State, default=State.WAITING)
    trouble = models.CharField(_("wat er misging"), max_length=15, choices=Trouble, blank=True)
    told_on = models.DateField(_("verteld op"), null=True, blank=True)
    member = models.ForeignKey(Member, models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField(default=timezone.now)
    # While a worker hands the mail over, no other does.
    taken_until = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="told", told_on__isnull=False) | (~Q(state="told") & Q(told_on=None)),
                name="told_has_a_day",
            ),
            models.CheckConstraint(condition=Q(way="mail") | Q(state="told"), name="only_a_mail_is_on_its_way"),
        ]

    def __str__(self) -> str:
        return self.get_state_display()
