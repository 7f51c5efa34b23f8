"""Why a file can't be used, said so that one knows what to do."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MEGABYTE: Final = 1_000_000
MOST_UPLOADED: Final = 20 * MEGABYTE
MOST_ROWS: Final = 20_000
MOST_COLUMNS: Final = 100
LONGEST_CELL: Final = 50_000

_WORDS: Final[Mapping[str, str | Promise]] = {
    "empty": gettext_lazy("Dit bestand is leeg, of er staan alleen kopjes in. Kijk of je het goede bestand koos."),
    "too_big": gettext_lazy(
        "Dit bestand is te groot: hoogstens %(most)s MB. Knip het in stukken, en lees die na elkaar in."
    ),
    "too_many_rows": gettext_lazy(
        "Er staan te veel rijen in: hoogstens %(most)s. Knip het bestand in stukken, en lees die na elkaar in."
    ),
    "too_many_columns": gettext_lazy(
        "Er staan te veel kolommen in: hoogstens %(most)s. Haal weg wat je niet nodig hebt."
    ),
    "cell_too_long": gettext_lazy(
        "In rij %(row)s staat een tekst die te lang is (meer dan %(most)s tekens). Knip hem in tweeën."
    ),
    "not_text": gettext_lazy(
        "Dit is geen bestand dat we kunnen lezen. Sla het op als CSV, Excel (.xlsx) of vCard (.vcf)."
    ),
    "old_excel": gettext_lazy(
        "Dit is een oud Excel-bestand (.xls), of het is met een wachtwoord beveiligd. Open het in Excel en "
        "sla het op als .xlsx, zonder wachtwoord."
    ),
    "broken_excel": gettext_lazy(
        "Dit Excel-bestand is beschadigd, of het is geen Excel-bestand. Open het in Excel, sla het opnieuw op "
        "en probeer het nog eens."
    ),
    "swollen_excel": gettext_lazy(
        "Dit Excel-bestand is uitgepakt te groot (meer dan %(most)s MB). Maak een nieuw bestand met alleen de "
        "rijen die je nodig hebt."
    ),
    "no_cards": gettext_lazy(
        "Er staat geen enkel kaartje in dit bestand. Maak in je adresboek opnieuw een vCard (.vcf)."
    ),
    "no_people_as_cards": gettext_lazy("Uit een vCard komen alleen mensen en organisaties. Gebruik CSV of Excel."),
    "no_longer_allowed": gettext_lazy(
        "Je mag deze rijen niet meer bewaren, of de kring van lezers bestaat niet meer. Er is niets ingelezen."
    ),
    "changed_meanwhile": gettext_lazy(
        "Er is intussen iets veranderd, waardoor een rij niet meer klopt. Er is niets ingelezen. Kijk de "
        "rijen nog eens na."
    ),
}


class Refused(Exception):  # noqa: N818 – somebody sent the wrong file, it is no error of ours
    """A file can't be used; the reason is a word that `in_words` knows."""

    def __init__(self, reason: str, **details: object) -> None:
        super().__init__(reason)
        self.reason, self.details = reason, details


def in_words(reason: str, details: Mapping[str, Any]) -> str:
    """Say why, and what to do."""
    words = _WORDS.get(reason)
    return str(words) % details if words else _("Dit bestand kunnen we niet gebruiken.")
