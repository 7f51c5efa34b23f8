"""Who is touched by a situation, and who was invited to take part."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raakvlak.relations.models import Party
from raakvlak.situations.models.situation import Situation


class Side(models.Model):
    """A side that is touched by a situation, and the parties that speak from it."""

    situation = models.ForeignKey(Situation, models.CASCADE, related_name="sides")
    name = models.CharField(_("kant"), max_length=80, help_text=_("Zoals: ouders van de school."))
    parties = models.ManyToManyField(Party, blank=True, related_name="sides")

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["situation", "name"], name="one_side_per_name")]

    def __str__(self) -> str:
        return self.name


class Outreach(models.Model):
    """Who was invited to take part, how, and when."""

    situation = models.ForeignKey(Situation, models.CASCADE, related_name="outreach")
    who = models.CharField(_("wie"), max_length=200)
    how = models.CharField(_("hoe"), max_length=200)
    on = models.DateField(_("wanneer"), default=timezone.localdate)

    class Meta:
        verbose_name_plural = "outreach"
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return self.who
