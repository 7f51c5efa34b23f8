"""What is done with photos of a talk, all at once or part after part."""

import uuid
from typing import Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from raakvlak.municipality.models import KeptKind, Member
from raakvlak.relations.keeping import Terms
from raakvlak.relations.models import MOST_PHOTOS, Encounter, Photo, PhotoContent, PhotoUpload
from raakvlak.relations.notes import Note, respecting
from raakvlak.relations.pictures import Picture, read_picture

MOST_BYTES_OF_PHONE: Final = 4_000_000  # it makes a photo small before it keeps it


@transaction.atomic
def add_photo(encounter: Encounter, key: uuid.UUID, picture: Picture, *, subject: str, caption: str) -> Photo:
    """Put a photo with a talk, once; ValidationError says why it can't be there, 404 is for a key of another talk."""
    encounter = _locked(encounter)
    if stored := stored_photo(encounter, key):
        return stored
    refuse(encounter, subject)
    terms = Terms.of(encounter.municipality)
    photo = Photo.objects.create(
        uuid=key,
        encounter=encounter,
        subject=subject,
        caption=_respectful(caption, encounter.author),
        width=picture.width,
        height=picture.height,
        **terms.settled(KeptKind.PHOTO),
    )
    PhotoContent.objects.create(photo=photo, full=picture.full, small=picture.small)
    return photo


def stored_photo(encounter: Encounter, key: uuid.UUID) -> Photo | None:
    """Return the photo with this key when this talk has it; Photo.DoesNotExist when another one has."""
    known = Photo.objects.filter(uuid=key).first()
    if known and known.encounter_id != encounter.pk:
        raise Photo.DoesNotExist
    return known


def is_of_another(member: Member, key: uuid.UUID) -> bool:
    """Tell whether a key is of a photo of somebody else, whole or half."""
    photos = Photo.objects.filter(uuid=key).exclude(encounter__author=member)
    return photos.exists() or PhotoUpload.objects.filter(uuid=key).exclude(encounter__author=member).exists()


def refuse(encounter: Encounter, subject: str) -> None:
    """Refuse what can't be put with this talk."""
    if subject == Photo.Subject.NOTEBOOK and not encounter.audience.is_klad:
        raise ValidationError(
            _(
                "Een bladzijde uit je eigen schrift hoort bij een klad. "
                "Deze notitie lezen anderen al: maak er een aparte."
            ),
            code="shared",
        )
    if encounter.photos.count() >= MOST_PHOTOS:
        most = _("Bij één gesprek passen %(most)d foto’s. Haal er eerst een weg.")
        raise ValidationError(most % {"most": MOST_PHOTOS}, code="many")


@transaction.atomic
def begin_upload(encounter: Encounter, key: uuid.UUID, *, subject: str, caption: str, length: int) -> PhotoUpload:
    """Begin a photo that comes in part after part, or go on with it."""
    encounter = _locked(encounter)
    refuse(encounter, subject)
    if not 0 < length <= MOST_BYTES_OF_PHONE:
        raise ValidationError(_("Deze foto is te groot. Maak hem opnieuw."), code="large")
    upload, _is_new = PhotoUpload.objects.select_for_update().get_or_create(
        uuid=key, defaults={"encounter": encounter, "subject": subject, "caption": caption, "length": length}
    )
    if upload.encounter_id != encounter.pk:
        raise Photo.DoesNotExist
    if upload.length != length:
        upload.length, upload.content = length, b""
    upload.subject, upload.caption, upload.touched_at = subject, caption, timezone.now()
    upload.save()
    return upload


@transaction.atomic
def receive(author: Member, key: uuid.UUID, start: int, part: bytes) -> PhotoUpload:
    """Add a part where the photo left off; one that came in before, or comes too early, changes nothing."""
    uploads = PhotoUpload.objects.within(author.municipality).filter(encounter__author=author)
    upload = uploads.select_for_update(of=("self",)).select_related("encounter").get(uuid=key)
    there = bytes(upload.content)
    if start == len(there) and part and len(there) + len(part) <= upload.length:
        upload.content, upload.touched_at = there + part, timezone.now()
        upload.save(update_fields=["content", "touched_at"])
    return upload


def finish_upload(upload: PhotoUpload) -> Photo:
    """Make a photo of what came in; what is none is thrown away, and ValidationError says why."""
    try:
        picture = read_picture(bytes(upload.content))
    except ValidationError:
        upload.delete()
        raise
    with transaction.atomic():
        photo = add_photo(upload.encounter, upload.uuid, picture, subject=upload.subject, caption=upload.caption)
        PhotoUpload.objects.filter(uuid=upload.uuid).delete()
    return photo


@transaction.atomic
def describe_photo(photo: Photo, *, caption: str, kept_because: str) -> None:
    """Write down what is on a photo, and why it is kept as long as its talk, or no longer is."""
    author = photo.encounter.author
    photo.caption, photo.kept_because = _respectful(caption, author), _respectful(kept_because, author)
    photo.save(update_fields=["caption", "kept_because"])


def remove_photo(photo: Photo) -> None:
    """Take a photo away, with its bytes."""
    photo.delete()


def _respectful(text: str, author: Member) -> str:
    """Leave out the name of who does not want to be noted."""
    return respecting(Note(working_note=text), author).note.working_note


def _locked(encounter: Encounter) -> Encounter:
    rows = Encounter.objects.select_for_update(of=("self",)).select_related("municipality", "audience", "author")
    return rows.get(pk=encounter.pk)
