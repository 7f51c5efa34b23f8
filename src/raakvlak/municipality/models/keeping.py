"""Why a row about people is kept, on what ground, and until when."""

import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils import timezone
from django.utils.encoding import force_str
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from raakvlak.municipality.models.place import Municipality
from raakvlak.municipality.models.rows import MunicipalityQuerySet

if TYPE_CHECKING:
    from django.db.models import Field

KLAD_DAYS = 30


class Purpose(models.TextChoices):
    """What a row about people is for."""

    PARTICIPATION = "participation", _("bewoners betrekken bij hun buurt")
    PROMISE = "promise", _("afspraken nakomen")
    CONTACT = "contact", _("contact houden")
    WORK = "work", _("eigen werk voorbereiden")


class Ground(models.TextChoices):
    """The legal ground, article 6 of the GDPR."""

    PUBLIC_TASK = "public_task", _("taak van algemeen belang (AVG artikel 6, lid 1, e)")
    CONSENT = "consent", _("toestemming (AVG artikel 6, lid 1, a)")
    LEGAL_DUTY = "legal_duty", _("wettelijke plicht (AVG artikel 6, lid 1, c)")


class KeptKind(models.TextChoices):
    """The kinds of rows that a municipality sets a term for."""

    PARTY = "party", _("mensen en organisaties")
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


class Kept(models.Model):
    """A row about people: it says what for, on what ground, and when it ends."""

    purpose = models.CharField(_("doel"), max_length=20, choices=Purpose, default=Purpose.PARTICIPATION)
    ground = models.CharField(_("grondslag"), max_length=20, choices=Ground, default=Ground.PUBLIC_TASK)
    keep_until = models.DateField(_("bewaren tot"), db_index=True)

    class Meta:
        abstract = True

    def _get_FIELD_display(self, field: "Field[Any, Any]") -> str:  # noqa: N802  (Django's name)
        """Return the word for what was chosen; for each word Django makes the whole table of them anew."""
        value = getattr(self, field.attname)
        word: str = force_str(words_of(field).get(value, value), strings_only=True)
        return word


@cache
def words_of(field: "Field[Any, Any]") -> dict[Any, Any]:
    """Return the words for the choices of a field, in no language yet."""
    return dict(field.flatchoices)


class RetentionRuleQuerySet(MunicipalityQuerySet["RetentionRule"]):
    """Retention rules of municipalities."""

    def for_kind(self, municipality: Municipality, kind: KeptKind) -> "RetentionRule":
        """Return the rule for this kind, the default one when the municipality set none."""
        rule = self.within(municipality).filter(kind=kind).first()
        return rule or RetentionRule(municipality=municipality, kind=kind, **DEFAULT_RULES[kind])


class RetentionRule(models.Model):
    """What a municipality settled for one kind of row: purpose, ground, and how many days it is kept."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="retention_rules")
    kind = models.CharField(_("soort"), max_length=20, choices=KeptKind)
    purpose = models.CharField(_("doel"), max_length=20, choices=Purpose)
    ground = models.CharField(_("grondslag"), max_length=20, choices=Ground)
    days = models.PositiveIntegerField(_("dagen bewaren"))
    history = HistoricalRecords()

    objects = RetentionRuleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "kind"], name="one_retention_rule_per_kind"),
            models.CheckConstraint(
                condition=models.Q(days__gte=1, days__lte=3650), name="kept_at_least_a_day_at_most_ten_years"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.days}"

    def ends_on(self, start: datetime.date | None = None) -> datetime.date:
        """Return the last day that a row of this kind is kept, counted from its start."""
        return (start or timezone.localdate()) + datetime.timedelta(days=self.days)


YEAR = 365
DEFAULT_RULES: dict[KeptKind, dict[str, str | int]] = {
    KeptKind.PARTY: {"purpose": Purpose.CONTACT, "ground": Ground.PUBLIC_TASK, "days": 2 * YEAR},
    KeptKind.ENCOUNTER: {"purpose": Purpose.PARTICIPATION, "ground": Ground.PUBLIC_TASK, "days": 2 * YEAR},
    KeptKind.PROMISE: {"purpose": Purpose.PROMISE, "ground": Ground.PUBLIC_TASK, "days": 2 * YEAR},
    KeptKind.INSIGHT: {"purpose": Purpose.PARTICIPATION, "ground": Ground.PUBLIC_TASK, "days": 2 * YEAR},
    KeptKind.CHECK_REPLY: {"purpose": Purpose.PARTICIPATION, "ground": Ground.PUBLIC_TASK, "days": YEAR},
    KeptKind.APPOINTMENT: {"purpose": Purpose.CONTACT, "ground": Ground.PUBLIC_TASK, "days": 90},
    KeptKind.HANDOVER: {"purpose": Purpose.CONTACT, "ground": Ground.PUBLIC_TASK, "days": YEAR},
    KeptKind.REQUEST: {"purpose": Purpose.PARTICIPATION, "ground": Ground.PUBLIC_TASK, "days": 2 * YEAR},
    KeptKind.THRESHOLD: {"purpose": Purpose.PARTICIPATION, "ground": Ground.PUBLIC_TASK, "days": 5 * YEAR},
    KeptKind.CHOICE: {"purpose": Purpose.PARTICIPATION, "ground": Ground.PUBLIC_TASK, "days": 2 * YEAR},
    KeptKind.OPTION: {"purpose": Purpose.PARTICIPATION, "ground": Ground.PUBLIC_TASK, "days": 5 * YEAR},
    KeptKind.REACTION: {"purpose": Purpose.PARTICIPATION, "ground": Ground.PUBLIC_TASK, "days": 2 * YEAR},
    KeptKind.BRIEFING: {"purpose": Purpose.PARTICIPATION, "ground": Ground.PUBLIC_TASK, "days": 5 * YEAR},
    KeptKind.CONTRIBUTION: {"purpose": Purpose.PARTICIPATION, "ground": Ground.PUBLIC_TASK, "days": 5 * YEAR},
    KeptKind.TASK: {"purpose": Purpose.PROMISE, "ground": Ground.PUBLIC_TASK, "days": YEAR},
    KeptKind.MEANS: {"purpose": Purpose.PARTICIPATION, "ground": Ground.PUBLIC_TASK, "days": YEAR},
    KeptKind.RESERVATION: {"purpose": Purpose.PARTICIPATION, "ground": Ground.PUBLIC_TASK, "days": YEAR},
    KeptKind.PHOTO: {"purpose": Purpose.PARTICIPATION, "ground": Ground.PUBLIC_TASK, "days": 90},
}
