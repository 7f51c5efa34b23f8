"""What the tests about accounts of work share."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.test import Client

from raakvlak.municipality.actions.invitations import invite, send_invitation
from raakvlak.municipality.models import Member, Municipality, Role, WorkAccount
from raakvlak.municipality.work_account.policy import RoleRule
from raakvlak.web.tests.provider import Says

BEGIN = "/werkaccount/"
BACK = "/werkaccount/terug/"
ANNA = {"sub": "anna-1", "email": "anna@raakvlak.example", "email_verified": True, "name": "Anna de Wit"}
HANNA = {"sub": "hanna-1", "email": "hanna@raakvlak.example", "email_verified": True, "name": "Hanna Bos"}
ROLES = (RoleRule("coordinatie", "coordinator"), RoleRule("buiten", "frontline"), RoleRule("beheer", "administrator"))


def go(client: Client, says: Says, where: str = "") -> str:
    """Go to the provider, and return the state with which one must come back."""
    answer = client.get(BEGIN, {"next": where} if where else {})
    assert answer.status_code == 302
    asked = {name: values[0] for name, values in parse_qs(urlsplit(answer["Location"]).query).items()}
    says.nonce = asked["nonce"]
    return asked["state"]


def log_in(client: Client, says: Says, claims: dict[str, Any], where: str = "") -> Any:
    """Go to the provider and come back as who has these claims."""
    says.claims = claims
    return client.get(BACK, {"code": "abc", "state": go(client, says, where)})


def who(client: Client) -> str:
    """Return the name of who is logged in, nothing when nobody is."""
    answer = client.get("/ik/")
    return answer.context["user"].name if answer.status_code == 200 else ""


def link(member: Member, says: Says, subject: str) -> None:
    WorkAccount.objects.create(user=member.user, issuer=says.issuer, subject=subject)


def asked_in(municipality: Municipality, role: Role = Role.FRONTLINE, email: str = "hanna@raakvlak.example") -> str:
    """Invite Hanna, and return the address in her mail."""
    tokens: list[str] = []
    invitation = invite(municipality, email=email, name="Hanna", role=role, department=None, areas=[])
    send_invitation(invitation, lambda _invitation, token: tokens.append(token))
    return f"/uitnodiging/{tokens[0]}/"
