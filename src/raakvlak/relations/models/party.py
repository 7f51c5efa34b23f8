"""Whom we meet, and how they are reached."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from raakvlak.municipality.models import Area, Audience, Kept, Municipality, VisibleQuerySet
from raakvlak.web.fields import EncryptedTextField, SortNameField
from raakvlak.web.text import sort_name


class PartyQuerySet(VisibleQuerySet["Party"]):
    """Parties of municipalities."""

    def by_name(self) -> Self:
        """Order by name, whatever the accents and capitals."""
        return self.order_by("sort_name", "pk")

    def named_like(self, text: str) -> Self:
        """Keep those with a name in which some word begins with this text."""
        start = sort_name(text)
        return self.filter(Q(sort_name__startswith=start) | Q(sort_name__contains=f" {start}"))


class Party(Kept):
    """A person, group or organisation that we meet; it may be anonymous ("huis met het rode hek")."""

    class Kind(models.TextChoices):
        """What a party is."""

        PERSON = "person", _("persoon")
        GROUP = "group", _("groep")
        ORGANISATION = "organisation", _("organisatie")

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="parties", db_index=False)
    audience = models.ForeignKey(Audience, models.PROTECT, related_name="parties", db_index=False)
    kind = models.CharField(_("soort"), max_length=20, choices=Kind, default=Kind.PERSON)
    name = models.CharField(_("naam"), max_length=120)
    sort_name = SortNameField()
    is_anonymous = models.BooleanField(_("zonder naam"), default=False)
    description = models.TextField(_("waarvan kennen we elkaar"), blank=True)
    area = models.ForeignKey(
        Area, models.SET_NULL, null=True, blank=True, related_name="parties", verbose_name=_("gebied")
    )
    languages = models.CharField(_("talen"), max_length=120, blank=True)
    knows_since_on = models.DateField(_("weet dat ik noteer, sinds"), null=True, blank=True)
    is_not_to_be_noted = models.BooleanField(_("wil niet genoteerd worden"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    history = HistoricalRecords(no_db_index=["keep_until", "municipality", "audience", "area"])

    objects = PartyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "parties"
        indexes = [
            models.Index(fields=["audience", "sort_name", "id"], name="party_by_name"),
            models.Index(fields=["municipality", "sort_name", "id", "audience", "kind"], name="party_list"),
            models.Index(fields=["audience"], condition=Q(is_not_to_be_noted=True), name="party_not_to_be_noted"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the name to sort by in step with the name."""
        self.sort_name = sort_name(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they came


class ContactPoint(models.Model):
    """A way to reach a party, stored encrypted; it lives as long as its party."""

    class Kind(models.TextChoices):
        """How one reaches someone."""

        PHONE = "phone", _("telefoon")
        EMAIL = "email", _("e-mail")
        ADDRESS = "address", _("adres")

    party = models.ForeignKey(Party, models.CASCADE, related_name="contact_points")
    kind = models.CharField(_("soort"), max_length=10, choices=Kind)
    value = EncryptedTextField(_("gegeven"))
    fingerprint = models.CharField(max_length=64, editable=False, db_index=True)
    is_shielded = models.BooleanField(_("afgeschermd"), default=False)
    history = HistoricalRecords()

    def __str__(self) -> str:
        return self.get_kind_display()
