"""Who works here: for the administrator, to ask people in and to give them a role. It tells nothing of their work."""

from collections.abc import Collection
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from raakvlak.municipality.access import MemberRequest, role_required
from raakvlak.municipality.actions.invitations import invite as invite_someone
from raakvlak.municipality.actions.invitations import send_invitation
from raakvlak.municipality.actions.invitations import withdraw_invitation as withdraw
from raakvlak.municipality.actions.members import change_member
from raakvlak.municipality.actions.work_account import unlink
from raakvlak.municipality.forms.attempt import attempt
from raakvlak.municipality.forms.members import InviteForm, MemberSearchForm, PlaceInHouseForm
from raakvlak.municipality.letters import InvitationMail
from raakvlak.municipality.models import Member, MemberInvitation, Role
from raakvlak.municipality.work_account.ways import has_work_account, settled_by_provider
from raakvlak.web.pages import render_page
from raakvlak.web.paging import page_of, total_up_to

INVITATIONS_SHOWN = 100


@require_GET
@role_required(Role.ADMINISTRATOR)
def members(request: MemberRequest) -> HttpResponse:
    """Show who works here, a page at a time, and who was asked in."""
    found = Member.objects.within(request.member.municipality).present().select_related("user", "department")
    search = MemberSearchForm(request.GET)
    wanted = search.cleaned_data["zoek"] if search.is_valid() else ""
    if wanted:
        found = found.filter(user__name__icontains=wanted)
    page = page_of(
        found, name="members", order=("user__name", "pk"), reader=request.member.pk, cursor=request.GET.get("cursor")
    )
    invitations = MemberInvitation.objects.within(request.member.municipality).open().order_by("-invited_at")
    context = {
        "page": page,
        "total": total_up_to(found),
        "search": search,
        "wanted": wanted,
        "invitations": invitations[:INVITATIONS_SHOWN],
    }
    return render_page(request, "municipality/members.html", context, part="list")


@require_http_methods(["GET", "POST"])
@role_required(Role.ADMINISTRATOR)
def invite(request: MemberRequest) -> HttpResponse:
    """Ask someone in. Whether the address has an account elsewhere makes no difference that shows."""
    municipality = request.member.municipality
    form = InviteForm(request.POST or None, municipality=municipality)
    if form.is_valid():
        email = form.cleaned_data["email"]
        asked = {"email": email, "name": form.cleaned_data["name"], **form.place}
        if attempt(form, invite_someone, municipality, **asked):
            invitation = MemberInvitation.objects.within(municipality).open().get(email__iexact=email)
            send_invitation(invitation, InvitationMail(request))
            messages.success(request, _("De uitnodiging is onderweg naar %(email)s.") % {"email": email})
            return redirect("municipality:members")
    return render(request, "municipality/invite.html", {"form": form})


@require_POST
@role_required(Role.ADMINISTRATOR)
def resend(request: MemberRequest, invitation_id: int) -> HttpResponse:
    """Mail a fresh link; the one that was sent before stops working."""
    invitation = _open_invitation(request, invitation_id)
    send_invitation(invitation, InvitationMail(request))
    messages.success(request, _("Er is een nieuwe link onderweg naar %(email)s.") % {"email": invitation.email})
    return redirect("municipality:members")


@require_http_methods(["GET", "POST"])
@role_required(Role.ADMINISTRATOR)
def withdraw_invitation(request: MemberRequest, invitation_id: int) -> HttpResponse:
    """Take an invitation back, after asking."""
    invitation = _open_invitation(request, invitation_id)
    if request.method == "POST":
        withdraw(invitation)
        messages.success(request, _("De uitnodiging van %(name)s is ingetrokken.") % {"name": invitation.name})
        return redirect("municipality:members")
    context = {
        "title": _("Uitnodiging van %(name)s intrekken?") % {"name": invitation.name},
        "text": _("De link in de mail werkt dan niet meer. Je kunt later opnieuw uitnodigen."),
        "action": _("Intrekken"),
        "cancel_url": reverse("municipality:members"),
        "is_destructive": True,
    }
    return render(request, "confirm.html", context)


@require_http_methods(["GET", "POST"])
@role_required(Role.ADMINISTRATOR)
def member(request: MemberRequest, member_id: int) -> HttpResponse:
    """Give a member another role, department or areas."""
    municipality = request.member.municipality
    changed = _colleague(request, member_id)
    areas = changed.areas.defer("geometry")
    initial = {"role": changed.role, "department": changed.department_id, "areas": areas}
    elsewhere = settled_by_provider(changed)
    form = PlaceInHouseForm(
        request.POST or None, municipality=municipality, settled_elsewhere=elsewhere, initial=initial
    )
    if form.is_valid() and attempt(
        form, change_member, changed, **{**form.place, **_kept(changed, elsewhere), "lets_in": "role" not in elsewhere}
    ):
        messages.success(request, _("Opgeslagen. %(name)s ziet het meteen.") % {"name": changed.user.name})
        is_still_allowed = changed.pk != request.member.pk or changed.role == Role.ADMINISTRATOR
        return redirect("municipality:members" if is_still_allowed else "municipality:me")
    context = {"form": form, "changed": changed, "elsewhere": elsewhere, "has_work_account": has_work_account(changed)}
    return render(request, "municipality/member.html", context)


@require_http_methods(["GET", "POST"])
@role_required(Role.ADMINISTRATOR)
def unlink_work_account(request: MemberRequest, member_id: int) -> HttpResponse:
    """Let an account of work no longer be a member's, after asking."""
    changed = _colleague(request, member_id)
    if request.method == "POST":
        unlink(changed.user)
        messages.success(request, _("Losgekoppeld. %(name)s is overal uitgelogd.") % {"name": changed.user.name})
        return redirect("municipality:member", changed.pk)
    context = {
        "title": _("Het werkaccount van %(name)s loskoppelen?") % {"name": changed.user.name},
        "text": _(
            "Doe dit als iemand een nieuw werkaccount kreeg. Wie daarna met dit e-mailadres en een werkaccount "
            "inlogt, hoort weer bij dit lid."
        ),
        "action": _("Koppel los"),
        "cancel_url": reverse("municipality:member", args=[changed.pk]),
        "is_destructive": True,
    }
    return render(request, "confirm.html", context)


def _colleague(request: MemberRequest, member_id: int) -> Member:
    found = Member.objects.within(request.member.municipality).present().select_related("user", "municipality")
    return get_object_or_404(found, pk=member_id)


def _kept(member: Member, elsewhere: Collection[str]) -> dict[str, Any]:
    """Return what stays as it is because the account of work settles it."""
    return {name: Role(member.role) if name == "role" else getattr(member, name) for name in elsewhere}


def _open_invitation(request: MemberRequest, invitation_id: int) -> MemberInvitation:
    invitations = MemberInvitation.objects.within(request.member.municipality).open().select_related("municipality")
    return get_object_or_404(invitations, pk=invitation_id)
