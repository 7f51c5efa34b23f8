"""A lane: the way of a request through one department, or to one colleague."""

import datetime
from typing import Final, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from raakvlak.alignment.models.request import Request
from raakvlak.municipality.models import Department, Member, VisibleQuerySet
from raakvlak.web.fields import EncryptedTextField

REMINDED_EVERY_DAYS: Final = 7


class LaneQuerySet(VisibleQuerySet["Lane"]):
    """Lanes of requests of municipalities."""

    through = "request__"

    def visible_to(self, member: Member) -> Self:
        """Keep the lanes of requests for this member's eyes, of situations that she may find."""
        return super().visible_to(member).filter(request__situation__audience__in=member.audience_ids)

    def asked_of(self, member: Member) -> Self:
        """Keep what was sent to this member herself or to her department, whatever else she may see."""
        mine = Q(member=member)
        if member.department_id:
            mine |= Q(department=member.department_id)
        return self.within(member.municipality).filter(mine).exclude(state=Lane.State.PREPARING)

    def open(self) -> Self:
        """Keep the lanes on which an answer is still to come."""
        return self.filter(state__in=Lane.OPEN)

    def with_colleague(self) -> Self:
        """Keep the lanes on which it is the colleague's turn."""
        return self.filter(state__in=Lane.THEIRS)

    def in_order(self) -> Self:
        """Order as they are drawn: as they were asked, what was passed on behind it."""
        return self.order_by("pk")


class Lane(models.Model):
    """Where a request stands at one department, one member, or one colleague who does not work with Raakvlak."""

    class State(models.TextChoices):
        """Where it stands."""

        PREPARING = "preparing", _("nog niet gestuurd")
        WAITING = "waiting", _("wacht op antwoord")
        LOOKING = "looking", _("zoekt het uit")
        ASKED_BACK = "asked_back", _("vraagt iets terug")
        NOT_ME = "not_me", _("hoort hier niet")
        YES = "yes", _("ja")
        YES_IF = "yes_if", _("ja, mits")
        NO = "no", _("nee, want")
        PASSED_ON = "passed_on", _("doorgegeven")
        WITHOUT = "without", _("verder zonder")
        WITHDRAWN = "withdrawn", _("ingetrokken")

    THEIRS = (State.WAITING, State.LOOKING)
    OURS = (State.PREPARING, State.ASKED_BACK, State.NOT_ME)
    OPEN = (*THEIRS, *OURS)
    ANSWERED = (State.YES, State.YES_IF, State.NO)

    request = models.ForeignKey(Request, models.CASCADE, related_name="lanes")
    department = models.ForeignKey(
        Department, models.SET_NULL, null=True, blank=True, related_name="lanes", db_index=False
    )
    member = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="lanes", db_index=False)
    name = models.CharField(_("naam van een collega"), max_length=120, blank=True)
    email = EncryptedTextField(_("e-mailadres van het werk"), blank=True, default="")
    passed_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="passed_to")
    state = models.CharField(_("hoe het staat"), max_length=20, choices=State, default=State.PREPARING)
    since_at = models.DateTimeField(_("sinds"), default=timezone.now)
    sent_at = models.DateTimeField(_("gestuurd op"), null=True, blank=True)
    answered_at = models.DateTimeField(_("beantwoord op"), null=True, blank=True)
    words = models.TextField(_("antwoord"), blank=True)
    until_on = models.DateField(_("wanneer"), null=True, blank=True)
    needs = models.TextField(_("wat het eigen werk nodig heeft"), blank=True)
    away_until_on = models.DateField(_("afwezig tot en met"), null=True, blank=True)
    deputy = models.CharField(_("wie vervangt"), max_length=200, blank=True)
    is_bounced = models.BooleanField(_("heen en weer gegaan"), default=False)
    reminded_at = models.DateTimeField(_("herinnerd op"), null=True, blank=True)
    escalated_at = models.DateTimeField(_("opgeschaald op"), null=True, blank=True)

    objects = LaneQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["department", "state", "since_at"], name="lane_of_department"),
            models.Index(fields=["member", "state", "since_at"], name="lane_of_member"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["yes_if", "no", "without"]) | ~Q(words=""), name="lane_says_why"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["preparing", "withdrawn", "without"]) | Q(sent_at__isnull=False),
                name="lane_was_sent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.get_state_display()}"

    @property
    def label(self) -> str:
        """Return who is asked: a department, or a colleague."""
        if self.department:
            return self.department.name
        if self.member:
            return self.member.user.name
        return self.name or gettext("een afdeling die er niet meer is")

    @property
    def work(self) -> str:
        """Return whose work it is about: a role, and not a person."""
        department = self.department or (self.member and self.member.department)
        return department.name if department else gettext("het werk van een collega")

    @property
    def is_open(self) -> bool:
        """Tell whether an answer is still to come."""
        return self.state in self.OPEN

    @property
    def is_theirs(self) -> bool:
        """Tell whether it is the colleague's turn."""
        return self.state in self.THEIRS

    @property
    def is_answered(self) -> bool:
        """Tell whether there is a yes or a no."""
        return self.state in self.ANSWERED

    @property
    def may_still_answer(self) -> bool:
        """Tell whether the colleague can answer, or answer anew."""
        return self.state in (*self.THEIRS, *self.ANSWERED, self.State.ASKED_BACK)

    @property
    def days(self) -> int:
        """Return for how many days it has stood as it stands now."""
        return (timezone.localdate() - timezone.localdate(self.since_at)).days

    @property
    def is_away(self) -> bool:
        """Tell whether the colleague said that she is away today."""
        return self.away_until_on is not None and self.away_until_on >= timezone.localdate()

    @property
    def may_be_reminded_on(self) -> datetime.date:
        """Return from which day a reminder may be sent: a week after the last mail about it, or after it was sent."""
        last = self.reminded_at or self.sent_at or timezone.now()
        return timezone.localdate(last) + datetime.timedelta(days=REMINDED_EVERY_DAYS)

    @property
    def may_be_reminded(self) -> bool:
        """Tell whether a reminder may be sent now."""
        return self.is_theirs and self.may_be_reminded_on <= timezone.localdate()

    @property
    def may_be_escalated(self) -> bool:
        """Tell whether what was agreed beforehand may be done now."""
        after_on = self.request.escalate_after_on
        return self.is_theirs and bool(after_on and after_on <= timezone.localdate()) and self.escalated_at is None

    @property
    def is_stuck(self) -> bool:
        """Tell whether this asks for a threshold: refused, silent past its day, or sent to and fro."""
        is_silent = self.is_theirs and self.request.needed_by_on < timezone.localdate()
        return self.state in {self.State.NO, self.State.NOT_ME, self.State.WITHOUT} or is_silent or self.is_bounced
