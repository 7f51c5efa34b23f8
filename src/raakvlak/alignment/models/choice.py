"""A choice: that a possibility fits a wish or does not, and why. Append-only, with the words as they were."""

import uuid
from typing import Final, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raakvlak.alignment.models.possibility import TITLE_LENGTH, Possibility
from raakvlak.municipality.models import Audience, Kept, Member, Municipality, VisibleQuerySet
from raakvlak.situations.models import Insight, Situation

WHY_LENGTH: Final = 500


class ChoiceQuerySet(VisibleQuerySet["Choice"]):
    """Choices of municipalities."""

    def visible_to(self, member: Member) -> Self:
        """Keep those for this member's eyes: she may find the situation, and read the insight from which it came."""
        circles = member.audience_ids
        insight = Q(insight=None) | (
            Q(insight__audience__in=circles) & (Q(insight__encounter=None) | Q(insight__encounter__withdrawn_at=None))
        )
        return super().visible_to(member).filter(insight, situation__audience__in=circles)

    def standing(self) -> Self:
        """Leave out what was undone, or chosen otherwise later."""
        return self.filter(replaced_at=None)

    def accepted(self) -> Self:
        """Keep where a possibility fits."""
        return self.filter(is_accepted=True)

    def read_by_all_outside(self) -> Self:
        """Keep what all who work outside may read, wish and situation both; from nothing else is anything learned."""
        everybody = Audience.Kind.FRONTLINE
        insight = Q(insight=None) | (
            Q(insight__audience__kind=everybody, insight__refuted_on=None)
            & (Q(insight__encounter=None) | Q(insight__encounter__withdrawn_at=None))
        )
        return self.filter(insight, audience__kind=everybody, situation__audience__kind=everybody)


class Choice(Kept):
    """What somebody chose of a possibility for a wish; a later choice, or undoing it, only sets this one aside."""

    class Wish(models.TextChoices):
        """What sort of wish it was chosen for."""

        AS_PUT = "as_put", _("de vraag zoals die gesteld is")
        BEHIND = "behind", _("de vraag achter de vraag")
        INSIGHT = "insight", _("wat we leerden")

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="choices", db_index=False)
    audience = models.ForeignKey(Audience, models.PROTECT, related_name="choices")
    situation = models.ForeignKey(Situation, models.CASCADE, related_name="choices", db_index=False)
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    wish_kind = models.CharField(max_length=10, choices=Wish)
    insight = models.ForeignKey(Insight, models.CASCADE, null=True, blank=True, related_name="choices")
    wish = models.TextField(_("de wens, zoals die er stond"))
    possibility = models.ForeignKey(Possibility, models.SET_NULL, null=True, blank=True, related_name="choices")
    possibility_title = models.CharField(_("de mogelijkheid, zoals die heette"), max_length=TITLE_LENGTH)
    is_accepted = models.BooleanField(_("past"))
    why = models.CharField(_("waarom"), max_length=WHY_LENGTH, blank=True)
    by_pairs = models.JSONField(default=list, blank=True, editable=False)  # the related words that led to it
    member = models.ForeignKey(Member, models.PROTECT, related_name="+", db_index=False)
    chosen_at = models.DateTimeField(_("gekozen op"), default=timezone.now)
    replaced_at = models.DateTimeField(_("teruggenomen op"), null=True, blank=True)

    objects = ChoiceQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["situation", "replaced_at", "-id"], name="choice_of_situation"),
            models.Index(fields=["municipality", "-id"], condition=Q(replaced_at=None), name="choice_standing"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["situation", "wish_kind", "possibility"],
                condition=Q(replaced_at=None, insight=None),
                name="one_standing_choice_per_question",
            ),
            models.UniqueConstraint(
                fields=["insight", "possibility"], condition=Q(replaced_at=None), name="one_standing_choice_per_insight"
            ),
            models.CheckConstraint(
                condition=Q(wish_kind="insight", insight__isnull=False) | (~Q(wish_kind="insight") & Q(insight=None)),
                name="choice_for_an_insight_names_it",
            ),
            models.CheckConstraint(condition=~Q(wish=""), name="choice_says_for_which_wish"),
        ]

    def __str__(self) -> str:
        return self.possibility_title

    @property
    def wish_key(self) -> str:
        """Return by what name the wish stands in an address."""
        return f"inzicht-{self.insight_id}" if self.insight_id else WISH_KEYS[self.Wish(self.wish_kind)]


WISH_KEYS: Final = {Choice.Wish.AS_PUT: "gesteld", Choice.Wish.BEHIND: "achter"}
