"""Klopt dit?: what the town hall thinks it heard, laid before residents, and what they said of it."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raakvlak.municipality.models import Kept, Member
from raakvlak.relations.models import Encounter
from raakvlak.situations.models.insight import Insight
from raakvlak.situations.models.situation import Situation


class Check(models.Model):
    """One page Klopt dit?, frozen as it was laid before residents."""

    situation = models.ForeignKey(Situation, models.CASCADE, related_name="checks")
    author = models.ForeignKey(Member, models.PROTECT, related_name="+")
    heard = models.TextField(_("wat we hoorden"))
    question = models.TextField(_("de vraag erachter"), blank=True)
    fixed = models.TextField(_("wat vastligt"), blank=True)
    next_step = models.TextField(_("wat er nu gebeurt"), blank=True)
    insights = models.ManyToManyField(Insight, blank=True, related_name="checks")
    link_id = models.BigIntegerField(null=True, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    open_until = models.DateField(_("open tot en met"))
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.situation}: {self.made_at:%d-%m-%Y}"


class CheckReply(Kept):
    """What a resident said of a page Klopt dit?, in her own words; it comes back as a note."""

    check_page = models.ForeignKey(Check, models.CASCADE, related_name="replies")
    uuid = models.UUIDField(unique=True)
    is_right = models.BooleanField(_("het klopt"))
    words = models.TextField(_("in eigen woorden"), blank=True)
    encounter = models.ForeignKey(Encounter, models.SET_NULL, null=True, blank=True, related_name="check_replies")
    replied_on = models.DateField(default=timezone.localdate)

    def __str__(self) -> str:
        return f"{self.replied_on:%d-%m-%Y}"
