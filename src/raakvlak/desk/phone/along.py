"""What a phone takes along to note without a connection: who one is, and what one can choose from."""

from collections.abc import Iterable
from html import unescape
from typing import Any, Final

from raakvlak.desk.audiences import audiences_of, likely_audience
from raakvlak.desk.forms.note import NoteForm
from raakvlak.desk.phone.pages import place_of
from raakvlak.municipality.models import Member

DAYS_WITHOUT_CONTACT: Final = 14  # as long as a log-in lasts


def choices_of(member: Member) -> dict[str, Any]:
    """Gather what the page of the phone shows to this member; nobody outside the house is named in it."""
    audiences = audiences_of(member)
    form = NoteForm(author=member, audiences=audiences)
    return {
        "member": member.pk,
        "municipality": member.municipality_id,
        "name": member.user.first_name,
        "place": member.municipality.name,
        "language": member.user.language,
        "days": DAYS_WITHOUT_CONTACT,
        "audience": likely_audience(member, audiences).pk,
        "audiences": [_explained(value, label) for value, label in form.audience_labels()],
        "situations": [
            [situation.pk, situation.title, place_of(situation.latitude, situation.longitude)]
            for situation in form.situations
        ],
        "areas": list(_grouped(_choices(form, "area"))),
        "channels": [[str(value), str(label)] for value, label in _choices(form, "channel")],
    }


def _choices(form: NoteForm, name: str) -> Iterable[Any]:
    field: Any = form.fields[name]
    offered: Iterable[Any] = field.choices
    return offered


def _grouped(choices: Iterable[Any]) -> Iterable[tuple[str, list[list[str]]]]:
    """Yield the areas below the name of their group; those of no group below no name."""
    for value, label in choices:
        if isinstance(label, list):
            yield str(value), [[str(pk), name] for pk, name in label]
        elif value:
            yield "", [[str(value), label]]


def _explained(value: str, label: str) -> list[str]:
    name, _small, rest = label.partition("<small>")
    return [value, unescape(name.strip()), unescape(rest.removesuffix("</small>"))]
