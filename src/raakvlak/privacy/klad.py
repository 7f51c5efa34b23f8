"""What the asker reads of an opened klad."""

from dataclasses import dataclass

from raakvlak.municipality.models import Audience, Member
from raakvlak.privacy.models import KladOpening
from raakvlak.relations.models import Encounter, Party, Photo, PhotoQuerySet, Promise
from raakvlak.situations.references import names_in, party_reference
from raakvlak.web.references import Reference


@dataclass(frozen=True, slots=True)
class OpenedKlad:
    """The notes and promises that were for the author alone, with the names in them."""

    talks: list[Encounter]
    promises: list[Promise]
    names: dict[Reference, str | None]


def openings_to_tell(author: Member) -> list[KladOpening]:
    """Return the openings of this member's klad that she has not seen yet."""
    openings = KladOpening.objects.within(author.municipality).to_tell(author).newest_first()
    return list(openings.select_related("asked_by__user", "approved_by__user"))


def opened_klad(opening: KladOpening, reader: Member) -> OpenedKlad:
    """Gather the klad of the author; people that she alone knew are named too."""
    klad = Audience.objects.klad_of(opening.author)
    talks = Encounter.objects.within(opening.municipality).filter(audience=klad).standing().newest_first()
    promises = Promise.objects.within(opening.municipality).filter(audience=klad).open().by_due_day()
    noted, promised = list(talks.select_related("area").prefetch_related("photos")), list(promises)
    texts = [talk.working_note + talk.shareable_summary for talk in noted] + [promise.text for promise in promised]
    hers = Party.objects.within(opening.municipality).filter(audience=klad, is_not_to_be_noted=False)
    merged = Party.objects.filter(merged_into__in=hers).values_list("pk", "merged_into__name")
    known = {party_reference(pk): name for pk, name in (*hers.values_list("pk", "name"), *merged)}
    return OpenedKlad(noted, promised, {**names_in(texts, reader), **known})


def opened_photos(opening: KladOpening) -> PhotoQuerySet:
    """Return the photos with the notes of an opened klad."""
    klad = Audience.objects.klad_of(opening.author)
    photos = Photo.objects.within(opening.municipality)
    return photos.filter(encounter__audience=klad, encounter__withdrawn_at=None)
