"""An audience: the circle of members for whom a row was written down."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from raakvlak.municipality.models.member import Member
from raakvlak.municipality.models.place import Municipality
from raakvlak.municipality.models.rows import MunicipalityQuerySet


class AudienceQuerySet(MunicipalityQuerySet["Audience"]):
    """Audiences of municipalities."""

    def read_by(self, member: Member) -> "AudienceQuerySet":
        """Keep the audiences of this member: none for one who left, the own klad for who reads no notes."""
        if not member.is_active:
            return self.none()
        mine = Q(kind=Audience.Kind.MEMBER, member=member)
        if member.sees_notes:
            mine |= Q(kind=Audience.Kind.FRONTLINE) | Q(kind=Audience.Kind.TEAM, pk__in=member.teams.values("pk"))
        return self.within(member.municipality).filter(mine)

    def klad_of(self, member: Member) -> "Audience":
        """Return the audience of this member alone, made on first use."""
        return self.get_or_create(municipality=member.municipality, kind=Audience.Kind.MEMBER, member=member)[0]

    def frontline_of(self, municipality: Municipality) -> "Audience":
        """Return the audience of all who work outside for this municipality, made on first use."""
        return self.get_or_create(municipality=municipality, kind=Audience.Kind.FRONTLINE, member=None)[0]


class Audience(models.Model):
    """The circle for whom a row was written down: one member (klad), one situation's team, or all frontline."""

    class Kind(models.TextChoices):
        """How wide the circle is."""

        MEMBER = "member", _("alleen ik (klad)")
        TEAM = "team", _("het team van de situatie")
        FRONTLINE = "frontline", _("iedereen die buiten werkt")

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="audiences")
    kind = models.CharField(max_length=10, choices=Kind)
    member = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="klad_audiences")
    readers = models.ManyToManyField(Member, blank=True, related_name="teams")

    objects = AudienceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="member", member__isnull=False) | (~Q(kind="member") & Q(member=None)),
                name="only_a_klad_audience_has_a_member",
            ),
            models.UniqueConstraint(fields=["member"], condition=Q(kind="member"), name="one_klad_audience_per_member"),
            models.UniqueConstraint(
                fields=["municipality"], condition=Q(kind="frontline"), name="one_frontline_audience_per_municipality"
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def is_klad(self) -> bool:
        """Tell whether only one member reads along."""
        return self.kind == self.Kind.MEMBER

    @property
    def breadth(self) -> int:
        """Return how wide the circle is: 0 for a klad, 1 for a team, 2 for all frontline."""
        return [self.Kind.MEMBER, self.Kind.TEAM, self.Kind.FRONTLINE].index(self.Kind(self.kind))

    def is_within(self, other: "Audience") -> bool:
        """Tell whether nobody reads this who may not read that: it is the same circle, or a smaller kind of circle."""
        return self.pk == other.pk or self.breadth < other.breadth
