"""A member: a user in a municipality, with a role."""

from functools import cached_property

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from raakvlak.municipality.models.place import Area, Department, Municipality
from raakvlak.municipality.models.rows import MunicipalityQuerySet
from raakvlak.municipality.models.user import User


class Role(models.TextChoices):
    """What a member does in a municipality; docs/access.md says what each may."""

    FRONTLINE = "frontline", _("buiten aan het werk")
    COLLEAGUE = "colleague", _("collega in huis")
    COORDINATOR = "coordinator", _("coördinator")
    PRIVACY_OFFICER = "privacy_officer", _("privacyfunctionaris (FG)")
    ADMINISTRATOR = "administrator", _("beheerder")


NOTE_ROLES = (Role.FRONTLINE, Role.COORDINATOR)
SETTLING_ROLES = (Role.ADMINISTRATOR, Role.COORDINATOR)


class MemberQuerySet(MunicipalityQuerySet["Member"]):
    """Members of municipalities."""

    def active(self) -> "MemberQuerySet":
        """Keep those who still work here and may come in."""
        return self.present().filter(access_ended_on=None, user__is_active=True)

    def present(self) -> "MemberQuerySet":
        """Keep those who did not leave, also when they may not come in: what is theirs waits to be handed over."""
        return self.filter(left_on=None)

    def administrators(self) -> "MemberQuerySet":
        """Keep those who manage the members and the settings."""
        return self.active().filter(role=Role.ADMINISTRATOR)

    def who_note(self) -> "MemberQuerySet":
        """Keep those whose role sees working notes."""
        return self.filter(role__in=NOTE_ROLES)


class Member(models.Model):
    """A user in a municipality."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="members")
    role = models.CharField(_("rol"), max_length=20, choices=Role)
    department = models.ForeignKey(Department, models.SET_NULL, null=True, blank=True, related_name="members")
    areas = models.ManyToManyField(Area, blank=True, related_name="members")
    joined_on = models.DateField(_("sinds"), auto_now_add=True)
    left_on = models.DateField(_("vertrokken op"), null=True, blank=True)
    access_ended_on = models.DateField(_("geen toegang sinds"), null=True, blank=True)
    history = HistoricalRecords()

    objects = MemberQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "municipality"], name="one_member_per_municipality")]

    def __str__(self) -> str:
        return self.user.name

    @cached_property
    def audience_ids(self) -> tuple[int, ...]:
        """Return the audiences that this member belongs to, fetched once per request."""
        from raakvlak.municipality.models.audience import Audience  # noqa: PLC0415  (audience knows member)

        return tuple(Audience.objects.read_by(self).values_list("pk", flat=True))

    @property
    def sees_notes(self) -> bool:
        """Tell whether this member's role sees working notes of others."""
        return self.role in NOTE_ROLES

    @property
    def is_active(self) -> bool:
        """Tell whether this member still works here and may come in."""
        return self.left_on is None and self.access_ended_on is None

    @property
    def is_last_administrator(self) -> bool:
        """Tell whether nobody could manage this municipality without this member: she can't leave or be demoted."""
        others = Member.objects.within(self.municipality).administrators().exclude(pk=self.pk)
        return self.role == Role.ADMINISTRATOR and self.is_active and not others.exists()


class InvitationQuerySet(MunicipalityQuerySet["MemberInvitation"]):
    """Invitations of municipalities."""

    def open(self) -> "InvitationQuerySet":
        """Keep those that were neither accepted nor withdrawn."""
        return self.filter(accepted_at=None, withdrawn_at=None)


class MemberInvitation(models.Model):
    """An invitation to become a member, accepted through a personal link in an e-mail."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mailadres"))
    name = models.CharField(_("naam"), max_length=120)
    role = models.CharField(_("rol"), max_length=20, choices=Role)
    department = models.ForeignKey(Department, models.SET_NULL, null=True, blank=True, related_name="+")
    areas = models.ManyToManyField(Area, blank=True, related_name="+")
    invited_at = models.DateTimeField(auto_now_add=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                "municipality",
                condition=Q(accepted_at=None, withdrawn_at=None),
                name="one_open_invitation_per_email",
            )
        ]

    def __str__(self) -> str:
        return self.name
