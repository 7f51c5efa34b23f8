"""The mails of this app."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation

from raakvlak.municipality.actions.invitations import DAYS
from raakvlak.municipality.models import MemberInvitation
from raakvlak.web.mail import send_letter


class AddressMail:
    """Write the mail that proves a new address to be of the user who asked for it."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def __call__(self, email: str, token: str) -> None:
        url = self.request.build_absolute_uri(reverse("municipality:confirm_address", args=[token]))
        send_letter("municipality/mail/address", email, {"url": url, "user": self.request.user})


class InvitationMail:
    """Write the mail with the personal link, with the address at which this site was visited."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def __call__(self, invitation: MemberInvitation, token: str) -> None:
        url = self.request.build_absolute_uri(reverse("municipality:accept", args=[token]))
        context = {"invitation": invitation, "url": url, "days": DAYS}
        with translation.override(settings.LANGUAGE_CODE):  # who is invited has chosen no language yet
            send_letter("municipality/mail/invitation", invitation.email, context)
