"""Mark words in a note: the first step from what was said to what it is about."""

import uuid

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from raakvlak.municipality.access import MemberRequest
from raakvlak.relations.actions import work_out
from raakvlak.relations.models import Encounter, Presence
from raakvlak.situations.access import situation_required
from raakvlak.situations.forms.insight import KIND_MEANS, MarkForm, talks_of
from raakvlak.situations.ladder import may_write, visible_insights
from raakvlak.situations.ladder_actions import add_insight
from raakvlak.situations.marking import is_still_in, stretches
from raakvlak.situations.models import Insight, Situation
from raakvlak.situations.references import names_in
from raakvlak.web.pages import render_page


@require_http_methods(["GET", "HEAD", "POST"])
@situation_required
def mark(request: MemberRequest, situation: Situation, encounter_uuid: uuid.UUID) -> HttpResponse:
    """Show a note with what was marked in it, and mark more."""
    encounter = _find_talk(request, situation, encounter_uuid)
    marked = [one for one in visible_insights(situation, request.member) if one.encounter_id == encounter.pk]
    names = names_in([encounter.working_note, *(one.text for one in marked)], request.member)
    writes = may_write(situation, request.member)
    form = MarkForm(
        request.POST or None,
        situation=situation,
        member=request.member,
        encounter=encounter,
        names=names,
        initial={"basis": Insight.Basis.SAID},
    )
    if writes and request.method == "POST" and form.is_valid():
        insight = add_insight(situation, request.member, parent=None, **form.values)
        if encounter.author_id == request.member.pk and encounter.worked_out_at is None:
            work_out(encounter)
        messages.success(request, _("Gemarkeerd als %(kind)s.") % {"kind": insight.get_kind_display()})
        return redirect(f"{reverse('situations:mark', args=[situation.pk, encounter.uuid])}#inzicht-{insight.pk}")
    context = {
        "situation": situation,
        "encounter": encounter,
        "stretches": stretches(encounter.working_note, marked),
        "marked": [(insight, is_still_in(encounter.working_note, insight)) for insight in marked],
        "names": names,
        "kinds": KIND_MEANS.items(),
        "form": form,
        "may_write": writes,
    }
    return render_page(request, "situations/mark.html", context)


def _find_talk(request: MemberRequest, situation: Situation, encounter_uuid: uuid.UUID) -> Encounter:
    present = Prefetch("presences", Presence.objects.select_related("party"))
    return get_object_or_404(talks_of(situation, request.member).prefetch_related(present), uuid=encounter_uuid)
