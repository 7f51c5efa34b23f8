"""A possibility: something in the town hall that could help a wish from outside."""

import datetime
import uuid
from collections.abc import Iterable
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any, Final, Self

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raakvlak.municipality.models import (
    NOTE_ROLES,
    Area,
    Department,
    Member,
    Municipality,
    MunicipalityQuerySet,
    Role,
)
from raakvlak.web.fields import SortNameField
from raakvlak.web.search.stems import encoded, line_of
from raakvlak.web.search.typed import Piece
from raakvlak.web.text import sort_name

TITLE_LENGTH: Final = 160
CONTACT_LENGTH: Final = 200
LINK_LENGTH: Final = 500
MOST_EUROS: Final = Decimal("9999999999.99")
TEXTS: Final = frozenset({"title", "text", "conditions", "exceptions", "contact"})
# Whose work possibilities are of use in; the privacy officer and the administrator see registers and settings.
READING_ROLES: Final = (*NOTE_ROLES, Role.COLLEAGUE)


class PossibilityQuerySet(MunicipalityQuerySet["Possibility"]):
    """Possibilities of municipalities."""

    def visible_to(self, member: Member) -> Self:
        """Keep what is for this member's eyes: all of it for who works outside or is a colleague in the house."""
        return self if member.role in READING_ROLES else self.none()

    def kept_by(self, member: Member) -> Self:
        """Keep what this member may keep up to date: a colleague that of her own department, and what she owns."""
        if member.role in NOTE_ROLES:
            return self
        return self.visible_to(member).filter(Q(owner=member) | is_of_department_of(member))

    def running(self, day: datetime.date | None = None) -> Self:
        """Leave out what was ended, and what held until before a day."""
        return self.filter(Q(until_on=None) | Q(until_on__gte=day or timezone.localdate()), ended_on=None)

    def ended(self) -> Self:
        """Keep what was ended, or holds no more."""
        return self.filter(Q(ended_on__isnull=False) | Q(until_on__lt=timezone.localdate()))

    def stale(self) -> Self:
        """Keep what nobody has checked since it was to be checked again."""
        return self.running().filter(best_before_on__lt=timezone.localdate())

    def of(self, member: Member) -> Self:
        """Keep what this member herself looks after; nobody asks for what a colleague does."""
        return self.filter(owner=member)

    def asked_of(self, member: Member) -> Self:
        """Keep what this member is asked to check: her own, and without an owner that of her department.

        What has no owner, and no department in which somebody works with Raakvlak, is asked of the coordinators.
        """
        nobody = Q(owner=None)
        asked = Q(owner=member) | (nobody & is_of_department_of(member))
        if member.role == Role.COORDINATOR:
            theirs = Member.objects.active().filter(department=OuterRef("department"), role__in=READING_ROLES)
            asked |= nobody & Q(~Exists(theirs))
        return self.visible_to(member).filter(asked)

    def holding_in(self, area: Area) -> Self:
        """Keep what is for an area, for what it is a part of, or for the whole municipality."""
        whole = Area.objects.filter(Q(pk=area.pk) | Q(parts=area.pk) | Q(parts__parts=area.pk))
        return self.filter(Q(area=None) | Q(area__in=whole.values("pk")))

    def holding_between(self, first: datetime.date, last: datetime.date) -> Self:
        """Keep what holds on one of these days at least."""
        begun = Q(from_on=None) | Q(from_on__lte=last)
        return self.filter(begun, Q(until_on=None) | Q(until_on__gte=first))

    def changed_since(self, moment: datetime.datetime | None) -> Self:
        """Keep what was made, changed, checked or ended at a moment or later, in that order; without one, everything.

        What was removed is in `RemovedPossibility`. Two who write at once may be stored in the other order: who follows
        changes begins a minute before where she was.
        """
        found = self if moment is None else self.filter(changed_at__gte=moment)
        return found.order_by("changed_at", "pk")

    def for_rows(self) -> Self:
        """Fetch along what a row of a list shows."""
        return self.select_related("area", "department").defer("area__geometry", "stems", "conditions", "exceptions")

    def telling_of(self, pieces: Iterable[Piece]) -> Self:
        """Keep what has each of these words, in another form too, or a word that begins with it."""
        found = self
        for piece in pieces:
            terms = [" ".join(piece.terms)] if piece.is_phrase else piece.terms
            begun = "" if piece.is_phrase else f" {encoded(piece.words[0])}"
            # What begins so is that word itself too; a word is looked for as seldom as can be.
            sought = [begun, *(f" {term} " for term in terms if not begun or not f" {term}".startswith(begun))]
            found = found.filter(_any_of(_stands(text) for text in sought if text))
        return found

    def bulk_create(self, objs: Iterable["Possibility"], *args: Any, **options: Any) -> list["Possibility"]:
        """Store many at once, each with the words by which it is found."""
        rows = list(objs)
        for row in rows:
            row.note_words()
        return super().bulk_create(rows, *args, **options)

    @transaction.atomic
    def update(self, **values: Any) -> int:
        """Change many at once, and remember when; whose texts change are found by their new words."""
        numbers = list(self.values_list("pk", flat=True)) if TEXTS & values.keys() else []
        changed = super().update(**{"changed_at": timezone.now(), **values})
        for row in self.model._base_manager.filter(pk__in=numbers).iterator(chunk_size=500):
            row.note_words()
            self.model._base_manager.filter(pk=row.pk).update(stems=row.stems, sort_title=row.sort_title)
        return changed

    @transaction.atomic
    def delete(self) -> tuple[int, dict[str, int]]:
        """Remove many at once, and remember which."""
        remember_removed(self.values_list("pk", "municipality"))
        return super().delete()


def _stands(text: str) -> Q:
    """Keep what has this among its terms; both databases look so in a third of the time that LIKE takes."""
    return Q(GreaterThan(StrIndex("stems", Value(text)), 0))


def _any_of(conditions: Iterable[Q]) -> Q:
    return reduce(or_, conditions)


def is_of_department_of(member: Member) -> Q:
    """Keep what is of the department of this member; nothing when she has none."""
    return Q(department=member.department_id) if member.department_id else Q(pk__in=())


def in_a_year() -> datetime.date:
    """Return the day on which what is written down or checked today is to be checked again."""
    return timezone.localdate() + datetime.timedelta(days=365)


class Possibility(models.Model):
    """What the house can offer: a rule and its exceptions, a budget, a permit, works, somebody who knows, a precedent.

    It is knowledge of the house, not about residents: it has no circle of readers, and ends when it no longer holds.
    """

    class Kind(models.TextChoices):
        """What sort of possibility."""

        POLICY = "policy", _("beleid")
        MONEY = "money", _("budget of subsidie")
        RULE = "rule", _("regel")
        PERMIT = "permit", _("vergunning")
        WORKS = "works", _("geplande werken")
        EXPERTISE = "expertise", _("wie er veel van weet")
        PRECEDENT = "precedent", _("zo ging het eerder")

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="possibilities", db_index=False)
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("soort"), max_length=20, choices=Kind)
    title = models.CharField(_("wat het is"), max_length=TITLE_LENGTH)
    sort_title = SortNameField()
    stems = models.TextField(default="", editable=False)
    text = models.TextField(_("wat het mogelijk maakt"))
    conditions = models.TextField(_("voorwaarden"), blank=True)
    exceptions = models.TextField(_("uitzonderingen"), blank=True)
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="possibilities", verbose_name=_("afdeling")
    )
    area = models.ForeignKey(
        Area, models.SET_NULL, null=True, blank=True, related_name="possibilities", verbose_name=_("gebied")
    )
    from_on = models.DateField(_("vanaf"), null=True, blank=True)
    until_on = models.DateField(_("tot en met"), null=True, blank=True)
    amount = models.DecimalField(_("bedrag in euro"), max_digits=12, decimal_places=2, null=True, blank=True)
    contact_member = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("collega die ervan weet")
    )
    contact = models.CharField(_("loket"), max_length=CONTACT_LENGTH, blank=True)
    source_url = models.URLField(_("waar het staat"), blank=True, max_length=LINK_LENGTH)
    best_before_on = models.DateField(_("nakijken na"), default=in_a_year)
    owner = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="possibilities", verbose_name=_("wie het bijhoudt")
    )
    checked_on = models.DateField(_("nagekeken op"), null=True, blank=True)
    checked_by = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    ended_on = models.DateField(_("gestopt op"), null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = PossibilityQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"  # so that whoever writes, what is noted beside the texts follows
        verbose_name_plural = "possibilities"
        indexes = [
            models.Index(fields=["municipality", "sort_title", "id"], name="possibility_by_title"),
            models.Index(fields=["municipality", "kind", "sort_title", "id"], name="possibility_by_kind"),
            models.Index(fields=["municipality", "department", "sort_title", "id"], name="possibility_by_department"),
            models.Index(fields=["municipality", "owner", "sort_title", "id"], name="possibility_by_owner"),
            models.Index(fields=["municipality", "best_before_on", "id"], name="possibility_by_day"),
            models.Index(fields=["municipality", "changed_at", "id"], name="possibility_by_change"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="possibility_has_a_title"),
            models.CheckConstraint(condition=Q(amount=None) | Q(amount__gt=0), name="possibility_amount_is_something"),
            models.CheckConstraint(
                condition=Q(from_on=None) | Q(until_on=None) | Q(until_on__gte=models.F("from_on")),
                name="possibility_begins_before_it_ends",
            ),
            models.CheckConstraint(
                condition=Q(source_url="") | Q(source_url__startswith="https://") | Q(source_url__startswith="http://"),
                name="possibility_links_to_a_page",
            ),
            models.CheckConstraint(
                condition=Q(checked_on=None, checked_by=None) | Q(checked_on__isnull=False),
                name="checked_possibility_says_when",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **options: Any) -> None:
        """Keep the words by which it is found in step with its texts, and remember when it changed."""
        self.note_words()
        self.changed_at = timezone.now()
        if update_fields is not None:
            update_fields = {*update_fields, "sort_title", "stems", "changed_at"}
        super().save(*args, update_fields=update_fields, **options)

    def note_words(self) -> None:
        """Draw up by which words it is ordered and found."""
        self.sort_title = sort_name(self.title)
        self.stems = f" {line_of(getattr(self, name) for name in sorted(TEXTS))} "

    @transaction.atomic
    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        """Remove it, and remember that it was there."""
        remember_removed([(self.pk, self.municipality_id)])
        return super().delete(*args, **options)

    @property
    def is_over(self) -> bool:
        """Tell whether it was ended or holds no more."""
        return self.ended_on is not None or (self.until_on is not None and self.until_on < timezone.localdate())

    @property
    def is_stale(self) -> bool:
        """Tell whether somebody had better check it."""
        return not self.is_over and self.best_before_on < timezone.localdate()

    def may_be_kept_by(self, member: Member) -> bool:
        """Tell whether this member may change it: a colleague only what is of her department, or hers."""
        if member.municipality_id != self.municipality_id or member.role not in READING_ROLES:
            return False
        is_theirs = member.department_id is not None and member.department_id == self.department_id
        return member.role in NOTE_ROLES or is_theirs or self.owner_id == member.pk


class RemovedPossibilityQuerySet(MunicipalityQuerySet["RemovedPossibility"]):
    """Removed possibilities of municipalities."""

    def removed_since(self, moment: datetime.datetime) -> Self:
        """Keep what was removed at a moment or later, in that order."""
        return self.filter(removed_at__gte=moment).order_by("removed_at", "pk")


class RemovedPossibility(models.Model):
    """That a possibility was there: its number and no word of it, for who keeps a copy of the texts in step."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+", db_index=False)
    number = models.BigIntegerField()
    removed_at = models.DateTimeField(default=timezone.now)

    objects = RemovedPossibilityQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "removed possibilities"
        indexes = [models.Index(fields=["municipality", "removed_at", "id"], name="removed_possibility_by_day")]

    def __str__(self) -> str:
        return str(self.number)


def remember_removed(removed: Iterable[tuple[int, int]]) -> None:
    """Remember that these possibilities, of these municipalities, are there no more."""
    rows = [RemovedPossibility(number=number, municipality_id=municipality) for number, municipality in removed]
    RemovedPossibility.objects.bulk_create(rows, batch_size=500)
