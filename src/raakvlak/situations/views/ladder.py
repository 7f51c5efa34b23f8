"""The ladder: the insights of a situation as trees, and as a list."""

from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from raakvlak.municipality.access import MemberRequest
from raakvlak.situations.access import situation_required, team_required
from raakvlak.situations.drawing import Drawing, draw
from raakvlak.situations.forms.ladder import FilterForm, MoveForm
from raakvlak.situations.heard import sides_of
from raakvlak.situations.ladder import Ladder, ladder_of, may_write
from raakvlak.situations.ladder_actions import ImpossibleMoveError, Move, OutdatedError, move_insight
from raakvlak.situations.models import Insight, Situation
from raakvlak.situations.references import names_in
from raakvlak.web.numbers import number
from raakvlak.web.pages import render_page

ORDERING: Final = "ordenen"


@require_safe
@situation_required
def ladder(request: MemberRequest, situation: Situation) -> HttpResponse:
    """Draw the ladders."""
    return render_page(request, "situations/ladder.html", _context(request, situation), part="ladder")


@require_safe
@situation_required
def ladder_list(request: MemberRequest, situation: Situation) -> HttpResponse:
    """Tell the same as the drawing in a table."""
    return render_page(request, "situations/ladder_list.html", _context(request, situation, is_whole=True))


@require_POST
@team_required
def order_ladder(request: MemberRequest, situation: Situation) -> HttpResponse:
    """Give one insight another place; who looked at an older order is told, and can do it after all."""
    form = MoveForm(request.POST)
    if not form.is_valid():
        raise Http404
    move = form.asked
    here = f"{reverse('situations:ladder', args=[situation.pk])}?{ORDERING}=1"
    try:
        move_insight(situation, request.member, move)
    except Insight.DoesNotExist:
        raise Http404 from None
    except ImpossibleMoveError:
        messages.warning(request, _("Dat kan niet: dit zit er zelf al achter."))
    except OutdatedError:
        situation.refresh_from_db()
        context = {**_context(request, situation, moved=move), "postponed": move, "is_ordering": True}
        return render_page(request, "situations/ladder.html", context, part="ladder", status=422)
    if request.htmx:
        situation.refresh_from_db()
        context = {**_context(request, situation, moved=move), "is_ordering": True}
        return render_page(request, "situations/ladder.html", context, part="ladder")
    return redirect(f"{here}#inzicht-{move.insight_id}")


def _context(
    request: MemberRequest, situation: Situation, *, moved: Move | None = None, is_whole: bool = False
) -> dict[str, Any]:
    whole = ladder_of(situation, request.member)
    sides = sides_of(situation, request.member)
    chosen = FilterForm(request.GET or None, sides=[each.side for each in sides])
    drawing = draw(whole, chosen.wanted, start_id=_start(request, whole), is_whole=is_whole)
    return {
        "situation": situation,
        "ladder": whole,
        "drawing": drawing,
        "names": names_in(_texts(drawing), request.member),
        "filter_form": chosen,
        "is_filtered": chosen.is_filtered,
        "clear_url": request.path,
        "sides_not_asked": [each.side for each in sides if not each.is_heard],
        "has_sides": bool(sides),
        "may_write": may_write(situation, request.member),
        "is_ordering": ORDERING in request.GET,
        "moved": moved,
        "kinds": Insight.Kind,
    }


def _start(request: MemberRequest, whole: Ladder) -> int | None:
    asked = request.GET.get("vanaf", "")
    if not asked:
        return None
    found = whole.find(number(asked))
    if found is None:
        raise Http404
    return found.insight.pk


def _texts(drawing: Drawing) -> list[str]:
    return [text for row in drawing.rows for text in (row.rung.insight.text, row.rung.insight.quote)]
