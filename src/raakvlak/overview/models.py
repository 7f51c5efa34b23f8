"""Groups of people that one names oneself, to see whether anybody of them was heard: never who is in them."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from raakvlak.municipality.models import Channel, Member
from raakvlak.overview.sources import TALK_CHANNELS
from raakvlak.relations.models import Encounter
from raakvlak.situations.models import Situation
from raakvlak.web.fields import SortNameField
from raakvlak.web.text import sort_name


class NamedGroupQuerySet(models.QuerySet["NamedGroup"]):
    """Named groups of situations."""

    def visible_to(self, member: Member) -> Self:
        """Keep the groups of the teams that this member reads along with."""
        return self.filter(situation__municipality=member.municipality, situation__team__in=member.audience_ids)

    def with_talks_seen_by(self, member: Member) -> Self:
        """Count along in how many talks and meetings each group was heard, as far as this member may know."""
        seen = Q(
            ties__encounter__municipality=member.municipality,
            ties__encounter__audience__in=member.audience_ids,
            ties__encounter__withdrawn_at=None,
            ties__encounter__links__situation=F("situation"),
        )
        return self.annotate(
            talks_heard=Count("ties", filter=seen & Q(ties__encounter__channel__in=TALK_CHANNELS), distinct=True),
            meetings_heard=Count("ties", filter=seen & Q(ties__encounter__channel=Channel.MEETING), distinct=True),
        )


class NamedGroup(models.Model):
    """People whom a situation touches ("huurders van de flats"), for its team: a name and a guess, and no persons."""

    situation = models.ForeignKey(Situation, models.CASCADE, related_name="named_groups")
    name = models.CharField(_("welke mensen"), max_length=80)
    sort_name = SortNameField()
    people = models.PositiveIntegerField(_("hoeveel mensen ongeveer"), null=True, blank=True)
    encounters = models.ManyToManyField(Encounter, through="NamedGroupEncounter", related_name="+")

    objects = NamedGroupQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["sort_name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["situation", "sort_name"], name="one_named_group_per_name"),
            models.CheckConstraint(condition=Q(people=None) | Q(people__gte=1), name="named_group_has_people"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the name to sort by in step with the name."""
        self.sort_name = sort_name(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they came


class NamedGroupEncounter(models.Model):
    """That a group was heard in a talk: of the talk, and not of anybody who was in it."""

    group = models.ForeignKey(NamedGroup, models.CASCADE, related_name="ties", db_index=False)
    encounter = models.ForeignKey(Encounter, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "encounter"], name="heard_once_in_a_talk")]

    def __str__(self) -> str:
        return f"{self.group_id} {self.encounter_id}"
