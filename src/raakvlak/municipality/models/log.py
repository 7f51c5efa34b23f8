"""The access log: that something sensitive was opened, for the privacy officer and per case only."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from raakvlak.municipality.models.member import Member
from raakvlak.municipality.models.place import Municipality
from raakvlak.municipality.models.rows import MunicipalityQuerySet


class AccessLogEntry(models.Model):
    """One opening of something sensitive; it tells what and when, never the content."""

    class What(models.TextChoices):
        """What was opened or done."""

        PARTY_DETAILS = "party_details", _("contactgegevens bekeken")
        PARTY_OVERVIEW = "party_overview", _("overzicht van een persoon gemaakt")
        PARTY_ERASED = "party_erased", _("persoon gewist")
        KLAD_OPENED = "klad_opened", _("klad van een afwezige geopend")
        AUDIENCE_WIDENED = "audience_widened", _("notitie met meer mensen gedeeld")
        SITUATION_WIDENED = "situation_widened", _("situatie met meer mensen gedeeld")
        PARTY_WIDENED = "party_widened", _("persoon met meer mensen gedeeld")
        PROMISE_WIDENED = "promise_widened", _("belofte met meer mensen gedeeld")
        PARTY_MERGED = "party_merged", _("twee personen samengevoegd")
        PARTY_PARTED = "party_parted", _("samenvoegen ongedaan gemaakt")
        TEAM_CHANGED = "team_changed", _("team van een situatie gewijzigd")
        NOTES_HANDED_OVER = "notes_handed_over", _("notities overgedragen")
        PARTIES_EXPORTED = "parties_exported", _("lijst van mensen gedownload")
        TALKS_EXPORTED = "talks_exported", _("lijst van gesprekken gedownload")
        SITUATIONS_EXPORTED = "situations_exported", _("lijst van situaties gedownload")
        INPUT_EXPORTED = "input_exported", _("lijst van inbreng gedownload")
        BATCH_STORED = "batch_stored", _("bestand ingelezen")
        BATCH_UNDONE = "batch_undone", _("ingelezen bestand ongedaan gemaakt")

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="access_log")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    what = models.CharField(max_length=20, choices=What)
    subject_id = models.BigIntegerField()
    happened_at = models.DateTimeField(auto_now_add=True)

    objects = MunicipalityQuerySet["AccessLogEntry"].as_manager()

    class Meta:
        indexes = [models.Index(fields=["municipality", "what", "subject_id", "happened_at"], name="access_log_case")]

    def __str__(self) -> str:
        return f"{self.get_what_display()} {self.happened_at:%d-%m-%Y}"
