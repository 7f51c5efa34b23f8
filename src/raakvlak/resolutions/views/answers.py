"""Answering what was brought in, one or several at once."""

import uuid
from typing import Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from raakvlak.municipality.access import MemberRequest
from raakvlak.resolutions.access import contributions_of
from raakvlak.resolutions.actions.contributions import answer
from raakvlak.resolutions.forms.answers import AnswerForm
from raakvlak.resolutions.models import ContributionQuerySet
from raakvlak.situations.access import team_required
from raakvlak.situations.models import Situation

AT_ONCE: Final = 100


@require_http_methods(["GET", "POST"])
@team_required
def answer_many(request: MemberRequest, situation: Situation) -> HttpResponse:
    """Say what was done with the contributions that were ticked, all of them in one go."""
    rows = list(chosen(request, situation).with_answers().select_related("party").newest_first())
    if not rows:
        messages.info(request, _("Zet eerst een vinkje bij de inbreng die je wilt beantwoorden."))
        return redirect("resolutions:contributions", situation.pk)
    seen = max((one.answer.pk for one in rows if one.answer), default=0)
    form = AnswerForm(request.POST or None, situation=situation, member=request.member, initial={"seen": seen})
    if form.is_valid():
        sent = form.cleaned_data
        done = answer(rows, request.member, form.answer, key=sent["key"], seen=sent["seen"] or 0)
        said = ngettext("%(number)d antwoord bewaard.", "%(number)d antwoorden bewaard.", done.number)
        messages.success(request, said % {"number": done.number})
        for one in done.met[:5]:
            text = _("Een collega antwoordde intussen ook op “%(text)s”. Beide staan er; het laatste telt.")
            messages.info(request, text % {"text": str(one)})
        if len(rows) == 1:
            return redirect("resolutions:contribution", situation.pk, rows[0].uuid)
        return redirect("resolutions:contributions", situation.pk)
    context = {"situation": situation, "form": form, "rows": rows}
    return render(request, "resolutions/answer_form.html", context, status=422 if form.errors else 200)


def chosen(request: MemberRequest, situation: Situation) -> ContributionQuerySet:
    """Return the contributions that are named in the address, as far as this member may see them."""
    found = []
    for text in request.GET.getlist("rij")[:AT_ONCE]:
        try:
            found.append(uuid.UUID(text))
        except ValueError:
            continue
    return contributions_of(situation, request.member).filter(uuid__in=found)
