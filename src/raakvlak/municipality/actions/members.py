"""What is done to members."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from raakvlak.municipality.actions.municipality import lock
from raakvlak.municipality.models import Area, Audience, Department, Member, Municipality, Role, User


@transaction.atomic
def make_member(user: User, municipality: Municipality, role: Role) -> Member:
    """Make a user a member, with a klad audience of her own; one who came back keeps what was hers."""
    member, _made = Member.objects.update_or_create(
        user=user, municipality=municipality, defaults={"role": role, "left_on": None}
    )
    Audience.objects.klad_of(member)
    return member


@transaction.atomic
def change_member(member: Member, *, role: Role, department: Department | None, areas: Iterable[Area]) -> None:
    """Give a member another role, department or areas; the last administrator stays one."""
    lock(member.municipality)
    member.refresh_from_db(fields=["role", "left_on"])
    if role != Role.ADMINISTRATOR and member.is_last_administrator:
        message = _("Dit is de enige beheerder. Maak eerst iemand anders beheerder, dan kan deze rol veranderen.")
        raise ValidationError({"role": message})
    member.role = role
    member.department = department
    member.save(update_fields=["role", "department"])
    member.areas.set(areas)


def remember_municipality(user: User, municipality: Municipality) -> None:
    """Let the next log-in begin in this municipality."""
    user.last_municipality = municipality
    user.save(update_fields=["last_municipality"])
