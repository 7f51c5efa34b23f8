"""An option: something that could be done in a situation, told so that a resident understands it."""

import uuid
from typing import ClassVar, Final, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raakvlak.municipality.models import Audience, Department, Kept, Member, Municipality, VisibleQuerySet
from raakvlak.relations.models import Party
from raakvlak.situations.models import Insight, Situation
from raakvlak.support.models import Means

TITLE_LENGTH: Final = 120


class OptionQuerySet(VisibleQuerySet["Option"]):
    """Options of municipalities."""

    def visible_to(self, member: Member) -> Self:
        """Keep the options for this member's eyes, of situations that she may find."""
        return super().visible_to(member).filter(situation__audience__in=member.audience_ids)

    def open(self) -> Self:
        """Leave out what was withdrawn, merged or split."""
        return self.filter(state=Option.State.OPEN)

    def in_order(self) -> Self:
        """Order as they came in; no option stands above another."""
        return self.order_by("pk")


class Option(Kept):
    """Something that could be done. Whoever proposed it, it is told in words that a resident understands."""

    class State(models.TextChoices):
        """What became of it."""

        OPEN = "open", _("ligt open")
        WITHDRAWN = "withdrawn", _("van tafel")
        MERGED = "merged", _("samengevoegd")
        SPLIT = "split", _("gesplitst")

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="options")
    audience = models.ForeignKey(Audience, models.PROTECT, related_name="options")
    situation = models.ForeignKey(Situation, models.CASCADE, related_name="options", db_index=False)
    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    title = models.CharField(_("optie, in één zin"), max_length=TITLE_LENGTH)
    text = models.TextField(_("uitleg"), blank=True)
    needs = models.TextField(_("wat ervoor nodig is"), blank=True)
    # None: it came from us, or from so many that it is nobody's.
    party = models.ForeignKey(
        Party, models.SET_NULL, null=True, blank=True, related_name="options", verbose_name=_("voorgesteld door")
    )
    departments = models.ManyToManyField(Department, blank=True, related_name="options")
    requires = models.ManyToManyField("self", blank=True, symmetrical=False, related_name="required_by")
    excludes = models.ManyToManyField("self", blank=True)
    # What people said was said of one text; another text begins a new version, and nobody said anything of that yet.
    version = models.PositiveIntegerField(default=1, editable=False)
    state = models.CharField(_("wat ermee gebeurde"), max_length=10, choices=State, default=State.OPEN)
    closed_on = models.DateField(_("sinds"), null=True, blank=True)
    because = models.TextField(_("waarom"), blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = OptionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["situation", "state", "id"], name="option_of_situation")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", closed_on=None, because="")
                | (~Q(state="open") & Q(closed_on__isnull=False) & ~Q(because="")),
                name="closed_option_says_when_and_why",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Tell whether it still lies on the table."""
        return self.state == self.State.OPEN


class OptionCost(models.Model):
    """What an option costs of one kind of means; an amount that nobody knows yet is empty."""

    option = models.ForeignKey(Option, models.CASCADE, related_name="costs")
    kind = models.CharField(_("soort"), max_length=20, choices=Means.Kind)
    unit = models.CharField(_("in wat het geteld wordt"), max_length=10, choices=Means.Unit)
    amount = models.DecimalField(_("hoeveel"), max_digits=12, decimal_places=2, null=True, blank=True)
    note = models.CharField(_("toelichting"), max_length=200, blank=True)
    means = models.ForeignKey(
        Means, models.SET_NULL, null=True, blank=True, related_name="option_costs", verbose_name=_("uit welk middel")
    )
    from_on = models.DateField(_("nodig vanaf"), null=True, blank=True)
    until_on = models.DateField(_("nodig tot en met"), null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["option", "kind"], name="one_cost_per_kind_of_means"),
            models.CheckConstraint(
                condition=Q(from_on=None, until_on=None) | Q(until_on__gte=F("from_on")),
                name="cost_begins_before_it_ends",
            ),
            models.CheckConstraint(condition=Q(amount__isnull=False) | ~Q(note=""), name="cost_says_something"),
            models.CheckConstraint(condition=Q(amount=None) | Q(amount__gt=0), name="cost_is_more_than_nothing"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class OptionInsight(models.Model):
    """That an option serves what lies behind the question, or hurts it."""

    class Effect(models.TextChoices):
        """What the option does for it."""

        SERVES = "serves", _("helpt")
        HURTS = "hurts", _("schaadt")

    option = models.ForeignKey(Option, models.CASCADE, related_name="insight_links", db_index=False)
    insight = models.ForeignKey(Insight, models.CASCADE, related_name="option_links")
    effect = models.CharField(_("wat de optie ermee doet"), max_length=10, choices=Effect)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["option", "insight"], name="one_effect_per_insight")]

    def __str__(self) -> str:
        return self.get_effect_display()


class EarlierText(models.Model):
    """How an option read before it became another proposal: what people said then, they said of this. Append-only."""

    option = models.ForeignKey(Option, models.CASCADE, related_name="earlier_texts", db_index=False)
    version = models.PositiveIntegerField()
    title = models.CharField(_("hoe het heette"), max_length=TITLE_LENGTH)
    text = models.TextField(_("hoe het toen luidde"), blank=True)
    until_on = models.DateField(_("tot en met"), default=timezone.localdate)

    class Meta:
        ordering: ClassVar[list[str]] = ["-version"]
        constraints = [models.UniqueConstraint(fields=["option", "version"], name="one_text_per_version")]

    def __str__(self) -> str:
        return self.title


class Succession(models.Model):
    """That one option came out of another, by merging or splitting; what was said of the one stays with the one."""

    earlier = models.ForeignKey(Option, models.CASCADE, related_name="later_links", db_index=False)
    later = models.ForeignKey(Option, models.CASCADE, related_name="earlier_links")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["earlier", "later"], name="succeeds_once"),
            models.CheckConstraint(condition=~Q(earlier=F("later")), name="option_does_not_succeed_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.earlier_id} {self.later_id}"
