"""Asking someone in: an invitation is mailed, and accepted through the link in the mail."""

from collections.abc import Callable, Iterable
from typing import Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from raakvlak.municipality.actions.members import make_member
from raakvlak.municipality.actions.municipality import lock
from raakvlak.municipality.models import Area, Department, Member, MemberInvitation, Municipality, Role, User
from raakvlak.web.links import make_link, revoke_links

PURPOSE: Final = "invitation"
DAYS: Final = 14

Mail = Callable[[MemberInvitation, str], None]


@transaction.atomic
def invite(  # noqa: PLR0913  (all that an invitation says)
    municipality: Municipality,
    *,
    email: str,
    name: str,
    role: Role,
    department: Department | None,
    areas: Iterable[Area],
) -> MemberInvitation:
    """Make an invitation, unless this address was invited already or belongs to a member here."""
    lock(municipality)
    _refuse_double(municipality, email)
    invitation = MemberInvitation.objects.create(
        municipality=municipality, email=email.lower(), name=name, role=role, department=department
    )
    invitation.areas.set(areas)
    return invitation


@transaction.atomic
def send_invitation(invitation: MemberInvitation, mail: Mail) -> None:
    """Mail a fresh link; links that were sent before open nothing from now on."""
    revoke_links(PURPOSE, invitation.pk)
    mail(invitation, make_link(PURPOSE, invitation.pk, days=DAYS))


@transaction.atomic
def withdraw_invitation(invitation: MemberInvitation) -> None:
    """Take an invitation back."""
    invitation.withdrawn_at = timezone.now()
    invitation.save(update_fields=["withdrawn_at"])
    revoke_links(PURPOSE, invitation.pk)


@transaction.atomic
def accept(invitation: MemberInvitation, user: User) -> Member:
    """Make the user a member as the invitation says; accepting twice changes nothing."""
    municipality = lock(invitation.municipality)
    invitation.refresh_from_db()
    member = Member.objects.within(municipality).active().filter(user=user).first()
    if member is None and invitation.accepted_at is None:
        member = make_member(user, municipality, Role(invitation.role))
        member.department = invitation.department
        member.save(update_fields=["department"])
        member.areas.set(invitation.areas.all())
    if member is None:
        raise ValidationError(_("Deze uitnodiging is al gebruikt. Vraag je beheerder om een nieuwe."))
    if invitation.accepted_at is None:
        invitation.accepted_at = timezone.now()
        invitation.save(update_fields=["accepted_at"])
    return member


@transaction.atomic
def accept_with_password(invitation: MemberInvitation, *, name: str, password: str) -> User:
    """Make the account of someone who had none, and make her a member."""
    lock(invitation.municipality)
    if User.objects.filter(email__iexact=invitation.email).exists():
        raise ValidationError(_("Er is net al een account gemaakt voor dit adres. Log daarmee in."))
    user = User.objects.create_user(invitation.email, password, name=name)
    accept(invitation, user)
    return user


def _refuse_double(municipality: Municipality, email: str) -> None:
    if Member.objects.within(municipality).active().filter(user__email__iexact=email).exists():
        raise ValidationError({"email": _("Iemand met dit adres is al lid. Je vindt haar of hem in de lijst.")})
    if MemberInvitation.objects.within(municipality).open().filter(email__iexact=email).exists():
        message = _("Voor dit adres staat al een uitnodiging open. Stuur die opnieuw, of trek hem eerst in.")
        raise ValidationError({"email": message})
