"""What was destroyed."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from raakvlak.municipality.models import Municipality, MunicipalityQuerySet


class Destruction(models.Model):
    """That rows were destroyed: how many, of which kind and why; never whose or what."""

    class Kind(models.TextChoices):
        """What sort of rows."""

        PARTY = "party", _("mensen en organisaties")
        CONTACT_POINT = "contact_point", _("contactgegevens")
        AFFILIATION = "affiliation", _("rollen bij organisaties")
        ENCOUNTER = "encounter", _("gesprekken")
        PROMISE = "promise", _("beloften")
        INSIGHT = "insight", _("wat we leerden")
        CHECK_REPLY = "check_reply", _("reacties op Klopt dit?")
        APPOINTMENT = "appointment", _("geplande gesprekken")
        HANDOVER = "handover", _("overdrachten")
        REQUEST = "request", _("vragen aan collega’s")
        THRESHOLD = "threshold", _("drempels")
        CHOICE = "choice", _("keuzes van wat past")
        OPTION = "option", _("opties")
        REACTION = "reaction", _("reacties op opties")
        BRIEFING = "briefing", _("pagina’s Wat horen we?")
        CONTRIBUTION = "contribution", _("inbreng")
        TASK = "task", _("klussen")
        MEANS = "means", _("middelen")
        RESERVATION = "reservation", _("reserveringen")
        PHOTO = "photo", _("foto’s bij gesprekken")
        TEXT = "text", _("namen in teksten")
        HISTORY = "history", _("oude versies")
        LOG = "log", _("regels in het logboek")

    class Reason(models.TextChoices):
        """Why rows were destroyed."""

        TERM = "term", _("bewaartermijn voorbij")
        KLAD = "klad", _("klad ouder dan 30 dagen")
        ERASURE = "erasure", _("op verzoek gewist")
        WITHDRAWN = "withdrawn", _("ingetrokken notitie")

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="destructions")
    kind = models.CharField(_("soort"), max_length=40, choices=Kind)
    reason = models.CharField(_("reden"), max_length=20, choices=Reason)
    rows = models.PositiveIntegerField(_("aantal"))
    destroyed_at = models.DateTimeField(auto_now_add=True)

    objects = MunicipalityQuerySet["Destruction"].as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-destroyed_at", "-pk"]
        indexes = [models.Index(fields=["municipality", "-destroyed_at", "-id"], name="destruction_newest")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.rows}"
