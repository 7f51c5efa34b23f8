"""How allauth behaves here: nobody signs up alone, one is invited."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Close the sign-up page: a member is invited."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse: members come by invitation."""
        return False
