"""What only the author of a note can do: correct, withdraw, put back, and share with more colleagues."""

import uuid
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from raakvlak.desk import actions as desk
from raakvlak.desk.audiences import audiences_of, wider_audiences
from raakvlak.desk.forms.note import NoteForm
from raakvlak.desk.forms.widen import WidenForm
from raakvlak.desk.typed import is_sure, keeps_typed
from raakvlak.desk.views.encounter import find_own_encounter
from raakvlak.desk.views.note import ask_first, show_form, tell_kept_out, typed_in, wants_more
from raakvlak.municipality.access import MemberRequest, member_required
from raakvlak.relations import actions
from raakvlak.relations.models import Encounter
from raakvlak.situations.references import names_for, to_plain, to_typed
from raakvlak.web.pages import next_address

CHANGED: Final = gettext_lazy(
    "Deze notitie is veranderd sinds je hem opende. Misschien is er een naam gewist: zet die niet terug. Kijk je tekst"
    " na en bewaar hem dan."
)


@keeps_typed
@require_http_methods(["GET", "POST"])
@member_required
def correct(request: MemberRequest, encounter_uuid: uuid.UUID) -> HttpResponse:
    """Show the note for its author to correct, or store the correction."""
    encounter = find_own_encounter(request.member, encounter_uuid)
    if encounter.is_withdrawn:
        raise Http404
    audiences = audiences_of(request.member)
    if request.method == "GET":
        form = NoteForm(author=request.member, audiences=audiences, encounter=encounter, initial=written_in(encounter))
        return show_form(request, form, encounter=encounter)
    form = NoteForm(request.POST, author=request.member, audiences=audiences, encounter=encounter)
    if not is_sure(request):
        messages.info(request, _("Je bent weer ingelogd. Kijk je tekst na en bewaar hem."))
        return show_form(request, form, encounter=encounter)
    if wants_more(request) or not form.is_valid():
        return show_form(request, form, encounter=encounter)
    return ask_first(request, form, encounter=encounter) or store_correction(request, encounter, form)


def store_correction(request: MemberRequest, encounter: Encounter, form: NoteForm) -> HttpResponse:
    """Store what is right, and offer to undo it."""
    typed = typed_in(form, before=(encounter.working_note, encounter.shareable_summary))
    try:
        noted = desk.correct(encounter, typed, seen=form.cleaned_data["seen"])
    except desk.Changed:
        return show_both(request, encounter, form)
    tell_kept_out(request, noted.kept_out)
    return done(encounter, "aangepast")


def show_both(request: MemberRequest, encounter: Encounter, form: NoteForm) -> HttpResponse:
    """Show what stands in the note now beside what was typed; saving once more takes what was typed."""
    encounter = find_own_encounter(request.member, encounter.uuid)
    data = request.POST.copy()
    data["seen"] = desk.state_of(encounter)
    form.data = data
    form.add_error(None, CHANGED)
    names = names_for([encounter], request.member)
    stands_now = "\n\n".join(
        to_plain(text, names) for text in (encounter.working_note, encounter.shareable_summary) if text
    )
    return show_form(request, form, encounter=encounter, stands_now=stands_now)


def written_in(encounter: Encounter) -> dict[str, Any]:
    """Return what a note holds, the way that it was typed."""
    names = names_for([encounter], encounter.author)
    kept = ("happened_on", "part_of_day", "channel", "area", "latitude", "longitude", "is_story")
    present = [presence.party_id for presence in encounter.presences.all() if not presence.is_only_mentioned]
    return {
        **{name: getattr(encounter, name) for name in kept},
        "seen": desk.state_of(encounter),
        "working_note": to_typed(encounter.working_note, names),
        "shareable_summary": to_typed(encounter.shareable_summary, names),
        "party": present,
        "situation": list(encounter.links.values_list("situation", flat=True)),
        "member": list(encounter.members.values_list("pk", flat=True)),
    }


def done(encounter: Encounter, what: str) -> HttpResponse:
    """Go back to the note, where what was done can be undone."""
    return redirect(f"{reverse('desk:encounter', args=[encounter.uuid])}?klaar={what}")


@require_POST
@member_required
def revert(request: MemberRequest, encounter_uuid: uuid.UUID) -> HttpResponse:
    """Undo the last correction."""
    encounter = find_own_encounter(request.member, encounter_uuid)
    actions.revert(encounter)
    messages.success(request, _("De vorige tekst staat er weer."))
    return redirect("desk:encounter", encounter.uuid)


@require_POST
@member_required
def withdraw(request: MemberRequest, encounter_uuid: uuid.UUID) -> HttpResponse:
    """Take a note back."""
    encounter = find_own_encounter(request.member, encounter_uuid)
    actions.withdraw(encounter)
    if next_url := next_address(request):
        return redirect(next_url)
    return done(encounter, "ingetrokken")


@require_POST
@member_required
def restore(request: MemberRequest, encounter_uuid: uuid.UUID) -> HttpResponse:
    """Put a note back that was withdrawn less than thirty days ago."""
    encounter = find_own_encounter(request.member, encounter_uuid)
    if encounter.is_withdrawn and not encounter.can_be_restored:
        messages.warning(request, _("Dat kan niet meer: je trok deze notitie meer dan 30 dagen geleden in."))
        return redirect("desk:encounter", encounter.uuid)
    desk.restore(encounter)
    return done(encounter, "teruggezet")


@require_http_methods(["GET", "POST"])
@member_required
def widen(request: MemberRequest, encounter_uuid: uuid.UUID) -> HttpResponse:
    """Ask with whom a note is to be shared and say what goes along; then do it."""
    encounter = find_own_encounter(request.member, encounter_uuid)
    if encounter.is_withdrawn:
        raise Http404
    if actions.is_tied_to_notebook(encounter):
        return render(request, "desk/widen_later.html", {"encounter": encounter})
    form = WidenForm(request.POST or None, member=request.member, audiences=wider_audiences(request.member, encounter))
    if request.method == "POST" and form.is_valid():
        desk.widen(encounter, request.member, form.cleaned_data["audience"])
        messages.success(request, _("De notitie is gedeeld. Wie dat was en wanneer, staat in het logboek."))
        return redirect("desk:encounter", encounter.uuid)
    context = {
        "encounter": encounter,
        "form": form,
        "parties": actions.own_klad_parties(encounter),
        "photos": encounter.photos.in_order(),
    }
    return render(request, "desk/widen.html", context)
