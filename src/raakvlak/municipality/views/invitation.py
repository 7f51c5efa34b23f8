"""Accepting an invitation, through the link in the mail."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from raakvlak.municipality.actions.invitations import PURPOSE, accept_with_password
from raakvlak.municipality.actions.invitations import accept as accept_as
from raakvlak.municipality.actions.members import remember_municipality
from raakvlak.municipality.forms.attempt import attempt
from raakvlak.municipality.forms.members import AcceptForm
from raakvlak.municipality.middleware import SESSION_KEY
from raakvlak.municipality.models import MemberInvitation, User
from raakvlak.municipality.work_account.policy import current_provider
from raakvlak.municipality.work_account.ways import READ_INVITATION, may_choose_password
from raakvlak.web.links import with_link

TEMPLATE = "municipality/accept.html"


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
@with_link(PURPOSE)
def accept(request: HttpRequest, subject_id: int) -> HttpResponse:
    """Become a member: with the account that belongs to the address, or with a new one."""
    invitations = MemberInvitation.objects.filter(withdrawn_at=None).select_related("municipality")
    invitation = get_object_or_404(invitations, pk=subject_id)
    account = User.objects.filter(email__iexact=invitation.email).first()
    if account is None:
        return _accept_with_password(request, invitation)
    if not request.user.is_authenticated:
        return render(request, TEMPLATE, {"invitation": invitation, "step": "log_in"})
    if request.user != account:
        return render(request, TEMPLATE, {"invitation": invitation, "step": "other_account"})
    return _accept_as(request, invitation, account)


def _accept_with_password(request: HttpRequest, invitation: MemberInvitation) -> HttpResponse:
    if request.user.is_authenticated:
        return render(request, TEMPLATE, {"invitation": invitation, "step": "other_account"})
    if current_provider():
        request.session[READ_INVITATION] = invitation.pk
    if not may_choose_password(invitation):
        return render(request, TEMPLATE, {"invitation": invitation, "step": "work_account"})
    initial = {"name": invitation.name}
    form = AcceptForm(request.POST or None, email=invitation.email, initial=initial)
    if form.is_valid():
        values = form.cleaned_data
        if attempt(form, accept_with_password, invitation, name=values["name"], password=values["password"]):
            user = User.objects.get(email__iexact=invitation.email)
            login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
            return _welcome(request, invitation, user)
    return render(request, TEMPLATE, {"invitation": invitation, "form": form, "step": "password"})


def _accept_as(request: HttpRequest, invitation: MemberInvitation, user: User) -> HttpResponse:
    if request.method != "POST":
        return render(request, TEMPLATE, {"invitation": invitation, "step": "confirm"})
    try:
        accept_as(invitation, user)
    except ValidationError:
        return render(request, TEMPLATE, {"invitation": invitation, "step": "used"})
    return _welcome(request, invitation, user)


def _welcome(request: HttpRequest, invitation: MemberInvitation, user: User) -> HttpResponse:
    remember_municipality(user, invitation.municipality)
    request.session[SESSION_KEY] = invitation.municipality_id
    messages.success(request, _("Welkom bij %(name)s. Fijn dat je meedoet.") % {"name": invitation.municipality.name})
    return redirect(settings.LOGIN_REDIRECT_URL)
