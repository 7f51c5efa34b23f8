"""What one takes along of a list: exactly the rows that one sees, through one's own eyes, and of colleagues nothing.

A list hands over its rows as it filtered them; they are read some hundreds at a time, so that a long list needs no more
memory than a short one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from django.db.models import Model, QuerySet
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from raakvlak.alignment.models import Possibility
from raakvlak.exchange.columns import column_of
from raakvlak.exchange.models import What
from raakvlak.exchange.writing import Sheet
from raakvlak.municipality.models import Area, Member
from raakvlak.relations.models import ContactPoint, Encounter, Party
from raakvlak.resolutions.models import ContributionQuerySet
from raakvlak.resolutions.unnamed import line_of, unnamed_in
from raakvlak.situations.models import Question, Situation, SituationEncounter
from raakvlak.situations.references import Names, names_for, names_in, party_reference, shown_name, to_plain
from raakvlak.support.amounts import figure

AT_ONCE: Final = 300
Row = TypeVar("Row", bound=Model)
Words = str | Promise | None


@dataclass(frozen=True, slots=True)
class Taking:
    """A file to be: its columns, and its rows that are read while it is written."""

    sheet: Sheet
    rows: Iterator[Sequence[str]]


def people(found: QuerySet[Party], *, has_contact: bool) -> Taking:
    """Take people along, but not who does not want it; how they are reached when asked, never what is shielded."""
    headers = [_("Naam"), _("Soort"), _("Zonder naam"), _("Omschrijving"), _("Gebied"), _("Talen")]
    headers += [_("Weet dat ik noteer, sinds"), _("Wie mag dit zien"), _("Waarvoor"), _("Bewaren tot")]
    headers += [_("Telefoon"), _("E-mail"), _("Adres")] if has_contact else []
    return Taking(Sheet(_("mensen"), headers), _people(willing(found), has_contact=has_contact))


def willing(found: QuerySet[Party]) -> QuerySet[Party]:
    """Leave out who does not want to be noted."""
    return found.filter(is_not_to_be_noted=False)


def talks(found: QuerySet[Encounter], member: Member, *, has_working_note: bool) -> Taking:
    """Take talks along, with what may be shared of them; the working note only when asked."""
    headers = [
        _("Dag"),
        _("Dagdeel"),
        _("Hoe"),
        _("Gebied"),
        _("Met wie"),
        _("Situaties"),
        _("Samenvatting om te delen"),
    ]
    headers += [_("Verhaal"), _("Van mij"), _("Wie mag dit zien"), _("Bewaren tot")]
    headers += [_("Werknotitie")] if has_working_note else []
    return Taking(Sheet(_("gesprekken"), headers), _talks(found, member, has_working_note=has_working_note))


def situations(found: QuerySet[Situation], member: Member) -> Taking:
    """Take situations along, with their questions as this member reads them."""
    headers = [_("Titel"), _("Soort"), _("Fase"), _("Gebied"), _("Plek"), _("Trefwoorden"), _("Invloed van bewoners")]
    headers += [_("De vraag zoals die gesteld is"), _("De vraag achter de vraag"), _("Begonnen op"), _("Afgerond op")]
    headers += [_("Uitkomst")]
    return Taking(Sheet(_("situaties"), headers), _situations(found, member))


def possibilities(found: QuerySet[Possibility]) -> Taking:
    """Take possibilities along under the headers by which they are brought in again; whose they are stays here."""
    told = ("kind", "title", "text", "conditions", "exceptions", "department", "area")
    more = ("from_on", "until_on", "amount", "contact", "source_url", "best_before_on")
    columns = (column_of(What.POSSIBILITIES, name) for name in (*told, *more))
    headers = [str(column.label) for column in columns if column]
    return Taking(Sheet(_("mogelijkheden"), [*headers, _("Gestopt op")]), _possibilities(found))


def _possibilities(found: QuerySet[Possibility]) -> Iterator[Sequence[str]]:
    rows = found.select_related("area", "department").defer("area__geometry", "stems")
    for part in in_parts(rows, ("sort_title", "pk")):
        for one in part:
            told: list[Words] = [
                one.get_kind_display(), one.title, one.text, one.conditions, one.exceptions,
                one.department.name if one.department else "", _area(one.area), _day(one.from_on), _day(one.until_on),
                figure(one.amount) if one.amount else "", one.contact, one.source_url, _day(one.best_before_on),
                _day(one.ended_on),
            ]  # fmt: skip
            yield [str(words or "") for words in told]


def contributions(found: ContributionQuerySet, situation: Situation, member: Member) -> Taking:
    """Take along what was brought in, in the order in which it came; nobody is named in it."""
    headers = [_("Nummer"), _("Soort"), _("Ingebracht op"), _("Wat iemand inbracht"), _("Wat ermee gedaan is")]
    headers += [_("Want"), _("In welke optie"), _("Beantwoord op")]
    return Taking(Sheet(_("inbreng"), headers), _contributions(found, situation, member))


def _contributions(found: ContributionQuerySet, situation: Situation, member: Member) -> Iterator[Sequence[str]]:
    unnamed, place = unnamed_in(situation, member), 0
    for part in in_parts(found.with_answers(), ("brought_on", "pk")):
        for one in part:
            place += 1
            line, given = line_of(one, place, unnamed, member), one.answer
            told: list[Words] = [
                str(place), one.get_kind_display(), _day(one.brought_on), line.text, one.get_outcome_display(),
                line.because, "; ".join(line.options), _day(given.answered_on) if given else "",
            ]  # fmt: skip
            yield [str(words or "") for words in told]


def in_parts(found: QuerySet[Row], order: Sequence[str]) -> Iterator[list[Row]]:
    """Yield rows in their order, some hundreds at a time; which ones is settled at the start."""
    numbers = list(found.order_by(*order).values_list("pk", flat=True))
    for start in range(0, len(numbers), AT_ONCE):
        part = numbers[start : start + AT_ONCE]
        rows = {row.pk: row for row in found.filter(pk__in=part)}
        yield [rows[number] for number in part if number in rows]


def _people(found: QuerySet[Party], *, has_contact: bool) -> Iterator[Sequence[str]]:
    rows = found.select_related("area", "audience").defer("area__geometry")
    for part in in_parts(rows, ("sort_name", "pk")):
        reached = _reached(part) if has_contact else {}
        for party in part:
            told: list[Words] = [
                party.name, party.get_kind_display(), _yes(party.is_anonymous), party.description,
                _area(party.area), party.languages, _day(party.knows_since_on),
                party.audience.get_kind_display(), party.get_purpose_display(), _day(party.keep_until),
            ]  # fmt: skip
            if has_contact:
                told += [reached.get((party.pk, kind), "") for kind in ContactPoint.Kind.values]
            yield [str(words or "") for words in told]


def _reached(parties: Sequence[Party]) -> dict[tuple[int, str], str]:
    """Return how parties are reached, but for what is shielded."""
    found: dict[tuple[int, str], str] = {}
    points = ContactPoint.objects.filter(party__in=parties, is_shielded=False).order_by("pk")
    for party_id, kind, value in points.values_list("party", "kind", "value"):
        found[party_id, kind] = f"{found[party_id, kind]}, {value}" if (party_id, kind) in found else value
    return found


def _talks(found: QuerySet[Encounter], member: Member, *, has_working_note: bool) -> Iterator[Sequence[str]]:
    rows = found.select_related("area", "audience").defer("area__geometry").prefetch_related("presences")
    for part in in_parts(rows, ("-happened_on", "-pk")):
        names = names_for(part, member)
        titles = _titles(part, member)
        for talk in part:
            told: list[Words] = [
                _day(talk.happened_on), talk.get_part_of_day_display(), talk.get_channel_display(),
                _area(talk.area), _present(talk, names), titles.get(talk.pk),
                to_plain(talk.shareable_summary, names), _yes(talk.is_story), _yes(talk.author_id == member.pk),
                talk.audience.get_kind_display(), _day(talk.keep_until),
            ]  # fmt: skip
            if has_working_note:
                told.append(to_plain(talk.working_note, names))
            yield [str(words or "") for words in told]


def _present(talk: Encounter, names: Names) -> str:
    present = [one.party_id for one in talk.presences.all() if not one.is_only_mentioned]
    return "; ".join(sorted(shown_name(party_reference(party_id), names) for party_id in present))


def _titles(part: Sequence[Encounter], member: Member) -> dict[int, str]:
    """Return of each talk the situations that this member may find."""
    found: dict[int, str] = {}
    visible = Situation.objects.visible_to(member)
    links = SituationEncounter.objects.filter(encounter__in=part, situation__in=visible).order_by(
        "situation__sort_title"
    )
    for talk_id, title in links.values_list("encounter", "situation__title"):
        found[talk_id] = f"{found[talk_id]}; {title}" if talk_id in found else title
    return found


def _situations(found: QuerySet[Situation], member: Member) -> Iterator[Sequence[str]]:
    rows = found.select_related("area").defer("area__geometry").prefetch_related("tags")
    for part in in_parts(rows, ("-started_on", "-pk")):
        asked = _questions(part)
        names = names_in([*asked.values(), *(situation.outcome for situation in part)], member)
        for one in part:
            put, behind = (to_plain(asked.get((one.pk, kind), ""), names) for kind in _KINDS)
            told: list[Words] = [
                one.title, one.get_kind_display(), one.get_phase_display(), _area(one.area), one.place,
                ", ".join(tag.name for tag in one.tags.all()), one.get_influence_display(), put, behind,
                _day(one.started_on), _day(one.closed_on), to_plain(one.outcome, names),
            ]  # fmt: skip
            yield [str(words or "") for words in told]


_KINDS: Final = (Question.Kind.AS_PUT, Question.Kind.BEHIND)


def _questions(part: Sequence[Situation]) -> dict[tuple[int, str], str]:
    rows = Question.objects.filter(situation__in=part).current()
    return {(situation, kind): text for situation, kind, text in rows.values_list("situation", "kind", "text")}


def _area(area: Area | None) -> str:
    return area.name if area else ""


def _day(day: Any) -> str:  # noqa: ANN401 – a day or nothing
    return date_format(day, "d-m-Y") if day else ""


def _yes(is_so: object) -> str:
    return _("ja") if is_so else ""
