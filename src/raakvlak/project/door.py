"""The forms of the door in our own words: allauth's, with Dutch that says *je*."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django.contrib.auth.password_validation import password_validators_help_texts
from django.forms import Form
from django.utils.translation import gettext_lazy as _

# allauth has no types, so mypy takes each of its forms for anything.


class LoginForm(account.LoginForm):  # type: ignore[misc]  # allauth has no types
    """Log in, and say what *remember* means."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["remember"].label = _("Houd mij hier ingelogd")
        self.fields["remember"].help_text = _("Niet doen op een computer die je deelt.")


class ChangePasswordForm(account.ChangePasswordForm):  # type: ignore[misc]  # allauth has no types
    """Change a password, told what a good one is."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        explain_password(self)


class SetPasswordForm(account.SetPasswordForm):  # type: ignore[misc]  # allauth has no types
    """Choose a first password, told what a good one is."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        explain_password(self)


class ResetPasswordKeyForm(account.ResetPasswordKeyForm):  # type: ignore[misc]  # allauth has no types
    """Choose a new password, told what a good one is."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        explain_password(self)


class ActivateTOTPForm(totp.ActivateTOTPForm):  # type: ignore[misc]  # allauth has no types
    """Show that the app gives the right codes."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["code"].label = _("Typ de code die de app nu laat zien")
        explain_code(self)


class AuthenticateForm(mfa.AuthenticateForm):  # type: ignore[misc]  # allauth has no types
    """Take the second step with a code."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        explain_code(self)


class ReauthenticateForm(mfa.ReauthenticateForm):  # type: ignore[misc]  # allauth has no types
    """Show with a code that it is still you."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        explain_code(self)


class AddWebAuthnForm(webauthn.AddWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """Name a new passkey."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["name"].label = _("Naam van de sleutel")
        self.fields["passwordless"].label = _("Ook zonder wachtwoord")
        self.fields["passwordless"].help_text = _(
            "Dan log je in met alleen deze sleutel. Dat kan als hij om je vinger, je gezicht of een pincode vraagt."
        )


class EditWebAuthnForm(webauthn.EditWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """Rename a passkey."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["name"].label = _("Naam van de sleutel")


def explain_password(form: Form) -> None:
    """Say in one sentence what a good password is, instead of Django's list of rules."""
    form.fields["password1"].help_text = " ".join(filter(None, password_validators_help_texts()))
    form.fields["password2"].label = _("Nog een keer hetzelfde")


def explain_code(form: Form) -> None:
    """Let the phone offer its keyboard of numbers, and the code that came in."""
    form.fields["code"].widget.attrs |= {"class": "short", "autocapitalize": "off", "spellcheck": "false"}
