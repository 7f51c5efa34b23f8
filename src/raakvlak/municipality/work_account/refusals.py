"""What somebody reads who does not get in with her account of work."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from raakvlak.municipality.work_account.errors import (
    ClosedAccountError,
    NoRoleError,
    OtherAccountError,
    StrangerError,
    TooManyGroupsError,
)
from raakvlak.web.oidc import (
    ProviderBrokenError,
    ProviderUnavailableError,
    SignInError,
    SignInExpiredError,
    SignInWeakError,
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """What went wrong, and what helps."""

    status: HTTPStatus
    title: Promise
    text: Promise
    is_for_helpdesk: bool = False  # then the page tells the word under which the log has it


REFUSALS: Final[dict[type[SignInError], Refusal]] = {
    ProviderUnavailableError: Refusal(
        HTTPStatus.SERVICE_UNAVAILABLE,
        _("Je werkaccount is even niet bereikbaar"),
        _("Raakvlak werkt, maar het inloggen van je gemeente geeft geen antwoord. Probeer het over een paar minuten."),
    ),
    ProviderBrokenError: Refusal(
        HTTPStatus.BAD_GATEWAY,
        _("Inloggen met je werkaccount lukt niet"),
        _("Er klopt iets niet tussen Raakvlak en je werkaccount. Jij deed niets fout. Vertel het de helpdesk."),
        is_for_helpdesk=True,
    ),
    SignInExpiredError: Refusal(
        HTTPStatus.BAD_REQUEST,
        _("Begin nog eens met inloggen"),
        _("Het duurde te lang, of deze pagina is al gebruikt. Er is niets mis met je account."),
    ),
    SignInWeakError: Refusal(
        HTTPStatus.FORBIDDEN,
        _("Er is een tweede stap nodig"),
        _(
            "Je werkaccount vroeg alleen om een wachtwoord. Voor Raakvlak moet je ook een tweede stap doen, zoals een "
            "code of je vinger. Log opnieuw in, of vraag de helpdesk om een tweede stap aan te zetten."
        ),
    ),
    StrangerError: Refusal(
        HTTPStatus.FORBIDDEN,
        _("Je bent hier nog niet uitgenodigd"),
        _(
            "Je werkaccount werkt, maar hoort nog bij niemand in Raakvlak. Vraag de beheerder van Raakvlak in je "
            "gemeente om een uitnodiging. Kreeg je er al een? Open de link in die mail, en log daar in."
        ),
    ),
    NoRoleError: Refusal(
        HTTPStatus.FORBIDDEN,
        _("Je hebt geen toegang tot Raakvlak"),
        _(
            "Je werkaccount werkt, maar geeft je geen rol in Raakvlak. Werk je ermee, of ga je dat doen? Vraag de "
            "helpdesk om je in de goede groep te zetten, en log dan opnieuw in. Wat van jou is, blijft gesloten staan."
        ),
    ),
    OtherAccountError: Refusal(
        HTTPStatus.FORBIDDEN,
        _("Dit is niet het werkaccount dat we kennen"),
        _(
            "Bij je e-mailadres hoort in Raakvlak al een ander werkaccount. Kreeg je een nieuw account? Vraag de "
            "beheerder van Raakvlak om het oude los te koppelen."
        ),
    ),
    ClosedAccountError: Refusal(
        HTTPStatus.FORBIDDEN,
        _("Deze toegang is gesloten"),
        _("Je account in Raakvlak is gesloten. Klopt dat niet? Vraag het de beheerder van Raakvlak in je gemeente."),
    ),
    TooManyGroupsError: Refusal(
        HTTPStatus.FORBIDDEN,
        _("Je werkaccount vertelt niet in welke groepen je zit"),
        _(
            "Dat gebeurt als je in heel veel groepen zit. Aan je toegang is niets veranderd. Vraag de helpdesk om "
            "alleen de groepen van Raakvlak door te geven."
        ),
        is_for_helpdesk=True,
    ),
}


def refusal_for(error: SignInError) -> Refusal:
    """Return what to say about this error."""
    return REFUSALS[type(error)]
