"""The mails of this app: each is sent because somebody pressed a button, and asks for nothing to be opened."""

from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation

from raakvlak.alignment.actions.answers import Said
from raakvlak.alignment.actions.requests import LINK_DAYS
from raakvlak.alignment.models import Lane
from raakvlak.web.mail import send_letter

REQUEST: Final = "alignment/mail/request"
REMINDER: Final = "alignment/mail/reminder"
ESCALATION: Final = "alignment/mail/escalation"


class LaneMail:
    """Write the mail with the personal link to who was asked, in her own language when we know it."""

    def __init__(self, request: HttpRequest, template: str = REQUEST) -> None:
        self.request, self.template = request, template

    def __call__(self, lane: Lane, token: str) -> None:
        url = self.request.build_absolute_uri(reverse("alignment:answer_link", args=[token]))
        user = lane.member.user if lane.member else None
        context = {"lane": lane, "asked": lane.request, "name": lane.label, "url": url, "days": LINK_DAYS}
        with translation.override(user.language if user else settings.LANGUAGE_CODE):
            send_letter(self.template, user.email if user else lane.email, context)


def send_escalation(lane: Lane, said: Said) -> None:
    """Ask who was agreed upon beforehand to help; what was asked stands in the mail itself, without a link."""
    context = {"lane": lane, "asked": lane.request, "name": lane.request.escalate_to, "said": said}
    with translation.override(settings.LANGUAGE_CODE):
        send_letter(ESCALATION, lane.request.escalate_email, context)
