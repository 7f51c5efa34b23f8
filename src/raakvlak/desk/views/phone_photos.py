"""Photos that come in from a phone, part after part."""

import json
import uuid
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from raakvlak.desk.forms.key import key_in
from raakvlak.desk.forms.photo import CaptionForm
from raakvlak.desk.forms.talk import question_about
from raakvlak.desk.views.encounter import find_own_encounter
from raakvlak.municipality.access import MemberRequest, role_required
from raakvlak.municipality.models import NOTE_ROLES
from raakvlak.relations import actions
from raakvlak.relations.models import Photo, PhotoUpload
from raakvlak.web.numbers import number
from raakvlak.web.special import Kind

LONGEST_PART: Final = 500_000
SAID: Final = ("caption", "asked")


@require_POST
@role_required(*NOTE_ROLES)
def begin(request: MemberRequest, photo_uuid: uuid.UUID) -> HttpResponse:
    """Say how far a photo came, and let it go on from there."""
    if actions.is_of_another(request.member, photo_uuid):
        raise Http404
    try:
        asked = json.loads(request.body)
        note, length = key_in(str(asked["note"])), int(asked["length"])
        subject, said = Photo.Subject(asked["subject"]), {name: str(asked.get(name, "")) for name in SAID}
    except (ValueError, TypeError, KeyError, OverflowError):
        return unreadable()
    if note is None:
        raise Http404
    encounter = find_own_encounter(request.member, note)
    form = CaptionForm(said)
    if not form.is_valid():
        return JsonResponse({"state": "refused", "reasons": [one for errors in form.errors.values() for one in errors]})
    try:
        if actions.stored_photo(encounter, photo_uuid):
            return JsonResponse({"state": "stored"})
        if special := form.special_kinds():
            return JsonResponse(question(form, special))
        upload = actions.begin_upload(
            encounter, photo_uuid, subject=subject, caption=form.cleaned_data["caption"], length=length
        )
    except Photo.DoesNotExist:
        raise Http404 from None
    except ValidationError as error:
        return JsonResponse({"state": "refused", "reasons": error.messages})
    return JsonResponse(how_far(upload))


@require_POST
@role_required(*NOTE_ROLES)
def receive(request: MemberRequest, photo_uuid: uuid.UUID) -> HttpResponse:
    """Take in a part of a photo; the last one makes it whole."""
    if actions.is_of_another(request.member, photo_uuid):
        raise Http404
    start, part = number(request.GET.get("vanaf", "")), request.body
    if start is None or len(part) > LONGEST_PART:
        return unreadable()
    try:
        upload = actions.receive(request.member, photo_uuid, start, part)
    except PhotoUpload.DoesNotExist:
        if Photo.objects.within(request.member.municipality).filter(uuid=photo_uuid, encounter__author=request.member):
            return JsonResponse({"state": "stored"})
        raise Http404 from None
    return JsonResponse(how_far(upload))


def question(form: CaptionForm, special: list[Kind]) -> dict[str, Any]:
    """Ask whether special data is needed in what is said of a photo, as it is asked of a note."""
    return {"state": "asks", "reasons": [question_about(special)], "asked": form.asked_by_now(special)}


def how_far(upload: PhotoUpload) -> dict[str, Any]:
    """Say how much of a photo came in, and store it when that is all."""
    if not upload.is_whole:
        return {"state": "going", "received": len(upload.content)}
    try:
        actions.finish_upload(upload)
    except ValidationError as error:
        return {"state": "refused", "reasons": error.messages}
    return {"state": "stored"}


def unreadable() -> HttpResponse:
    """Say what a part of a photo is."""
    problem = {
        "type": "about:blank",
        "title": _("Dit is geen deel van een foto dat we kennen."),
        "status": 400,
        "detail": _(
            "Stuur eerst bij welke notitie de foto hoort en hoe lang hij is, en dan delen van hoogstens 500 kB."
        ),
    }
    return JsonResponse(problem, status=400, content_type="application/problem+json")
