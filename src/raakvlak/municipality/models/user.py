"""A user: someone who can log in, in no, one or several municipalities."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import get_random_string, salted_hmac
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Make users by their e-mail address."""

    def create_user(self, email: str, password: str | None = None, **values: Any) -> "User":
        """Make a user; without a password nobody can log in until it is set."""
        user = self.model(email=email.strip().lower(), **values)
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find a user by e-mail address, in small letters or capitals."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """Someone who can log in."""

    email = models.EmailField(_("e-mailadres"), unique=True)
    name = models.CharField(_("naam"), max_length=120)
    language = models.CharField(_("taal"), max_length=5, default="nl")
    reached_by = models.CharField(_("hoe collega’s mij het liefst bereiken"), max_length=200, blank=True)
    is_active = models.BooleanField(_("mag inloggen"), default=True)
    is_invented = models.BooleanField(default=False)
    joined_at = models.DateTimeField(auto_now_add=True)
    last_municipality = models.ForeignKey(
        "municipality.Municipality", models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    sessions_key = models.CharField(max_length=16, blank=True, editable=False)

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="one_user_per_email")]

    def __str__(self) -> str:
        return self.name

    def end_sessions(self) -> None:
        """Let every log-in on every device end; the next request there asks for the password."""
        self.sessions_key = get_random_string(16)
        self.save(update_fields=["sessions_key"])

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        salt = "raakvlak.municipality.models.user.sessions"
        return salted_hmac(salt, f"{self.password}:{self.sessions_key}", secret=secret, algorithm="sha256").hexdigest()

    @property
    def first_name(self) -> str:
        """Return the name by which one greets."""
        return self.name.split(" ", 1)[0]
