"""From what stands in a cell to what is kept: days, ways to meet, telephone numbers; what does not fit is explained."""

import datetime
import re
from collections.abc import Mapping
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import TextChoices
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from raakvlak.municipality.models import Channel
from raakvlak.relations.models import Encounter, Party
from raakvlak.web.forms import DayField, LongTextField, TextField
from raakvlak.web.text import sort_name

LONGEST_NAME: Final = 120
LONGEST_DESCRIPTION: Final = 2_000
FEWEST_DIGITS: Final = 6
_DUTCH_LENGTH: Final = 9

NAME: Final = TextField(max_length=LONGEST_NAME)
LINE: Final = TextField(max_length=LONGEST_NAME, required=False)
ADDRESS: Final = TextField(required=False)
DESCRIPTION: Final = LongTextField(max_length=LONGEST_DESCRIPTION, required=False)
TEXT: Final = LongTextField()
SUMMARY: Final = LongTextField(required=False)
PAST_DAY: Final = DayField(is_past_only=True)
MAYBE_PAST_DAY: Final = DayField(is_past_only=True, required=False)

_MONTHS: Final = {
    month: number
    for number, names in enumerate(
        "jan januari january|feb februari february|mrt maart mar march|apr april|mei may|jun juni june|jul juli july|"
        "aug augustus august|sep sept september|okt oktober oct october|nov november|dec december".split("|"),
        1,
    )
    for month in names.split()
}
_IN_WORDS: Final = re.compile(r"(?:[a-z]+ )?(\d{1,2}) ([a-z]+) (\d{4})")
_SHORT_YEAR: Final = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{2})")
_WITH_TIME: Final = re.compile(r"(\S+)[ T]\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?")


def choices_of(choices: type[TextChoices], **more: str) -> Mapping[str, str]:
    """Return by which words each choice goes: its own, the Dutch and the English one, and some more."""
    words = {sort_name(choice.value): choice.value for choice in choices}
    for language in ("nl", "en"):
        with translation.override(language):
            words |= {sort_name(str(choice.label)): choice.value for choice in choices}
    return words | {sort_name(word): value for value, others in more.items() for word in others.split("|")}


def channels() -> Mapping[str, str]:
    """Return by which words each channel goes."""
    return choices_of(
        Channel,
        street="op straat|buiten",
        kitchen_table="aan de keukentafel|thuis|huisbezoek",
        meeting="vergadering|overleg|avond",
        phone="tel|gebeld|telefonisch|bellen|call",
        email="mail|e mail|per mail",
        digital="online|teams|zoom|whatsapp|app|videobellen",
        in_house="kantoor|stadhuis|gemeentehuis|loket|balie",
    )


def parts_of_day() -> Mapping[str, str]:
    """Return by which words each part of the day goes."""
    return choices_of(Encounter.PartOfDay, morning="s ochtends", afternoon="s middags", evening="s avonds")


def kinds() -> Mapping[str, str]:
    """Return by which words each kind of party goes."""
    return choices_of(
        Party.Kind,
        person="p|bewoner|man|vrouw|ondernemer|individual",
        group="bewonersgroep|club|comité|commissie",
        organisation="org|bedrijf|stichting|vereniging|company",
    )


def chosen(value: str, words: Mapping[str, str], labels: type[TextChoices]) -> str:
    """Return the choice that a cell names."""
    plain = sort_name(value)
    if plain in words:
        return words[plain]
    names: list[str | Promise] = [choice.label for choice in labels]
    message = _("‘%(value)s’ kennen we hier niet. Kies een van deze woorden: %(names)s.")
    raise ValidationError(message % {"value": value[:40], "names": ", ".join(map(str, names))})


def day(value: str, field: DayField) -> datetime.date | None:
    """Read a day, as a person, a spreadsheet or another program writes it."""
    read: datetime.date | None = field.clean(_usual(value.strip()))
    return read


def _usual(text: str) -> str:
    """Write a day in one of the two ways that the field reads."""
    with_time = _WITH_TIME.fullmatch(text)
    text = with_time[1] if with_time else text
    if short := _SHORT_YEAR.fullmatch(text):
        return f"{short[1]}-{short[2]}-20{short[3]}"
    in_words = _IN_WORDS.fullmatch(text.casefold().replace(".", "").replace(",", ""))
    if in_words and in_words[2] in _MONTHS:
        return f"{in_words[1]}-{_MONTHS[in_words[2]]}-{in_words[3]}"
    return text


def address(value: str) -> str:
    """Read an address, on one line."""
    return str(ADDRESS.clean(value))


def phone(value: str) -> str:
    """Read a telephone number; a spreadsheet takes the zero in front of it for nothing."""
    digits = re.sub(r"\D", "", value)
    if len(digits) < FEWEST_DIGITS:
        raise ValidationError(_("Dit lijkt geen telefoonnummer. Zo hoort het: 06 12345678."))
    if value.isdecimal() and len(value) == _DUTCH_LENGTH and value[0] != "0":
        value = f"0{value}"
    return address(value)


def email(value: str) -> str:
    """Read an e-mail address."""
    try:
        validate_email(value.strip())
    except ValidationError:
        raise ValidationError(_("Dit lijkt geen e-mailadres. Zo hoort het: naam@voorbeeld.nl.")) from None
    return address(value)
