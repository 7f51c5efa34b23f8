"""Which way in is open for whom."""

from typing import Final

from raakvlak.municipality.models import Member, MemberInvitation, Role, User, WorkAccount
from raakvlak.municipality.work_account.policy import current_policy, current_provider

CAME_WITH: Final = "work_account"  # stands in the session of who logged in with an account of work
READ_INVITATION: Final = "work_account_invitation"  # which invitation was read in this browser


def must_use_work_account(user: User) -> bool:
    """Tell whether a password opens nothing: for who has an account of work, and when that is the only way.

    The emergency door stays open: an administrator without an account of work comes in when the provider is down.
    """
    provider = current_provider()
    if provider is None:
        return False
    if WorkAccount.objects.of(user).filter(issuer=provider.issuer).exists():
        return True
    return current_policy().is_only and not Member.objects.administrators().filter(user=user).exists()


def may_choose_password(invitation: MemberInvitation) -> bool:
    """Tell whether who is invited may come in with a password."""
    is_only = current_provider() is not None and current_policy().is_only
    return not is_only or invitation.role == Role.ADMINISTRATOR


def has_work_account(member: Member) -> bool:
    """Tell whether a member logs in with an account of the provider that is set now."""
    provider = current_provider()
    return bool(provider and WorkAccount.objects.of(member.user).filter(issuer=provider.issuer).exists())


def settled_by_provider(member: Member) -> tuple[str, ...]:
    """Name what comes from the account of work at each log-in, so that changing it here would not last."""
    policy = current_policy()
    codes = {rule.code for rule in policy.roles}
    told = {
        "role": bool(codes & {"", member.municipality.code}),
        "department": bool(policy.department_claim),
    }
    return tuple(name for name, is_told in told.items() if is_told and has_work_account(member))
