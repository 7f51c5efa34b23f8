"""Show on the pages of the house which options lean on what stands there, to the member who looks."""

from typing import Any, Final

from django import template

from raakvlak.alignment.models import Possibility, Request
from raakvlak.municipality.models import Member
from raakvlak.resolutions.models import Option, OptionPossibility, OptionQuerySet
from raakvlak.situations.models import Situation
from raakvlak.support.models import Reservation

register = template.Library()
SHOWN: Final = 10
PART: Final = "resolutions/parts/leaning_options.html"


@register.inclusion_tag(PART, takes_context=True)
def options_on_possibility(context: dict[str, Any], possibility: Possibility) -> dict[str, Any]:
    """Show which options lean on a possibility, the newest first."""
    return _shown(_visible(context).filter(possibility_links__possibility=possibility))


@register.inclusion_tag(PART, takes_context=True)
def options_of_request(context: dict[str, Any], asked: Request) -> dict[str, Any]:
    """Show for which options something was asked."""
    return _shown(_visible(context).filter(request_links__request=asked))


@register.inclusion_tag(PART, takes_context=True)
def options_of_reservation(context: dict[str, Any], reservation: Reservation) -> dict[str, Any]:
    """Show for which options something was reserved."""
    return _shown(_visible(context).filter(reservation_links__reservation=reservation))


@register.inclusion_tag("resolutions/parts/leaning_here.html", takes_context=True)
def leaning_in(context: dict[str, Any], situation: Situation) -> dict[str, Any]:
    """Show what the open options of a situation lean on, each possibility once."""
    member: Member = context["request"].member
    options = _visible(context).filter(situation=situation).open()
    links = OptionPossibility.objects.filter(
        option__in=options.order_by().values("pk"),
        possibility__in=Possibility.objects.within(member.municipality).visible_to(member).values("pk"),
    )
    found: dict[int, tuple[Possibility, list[Option]]] = {}
    for link in links.select_related("option", "possibility").order_by("possibility__sort_title", "possibility", "pk"):
        found.setdefault(link.possibility_id, (link.possibility, []))[1].append(link.option)
    return {"situation": situation, "rows": list(found.values())}


def _visible(context: dict[str, Any]) -> OptionQuerySet:
    member: Member = context["request"].member
    return Option.objects.within(member.municipality).visible_to(member)


def _shown(options: OptionQuerySet) -> dict[str, Any]:
    rows = list(options.select_related("situation").order_by("-pk")[: SHOWN + 1])
    return {"options": rows[:SHOWN], "has_more": len(rows) > SHOWN}
