"""Mail that leaves by a job, so that no request waits for a mail server.

`EMAIL_BACKEND` is the `LaterBackend` here, so whatever sends mail the Django way goes through it. The true way out is
the setting `RAAKVLAK_MAIL_BACKEND`: the console, or SMTP when `RAAKVLAK_SMTP_URL` is set.
"""

from collections.abc import Mapping, Sequence
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection, send_mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.template import Context, Engine
from django.utils.translation import gettext_lazy as _

from raakvlak.web.jobs import Progress, job
from raakvlak.web.models import Letter
from raakvlak.web.text import clean_line


def send_letter(template: str, recipient: str, context: Mapping[str, Any]) -> None:
    """Send the text mail of two templates: `name_subject.txt` and `name_message.txt`."""
    subject, body = (_render(f"{template}_{part}.txt", context) for part in ("subject", "message"))
    send_mail(clean_line(subject), body.strip() + "\n", None, [recipient])


class LaterBackend(BaseEmailBackend):
    """Keeps each mail, encrypted, and asks a job to send it; a recipient never sees the others."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            if message.attachments:
                raise ValueError("A mail with attachments can't be sent later.")
            for recipient in message.recipients():
                _post(message, recipient)
        return len(email_messages)


@job("web.deliver", title=_("Een mail versturen"), max_attempts=8)
def deliver(progress: Progress, letter_id: int) -> None:
    """Hand one mail to the mail server and delete it; one that has gone was delivered before.

    A worker that is killed in between hands it over once more. A lost mail is worse than one that comes twice, and by
    its `Message-ID`, which stays the same, mail servers and programs know the second from a new one.
    """
    letter = Letter.objects.filter(pk=letter_id).first()
    if letter is None:
        return
    hand_over(EmailMessage(letter.subject, letter.body, None, [letter.recipient]), letter.message_id)
    letter.delete()


def hand_over(mail: EmailMessage, message_id: str) -> None:
    """Hand a mail to the mail server now, under the name that it keeps however often; no request waits for this."""
    mail.connection = get_connection(settings.RAAKVLAK_MAIL_BACKEND)
    mail.extra_headers["Message-ID"] = message_id
    mail.send()


def message_id_of(name: str) -> str:
    """Make of what a mail is called here a name that is its own on all of the internet."""
    return f"<{name}@{parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition('@')[2]}>"


def _post(message: EmailMessage, recipient: str) -> None:
    with transaction.atomic():
        letter = Letter.objects.create(recipient=recipient, subject=str(message.subject), body=str(message.body))
        deliver.enqueue(letter_id=letter.pk)


def _render(name: str, context: Mapping[str, Any]) -> str:
    """Render plain text, in which a `&` stays a `&`."""
    return Engine.get_default().get_template(name).render(Context(dict(context), autoescape=False))
