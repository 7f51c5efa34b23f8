"""Taking a tag out of the thesaurus: here, for only here is known what hangs on it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from raakvlak.municipality.access import MemberRequest, role_required
from raakvlak.municipality.models import SETTLING_ROLES, Tag
from raakvlak.situations.models import Situation


@require_http_methods(["GET", "POST"])
@role_required(*SETTLING_ROLES)
def remove_tag(request: MemberRequest, tag_id: int) -> HttpResponse:
    """Remove a tag, after telling on how many situations that I may see it hangs."""
    tag = get_object_or_404(Tag.objects.within(request.member.municipality), pk=tag_id)
    if request.method == "POST":
        tag.delete()
        messages.success(request, _("“%(name)s” is weg.") % {"name": tag.name})
        return redirect("municipality:tags")
    context = {
        "title": _("Trefwoord “%(name)s” weghalen?") % {"name": tag.name},
        "text": _what_happens(request, tag),
        "action": _("Weghalen"),
        "cancel_url": reverse("municipality:tags"),
        "is_destructive": True,
    }
    return render(request, "confirm.html", context)


def _what_happens(request: MemberRequest, tag: Tag) -> str:
    if not request.member.sees_notes:
        return _("Het verdwijnt overal waar het op staat; de situaties zelf blijven. Welke dat zijn, zie jij niet.")
    number = Situation.objects.within(request.member.municipality).visible_to(request.member).filter(tags=tag).count()
    return ngettext(
        "Het staat op %(number)d situatie die jij kunt zien, en verdwijnt daar. De situatie zelf blijft.",
        "Het staat op %(number)d situaties die jij kunt zien, en verdwijnt daar. De situaties zelf blijven.",
        number,
    ) % {"number": number}
