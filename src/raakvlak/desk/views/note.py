"""Noteer: one field, one button."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from raakvlak.desk import actions
from raakvlak.desk.audiences import audiences_of, likely_audience
from raakvlak.desk.forms.key import key_in, keyed
from raakvlak.desk.forms.note import NoteForm
from raakvlak.desk.forms.photo import PhotoForm
from raakvlak.desk.forms.talk import kinds_in_words
from raakvlak.desk.typed import is_sure, keeps_typed
from raakvlak.desk.views.photos import put, takes_photos
from raakvlak.municipality.access import MemberRequest, role_required
from raakvlak.municipality.models import NOTE_ROLES, Audience, Member
from raakvlak.relations.duplicates import Described, hints
from raakvlak.relations.models import Encounter, Party
from raakvlak.relations.notes import NewPromise, Note
from raakvlak.situations.models import Situation
from raakvlak.web.numbers import number
from raakvlak.web.uploads import is_too_large

PHOTO = "photo"
MOST_SUGGESTIONS = 8
LEAST_ALIKE = 2  # one letter is like everything


@takes_photos
@keeps_typed
@require_http_methods(["GET", "POST"])
@role_required(*NOTE_ROLES)
def note(request: MemberRequest) -> HttpResponse:
    """Show the empty field, or store what was written in it."""
    audiences = audiences_of(request.member)
    if request.method == "GET":
        form = NoteForm(author=request.member, audiences=audiences, initial=start_of(request, audiences))
        return show_form(request, form, photo=PhotoForm(prefix=PHOTO, may_be_left=True))
    form = NoteForm(keyed(request.POST), author=request.member, audiences=audiences)
    photo = photo_in(request)
    if not is_sure(request):
        messages.info(request, _("Je bent weer ingelogd. Kijk je tekst na en bewaar hem."))
        return show_form(request, form, photo=photo)
    if wants_more(request) or not all([form.is_valid(), photo.is_valid()]):
        return show_form(request, form, photo=photo, unfold=wants_more(request) or photo.is_lost)
    return ask_first(request, form, photo=photo, unfold=photo.is_lost) or store(request, form, audiences, photo)


def photo_in(request: MemberRequest) -> PhotoForm:
    """Read the photo that came along, when one did."""
    return PhotoForm(request.POST, request.FILES, prefix=PHOTO, may_be_left=True, is_too_large=is_too_large(request))


def wants_more(request: MemberRequest) -> bool:
    """Tell whether a row was asked for, and not yet to store."""
    return "more_promises" in request.POST


def ask_first(
    request: MemberRequest, form: NoteForm, photo: PhotoForm | None = None, **context: Any
) -> HttpResponse | None:
    """Ask once whether special data is needed, in the note or with its photo; never refuse it."""
    special = form.special_kinds(*(photo.texts if photo and photo.picture else ()))
    if not special:
        return None
    asks, asked = kinds_in_words(special), form.asked_by_now(special)
    at = "id_working_note" if form.special_kinds() else f"id_{PHOTO}-caption"
    return show_form(request, form, photo=photo, asks=asks, asked=asked, asks_at=at, **context)


def show_form(request: MemberRequest, form: NoteForm, **context: Any) -> HttpResponse:
    """Show the form with all that was typed; an empty one waits with the cursor in its field."""
    if not form.is_bound:
        form.fields["working_note"].widget.attrs["autofocus"] = True
    return render(request, "desk/note.html", {"form": form, "member": request.member, **context})


def store(
    request: MemberRequest, form: NoteForm, audiences: Sequence[Audience], photo: PhotoForm | None = None
) -> HttpResponse:
    """Store the note once, with its photo after it, and say what was done with it.

    A page of one's own notebook makes it a klad, whatever was chosen.
    """
    is_of_notebook = photo is not None and photo.is_of_notebook
    audience = (
        Audience.objects.klad_of(request.member)
        if is_of_notebook
        else form.cleaned_data["audience"] or likely_audience(request.member, audiences)
    )
    key: uuid.UUID = form.cleaned_data["key"]
    typed = typed_in(form)
    try:
        noted = actions.note_once(request.member, audience, typed, key=key)
    except Encounter.DoesNotExist:
        raise Http404 from None
    except actions.Stored as stored:
        tell_stored(request, stored.encounter, typed)
        put_along(request, stored.encounter, photo)
        return redirect("desk:encounter", key)
    tell_kept_out(request, noted.kept_out)
    tell_new(request, typed, audience, noted.kept_out)
    put_along(request, noted.encounter, photo)
    return redirect(f"{reverse('desk:encounter', args=[key])}?klaar=genoteerd")


def put_along(request: MemberRequest, encounter: Encounter, photo: PhotoForm | None) -> None:
    """Put the photo with a note that is safe already; sent again, both are there once."""
    if photo is None or photo.picture is None:
        return
    if not put(photo, encounter, photo.cleaned_data["key"] or uuid.uuid5(encounter.uuid, PHOTO)):
        for errors in photo.errors.values():
            messages.warning(request, " ".join(map(str, errors)))


def typed_in(form: NoteForm, before: tuple[str, str] = ("", "")) -> actions.Typed:
    """Gather what a valid form holds."""
    values = form.cleaned_data
    promises = [one.cleaned_data for one in form.promises if one.cleaned_data.get("text")]
    kept = ("working_note", "shareable_summary", "channel", "area", "latitude", "longitude", "part_of_day", "is_story")
    day = {"happened_on": values["happened_on"]} if values["happened_on"] else {}
    return actions.Typed(
        note=Note(
            **{name: values[name] for name in kept},
            **day,
            party_ids=values["party"] | form.whom.ids,
            member_ids=values["member"],
            promises=tuple(new_promise(one) for one in promises),
        ),
        new_names=tuple(dict.fromkeys([*values["new_party"], *form.whom.new])),
        are_anonymous=values["is_anonymous"],
        to_whom=[one["to_whom"] for one in promises],
        situation_ids=values["situation"],
        before=before,
    )


def new_promise(values: dict[str, Any]) -> NewPromise:
    """Return the promise of a filled row."""
    chosen = {name: values[name] for name in ("kind", "direction") if values[name]}
    same = {name: values[name] for name in ("text", "due_on", "allowed_by", "allowed_on")}
    return NewPromise(**same, **chosen)


def tell_stored(request: MemberRequest, encounter: Encounter, typed: actions.Typed) -> None:
    """Say that the note was there already, and whether words were typed since that are not in it."""
    ready = actions.with_references(typed, request.member)
    if (ready.working_note, ready.shareable_summary) == (encounter.working_note, encounter.shareable_summary):
        messages.info(request, _("Deze notitie stond er al. Ze is één keer bewaard."))
    else:
        messages.warning(
            request,
            _("Deze notitie stond er al, met andere woorden. Wat je daarna typte staat er niet in: pas haar hier aan."),
        )


def tell_kept_out(request: MemberRequest, names: Sequence[str]) -> None:
    """Say kindly that a name was kept out."""
    if names:
        text = _("%(names)s wil niet genoteerd worden. Daarom staat er nu ‘iemand’, en is de naam niet bewaard.")
        messages.info(request, text % {"names": ", ".join(names)})


def tell_new(request: MemberRequest, typed: actions.Typed, audience: Audience, kept_out: Sequence[str]) -> None:
    """Say who was added to the people, and who may see that."""
    names = [name for name in typed.new_names if name not in kept_out]
    if names:
        text = _("Nieuw bij Mensen: %(names)s. Wie dit mag zien: %(who)s.")
        messages.info(request, text % {"names": ", ".join(names), "who": audience.get_kind_display()})


def start_of(request: MemberRequest, audiences: Sequence[Audience]) -> dict[str, Any]:
    """Fill in what the screen that one came from already knows: a situation, a person, or a talk one was at."""
    member, asked = request.member, request.GET
    situation = _visible_situation(member, asked)
    start: dict[str, Any] = {"audience": likely_audience(member, audiences, situation).pk}
    if situation:
        start["situation"] = [situation.pk]
    if party_id := number(asked.get("persoon", "")):
        start["party"] = [party_id]
    return {**start, **_same_talk(member, asked.get("bij", ""))}


def _visible_situation(member: Member, asked: QueryDict) -> Situation | None:
    chosen = number(asked.get("situatie", ""))
    return (
        Situation.objects.within(member.municipality).visible_to(member).filter(pk=chosen).first() if chosen else None
    )


def _same_talk(member: Member, key: str) -> dict[str, Any]:
    """Take over when, where and with whom from a colleague's note of the same talk."""
    talks = Encounter.objects.within(member.municipality).visible_to(member).standing()
    wanted = key_in(key)
    talk = talks.filter(uuid=wanted).first() if wanted else None
    if talk is None:
        return {}
    present = talk.presences.filter(is_only_mentioned=False).values_list("party", flat=True)
    same = {name: getattr(talk, name) for name in ("happened_on", "part_of_day", "channel", "area")}
    return {**same, "party": list(present)}


@require_GET
@role_required(*NOTE_ROLES)
def suggest(request: MemberRequest) -> HttpResponse:
    """List the few people or situations whose name begins like this, and the people who might be meant by it."""
    typed = request.GET.get("q", "")[:120].replace("\x00", "").strip()
    kind = request.GET.get("kind", "party")
    rows: list[Party] | list[Situation] = []
    alike: list[Party] = []
    if typed and kind == "situation":
        situations = Situation.objects.within(request.member.municipality).visible_to(request.member).titled_like(typed)
        rows = list(situations.open().newest_first()[:MOST_SUGGESTIONS])
    elif typed:
        parties = Party.objects.within(request.member.municipality).visible_to(request.member).named_like(typed)
        rows = list(parties.first_by_name(MOST_SUGGESTIONS).select_related("area").defer("area__geometry"))
        if len(typed) >= LEAST_ALIKE and len(rows) < MOST_SUGGESTIONS:
            found = hints(Described(typed, kind=""), request.member, but=[row.pk for row in rows])
            alike = [hint.party for hint in found]
    context = {"rows": [*rows, *alike], "alike": alike, "kind": kind, "typed": typed}
    return render(request, "desk/suggestions.html", context)
