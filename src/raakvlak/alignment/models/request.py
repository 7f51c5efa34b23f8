"""A request: what we ask of colleagues in the house, for a situation, and why."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raakvlak.municipality.models import Audience, Department, Kept, Member, Municipality, VisibleQuerySet
from raakvlak.situations.models import Situation
from raakvlak.web.fields import EncryptedTextField


class RequestQuerySet(VisibleQuerySet["Request"]):
    """Requests of municipalities."""

    def visible_to(self, member: Member) -> Self:
        """Keep the requests for this member's eyes, of situations that she may find."""
        return super().visible_to(member).filter(situation__audience__in=member.audience_ids)

    def open(self) -> Self:
        """Keep the requests to which an answer is still to come."""
        return self.filter(settled_on=None)

    def overdue(self) -> Self:
        """Keep the requests of which the day has passed."""
        return self.filter(needed_by_on__lt=timezone.localdate())

    def of(self, member: Member) -> Self:
        """Keep what this member asked herself; nobody asks for the requests of a colleague."""
        return self.filter(asker=member)

    def waiting(self) -> Self:
        """Keep the requests that nobody looks after any more."""
        return self.filter(asker=None)

    def near(self, member: Member) -> Self:
        """Keep what this member asked herself, and what was asked in the situations of her teams."""
        return self.filter(Q(asker=member) | Q(situation__team__in=member.audience_ids))

    def out_of_sight(self) -> Self:
        """Keep the requests whose asker can no longer look after them: she left, reads no notes, or left the team."""
        asker = OuterRef("asker")
        may_read = Member.objects.active().who_note().filter(pk=asker)
        in_team = Audience.readers.through.objects.filter(audience=OuterRef("situation__team"), member=asker)
        return self.exclude(asker=None).filter(~Exists(may_read) | ~Exists(in_team))


class Request(Kept):
    """What we ask of one or more departments or colleagues, and the interest behind it. It begins with a talk.

    Each that is asked has a lane of its own. What became of it is written in steps, that are only added.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="requests")
    audience = models.ForeignKey(Audience, models.PROTECT, related_name="requests")
    situation = models.ForeignKey(Situation, models.CASCADE, related_name="requests", db_index=False)
    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    asker = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="requests"
    )  # none: it waits for somebody of the team
    department = models.ForeignKey(
        Department, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("afdeling die vraagt")
    )
    what = models.CharField(_("wat we vragen"), max_length=500)
    why = models.TextField(_("waarom het ertoe doet"))
    needed_by_on = models.DateField(_("nodig op"))
    talked_on = models.DateField(_("gesproken op"), null=True, blank=True)
    introduction = models.CharField(_("aan wie eerst voorstellen"), max_length=200, blank=True)
    escalate_to = models.CharField(_("wie er dan bij komt"), max_length=120, blank=True)
    escalate_email = EncryptedTextField(_("e-mailadres van wie er dan bij komt"), blank=True, default="")
    escalate_after_on = models.DateField(_("vanaf wanneer"), null=True, blank=True)
    settled_on = models.DateField(_("afgehandeld op"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("ingetrokken op"), null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = RequestQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["situation", "settled_on", "needed_by_on"], name="request_of_situation"),
            models.Index(fields=["municipality", "settled_on", "needed_by_on", "id"], name="request_list"),
            models.Index(fields=["municipality", "needed_by_on", "id"], name="request_by_day"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(talked_on__isnull=False) | ~Q(introduction=""), name="request_begins_with_a_talk"
            ),
            models.CheckConstraint(
                condition=Q(escalate_to="", escalate_after_on=None)
                | (~Q(escalate_to="") & Q(escalate_after_on__isnull=False)),
                name="escalation_says_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(settled_on__isnull=False), name="withdrawn_request_is_settled"
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def is_open(self) -> bool:
        """Tell whether an answer is still to come."""
        return self.settled_on is None

    @property
    def is_sent(self) -> bool:
        """Tell whether the talk took place with which it begins, so that it was sent."""
        return self.talked_on is not None

    @property
    def is_overdue(self) -> bool:
        """Tell whether the day has passed on which the answer was needed."""
        return self.is_open and self.needed_by_on < timezone.localdate()
