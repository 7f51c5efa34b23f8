"""What is done to members."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from simple_history.utils import update_change_reason

from raakvlak.municipality.actions.municipality import lock
from raakvlak.municipality.departures import tell_out
from raakvlak.municipality.models import Area, Audience, Department, Member, Municipality, Role, User


@transaction.atomic
def make_member(user: User, municipality: Municipality, role: Role) -> Member:
    """Make a user a member, with a klad audience of her own; one who came back keeps what was hers."""
    member, _made = Member.objects.update_or_create(
        user=user, municipality=municipality, defaults={"role": role, "left_on": None, "access_ended_on": None}
    )
    Audience.objects.klad_of(member)
    return member


@transaction.atomic
def change_member(
    member: Member, *, role: Role, department: Department | None, areas: Iterable[Area], lets_in: bool = False
) -> None:
    """Give a member another role, department or areas; the last administrator stays one. Access can open again."""
    give_place(member, role=role, department=department)
    member.areas.set(areas)
    if lets_in:
        open_access(member)


@transaction.atomic
def give_place(member: Member, *, role: Role, department: Department | None, reason: str = "") -> None:
    """Give a member another role or department; the last administrator stays one. What is the same is not written."""
    lock(member.municipality)
    member.refresh_from_db(fields=["role", "department", "left_on", "access_ended_on"])
    if role != Role.ADMINISTRATOR and member.is_last_administrator:
        message = _("Dit is de enige beheerder. Maak eerst iemand anders beheerder, dan kan deze rol veranderen.")
        raise ValidationError({"role": message})
    if (member.role, member.department) == (role, department):
        return
    member.role = role
    member.department = department
    member.save(update_fields=["role", "department"])
    explain(member, reason)
    tell_out(member)


@transaction.atomic
def end_access(member: Member, *, reason: str = "") -> None:
    """Let a member no longer in; her notes stay as they are until her leaving is arranged, her promises pass on."""
    member.access_ended_on = timezone.localdate()
    member.save(update_fields=["access_ended_on"])
    explain(member, reason)
    member.user.end_sessions()
    tell_out(member)


@transaction.atomic
def open_access(member: Member, *, reason: str = "") -> None:
    """Let a member in again."""
    if member.access_ended_on:
        member.access_ended_on = None
        member.save(update_fields=["access_ended_on"])
        explain(member, reason)


def explain(member: Member, reason: str) -> None:
    """Write beside the newest change in the history why it was made, when no person made it."""
    if reason:
        update_change_reason(member, reason)


def remember_municipality(user: User, municipality: Municipality) -> None:
    """Let the next log-in begin in this municipality."""
    user.last_municipality = municipality
    user.save(update_fields=["last_municipality"])
