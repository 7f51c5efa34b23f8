"""Why somebody whom the provider knows does not get in here."""

from raakvlak.web.oidc import SignInError


class StrangerError(SignInError):
    """Nobody asked her in, or the provider does not vouch for her address."""

    word = "not_invited"


class NoRoleError(SignInError):
    """The provider gives her no role here."""

    word = "no_role"


class OtherAccountError(SignInError):
    """Another account of work belongs to her address: a namesake's, perhaps, or her own of before."""

    word = "other_account"


class ClosedAccountError(SignInError):
    """Her account here is closed."""

    word = "closed"


class TooManyGroupsError(SignInError):
    """The provider left her groups out, because there are too many."""

    word = "too_many_groups"
