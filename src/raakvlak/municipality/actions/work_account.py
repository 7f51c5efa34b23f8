"""Letting somebody in with an account of work, and giving her what the provider says that she may."""

from typing import Final

import structlog
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from raakvlak.municipality.actions.address import change_address
from raakvlak.municipality.actions.invitations import PURPOSE, accept
from raakvlak.municipality.actions.members import end_access, give_place, make_member, open_access
from raakvlak.municipality.actions.municipality import lock
from raakvlak.municipality.models import (
    Department,
    Member,
    MemberInvitation,
    Municipality,
    Role,
    User,
    WorkAccount,
)
from raakvlak.municipality.work_account.claims import Identity
from raakvlak.municipality.work_account.errors import (
    ClosedAccountError,
    NoRoleError,
    OtherAccountError,
    StrangerError,
)
from raakvlak.municipality.work_account.policy import Policy, RoleRule
from raakvlak.web.links import has_link
from raakvlak.web.oidc import ProviderBrokenError

REASON: Final = "work account"  # stands in the history instead of a person

Roles = dict[Municipality, Role | None]
log = structlog.get_logger("raakvlak.work_account")


def admit(identity: Identity, policy: Policy, invitation: MemberInvitation | None = None) -> User:
    """Return the user who this is, made or linked when that may be, after giving her the roles she has by now."""
    try:
        return admit_once(identity, policy, invitation)
    except (IntegrityError, StrangerError, OtherAccountError):
        if known_user(identity) is None:
            raise
        return admit_once(identity, policy, invitation)  # she did the same in another window, at the same moment


def admit_once(identity: Identity, policy: Policy, invitation: MemberInvitation | None) -> User:
    """Do all that letting somebody in means, as one whole."""
    with transaction.atomic():
        roles = roles_of(identity, policy)
        user = known_user(identity) or welcome(identity, roles, invitation)
        if not user.is_active:
            raise ClosedAccountError
        keep_address(user, identity)
        for municipality, role in roles.items():
            settle(user, municipality, role)
        members = list(Member.objects.active().filter(user=user).select_related("municipality", "department"))
        for member in members:
            put_in_department(member, identity.departments)
    if roles and not members:  # told outside the transaction: that she lost her access stays
        raise StrangerError("left") if any(roles.values()) else NoRoleError
    return user


def roles_of(identity: Identity, policy: Policy) -> Roles:
    """Return her role in each municipality whose roles the provider gives out; None where she has none."""
    roles: Roles = {}
    for rule in policy.roles:
        municipality = municipality_of(rule)
        if municipality is None:
            log.warning("a role is mapped to a municipality that is not here")
        elif roles.get(municipality) is None:
            roles[municipality] = Role(rule.role) if rule.value in identity.groups else None
    return roles


def municipality_of(rule: RoleRule) -> Municipality | None:
    """Return the municipality that a rule is about; without a code that is the only one."""
    found = Municipality.objects.filter(code=rule.code) if rule.code else Municipality.objects.all()
    rows = list(found.order_by("pk")[:2])
    if len(rows) > 1:
        raise ProviderBrokenError("roles")  # which one is meant can't be guessed
    return rows[0] if rows else None


def known_user(identity: Identity) -> User | None:
    """Return who logged in with this account before."""
    found = WorkAccount.objects.filter(issuer=identity.issuer, subject=identity.subject).select_related("user").first()
    return found.user if found else None


def welcome(identity: Identity, roles: Roles, invitation: MemberInvitation | None) -> User:
    """Link an account that was not seen before to whom it belongs: never by an address that is not proved."""
    user = User.objects.filter(email__iexact=identity.email).first() if identity.email else None
    if user is None:
        user = newcomer(identity, roles, invitation)
    if WorkAccount.objects.of(user).filter(issuer=identity.issuer).exists():
        raise OtherAccountError
    WorkAccount.objects.create(user=user, issuer=identity.issuer, subject=identity.subject)
    return user


def newcomer(identity: Identity, roles: Roles, invitation: MemberInvitation | None) -> User:
    """Make the user of somebody who was asked in, or to whom the provider gives a role."""
    asked = [invitation] if invitation else invitations_to(identity.email)
    asked = [one for one in asked if roles.get(one.municipality, one.role)]
    email = identity.email or (invitation.email if invitation and asked else "")
    if not asked and not any(roles.values()):
        raise NoRoleError if roles else StrangerError
    if not email or User.objects.filter(email__iexact=email).exists():
        raise StrangerError("address")
    name = identity.name or (asked[0].name if asked else email)
    user = User.objects.create_user(email, name=name)
    for one in asked:
        accept(one, user)
    return user


def invitations_to(email: str) -> list[MemberInvitation]:
    """Return the invitations to this address that still open a door."""
    if not email:
        return []
    found = MemberInvitation.objects.open().filter(email__iexact=email).select_related("municipality").order_by("pk")
    return [invitation for invitation in found if has_link(PURPOSE, invitation.pk)]


def keep_address(user: User, identity: Identity) -> None:
    """Follow the provider when it proves another address; one that is somebody else's by now is left alone."""
    if identity.email and identity.email != user.email:
        try:
            change_address(user, identity.email)
        except ValidationError:
            log.warning("an address of a work account belongs to another user")


def settle(user: User, municipality: Municipality, role: Role | None) -> None:
    """Give a user her role in a municipality, or end her access; who left comes back by invitation only."""
    lock(municipality)
    member = Member.objects.within(municipality).filter(user=user).first()
    if role is None:
        if member and member.is_active:
            keep_or_end(member)
        return
    if member is None:
        member = make_member(user, municipality, role)
    if member.left_on is None:
        open_access(member, reason=REASON)
        try:
            give_place(member, role=role, department=member.department, reason=REASON)
        except ValidationError:
            log.warning("the last administrator keeps her role, whatever the provider says")


def keep_or_end(member: Member) -> None:
    """End the access of a member, unless nobody could manage the municipality without her."""
    if member.is_last_administrator:
        log.warning("the last administrator keeps her access, whatever the provider says")
    else:
        end_access(member, reason=REASON)


def put_in_department(member: Member, names: tuple[str, ...]) -> None:
    """Put a member in the first department that is called so here; none is made because a provider names it."""
    for name in names:
        found = Department.objects.within(member.municipality).filter(name__iexact=name.strip()).first()
        if found:
            give_place(member, role=Role(member.role), department=found, reason=REASON)
            return


def forget_work_account(user: User) -> None:
    """Drop what ties a user to her account of work once she works for no municipality any more."""
    if not Member.objects.present().filter(user=user).exists():
        WorkAccount.objects.of(user).delete()


@transaction.atomic
def unlink(user: User) -> None:
    """Let an account of work no longer be this user's; the sessions that it opened end."""
    WorkAccount.objects.of(user).delete()
    user.end_sessions()
