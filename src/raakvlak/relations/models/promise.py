"""What was promised, and how it went."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from raakvlak.municipality.models import Audience, Kept, Member, Municipality, VisibleQuerySet
from raakvlak.relations.models.encounter import Encounter
from raakvlak.relations.models.party import Party

if TYPE_CHECKING:
    from raakvlak.relations.models.promise_steps import PromiseHandover


class PromiseQuerySet(VisibleQuerySet["Promise"]):
    """Promises of municipalities."""

    def open(self) -> Self:
        """Keep the promises that did not end yet, and were not made in a talk that was withdrawn."""
        return self.unsettled().standing()

    def standing(self) -> Self:
        """Leave out what was promised in a talk that was withdrawn since."""
        return self.filter(encounter__withdrawn_at=None)

    def unsettled(self) -> Self:
        """Keep the promises that did not end yet, also those of a talk that was withdrawn."""
        return self.filter(settled_on=None)

    def overdue(self) -> Self:
        """Keep the promises of which the day has passed."""
        return self.filter(due_on__lt=timezone.localdate())

    def of(self, member: Member) -> Self:
        """Keep what this member herself has to see to; nobody asks for the promises of a colleague."""
        return self.filter(owner=member)

    def waiting(self) -> Self:
        """Keep the promises that wait for a new owner."""
        return self.filter(owner=None)

    def theirs(self) -> Self:
        """Keep what others promised us."""
        return self.filter(direction=Promise.Direction.THEIRS)

    def ours(self) -> Self:
        """Keep what we promised: to people outside, or to a colleague."""
        return self.exclude(direction=Promise.Direction.THEIRS)

    def out_of_sight(self) -> Self:
        """Keep the promises that their owner can no longer read or keep; a klad goes its own way.

        She left, may not come in, has a role that reads no notes, or no longer reads along with the team.
        """
        is_team, owner = Q(audience__kind=Audience.Kind.TEAM), OuterRef("owner")
        reads_along = Audience.readers.through.objects.filter(audience=OuterRef("audience"), member=owner)
        may_read = Member.objects.active().who_note().filter(pk=owner)
        shared = self.exclude(owner=None).exclude(audience__kind=Audience.Kind.MEMBER)
        return shared.filter(~Exists(may_read) | (is_team & ~Exists(reads_along)))

    def by_due_day(self) -> Self:
        """Order by the day that they are due, the undated last."""
        return self.order_by(models.F("due_on").asc(nulls_last=True), "pk")


class Promise(Kept):
    """What someone will do: town hall to resident, resident to town hall, colleague to colleague.

    It binds the municipality and not the person: an open promise without an owner waits for a new one, in the sight of
    everybody who may read it.
    """

    class Kind(models.TextChoices):
        """How firm a promise is."""

        LOOK_INTO = "look_into", _("ik zoek het uit")
        AGREED = "agreed", _("afspraak")
        BINDING = "binding", _("toezegging namens de gemeente")

    class Direction(models.TextChoices):
        """Who promised whom."""

        OURS = "ours", _("wij aan hen")
        THEIRS = "theirs", _("zij aan ons")
        INSIDE = "inside", _("onder collega's")

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="promises")
    audience = models.ForeignKey(Audience, models.PROTECT, related_name="promises")
    key = models.UUIDField(unique=True, null=True, blank=True, editable=False)  # made alone, it is made once
    kind = models.CharField(_("soort"), max_length=20, choices=Kind, default=Kind.LOOK_INTO)
    direction = models.CharField(_("van wie aan wie"), max_length=10, choices=Direction, default=Direction.OURS)
    text = models.TextField(_("wat is beloofd"))  # references may make it longer than what was typed
    allowed_by = models.CharField(_("wie dit mocht toezeggen"), max_length=200, blank=True)
    allowed_on = models.DateField(_("toegestaan op"), null=True, blank=True)
    owner = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="promises", db_index=False
    )  # none: it waits for a new one
    party = models.ForeignKey(Party, models.SET_NULL, null=True, blank=True, related_name="promises", db_index=False)
    encounter = models.ForeignKey(Encounter, models.SET_NULL, null=True, blank=True, related_name="promises")
    due_on = models.DateField(_("wanneer"), null=True, blank=True)
    settled_on = models.DateField(_("afgehandeld op"), null=True, blank=True)
    is_kept = models.BooleanField(_("nagekomen"), null=True, blank=True)  # ended as neither: not needed any more
    outcome = models.CharField(_("hoe het afliep"), max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    handed: "PromiseHandover | None" = None  # by whom and why it came to its owner, where a list tells that
    history = HistoricalRecords(no_db_index=["keep_until", "municipality", "audience", "owner", "party", "encounter"])

    objects = PromiseQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["owner", "settled_on", "due_on"], name="promise_due"),
            models.Index(fields=["party", "settled_on"], name="promise_of_party"),
            models.Index(fields=["municipality", "settled_on", "id"], name="promise_settled"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_kept=None) | Q(settled_on__isnull=False), name="only_a_settled_promise_is_kept_or_not"
            ),
            models.CheckConstraint(
                condition=~Q(kind="binding") | (~Q(allowed_by="") & Q(allowed_on__isnull=False)),
                name="binding_promise_says_who_allowed_it",
            ),
            models.CheckConstraint(
                condition=Q(settled_on=None) | Q(is_kept__isnull=False, is_kept=True) | ~Q(outcome=""),
                name="promise_that_was_not_kept_says_why",
            ),
            models.CheckConstraint(
                condition=Q(owner__isnull=False) | Q(settled_on=None), name="only_an_open_promise_waits_for_an_owner"
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_overdue(self) -> bool:
        """Tell whether its day has passed while it is open."""
        return self.settled_on is None and self.due_on is not None and self.due_on < timezone.localdate()

    @property
    def is_waiting(self) -> bool:
        """Tell whether it waits for a new owner."""
        return self.owner_id is None

    @property
    def is_theirs(self) -> bool:
        """Tell whether somebody promised it to us."""
        return self.direction == self.Direction.THEIRS
