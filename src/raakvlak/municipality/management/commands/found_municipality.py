"""Begin a real installation: a municipality, and the administrator who invites the others."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from raakvlak.municipality.actions.invitations import DAYS, invite, send_invitation
from raakvlak.municipality.actions.municipality import found_municipality
from raakvlak.municipality.models import MemberInvitation, Municipality, Role


class Command(BaseCommand):
    help = "Make a municipality and print a link with which its administrator begins; once more prints a fresh link."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="the name of the municipality, such as Waterhoek")
        parser.add_argument("email", help="the address of the first administrator")
        parser.add_argument("--administrator", default="", help="her or his name")
        parser.add_argument("--code", default="", help="the code of the CBS, such as GM0855")

    @transaction.atomic
    def handle(self, *, name: str, email: str, administrator: str, code: str, **_options: Any) -> None:
        if settings.DEMO:
            raise CommandError(_("De oefenstand is voor verzonnen gemeenten. Zet RAAKVLAK_DEMO=0."))
        municipality = Municipality.objects.filter(name=name).first() or found_municipality(name, code=code)
        open_invitations = MemberInvitation.objects.within(municipality).open()
        invitation = open_invitations.filter(email__iexact=email).first()
        send_invitation(invitation or self.first_invitation(municipality, email, administrator), self.show)

    def first_invitation(self, municipality: Municipality, email: str, name: str) -> MemberInvitation:
        if municipality.members.exists():
            raise CommandError(
                _("%(name)s heeft al leden. Een beheerder nodigt de anderen uit.") % {"name": municipality}
            )
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError(_("“%(email)s” is geen e-mailadres.") % {"email": email}) from error
        return invite(municipality, email=email, name=name or email, role=Role.ADMINISTRATOR, department=None, areas=[])

    def show(self, invitation: MemberInvitation, token: str) -> None:
        """Print the link: there may be no mail server yet."""
        scheme, host = "https" if settings.HTTPS else "http", settings.ALLOWED_HOSTS[0]
        self.stdout.write(
            _("%(email)s wordt beheerder van %(municipality)s met deze link, die %(days)s dagen geldt:\n%(url)s")
            % {
                "email": invitation.email,
                "municipality": invitation.municipality.name,
                "days": DAYS,
                "url": f"{scheme}://{host}{reverse('municipality:accept', args=[token])}",
            }
        )
