"""Related words: what residents say, and how it is called in the house. A municipality keeps the list itself."""

from typing import Final, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raakvlak.municipality.models import Member, Municipality, MunicipalityQuerySet

WORD_LENGTH: Final = 120


class WordList(models.Model):
    """That a municipality keeps a list of its own, and how often it changed: whoever keeps a copy looks at that."""

    municipality = models.OneToOneField(Municipality, models.CASCADE, related_name="word_list")
    version = models.PositiveBigIntegerField(default=1)

    def __str__(self) -> str:
        return str(self.version)


class RelatedWordsQuerySet(MunicipalityQuerySet["RelatedWords"]):
    """Pairs of related words of municipalities."""

    def visible_to(self, member: Member) -> Self:
        """Keep what this member may see: who reads no notes sees no word that was learned from what residents want."""
        return self if member.sees_notes else self.kept()

    def kept(self) -> Self:
        """Keep what people keep, by hand or from the list that one begins with."""
        return self.exclude(origin=RelatedWords.Origin.LEARNED)

    def learned(self) -> Self:
        """Keep what choices taught, refused or not."""
        return self.filter(origin=RelatedWords.Origin.LEARNED)

    def used(self) -> Self:
        """Leave out what was refused."""
        return self.filter(is_refused=False)


class RelatedWords(models.Model):
    """A word or expression, and one that it leads to; it names nobody."""

    class Origin(models.TextChoices):
        """Where a pair comes from."""

        STARTED = "started", _("van de beginlijst")
        WRITTEN = "written", _("zelf geschreven")
        LEARNED = "learned", _("geleerd van keuzes")

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="related_words", db_index=False)
    word = models.CharField(_("wat mensen zeggen"), max_length=WORD_LENGTH)
    related = models.CharField(_("hoe het in huis heet"), max_length=WORD_LENGTH)
    key = models.CharField(max_length=WORD_LENGTH, editable=False)
    related_key = models.CharField(max_length=WORD_LENGTH, editable=False)
    weight = models.FloatField(_("hoe zwaar het telt"))
    moved_weight = models.FloatField(null=True, blank=True, editable=False)  # by choices; none: as it was written
    is_mutual = models.BooleanField(_("over en weer"), default=False)
    origin = models.CharField(_("waar het vandaan komt"), max_length=10, choices=Origin)
    is_refused = models.BooleanField(_("geweigerd"), default=False)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = RelatedWordsQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "related words"
        indexes = [
            models.Index(fields=["municipality", "key", "id"], name="related_words_by_word"),
            models.Index(fields=["municipality", "origin", "key", "id"], name="related_words_by_origin"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "key", "related_key"], name="related_words_once"),
            models.CheckConstraint(condition=Q(weight__gte=0, weight__lte=1), name="related_words_weigh_0_to_1"),
            models.CheckConstraint(
                condition=Q(is_refused=False) | Q(origin="learned"), name="only_what_was_learned_is_refused"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.word} {'=' if self.is_mutual else '>'} {self.related}"

    @property
    def is_learned(self) -> bool:
        """Tell whether nobody wrote it: it comes from what people chose."""
        return self.origin == self.Origin.LEARNED
