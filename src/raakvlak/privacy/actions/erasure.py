"""Erase a party: nothing of her is left, in rows, texts, history or job arguments."""

from functools import partial

from django.db import transaction

from raakvlak.municipality.actions import log_access
from raakvlak.municipality.models import AccessLogEntry, Member
from raakvlak.privacy.actions.retention import KINDS, record, record_more
from raakvlak.privacy.columns import all_words
from raakvlak.privacy.destroying import destroy
from raakvlak.privacy.holds import Held
from raakvlak.privacy.models import Destruction
from raakvlak.privacy.redaction import Tell, belongings_of, in_silence, redact_name, selves_of
from raakvlak.relations.models import Encounter, Party, Photo, PhotoUpload
from raakvlak.relations.signals import name_erased
from raakvlak.situations.jobs import add_missing

Kind, Reason = Destruction.Kind, Destruction.Reason
LARGE = 5_000


class HeldError(Exception):
    """A situation of this party is held: nothing of it may be deleted now."""


def is_held(party: Party) -> bool:
    """Tell whether this party belongs to a situation that is held."""
    return Held(party.municipality).situations_of(party).exists()


def is_large(party: Party) -> bool:
    """Tell whether there is so much to read through that a job had better do it."""
    rows = 0
    for words in all_words():
        rows += words.rows(party.municipality)[: LARGE + 1].count()
        if rows > LARGE:
            return True
    return False


def erase_party(party: Party, member: Member, *, everywhere: bool, tick: Tell = in_silence) -> None:
    """Take her name out of all texts, and then her away; a run that was killed can simply be run again."""
    if is_held(party):
        raise HeldError
    destroy_photos(party)
    count = partial(record_more, party.municipality, Kind.TEXT, Reason.ERASURE)
    redact_name(party, everywhere=everywhere, tick=tick, tell=count)
    names = sorted({one.name for one in selves_of(party) if one.name})
    name_erased.send(Party, municipality=party.municipality, names=names)
    take_away(party, member)
    add_missing.enqueue()  # what was rewritten fell out of the search index at once


@transaction.atomic
def destroy_photos(party: Party) -> None:
    """Destroy the photos of talks in which she was or is named: what is on a photo can't be read and taken out."""
    talks = belongings_of(party).ids[Encounter]
    destroyed = destroy(Photo.objects.filter(encounter__in=talks).select_for_update())
    if destroyed.get(Photo):
        record_more(party.municipality, Kind.PHOTO, Reason.ERASURE, destroyed[Photo])
    PhotoUpload.objects.filter(encounter__in=talks).delete()


@transaction.atomic
def take_away(party: Party, member: Member) -> None:
    """Delete her and what is hers alone, and write down that somebody was erased, not who."""
    municipality, number = party.municipality, party.pk
    destroyed = destroy(Party.objects.filter(pk=number).select_for_update())
    if not destroyed.get(Party):
        return
    for model, kind in KINDS.items():
        if destroyed.get(model):
            record(municipality, kind, Reason.ERASURE, destroyed[model])
    log_access(member, AccessLogEntry.What.PARTY_ERASED, number)
