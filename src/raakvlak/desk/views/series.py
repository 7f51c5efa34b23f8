"""Reeks: ten talks on a market morning in five minutes."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django_htmx.http import replace_url

from raakvlak.desk import actions
from raakvlak.desk.audiences import audiences_of, likely_audience
from raakvlak.desk.forms.key import key_in, keyed
from raakvlak.desk.forms.note import now
from raakvlak.desk.forms.series import SeriesForm
from raakvlak.desk.forms.talk import kinds_in_words
from raakvlak.desk.typed import is_sure, keeps_typed
from raakvlak.desk.views.note import start_of, tell_kept_out, tell_new, typed_in
from raakvlak.municipality.access import MemberRequest, role_required
from raakvlak.municipality.models import NOTE_ROLES, Channel, Member
from raakvlak.relations.models import Encounter, EncounterQuerySet
from raakvlak.situations.references import names_for
from raakvlak.web.pages import render_page

MOST_LINES = 200


@keeps_typed
@require_http_methods(["GET", "POST"])
@role_required(*NOTE_ROLES)
def series(request: MemberRequest) -> HttpResponse:
    """Show the one line and the lines before it, or store the line."""
    audiences = audiences_of(request.member)
    if request.method == "GET":
        key = key_in(request.GET.get("reeks", "")) or uuid.uuid4()
        start = {**start_of(request, audiences), **same_as_before(request.member, key)}
        return show(request, SeriesForm(author=request.member, audiences=audiences, initial=start), key)
    form = SeriesForm(keyed(request.POST), author=request.member, audiences=audiences)
    fits = form.is_valid()
    key = key_in(request.POST.get("series", "")) or uuid.uuid4()
    if not is_sure(request) or not fits:
        return show(request, form, key)
    special = form.special_kinds()
    if special:
        return show(request, form, key, asks=kinds_in_words(special), asked=form.asked_by_now(special))
    return store_line(request, form)


def store_line(request: MemberRequest, form: SeriesForm) -> HttpResponse:
    """Store a line once, and show an empty one for the next talk."""
    values = form.cleaned_data
    audience = values["audience"] or likely_audience(request.member, audiences_of(request.member))
    typed = typed_in(form)
    typed = actions.in_series(typed, values["series"])
    try:
        noted = actions.note_once(request.member, audience, typed, key=values["key"])
    except Encounter.DoesNotExist:
        raise Http404 from None
    except actions.Stored:
        messages.info(request, _("Deze regel stond er al. Hij is één keer bewaard."))
    else:
        tell_kept_out(request, noted.kept_out)
        tell_new(request, typed, audience, noted.kept_out)
    if not request.htmx:
        return redirect(f"{reverse('desk:series')}?reeks={values['series']}")
    start = same_as_before(request.member, values["series"])
    empty = SeriesForm(author=request.member, audiences=audiences_of(request.member), initial=start)
    return replace_url(show(request, empty, values["series"]), f"{reverse('desk:series')}?reeks={values['series']}")


def lines_of(member: Member, key: uuid.UUID) -> EncounterQuerySet:
    """Return the lines that this member wrote in a series, the newest first."""
    mine = Encounter.objects.within(member.municipality).visible_to(member).filter(author=member, series=key)
    return mine.standing().for_timeline().order_by("-pk")


def same_as_before(member: Member, key: uuid.UUID) -> dict[str, Any]:
    """Return what stays as it was for the last line: place, channel, day, readers and situations."""
    last = lines_of(member, key).first()
    if last is None:
        return {"channel": Channel.STREET, "series": key}
    kept = ("area", "channel", "happened_on", "part_of_day", "latitude", "longitude")
    return {
        **now(),
        **{name: getattr(last, name) for name in kept},
        "audience": last.audience_id,
        "situation": list(last.links.values_list("situation", flat=True)),
        "series": key,
    }


def show(request: MemberRequest, form: SeriesForm, key: uuid.UUID, **context: Any) -> HttpResponse:
    """Show the line, and below it the lines of this morning."""
    lines = list(lines_of(request.member, key)[:MOST_LINES])
    context |= {
        "form": form,
        "lines": lines,
        "names": names_for(lines, request.member),
        "series_url": f"{reverse('desk:series')}?reeks={key}",
    }
    return render_page(request, "desk/series.html", context, part="series")
