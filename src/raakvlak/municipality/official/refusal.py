"""Why a file, or an area in it, can't be used: kept as a word, told in the language of who looks."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MOST_UPLOADED: Final = 500_000_000
MOST_UNPACKED: Final = 1_500_000_000
MEGABYTE: Final = 1_000_000

WHY: Final = {
    "empty": gettext_lazy("Dit bestand is leeg. Download het opnieuw, en kies het daarna nog eens."),
    "too_big": gettext_lazy(
        "Dit bestand is groter dan %(most)d MB. Neem de GeoPackage van PDOK in plaats van GeoJSON, of een bestand van"
        " alleen jullie gemeente."
    ),
    "no_borders": gettext_lazy(
        "Dit is geen bestand met grenzen dat we kennen. Kies een GeoJSON (.geojson), een GeoPackage (.gpkg) of een ZIP"
        " waar een van die twee in zit."
    ),
    "xml": gettext_lazy(
        "Dit is een webpagina of een XML-bestand (GML, KML). Download de wijken en buurten als GeoPackage of GeoJSON."
    ),
    "shapefile": gettext_lazy("Dit is een Shapefile. Download de wijken en buurten als GeoPackage of GeoJSON."),
    "zip_broken": gettext_lazy("Deze ZIP is stuk of half gedownload. Download hem opnieuw."),
    "zip_locked": gettext_lazy("Deze ZIP heeft een wachtwoord. Pak hem uit, en kies het bestand dat erin zit."),
    "zip_empty": gettext_lazy(
        "In deze ZIP zit geen GeoJSON of GeoPackage. Pak hem uit, en kijk welk bestand je nodig hebt."
    ),
    "zip_several": gettext_lazy(
        "In deze ZIP zitten meer bestanden met grenzen: %(names)s. Pak hem uit, en kies er een."
    ),
    "zip_too_big": gettext_lazy(
        "Wat in deze ZIP zit, wordt uitgepakt groter dan %(most)d MB. Dat pakken we niet uit. Kies een kleiner bestand."
    ),
    "json_broken": gettext_lazy(
        "Deze GeoJSON is stuk, vanaf ongeveer %(megabytes)s MB in het bestand. Misschien is hij half gedownload:"
        " download hem opnieuw."
    ),
    "json_no_areas": gettext_lazy(
        "In deze GeoJSON staan geen gebieden: we zochten een lijst met de naam “features”. Kies een ander bestand."
    ),
    "json_too_detailed": gettext_lazy(
        "Eén gebied in dit bestand is groter dan %(most)d MB. Dat kan geen wijk of buurt zijn. Kies een ander bestand."
    ),
    "gpkg_broken": gettext_lazy("Deze GeoPackage is stuk of half gedownload. Download hem opnieuw."),
    "gpkg_no_areas": gettext_lazy(
        "In deze GeoPackage staat geen laag met gebieden. Kies de GeoPackage “wijken en buurten” van PDOK."
    ),
    "gpkg_slow": gettext_lazy("Deze GeoPackage lezen duurt te lang. Er is iets mis mee: download hem opnieuw."),
    "other_system": gettext_lazy(
        "De grenzen in dit bestand staan in een ander stelsel (%(system)s), van een ander land misschien. We kennen"
        " de Rijksdriehoek (EPSG:28992) en WGS 84 (EPSG:4326). Download het bestand in een van die twee."
    ),
    "abroad": gettext_lazy(
        "De grenzen in dit bestand liggen niet in Nederland: er staat bijvoorbeeld %(place)s. Kies een bestand van het"
        " CBS of PDOK, in de Rijksdriehoek (EPSG:28992) of WGS 84 (EPSG:4326)."
    ),
    "no_codes": gettext_lazy(
        "We vinden geen codes van wijken of buurten, zoals WK085500 en BU08550000. Die staan bij het CBS in de kolom"
        " “wijkcode” of “buurtcode”. In dit bestand staat: %(columns)s. Kies het bestand “wijken en buurten”."
    ),
    "no_own_code": gettext_lazy(
        "We weten nog niet welke gebieden van jullie zijn: de gemeentecode is leeg. Vul hem in bij Instellingen,"
        " Gemeente. In dit bestand staan: %(codes)s."
    ),
    "not_in_file": gettext_lazy(
        "Jullie gemeente (%(code)s) staat niet in dit bestand. Er staan wel: %(codes)s. Kies een ander bestand, of kijk"
        " de code na bij Instellingen, Gemeente."
    ),
    "nothing_left": gettext_lazy("Van jullie gemeente staat er wel iets in, maar geen gebied dat we kunnen gebruiken."),
    "too_many": gettext_lazy(
        "Er staan meer dan %(most)d gebieden van jullie gemeente in. Kies het bestand “wijken en buurten” van PDOK."
    ),
    "gone": gettext_lazy("Het bestand is er niet meer. Kies het nog eens."),
    "trouble": gettext_lazy(
        "Het lezen is niet gelukt, en dat ligt niet aan jou. Probeer het later nog eens. Er is niets veranderd."
    ),
}

NOTES: Final = {
    "mended": gettext_lazy("De grens kruiste zichzelf een beetje. Dat is hersteld, het gebied bleef even groot."),
    "crossing": gettext_lazy("Niet meegenomen: de grens kruist zichzelf, en zo weten we niet wat erbinnen ligt."),
    "no_border": gettext_lazy("Niet meegenomen: er staat geen grens bij."),
    "no_area": gettext_lazy("Niet meegenomen: het is een punt of een lijn, geen gebied."),
    "outside": gettext_lazy("Niet meegenomen: de grens ligt buiten Nederland."),
    "too_detailed": gettext_lazy("Niet meegenomen: de grens heeft te veel hoeken."),
    "water": gettext_lazy("Overgeslagen: dit is alleen water."),
    "overlap": gettext_lazy("Deze gebieden liggen voor een deel over elkaar. Kijk na of dat klopt."),
    "second_layer": gettext_lazy("Deze lagen sloegen we over: dezelfde gebieden stonden al in een andere laag."),
}


class Refused(Exception):  # noqa: N818 – no error of ours: the file is not what it should be
    """A file can't be used, for this reason."""

    def __init__(self, reason: str, **details: str | int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.details = details


def in_words(reason: str, details: Mapping[str, Any]) -> str:
    """Say what is wrong, where, and what to do."""
    sentence = WHY.get(reason, WHY["trouble"])
    return str(sentence) % {"columns": _("niets"), "codes": _("geen codes"), **details}
