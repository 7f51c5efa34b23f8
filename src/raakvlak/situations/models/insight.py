"""An insight: one thing learned in a situation; insights form ladders to the question behind the question."""

import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from raakvlak.municipality.models import Audience, Kept, Member, Municipality, VisibleQuerySet
from raakvlak.relations.models import Encounter, Party
from raakvlak.situations.models.sides import Side
from raakvlak.situations.models.situation import Situation

FADES_AFTER_DAYS = 60


class InsightQuerySet(VisibleQuerySet["Insight"]):
    """Insights of situations."""

    def visible_to(self, member: Member) -> Self:
        """Keep the insights for this member's eyes; what a withdrawn talk taught is withdrawn with it."""
        return super().visible_to(member).filter(Q(encounter=None) | Q(encounter__withdrawn_at=None))

    def in_order(self) -> Self:
        """Order as the ladder is drawn."""
        return self.order_by("position", "pk")

    def fading_within(self, days: int) -> Self:
        """Keep the hunches that fade in so many days unless somebody checks them."""
        last = timezone.localdate() - datetime.timedelta(days=FADES_AFTER_DAYS)
        unchecked = self.filter(basis=Insight.Basis.HUNCH, confirmed_on=None, refuted_on=None)
        return unchecked.filter(fresh_on__range=(last, last + datetime.timedelta(days=days)))


class Insight(Kept):
    """One thing learned in a situation."""

    class Kind(models.TextChoices):
        """What sort of thing."""

        POSITION = "position", _("standpunt")
        INTEREST = "interest", _("belang")
        NEED = "need", _("behoefte")
        WORRY = "worry", _("zorg")
        RESOURCE = "resource", _("kracht")

    class Basis(models.TextChoices):
        """How we know it."""

        SAID = "said", _("gezegd")
        OBSERVED = "observed", _("gezien")
        HUNCH = "hunch", _("vermoeden")

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="insights")
    audience = models.ForeignKey(Audience, models.PROTECT, related_name="insights")
    situation = models.ForeignKey(Situation, models.CASCADE, related_name="insights", db_index=False)
    author = models.ForeignKey(Member, models.PROTECT, related_name="+")
    kind = models.CharField(_("wat is het"), max_length=10, choices=Kind)
    basis = models.CharField(_("hoe weten we dit"), max_length=10, choices=Basis)
    text = models.CharField(_("in één zin"), max_length=500)
    quote = models.CharField(_("woorden uit de notitie"), max_length=500, blank=True)
    encounter = models.ForeignKey(Encounter, models.CASCADE, null=True, blank=True, related_name="insights")
    party = models.ForeignKey(Party, models.SET_NULL, null=True, blank=True, related_name="insights")
    side = models.ForeignKey(Side, models.SET_NULL, null=True, blank=True, related_name="insights")
    parent = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="explained_by")
    position = models.PositiveIntegerField(default=0)
    fresh_on = models.DateField(default=timezone.localdate)
    confirmed_on = models.DateField(_("nagevraagd op"), null=True, blank=True)
    refuted_on = models.DateField(_("bleek niet te kloppen op"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    history = HistoricalRecords(excluded_fields=["position", "version"])

    objects = InsightQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["situation", "audience", "position"], name="insight_in_order"),
            models.Index(
                fields=["municipality", "fresh_on"],
                condition=Q(basis="hunch", confirmed_on=None, refuted_on=None),
                name="insight_fading",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(basis="hunch") | Q(party=None, encounter=None, quote=""), name="hunch_names_nobody"
            ),
            models.CheckConstraint(
                condition=Q(basis="hunch") | Q(encounter__isnull=False), name="what_was_said_has_a_talk"
            ),
            models.CheckConstraint(condition=~Q(parent=F("pk")), name="insight_does_not_explain_itself"),
            models.CheckConstraint(
                condition=Q(confirmed_on=None) | Q(refuted_on=None), name="checked_insight_is_right_or_not"
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_hunch(self) -> bool:
        """Tell whether nobody said or showed this."""
        return self.basis == self.Basis.HUNCH

    def is_for_all_of(self, audience: Audience) -> bool:
        """Tell whether everybody in this circle may read it; of two teams neither reads what is for the other."""
        return self.audience_id == audience.pk or self.audience.kind == Audience.Kind.FRONTLINE

    @property
    def fades_on(self) -> datetime.date:
        """Return the day after which an unchecked hunch no longer counts."""
        return self.fresh_on + datetime.timedelta(days=FADES_AFTER_DAYS)

    @property
    def is_faded(self) -> bool:
        """Tell whether this is a hunch that nobody checked in time."""
        return self.is_unchecked and self.fades_on < timezone.localdate()

    @property
    def is_unchecked(self) -> bool:
        """Tell whether this is a hunch of which nobody asked yet whether it is right."""
        return self.is_hunch and self.confirmed_on is None and self.refuted_on is None

    @property
    def is_sure(self) -> bool:
        """Tell whether somebody said, showed or confirmed this."""
        return self.refuted_on is None and (not self.is_hunch or self.confirmed_on is not None)
