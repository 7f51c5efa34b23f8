"""One member hands over to another what she has in hand of a situation or an area."""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from raakvlak.municipality.models import Area, Kept, Member, Municipality, MunicipalityQuerySet
from raakvlak.relations.models import Appointment, Encounter, Party, Promise
from raakvlak.situations.models import Situation


class HandoverQuerySet(MunicipalityQuerySet["Handover"]):
    """Handovers of municipalities."""

    def known_to(self, member: Member) -> Self:
        """Keep those that this member gives, arranges, or is offered."""
        is_offered = Q(receiver=member, state__in=[Handover.State.OFFERED, Handover.State.ACCEPTED])
        return self.within(member.municipality).filter(Q(giver=member) | Q(drafted_by=member) | is_offered)

    def offered_to(self, member: Member) -> Self:
        """Keep those that wait for this member to say yes."""
        return self.within(member.municipality).filter(receiver=member, state=Handover.State.OFFERED)

    def for_rows(self) -> Self:
        """Fetch along what a row of a list shows."""
        shown = self.select_related("giver__user", "receiver__user", "drafted_by__user", "situation", "area")
        return shown.defer("area__geometry")


class Handover(Kept):
    """What one member has in hand of a situation or an area, on its way to another; nothing goes before she accepts."""

    class State(models.TextChoices):
        """How far it is."""

        DRAFTED = "drafted", _("wordt klaargemaakt")
        OFFERED = "offered", _("aangeboden")
        ACCEPTED = "accepted", _("aangenomen")
        WITHDRAWN = "withdrawn", _("ingetrokken")

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="handovers")
    giver = models.ForeignKey(Member, models.PROTECT, related_name="given_handovers")
    # The giver herself, or the coordinator who arranges it for somebody who is suddenly away.
    drafted_by = models.ForeignKey(Member, models.PROTECT, related_name="drafted_handovers")
    receiver = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="received_handovers")
    situation = models.ForeignKey(Situation, models.CASCADE, null=True, blank=True, related_name="handovers")
    area = models.ForeignKey(Area, models.CASCADE, null=True, blank=True, related_name="handovers")
    words = models.TextField(_("wat de ander moet weten"), blank=True)
    is_giver_leaving = models.BooleanField(_("ik ga daarna uit het team"), default=False)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFTED)
    declined_at = models.DateTimeField(null=True, blank=True, editable=False)
    accepted_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["municipality", "-id"], name="handover_newest")]
        constraints = [
            models.CheckConstraint(
                condition=(Q(situation=None) & Q(area__isnull=False)) | (Q(situation__isnull=False) & Q(area=None)),
                name="handover_is_of_a_situation_or_an_area",
            ),
            models.CheckConstraint(condition=~Q(receiver=F("giver")), name="nobody_hands_over_to_herself"),
            models.CheckConstraint(
                condition=~Q(state__in=["offered", "accepted"]) | Q(receiver__isnull=False),
                name="handover_is_offered_to_someone",
            ),
            models.CheckConstraint(
                condition=(Q(state="accepted") & Q(accepted_at__isnull=False))
                | (~Q(state="accepted") & Q(accepted_at=None)),
                name="accepted_handover_has_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return str(self.situation or self.area)

    def title_for(self, member: Member) -> str:
        """Say of what it is, but no title of a situation that is not for these eyes."""
        if self.situation is not None and self.situation.audience_id not in member.audience_ids:
            return _now("een situatie")
        return str(self)

    @property
    def is_open(self) -> bool:
        """Tell whether it can still be changed by who makes it ready."""
        return self.state == self.State.DRAFTED

    @property
    def is_for_absent(self) -> bool:
        """Tell whether somebody else arranges it."""
        return self.drafted_by_id != self.giver_id

    def is_made_by(self, member: Member) -> bool:
        """Tell whether this member makes it ready: who drafted it, or the giver herself when she is back."""
        return member.pk in (self.drafted_by_id, self.giver_id)


class HandoverParty(models.Model):
    """What is said of one party in a handover: words, how they meet, and that she was told or refused."""

    handover = models.ForeignKey(Handover, models.CASCADE, related_name="said", db_index=False)
    party = models.ForeignKey(Party, models.CASCADE, related_name="handovers")
    words = models.TextField(_("wat de ander over diegene moet weten"), blank=True)
    is_left_out = models.BooleanField(_("gaat niet mee"), default=False)
    first_meeting = models.CharField(_("hoe stellen we de ander voor"), max_length=200, blank=True)
    introduced_on = models.DateField(_("voorgesteld op"), null=True, blank=True)
    told_on = models.DateField(_("verteld op"), null=True, blank=True)
    refused_on = models.DateField(_("wil het niet, sinds"), null=True, blank=True)

    lasts_when_merged = ("refused_on", "is_left_out")

    class Meta:
        verbose_name_plural = "handover parties"
        constraints = [models.UniqueConstraint(fields=["handover", "party"], name="party_once_in_a_handover")]

    def __str__(self) -> str:
        return f"{self.handover_id} {self.party_id}"


class HandoverItem(models.Model):
    """One talk, promise or planned talk that stays behind, or that went along."""

    handover = models.ForeignKey(Handover, models.CASCADE, related_name="items", db_index=False)
    encounter = models.ForeignKey(Encounter, models.CASCADE, null=True, related_name="handover_items")
    promise = models.ForeignKey(Promise, models.CASCADE, null=True, related_name="handover_items")
    appointment = models.ForeignKey(Appointment, models.CASCADE, null=True, related_name="handover_items")
    is_left_out = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["handover", "encounter"], name="talk_once_in_a_handover"),
            models.UniqueConstraint(fields=["handover", "promise"], name="promise_once_in_a_handover"),
            models.UniqueConstraint(fields=["handover", "appointment"], name="plan_once_in_a_handover"),
            models.CheckConstraint(
                condition=Q(encounter__isnull=False, promise=None, appointment=None)
                | Q(encounter=None, promise__isnull=False, appointment=None)
                | Q(encounter=None, promise=None, appointment__isnull=False),
                name="handover_item_is_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.handover_id} {self.encounter_id or self.promise_id or self.appointment_id}"
