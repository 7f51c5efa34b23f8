"""How a situation went: the wordings of its question, and its phases. Both are append-only."""

from typing import Self

from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raakvlak.municipality.models import Member
from raakvlak.situations.models.situation import Situation


class QuestionQuerySet(models.QuerySet["Question"]):
    """Wordings of questions."""

    def newest_first(self) -> Self:
        """Order by the moment of writing, the newest first."""
        return self.order_by("-written_at", "-pk")

    def current(self) -> Self:
        """Keep what was last written of each question in each situation."""
        newest = Question.objects.filter(situation=OuterRef("situation"), kind=OuterRef("kind")).newest_first()
        return self.filter(pk=Subquery(newest.values("pk")[:1]))


class Question(models.Model):
    """The question as it was put, or the question behind it. Append-only: an earlier wording stays to be read."""

    class Kind(models.TextChoices):
        """Which question."""

        AS_PUT = "as_put", _("de vraag zoals die gesteld is")
        BEHIND = "behind", _("de vraag achter de vraag")

    situation = models.ForeignKey(Situation, models.CASCADE, related_name="questions")
    kind = models.CharField(max_length=10, choices=Kind)
    text = models.TextField(_("vraag"))
    author = models.ForeignKey(Member, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["situation", "kind", "-written_at", "-id"], name="question_newest")]

    def __str__(self) -> str:
        return self.text


class PhaseChange(models.Model):
    """That a situation went to another phase. Append-only: it was there, whatever came later."""

    situation = models.ForeignKey(Situation, models.CASCADE, related_name="phase_changes")
    phase = models.CharField(_("fase"), max_length=20, choices=Situation.Phase)
    author = models.ForeignKey(Member, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["situation", "-changed_at", "-id"], name="phase_change_newest")]

    def __str__(self) -> str:
        return self.get_phase_display()
