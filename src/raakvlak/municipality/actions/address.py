"""Changing the address with which one logs in: it changes once the new one has proved to be hers."""

from collections.abc import Callable
from typing import Final

from allauth.account.models import EmailAddress
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from raakvlak.municipality.models import User

SECONDS: Final = 24 * 60 * 60
_SALT: Final = "raakvlak.municipality.address"

Mail = Callable[[str, str], None]


def ask_for_address(user: User, email: str, mail: Mail) -> None:
    """Mail a link to the new address; one that has an account already gets none, and nobody is told so."""
    if not User.objects.filter(email__iexact=email).exists():
        mail(email, signing.dumps([user.pk, user.email, email.lower()], salt=_SALT))


def address_in(token: str, user: User) -> str | None:
    """Return the new address that this link proves to be hers; nothing when it is old, used, or another's."""
    try:
        owner, before, after = signing.loads(token, salt=_SALT, max_age=SECONDS)
    except signing.BadSignature:
        return None
    return str(after) if (owner, before) == (user.pk, user.email) else None


@transaction.atomic
def change_address(user: User, email: str) -> None:
    """Let the user log in with another address, and no longer with the one before."""
    if User.objects.filter(email__iexact=email).exists():
        raise ValidationError(_("Dit adres kan niet. Kies een ander."))
    EmailAddress.objects.filter(user=user).delete()
    user.email = email
    user.save(update_fields=["email"])
