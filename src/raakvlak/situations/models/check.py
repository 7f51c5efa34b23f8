"""Klopt dit?: what the town hall thinks it heard, laid before residents, and what they said of it."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raakvlak.municipality.models import Kept, Member
from raakvlak.relations.models import Encounter
from raakvlak.situations.models.insight import Insight
from raakvlak.situations.models.situation import Situation
from raakvlak.web.fields import EncryptedTextField


class Check(models.Model):
    """One page Klopt dit?, frozen as it was laid before residents."""

    situation = models.ForeignKey(Situation, models.CASCADE, related_name="checks")
    author = models.ForeignKey(Member, models.PROTECT, related_name="+")
    title = models.CharField(_("titel"), max_length=120)
    heard = models.TextField(_("wat we hoorden"))
    question = models.TextField(_("de vraag erachter"), blank=True)
    fixed = models.TextField(_("wat vastligt"), blank=True)
    next_step = models.TextField(_("wat er nu gebeurt"), blank=True)
    insights = models.ManyToManyField(Insight, blank=True, related_name="checks")
    # The poster hangs on the wall and is printed again next week, so its address is kept, encrypted.
    token = EncryptedTextField(blank=True, default="", editable=False)
    made_at = models.DateTimeField(default=timezone.now)
    open_until = models.DateField(_("open tot en met"))
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.situation}: {self.made_at:%d-%m-%Y}"

    @property
    def is_open(self) -> bool:
        """Tell whether residents can still answer."""
        return self.closed_at is None and self.open_until >= timezone.localdate()

    @property
    def lines(self) -> list[str]:
        """Return what we heard, one thing at a time."""
        return [line.strip(" -–•*\t") for line in self.heard.splitlines() if line.strip(" -–•*\t")]


class CheckReply(Kept):
    """What a resident said of a page Klopt dit?; her own words are kept once, in the note that they came back as."""

    class Source(models.TextChoices):
        """How the answer came in; paper and web stay apart."""

        LINK = "link", _("via de link")
        PAPER = "paper", _("op papier")
        TALK = "talk", _("in een gesprek")

    check_page = models.ForeignKey(Check, models.CASCADE, related_name="replies")
    uuid = models.UUIDField(unique=True)
    is_right = models.BooleanField(_("het klopt"))
    source = models.CharField(_("hoe kwam het binnen"), max_length=10, choices=Source, default=Source.LINK)
    encounter = models.ForeignKey(Encounter, models.SET_NULL, null=True, blank=True, related_name="check_replies")
    replied_on = models.DateField(default=timezone.localdate)

    def __str__(self) -> str:
        return f"{self.replied_on:%d-%m-%Y}"
