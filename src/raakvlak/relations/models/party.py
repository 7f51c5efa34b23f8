"""Whom we meet, and how they are reached."""

from typing import Final, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from raakvlak.municipality.models import Area, Audience, Kept, Member, Municipality, VisibleQuerySet
from raakvlak.web.fields import EncryptedTextField, SortNameField
from raakvlak.web.text import sort_name

MOST_WEEKS: Final = 104
# A rhythm is for organisations and groups; with a resident we keep in touch as she asked, and not otherwise.
IS_KEPT_IN_TOUCH: Final = Q(rhythm_weeks__isnull=False) | Q(wish_from_on__isnull=False)


class PartyQuerySet(VisibleQuerySet["Party"]):
    """Parties of municipalities."""

    def visible_to(self, member: Member) -> Self:
        """Keep the parties for this member's eyes; one that was merged into another lives on in that one."""
        return super().visible_to(member).unmerged()

    def unmerged(self) -> Self:
        """Leave out what was merged into another."""
        return self.filter(merged_into=None)

    def by_name(self) -> Self:
        """Order by name, whatever the accents and capitals."""
        return self.order_by("sort_name", "pk")

    def first_by_name(self, number: int) -> Self:
        """Keep so many, first by name: only those are fetched, all others are looked at in the index alone."""
        first = self.by_name().values("pk")[:number]
        return type(self)(self.model).filter(pk__in=first).by_name()

    def named_like(self, text: str) -> Self:
        """Keep those with a name in which some word begins with this text."""
        start = sort_name(text)
        is_like = Q(sort_name__startswith=start) | Q(sort_name__contains=f" {start}")
        return self.filter(is_like | Q(pk__in=OtherName.objects.filter(is_like).values("party")))

    def kept_in_touch(self) -> Self:
        """Keep those with a rhythm, or with a wish of their own to be spoken."""
        return self.filter(IS_KEPT_IN_TOUCH)


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
    reached_by = models.CharField(_("hoe het liefst te bereiken"), max_length=200, blank=True)
    knows_since_on = models.DateField(_("weet dat ik noteer, sinds"), null=True, blank=True)
    is_not_to_be_noted = models.BooleanField(_("wil niet genoteerd worden"), default=False)
    consented_on = models.DateField(_("vond een naam goed op"), null=True, blank=True)
    consent = models.CharField(_("hoe dat is gevraagd"), max_length=200, blank=True)
    rhythm_weeks = models.PositiveSmallIntegerField(_("spreken, elke zoveel weken"), null=True, blank=True)
    rhythm_since_on = models.DateField(_("ritme sinds"), null=True, blank=True)
    wish = models.CharField(_("wens om gesproken te worden"), max_length=200, blank=True)
    wish_from_on = models.DateField(_("wens vanaf"), null=True, blank=True)
    not_before_on = models.DateField(_("niet nu, tot"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    # Who turned out to be somebody that was known already: texts may still point here, and are read as that other one.
    merged_into = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, editable=False, related_name="merged", db_index=False
    )
    history = HistoricalRecords(
        excluded_fields=["merged_into"], no_db_index=["keep_until", "municipality", "audience", "area"]
    )

    objects = PartyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "parties"
        indexes = [
            models.Index(fields=["audience", "sort_name", "id"], name="party_by_name"),
            models.Index(
                fields=["municipality", "sort_name", "id", "audience", "kind", "merged_into"], name="party_list"
            ),
            models.Index(fields=["audience"], condition=Q(is_not_to_be_noted=True), name="party_not_to_be_noted"),
            models.Index(fields=["municipality", "area", "id"], condition=IS_KEPT_IN_TOUCH, name="party_kept_in_touch"),
            models.Index(fields=["merged_into"], condition=Q(merged_into__isnull=False), name="party_merged"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(merged_into=models.F("pk")), name="party_is_not_merged_into_itself"),
            models.CheckConstraint(
                condition=Q(rhythm_weeks=None, rhythm_since_on=None)
                | Q(rhythm_weeks__gte=1, rhythm_weeks__lte=MOST_WEEKS, rhythm_since_on__isnull=False)
                & ~Q(kind="person"),
                name="no_rhythm_with_a_person",
            ),
            models.CheckConstraint(
                condition=Q(wish="", wish_from_on=None) | Q(kind="person", wish_from_on__isnull=False) & ~Q(wish=""),
                name="wish_is_of_a_person_and_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(consent="", consented_on=None) | Q(consented_on__isnull=False) & ~Q(consent=""),
                name="consent_has_a_day_and_a_way",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the name to sort by in step with the name."""
        self.sort_name = sort_name(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they came


class OtherName(models.Model):
    """A name under which a party was known before ("huis met het rode hek"): she is still found by it."""

    party = models.ForeignKey(Party, models.CASCADE, related_name="other_names")
    name = models.CharField(_("ook bekend als"), max_length=120)
    sort_name = SortNameField()
    noted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["party", "sort_name"], name="other_name_once")]

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
