"""What a phone shows without a connection: a title, a line below it, and parts of lines; words and nothing else."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from raakvlak.desk.forms.fields import LATITUDE_STEP, LONGITUDE_STEP
from raakvlak.desk.preparing import Sheet, sheet_of
from raakvlak.municipality.models import Area, Member
from raakvlak.relations.models import Appointment, Encounter, Party, Promise
from raakvlak.situations.references import Names, party_reference, to_plain

MOST_SHEETS: Final = 6
MOST_WORDS: Final = 28

Line = tuple[str, str]  # the words, and what is said beside them
Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and the lines below it."""

    title: str
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Page:
    """One thing to read; what one can choose in a note says by which field, and roughly where it is."""

    url: str
    title: str
    said: str
    parts: list[Part] = field(default_factory=list)
    choice: tuple[str, int] | None = None
    where: Place | None = None


def short(text: str, names: Names) -> str:
    """Write a text plain, and no longer than one reads on the doorstep."""
    return Truncator(" ".join(to_plain(text, names).split())).words(MOST_WORDS)


def joined(*words: str) -> str:
    """Put what there is on one line."""
    return " · ".join(filter(None, words))


def full(*parts: Part) -> list[Part]:
    """Leave out the parts in which nothing stands."""
    return [part for part in parts if part.lines]


def talk_line(talk: Encounter, names: Names) -> Line:
    """Write a talk as its day and what was said, in the words that may be shared when there are any."""
    return short(talk.shareable_summary or talk.working_note, names), date_format(talk.happened_on, "j F Y")


def promise_line(promise: Promise, names: Names) -> Line:
    """Write a promise as what was promised, when, and with whom as far as `names` may tell."""
    words = _("was voor %(day)s") if promise.is_overdue else _("voor %(day)s")
    day = words % {"day": date_format(promise.due_on, "j F")} if promise.due_on else ""
    name = names.get(party_reference(promise.party_id)) if promise.party_id else None
    return short(promise.text, names), joined(day, name or "")


def place_of(latitude: Decimal | None, longitude: Decimal | None) -> Place | None:
    """Return the square of a hundred metres in which something lies."""
    if latitude is None or longitude is None:
        return None
    north = round(latitude / LATITUDE_STEP) * LATITUDE_STEP
    return float(north), float(round(longitude / LONGITUDE_STEP) * LONGITUDE_STEP)


def middle_of(area: Area | None) -> Place | None:
    """Return a point inside an area, when its border is known."""
    outline = getattr(area, "outline", None)
    return place_of(Decimal(str(outline.latitude)), Decimal(str(outline.longitude))) if outline else None


def sheets_of(member: Member) -> list[Page]:
    """Return the sheets of the talks that this member has today, the first first."""
    rows = Appointment.objects.within(member.municipality).visible_to(member).coming().of(member)
    rows = rows.filter(planned_on=timezone.localdate()).order_by(F("clock_time").asc(nulls_last=True), "pk").for_rows()
    return [sheet_page(appointment, sheet_of(appointment, member)) for appointment in rows[:MOST_SHEETS]]


def sheet_page(appointment: Appointment, sheet: Sheet) -> Page:
    """Write a sheet as words."""
    who = [party.name for party in sheet.parties]
    when = (
        time_format(appointment.clock_time, "H:i") if appointment.clock_time else appointment.get_part_of_day_display()
    )
    area = appointment.area.name if appointment.area else ""
    asked = [to_plain(line, sheet.names) for line in appointment.lines_to_ask]
    situation = sheet.situation.title if sheet.situation else ""
    insights = [
        (short(one.text, sheet.names), f"{one.get_kind_display()}, {one.get_basis_display()}") for one in sheet.insights
    ]
    return Page(
        url=reverse("desk:appointment", args=[appointment.uuid]),
        title=", ".join(who) or situation or _("Gesprek"),
        said=joined(when, appointment.place, area, situation if who else ""),
        parts=full(
            Part(_("Met wie"), [(party.name, languages(party)) for party in sheet.parties]),
            Part(_("De laatste gesprekken"), [talk_line(talk, sheet.names) for talk in sheet.talks]),
            Part(_("Wij beloofden"), [promise_line(one, sheet.names) for one in sheet.ours]),
            Part(_("Zij beloofden"), [promise_line(one, sheet.names) for one in sheet.theirs]),
            Part(_("Wat we weten, en hoe zeker"), insights),
            Part(_("Vermoedens over de situatie"), [(short(one.text, sheet.names), "") for one in sheet.hunches]),
            Part(_("Wat ik wil vragen"), [(line, "") for line in [*asked, *sheet.to_ask]]),
        ),
    )


def languages(party: Party) -> str:
    return _("spreekt %(languages)s") % {"languages": party.languages} if party.languages else ""
