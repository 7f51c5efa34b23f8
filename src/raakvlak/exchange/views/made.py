"""What a file brought, page by page."""

from typing import Any

from raakvlak.alignment.models import Possibility
from raakvlak.exchange.models import Batch, What
from raakvlak.municipality.access import MemberRequest
from raakvlak.relations.models import Encounter, Party
from raakvlak.situations.references import names_for
from raakvlak.web.paging import page_of


def made_page(request: MemberRequest, batch: Batch) -> dict[str, Any]:
    """Fetch a page of what a batch made, as far as it is there and for these eyes."""
    member, cursor = request.member, request.GET.get("cursor")
    if batch.what == What.NOTES:
        talks = Encounter.objects.visible_to(member).filter(pk__in=batch.made.values("encounter"))
        shown = page_of(
            talks.for_timeline(),
            name=f"made-{batch.pk}",
            order=("-happened_on", "-pk"),
            reader=member.pk,
            cursor=cursor,
        )
        return {"page": shown, "names": names_for(shown.rows, member)}
    if batch.what == What.POSSIBILITIES:
        made = Possibility.objects.within(member.municipality).visible_to(member)
        rows = made.filter(pk__in=batch.made.values("possibility")).for_rows()
        order = ("sort_title", "pk")
        return {"page": page_of(rows, name=f"made-{batch.pk}", order=order, reader=member.pk, cursor=cursor)}
    parties = Party.objects.visible_to(member).filter(pk__in=batch.made.values("party"))
    found = page_of(
        parties.select_related("area").defer("area__geometry"),
        name=f"made-{batch.pk}", order=("sort_name", "pk"), reader=member.pk, cursor=cursor,
    )  # fmt: skip
    return {"page": found}
