"""My promises in my own calendar: a secret address, made and ended by its owner, and what it answers."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from raakvlak.desk.feed import PURPOSE, end_feed, feed_of, has_address, make_address, owner_of
from raakvlak.desk.forms.calendar_feed import FeedForm
from raakvlak.desk.models import CalendarFeed
from raakvlak.municipality.access import MemberRequest, role_required
from raakvlak.municipality.models import NOTE_ROLES
from raakvlak.web.calendar_file import CONTENT_TYPE
from raakvlak.web.links import open_link, refuse


@require_http_methods(["GET", "POST"])
@role_required(*NOTE_ROLES)
def calendar(request: MemberRequest) -> HttpResponse:
    """Explain what the calendar holds, and let its owner choose whether words leave the house."""
    feed = CalendarFeed.objects.of(request.member)
    sent = request.POST if request.method == "POST" else None  # a box that is not ticked sends nothing
    form = FeedForm(sent, initial={"shows_words": feed.shows_words})
    if request.method == "POST" and form.is_valid():
        CalendarFeed.objects.choose(request.member, shows_words=form.cleaned_data["shows_words"])
        messages.success(request, _("Bewaard. Je agenda neemt het over zodra hij weer kijkt."))
        return redirect("desk:calendar")
    return show(request, form)


@require_POST
@role_required(*NOTE_ROLES)
def renew(request: MemberRequest) -> HttpResponse:
    """Make a new address and show it, this once; an earlier one is dead."""
    token = make_address(request.member)
    address = request.build_absolute_uri(reverse("desk:calendar_feed", args=[token]))
    form = FeedForm(initial={"shows_words": CalendarFeed.objects.of(request.member).shows_words})
    response = show(request, form, address=address)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
@role_required(*NOTE_ROLES)
def end(request: MemberRequest) -> HttpResponse:
    """Let the address be dead."""
    end_feed(request.member)
    messages.success(request, _("Het adres werkt niet meer. Haal de agenda ook uit je agendaprogramma weg."))
    return redirect("desk:calendar")


@require_safe
def fetch(request: HttpRequest, token: str) -> HttpResponse:
    """Answer a calendar program that knows the address; what is unknown, ended or somebody's who left looks alike."""
    member_id = open_link(token, PURPOSE)
    member = owner_of(member_id) if member_id else None
    if member is None:
        return refuse(request)
    feed = CalendarFeed.objects.of(member)
    response = HttpResponse(feed_of(member, shows_words=feed.shows_words), content_type=CONTENT_TYPE)
    response["Content-Disposition"] = 'inline; filename="raakvlak.ics"'
    response["Cache-Control"] = "private, no-cache"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def show(request: MemberRequest, form: FeedForm, **context: Any) -> HttpResponse:
    """Show how it stands."""
    same = {"form": form, "has_address": has_address(request.member)}
    return render(request, "desk/calendar.html", {**same, **context})
