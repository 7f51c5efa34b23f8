"""Photos with a talk: of a place, of a sheet, or of a page of one's own notebook."""

import datetime
import uuid
from typing import Final, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raakvlak.municipality.models import Kept, Member, MunicipalityQuerySet, VisibleQuerySet
from raakvlak.relations.models.encounter import Encounter

MOST_PHOTOS: Final = 10
FORGOTTEN_AFTER: Final = datetime.timedelta(days=1)  # the phone still has the photo, and sends it anew


class PhotoQuerySet(VisibleQuerySet["Photo"]):
    """Photos; they are for the eyes of who may read the talk."""

    through = "encounter__"

    def visible_to(self, member: Member) -> Self:
        """Keep the photos of talks that this member may read; of a withdrawn talk, its author alone."""
        return super().visible_to(member).filter(Q(encounter__withdrawn_at=None) | Q(encounter__author=member))

    def of(self, encounter: Encounter) -> Self:
        """Keep those of one talk, in order."""
        return self.filter(encounter=encounter).in_order()

    def in_order(self) -> Self:
        """Order as they were added."""
        return self.order_by("pk")

    def of_notebook(self) -> Self:
        """Keep the pages of somebody's own notebook."""
        return self.filter(subject=Photo.Subject.NOTEBOOK)


class Photo(Kept):
    """A photo with a talk. It has the readers of its talk, and ends before it unless somebody wrote why not."""

    class Subject(models.TextChoices):
        """What is on it."""

        PLACE = "place", _("een plek")
        SHEET = "sheet", _("een vel of bord")
        NOTEBOOK = "notebook", _("mijn eigen schrift")

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    encounter = models.ForeignKey(Encounter, models.CASCADE, related_name="photos")
    subject = models.CharField(_("wat erop staat"), max_length=10, choices=Subject)
    caption = models.CharField(_("bijschrift"), max_length=300, blank=True)
    kept_because = models.CharField(_("waarom langer bewaard"), max_length=300, blank=True)
    width = models.PositiveSmallIntegerField(editable=False)
    height = models.PositiveSmallIntegerField(editable=False)
    added_at = models.DateTimeField(auto_now_add=True)

    objects = PhotoQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.uuid)

    @property
    def alternative(self) -> str:
        """Say what is on it, to who can't look at it."""
        return self.caption or _("Foto van %(subject)s, zonder bijschrift") % {"subject": self.get_subject_display()}

    @property
    def ends_on(self) -> datetime.date:
        """Return the last day on which it is there: never later than its talk."""
        return self.encounter.keep_until if self.kept_because else min(self.keep_until, self.encounter.keep_until)


class PhotoContent(models.Model):
    """The picture itself, apart from its photo: it is fetched only where it is shown. Always a JPEG that we wrote."""

    class Size(models.TextChoices):
        """How large it is shown; by the name of the column."""

        FULL = "full"
        SMALL = "small"

    photo = models.OneToOneField(Photo, models.CASCADE, related_name="content")
    full = models.BinaryField()
    small = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.photo_id}"


class PhotoUploadQuerySet(MunicipalityQuerySet["PhotoUpload"]):
    """Photos that are on their way."""

    through = "encounter__"

    def forgotten(self) -> Self:
        """Keep those of which nothing came in for a day."""
        return self.filter(touched_at__lt=timezone.now() - FORGOTTEN_AFTER)


class PhotoUpload(models.Model):
    """A photo of which a part has come in. Nobody sees it before it is whole."""

    uuid = models.UUIDField(unique=True)
    encounter = models.ForeignKey(Encounter, models.CASCADE, related_name="+")
    subject = models.CharField(_("wat erop staat"), max_length=10, choices=Photo.Subject)
    caption = models.CharField(_("bijschrift"), max_length=300, blank=True)
    length = models.PositiveIntegerField()
    content = models.BinaryField(default=bytes)
    touched_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = PhotoUploadQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{len(self.content)} / {self.length}"

    @property
    def is_whole(self) -> bool:
        """Tell whether all of it came in."""
        return len(self.content) == self.length
