"""Photos with a talk: add, look at, describe, keep and take away."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from raakvlak.desk.forms.photo import CaptionForm, DescribePhotoForm, PhotoForm
from raakvlak.desk.forms.talk import kinds_in_words
from raakvlak.desk.views.encounter import find_own_encounter
from raakvlak.municipality.access import MemberRequest, member_required, role_required
from raakvlak.municipality.models import NOTE_ROLES, Member
from raakvlak.relations import actions
from raakvlak.relations.models import Encounter, Photo, PhotoContent, PhotoQuerySet
from raakvlak.relations.pictures import MOST_BYTES_SENT
from raakvlak.relations.shown import given
from raakvlak.web.uploads import is_too_large, takes_uploads_of

ROOM_FOR_FORM = 100_000
takes_photos = takes_uploads_of(MOST_BYTES_SENT + ROOM_FOR_FORM)


def visible_photos(member: Member) -> PhotoQuerySet:
    """Return the photos that this member may see, each with its talk."""
    return Photo.objects.within(member.municipality).visible_to(member).select_related("encounter")


def find_own_photo(member: Member, photo_uuid: uuid.UUID) -> Photo:
    """Return a photo of a talk that this member wrote; 404 for any other, also for one that she may see."""
    return get_object_or_404(visible_photos(member), uuid=photo_uuid, encounter__author=member)


@require_GET
@member_required
def show(request: MemberRequest, photo_uuid: uuid.UUID) -> HttpResponse:
    """Show one photo, how long it stays and why."""
    photo = get_object_or_404(visible_photos(request.member), uuid=photo_uuid)
    is_mine = photo.encounter.author_id == request.member.pk
    return render(request, "desk/photo.html", {"photo": photo, "is_mine": is_mine})


@require_GET
@member_required
def full(request: MemberRequest, photo_uuid: uuid.UUID) -> HttpResponse:
    """Give the picture itself, to who may read its talk and to no cache."""
    return given(get_object_or_404(visible_photos(request.member), uuid=photo_uuid), PhotoContent.Size.FULL)


@require_GET
@member_required
def small(request: MemberRequest, photo_uuid: uuid.UUID) -> HttpResponse:
    """Give the small picture."""
    return given(get_object_or_404(visible_photos(request.member), uuid=photo_uuid), PhotoContent.Size.SMALL)


@takes_photos
@require_http_methods(["GET", "POST"])
@role_required(*NOTE_ROLES)
def add(request: MemberRequest, encounter_uuid: uuid.UUID) -> HttpResponse:
    """Put a photo with a talk of one's own."""
    encounter = find_own_encounter(request.member, encounter_uuid)
    if encounter.is_withdrawn:
        raise Http404
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = PhotoForm(*sent, is_too_large=is_too_large(request))
    is_sent = request.method == "POST" and form.is_valid()
    asks = asked_about(form) if is_sent else {}
    if is_sent and not asks and put(form, encounter, form.cleaned_data["key"]):
        messages.success(request, _("De foto staat erbij."))
        return redirect("desk:encounter", encounter.uuid)
    context = {
        **asks,
        "form": form,
        "title": _("Foto erbij"),
        "action": _("Zet erbij"),
        "back_url": reverse("desk:encounter", args=[encounter.uuid]),
        "back_label": _("Notitie"),
    }
    return render(request, "desk/photo_form.html", context, status=422 if form.errors else 200)


def asked_about(form: CaptionForm) -> dict[str, str]:
    """Return what the page asks when what is said of a photo names special data; nothing when it does not."""
    special = form.special_kinds()
    return {"asks": kinds_in_words(special), "asked": form.asked_by_now(special)} if special else {}


def put(form: PhotoForm, encounter: Encounter, key: uuid.UUID | None = None) -> bool:
    """Put the photo of a valid form with a talk, once; tell whether it could, and in the form why not."""
    if form.picture is None:
        return True
    values = form.cleaned_data
    key = key or uuid.uuid4()
    try:
        actions.add_photo(encounter, key, form.picture, subject=values["subject"], caption=values["caption"])
    except ValidationError as error:
        form.add_error("subject" if error.code == "shared" else "file", error)
        return False
    except Photo.DoesNotExist:
        raise Http404 from None
    return True


@require_http_methods(["GET", "POST"])
@member_required
def describe(request: MemberRequest, photo_uuid: uuid.UUID) -> HttpResponse:
    """Write what is on a photo, and why it is to stay."""
    photo = find_own_photo(request.member, photo_uuid)
    initial = {"caption": photo.caption, "kept_because": photo.kept_because}
    form = DescribePhotoForm(request.POST if request.method == "POST" else None, initial=initial)
    is_sent = request.method == "POST" and form.is_valid()
    asks = asked_about(form) if is_sent else {}
    if is_sent and not asks:
        values = form.cleaned_data
        actions.describe_photo(photo, caption=values["caption"], kept_because=values["kept_because"])
        messages.success(request, _("Bewaard."))
        return redirect("desk:photo", photo.uuid)
    context = {
        **asks,
        "form": form,
        "photo": photo,
        "title": _("Bijschrift, of langer bewaren"),
        "back_url": reverse("desk:photo", args=[photo.uuid]),
        "back_label": _("Foto"),
    }
    return render(request, "desk/photo_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@member_required
def remove(request: MemberRequest, photo_uuid: uuid.UUID) -> HttpResponse:
    """Take a photo away for good, after asking; not while a request forbids to delete anything."""
    photo = find_own_photo(request.member, photo_uuid)
    encounter = photo.encounter
    if encounter.links.filter(situation__held_since_on__isnull=False).exists():
        messages.warning(request, _("Deze foto moet nu blijven: van deze situatie mag niets gewist worden."))
        return redirect("desk:photo", photo.uuid)
    if request.method == "POST":
        actions.remove_photo(photo)
        messages.success(request, _("De foto is weg."))
        return redirect("desk:encounter", encounter.uuid)
    context = {
        "title": _("Deze foto weghalen?"),
        "text": _("De foto is dan meteen weg, en niet terug te halen. De notitie blijft."),
        "action": _("Haal weg"),
        "cancel_url": reverse("desk:photo", args=[photo.uuid]),
        "is_destructive": True,
    }
    return render(request, "confirm.html", context)
