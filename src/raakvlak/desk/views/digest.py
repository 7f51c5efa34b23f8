"""My day in a mail: choose when, or stop it with the link in the mail."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from raakvlak.desk import digests
from raakvlak.desk.forms.digest import NEVER, DigestForm
from raakvlak.desk.models import Digest
from raakvlak.municipality.access import MemberRequest, role_required
from raakvlak.municipality.models import NOTE_ROLES
from raakvlak.web.links import with_link


@require_http_methods(["GET", "POST"])
@role_required(*NOTE_ROLES)
def choose(request: MemberRequest) -> HttpResponse:
    """Explain what stands in the mail, and let one choose when it comes."""
    chosen = Digest.objects.of(request.member).first()
    form = DigestForm(request.POST or None, initial={"rhythm": chosen.rhythm if chosen else NEVER})
    if request.method == "POST" and form.is_valid():
        digests.choose(request.member, form.cleaned_data["rhythm"], request.build_absolute_uri("/"))
        said = (
            _("Bewaard. De volgende keer komt er een mail.")
            if form.cleaned_data["rhythm"]
            else _("Je krijgt geen mail.")
        )
        messages.success(request, said)
        return redirect("desk:digest")
    return render(request, "desk/digest.html", {"form": form})


@require_http_methods(["GET", "POST"])
@with_link(digests.PURPOSE)
def stop(request: HttpRequest, subject_id: int) -> HttpResponse:
    """Stop the mail, once the button is pressed: a program that only looks into the mail stops nothing."""
    if request.method == "POST":
        Digest.objects.filter(member=subject_id).delete()
    is_stopped = not Digest.objects.filter(member=subject_id).exists()
    return render(request, "desk/stop_digest.html", {"is_stopped": is_stopped})
