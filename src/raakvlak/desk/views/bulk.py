"""Changing many rows of a list at once: choose, fill in, look once more, and undo it within a day."""

import uuid
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from raakvlak.desk.bulk.changing import Sorted, change_together, kind_of, sort, undo
from raakvlak.desk.bulk.kind import REASONS, BulkKind
from raakvlak.desk.bulk.lists import LISTS, BulkList
from raakvlak.desk.forms.bulk import ALL, KEY, MOST_ROWS, ROW, ROWS, SURE, WHAT, numbers_in, numbers_of
from raakvlak.desk.forms.key import key_in
from raakvlak.desk.models import BulkChange
from raakvlak.desk.typed import is_sure, keeps_typed
from raakvlak.municipality.access import MemberRequest, role_required
from raakvlak.municipality.lists import CHOOSING, asked_in
from raakvlak.municipality.models import NOTE_ROLES, ListName
from raakvlak.municipality.models.saved_filter import address_of


@dataclass(frozen=True, slots=True)
class Asked:
    """What of which rows is to be changed, and to where one goes back."""

    listed: BulkList
    kind: BulkKind
    numbers: list[int]
    filters: dict[str, str]

    @property
    def list_url(self) -> str:
        """Return the list, with its filter."""
        return address_of(self.listed.list_name, self.filters)

    @property
    def action_url(self) -> str:
        """Return where the next step is sent to."""
        url = reverse("desk:change_many", args=[self.listed.list_name])
        return f"{url}?{urlencode(self.filters)}" if self.filters else url

    @property
    def choosing_url(self) -> str:
        """Return the list in which one chooses."""
        return address_of(self.listed.list_name, {**self.filters, CHOOSING: "1"})


@keeps_typed
@require_http_methods(["GET", "POST"])
@role_required(*NOTE_ROLES)
def change_many(request: MemberRequest, list_name: str) -> HttpResponse:
    """Change the rows that were chosen in a list: ask how, show what that does, and do it."""
    asked = read(request, list_name)
    if problem := problem_of(asked):
        messages.info(request, problem)
        return redirect(asked.choosing_url)
    form = asked.kind.form(request.POST if request.method == "POST" else None, request.member)
    if not (request.method == "POST" and form.is_valid()):
        return show(request, asked, form)
    key = key_in(request.POST.get(KEY, ""))
    if SURE in request.POST and key and is_sure(request):
        return changed(request, asked, form, key)
    return confirm(request, asked, form, sort(asked.kind, asked.numbers, request.member, form.cleaned_data))


def read(request: MemberRequest, list_name: str) -> Asked:
    """Read what was asked; 404 for a list or a change that is not there. Only rows that one may see are chosen."""
    member = request.member
    listed = LISTS.get(list_name)
    if listed is None:
        raise Http404
    kind = listed.kind(request.POST.get(WHAT) or request.GET.get(WHAT, "")) or listed.kinds[0]
    form = listed.form(request.GET, member)
    if request.method == "POST":
        return Asked(listed, kind, numbers_of(request.POST.get(ROWS, "")), asked_in(form))
    if request.GET.get(ALL):
        found = listed.found(form, member).order_by().values_list("pk", flat=True)[: MOST_ROWS + 1]
        return Asked(listed, kind, list(dict.fromkeys(found)), asked_in(form))
    chosen = kind.rows(member).filter(pk__in=numbers_in(request.GET.getlist(ROW))).order_by("pk")
    return Asked(listed, kind, list(chosen.values_list("pk", flat=True)), asked_in(form))


def problem_of(asked: Asked) -> str:
    """Say why these rows can't be changed together, if so."""
    if not asked.numbers:
        return _("Kies eerst iets in de lijst: zet een vinkje.")
    if len(asked.numbers) > MOST_ROWS:
        return _("Dat zijn er meer dan 1.000. Maak het filter nauwer, dan kun je ze samen wijzigen.")
    return ""


def show(request: MemberRequest, asked: Asked, form: forms.Form) -> HttpResponse:
    """Ask to what the rows are changed."""
    context = {"form": form, **about(asked)}
    return render(request, "desk/bulk_form.html", context, status=422 if form.errors else 200)


def confirm(request: MemberRequest, asked: Asked, form: forms.Form, ready: Sorted) -> HttpResponse:
    """Show what will happen and what stays as it is, before it is done."""
    number = len(ready.rows)
    context = {
        **about(asked),
        "typed": [(bound.html_name, bound.value()) for bound in form],
        "why": form.cleaned_data.get("why", ""),
        "says": asked.kind.says(number, form.cleaned_data) if number else "",
        "stays": [stays(ready, reason) for reason in REASONS if ready.stays[reason]],
        "sure": [(KEY, uuid.uuid4()), (SURE, "ja")],
    }
    return render(request, "desk/bulk_confirm.html", context)


def stays(ready: Sorted, reason: str) -> str:
    """Say how many rows stay as they are, and why."""
    number = ready.stays[reason]
    text = ngettext("%(number)d blijft zoals het is: %(why)s.", "%(number)d blijven zoals ze zijn: %(why)s.", number)
    return text % {"number": number, "why": REASONS[reason]}


def about(asked: Asked) -> dict[str, Any]:
    """Gather what the steps have in common."""
    return {
        "title": asked.kind.title,
        "chosen": asked.listed.counted(len(asked.numbers)),
        "list_name": asked.listed.list_name,
        "list_label": asked.listed.list_name.label,
        "hidden": [(ROWS, ",".join(map(str, asked.numbers))), (WHAT, asked.kind.name)],
        "action_url": asked.action_url,
        "list_url": asked.list_url,
        "choosing_url": asked.choosing_url,
    }


def changed(request: MemberRequest, asked: Asked, form: forms.Form, key: uuid.UUID) -> HttpResponse:
    """Change the rows, once, and say how many changed and how to undo it."""
    member = request.member
    try:
        done = change_together(
            asked.listed, asked.kind, member, numbers=asked.numbers, values=form.cleaned_data, key=key
        )
    except IntegrityError:
        done = get_object_or_404(BulkChange.objects.of(member), uuid=key)
    text = ngettext("%(number)d gewijzigd.", "%(number)d gewijzigd.", done.changed) % {"number": done.changed}
    if done.stayed:
        same = ngettext("%(number)d bleef zoals het was.", "%(number)d bleven zoals ze waren.", done.stayed)
        text = f"{text} {same % {'number': done.stayed}}"
    if done.changed:
        url = reverse("desk:undo_many", args=[done.uuid])
        text = format_html('{} <a class="nl-link" href="{}">{}</a>', text, url, _("Maak ongedaan"))
    messages.add_message(request, messages.SUCCESS if done.changed else messages.INFO, text)
    return redirect(asked.list_url)


@require_GET
@role_required(*NOTE_ROLES)
def list_changes(request: MemberRequest) -> HttpResponse:
    """List what I changed together in the last day, to undo it."""
    mine = BulkChange.objects.of(request.member).of_late().filter(changed__gt=0).newest_first().defer("rows")
    changes = [(change, label_of(change)) for change in mine[:50]]
    return render(request, "desk/bulk_changes.html", {"changes": changes})


@require_http_methods(["GET", "POST"])
@role_required(*NOTE_ROLES)
def undo_many(request: MemberRequest, change_uuid: uuid.UUID) -> HttpResponse:
    """Undo what I changed together, as far as nobody changed it since."""
    change = get_object_or_404(BulkChange.objects.of(request.member), uuid=change_uuid)
    if not change.can_be_undone:
        messages.info(request, _("Dit is al ongedaan gemaakt, of langer dan een dag geleden."))
        return redirect("desk:bulk_changes")
    if request.method == "POST":
        messages.success(request, undone_in_words(undo(change, request.member)))
        return redirect(address_of(change.list_name, {}))
    context = {
        "title": _("Ongedaan maken?"),
        "text": _("%(what)s: %(number)d gewijzigd. Wat sindsdien niet veranderde, wordt weer zoals het was.")
        % {"what": label_of(change), "number": change.changed},
        "action": _("Maak ongedaan"),
        "cancel_url": reverse("desk:bulk_changes"),
    }
    return render(request, "confirm.html", context)


def undone_in_words(change: BulkChange) -> str:
    """Say how many rows are as they were, and how many somebody changed since."""
    text = ngettext("%(number)d is weer zoals het was.", "%(number)d zijn weer zoals ze waren.", change.restored) % {
        "number": change.restored
    }
    if not change.left_alone:
        return text
    left = ngettext(
        "%(number)d veranderde intussen en blijft zo.",
        "%(number)d veranderden intussen en blijven zo.",
        change.left_alone,
    )
    return f"{text} {left % {'number': change.left_alone}}"


def label_of(change: BulkChange) -> str:
    """Say what was changed, on which list."""
    kind = kind_of(change)
    name = ListName(change.list_name).label
    return f"{name}, {str(kind.label).lower()}" if kind else str(name)
