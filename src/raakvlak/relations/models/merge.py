"""That two parties turned out to be one: what went along, so that it can be undone for thirty days."""

import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raakvlak.municipality.models import Kept, Municipality, MunicipalityQuerySet
from raakvlak.relations.models.party import OtherName, Party

UNDONE_WITHIN_DAYS = 30


class MergeQuerySet(MunicipalityQuerySet["Merge"]):
    """Merges of municipalities."""

    def standing(self) -> Self:
        """Keep those that were not undone, as long as they can be."""
        return self.filter(undone_at=None, keep_until__gte=timezone.localdate())

    def newest_first(self) -> Self:
        """Order by the moment, the newest first."""
        return self.order_by("-pk")


class Merge(Kept):
    """That one party was merged into another. It holds numbers alone: the words stay in the two parties themselves.

    When its term is over, the merged party keeps its number only, for the texts that point to it.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="merges")
    keeper = models.ForeignKey(Party, models.CASCADE, related_name="merges")
    merged = models.ForeignKey(Party, models.CASCADE, related_name="+")
    # The versions of the keeper in its history, before and after.
    before = models.BigIntegerField(editable=False)
    after = models.BigIntegerField(editable=False)
    # The name that was not chosen, when it was kept.
    other_name = models.ForeignKey(OtherName, models.SET_NULL, null=True, editable=False, related_name="+")
    merged_at = models.DateTimeField(_("samengevoegd op"), auto_now_add=True)
    undone_at = models.DateTimeField(_("ongedaan gemaakt op"), null=True, blank=True)

    objects = MergeQuerySet.as_manager()
    stays_when_merged = ("merged",)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(keeper=F("merged")), name="merge_is_of_two_parties"),
            models.UniqueConstraint(
                fields=["merged"], condition=Q(undone_at=None), name="one_standing_merge_of_a_party"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.merged_id} → {self.keeper_id}"

    @property
    def can_be_undone(self) -> bool:
        """Tell whether it stands, and was done so shortly ago that it can be undone."""
        return self.undone_at is None and self.keep_until >= timezone.localdate()

    @staticmethod
    def last_day() -> datetime.date:
        """Return the last day on which a merge of today can be undone."""
        return timezone.localdate() + datetime.timedelta(days=UNDONE_WITHIN_DAYS)


class MergedRows(models.Model):
    """What went along with a merge by one link to parties: the rows that were moved, and those that were set aside.

    A row is set aside when the keeper had one like it: both were in one talk, say. It is kept as values, not as a row.
    """

    merge = models.ForeignKey(Merge, models.CASCADE, related_name="rows")
    link = models.CharField(max_length=120)  # such as relations.presence.party
    moved = models.JSONField(default=list)
    set_aside = models.JSONField(default=list)
    # The keeper's own rows that were changed along: presences that had said "only mentioned", and limits with what they
    # said before.
    changed = models.JSONField(default=list)

    class Meta:
        verbose_name_plural = "merged rows"
        constraints = [models.UniqueConstraint(fields=["merge", "link"], name="one_line_per_link_of_a_merge")]

    def __str__(self) -> str:
        return self.link
