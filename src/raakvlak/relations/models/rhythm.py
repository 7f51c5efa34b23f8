"""How often I like to speak a colleague: mine, and nobody else sees it."""

import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from raakvlak.municipality.models import Member, Municipality, MunicipalityQuerySet
from raakvlak.relations.models.party import MOST_WEEKS


class ColleagueRhythmQuerySet(MunicipalityQuerySet["ColleagueRhythm"]):
    """Rhythms with colleagues."""

    def of(self, member: Member) -> Self:
        """Keep this member's own, with colleagues who still work here."""
        return self.within(member.municipality).filter(member=member, colleague__left_on=None)


class ColleagueRhythm(models.Model):
    """That a member wants to speak a colleague every so many weeks."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+", db_index=False)
    member = models.ForeignKey(Member, models.CASCADE, related_name="rhythms", db_index=False)
    colleague = models.ForeignKey(Member, models.CASCADE, related_name="+", verbose_name=_("collega"))
    weeks = models.PositiveSmallIntegerField(_("spreken, elke zoveel weken"))
    since_on = models.DateField(_("ritme sinds"))
    not_before_on = models.DateField(_("niet nu, tot"), null=True, blank=True)

    objects = ColleagueRhythmQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "colleague"], name="one_rhythm_per_colleague"),
            models.CheckConstraint(condition=~Q(member=F("colleague")), name="no_rhythm_with_oneself"),
            models.CheckConstraint(
                condition=Q(weeks__gte=1, weeks__lte=MOST_WEEKS), name="rhythm_of_two_years_at_most"
            ),
        ]

    # When both were in a talk for the last time, where that was looked up: `rhythms_of`.
    spoken_on: datetime.date | None = None

    def __str__(self) -> str:
        return str(self.weeks)

    @property
    def due_on(self) -> datetime.date:
        """Return the day on which they are to speak again."""
        return (self.spoken_on or self.since_on) + datetime.timedelta(weeks=self.weeks)

    def is_waiting(self, day: datetime.date) -> bool:
        """Tell whether that day has come, and nobody said "not now"."""
        return self.due_on <= day and (self.not_before_on is None or self.not_before_on <= day)
