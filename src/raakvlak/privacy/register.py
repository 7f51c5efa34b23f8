"""The register of processing (article 30 of the GDPR), read from the models and from what the municipality settled."""

from dataclasses import dataclass

from django.db.models import Field, Model
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _

from raakvlak.alignment.models import Choice, Lane, Request, Step, Threshold, ThresholdStep
from raakvlak.municipality.models import KeptKind, Member, Municipality, RetentionRule, User, WorkAccount
from raakvlak.privacy.models import Handover, HandoverParty
from raakvlak.relations.models import (
    Affiliation,
    Appointment,
    ContactPoint,
    Encounter,
    Introduction,
    OtherName,
    Party,
    Photo,
    Promise,
    PromiseCorrection,
    PromiseHandover,
    PromiseMove,
    PromiseSettling,
)
from raakvlak.resolutions.models import (
    Briefing,
    Contribution,
    ContributionAnswer,
    EarlierText,
    Figure,
    Option,
    OptionCost,
    OptionPossibility,
    Reaction,
    ReactionPage,
    Telling,
)
from raakvlak.situations.models import CheckReply, Insight, Task
from raakvlak.support.models import Means, Reservation, ReservationStep

Words = str | LazyText
HOLDERS: dict[KeptKind, tuple[type[Model], ...]] = {
    KeptKind.PARTY: (Party, OtherName, ContactPoint, Affiliation, Introduction),
    KeptKind.ENCOUNTER: (Encounter,),
    KeptKind.PROMISE: (Promise, PromiseMove, PromiseSettling, PromiseCorrection, PromiseHandover),
    KeptKind.INSIGHT: (Insight,),
    KeptKind.CHECK_REPLY: (CheckReply,),
    KeptKind.APPOINTMENT: (Appointment,),
    KeptKind.HANDOVER: (Handover, HandoverParty),
    KeptKind.REQUEST: (Request, Lane, Step),
    KeptKind.THRESHOLD: (Threshold, ThresholdStep),
    KeptKind.CHOICE: (Choice,),
    KeptKind.OPTION: (Option, EarlierText, OptionCost, OptionPossibility),
    KeptKind.REACTION: (Reaction, ReactionPage),
    KeptKind.BRIEFING: (Briefing, Figure),
    KeptKind.CONTRIBUTION: (Contribution, ContributionAnswer, Telling),
    KeptKind.TASK: (Task,),
    KeptKind.MEANS: (Means,),
    KeptKind.RESERVATION: (Reservation, ReservationStep),
    KeptKind.PHOTO: (Photo,),
}
RESIDENTS = _("bewoners, ondernemers en mensen die voor een groep of organisatie spreken")
SUBJECTS: dict[KeptKind, Words] = {
    KeptKind.MEANS: _("wie van buiten iets uitleent; een middel van een afdeling gaat over niemand"),
    KeptKind.CHECK_REPLY: _("bewoners die zonder naam reageren"),
    KeptKind.REQUEST: _("ambtenaren van deze gemeente"),
    KeptKind.THRESHOLD: _("niemand: een drempel is van het huis"),
    KeptKind.PHOTO: _(
        "wie of wiens handschrift op een foto te herkennen is; we vragen om plekken en vellen, niet om mensen"
    ),
    KeptKind.BRIEFING: _("geen bewoner bij naam of als getal onder de vijf; wie het schreef"),
}
READERS: dict[KeptKind, Words] = {
    KeptKind.PARTY: _("wie buiten werkt en coördinatoren, voor zover de maker dat koos"),
    KeptKind.ENCOUNTER: _("alleen de schrijver, het team van de situatie, of wie buiten werkt: de schrijver kiest"),
    KeptKind.PHOTO: _("wie het gesprek mag lezen waar de foto bij hoort"),
    KeptKind.PROMISE: _(
        "wie het gesprek mag lezen waarin de belofte is gedaan, of voor wie zij zonder gesprek is opgeschreven"
    ),
    KeptKind.INSIGHT: _("het team van de situatie, of wie het gesprek mag lezen"),
    KeptKind.CHECK_REPLY: _("het team van de situatie"),
    KeptKind.HANDOVER: _("wie overdraagt, wie het overneemt, en de coördinator die het regelt"),
    KeptKind.REQUEST: _("het team van de situatie of wie buiten werkt, en de afdeling of collega die iets gevraagd is"),
    KeptKind.THRESHOLD: _("eerst de afdeling waar het over gaat, daarna het team van de situatie of wie buiten werkt"),
    KeptKind.CHOICE: _("wie de situatie mag vinden en de wens mag lezen waarvoor gekozen is"),
    KeptKind.OPTION: _("wie de situatie mag vinden, of alleen het team; en wie een link kreeg om te reageren"),
    KeptKind.REACTION: _("het team of wie de situatie mag vinden, voor zover die ook de mens of groep mag zien"),
    KeptKind.BRIEFING: _(
        "het team van de situatie, of iedereen die hier werkt en geen beheerder of FG is: het team kiest"
    ),
    KeptKind.CONTRIBUTION: _(
        "het team of wie de situatie mag vinden, voor zover die ook de mens of groep en het gesprek mag zien; zonder "
        "namen staat het in het verslag; wie het inbracht, hoort per mail wat ermee gedaan is"
    ),
    KeptKind.TASK: _("het team van de situatie, of wie buiten werkt: het team kiest"),
    KeptKind.MEANS: _(
        "wie buiten werkt, of een team: de maker kiest, en nooit meer mensen dan wie de uitlener mogen zien"
    ),
    KeptKind.RESERVATION: _("wie het middel mag zien, voor zover die ook de situatie mag vinden"),
    KeptKind.APPOINTMENT: _("alleen de maker, het team van de situatie, of wie buiten werkt: de maker kiest"),
}


@dataclass(frozen=True, slots=True)
class Processing:
    """One line of the register."""

    name: Words
    subjects: Words
    fields: list[Words]
    purpose: Words
    ground: Words
    readers: Words
    days: int | None


def processings(municipality: Municipality) -> list[Processing]:
    """Return what is processed about people, with the terms of this municipality."""
    lines = [line(kind, RetentionRule.objects.for_kind(municipality, kind)) for kind in KeptKind]
    return [*lines, colleagues()]


def line(kind: KeptKind, rule: RetentionRule) -> Processing:
    """Return the line of one kind of row."""
    return Processing(
        name=kind.label,
        subjects=SUBJECTS.get(kind, RESIDENTS),
        fields=[words for model in HOLDERS[kind] for words in described(model)],
        purpose=rule.get_purpose_display(),
        ground=rule.get_ground_display(),
        readers=READERS[kind],
        days=rule.days,
    )


def colleagues() -> Processing:
    """Return the line of the people who log in."""
    return Processing(
        name=_("collega’s die met Raakvlak werken"),
        subjects=_("ambtenaren van deze gemeente"),
        fields=[*described(User), *described(Member), *described(WorkAccount)],
        purpose=_("inloggen, en weten wie een notitie mag lezen"),
        ground=_("taak van algemeen belang (AVG artikel 6, lid 1, e)"),
        readers=_("beheerders; collega’s zien elkaars naam"),
        days=None,
    )


def described(model: type[Model]) -> list[Words]:
    """Name the columns of a model that have a name for people; the others are the house's own."""
    return [field.verbose_name for field in model._meta.concrete_fields if is_for_people(field)]


def is_for_people(field: Field) -> bool:  # type: ignore[type-arg]  # of any type
    """Tell whether a column was given a name in Dutch, and says something about someone."""
    own_words = str(field.verbose_name) != field.name.replace("_", " ")
    return (
        own_words and field.editable and not field.primary_key and field.name not in {"purpose", "ground", "keep_until"}
    )
