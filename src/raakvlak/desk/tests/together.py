"""Changing many rows together, as a browser does."""

import re
import uuid
from typing import Any

from django.test import Client
from django.utils import timezone

from raakvlak.conftest import in_a_year
from raakvlak.desk.models import BulkChange
from raakvlak.municipality.models import Audience, Member
from raakvlak.relations.models import Promise

TODAY = timezone.localdate


def promised(member: Member, text: str = "Bellen", **values: Any) -> Promise:
    values.setdefault("audience", Audience.objects.frontline_of(member.municipality))
    values.setdefault("owner", member)
    values.setdefault("due_on", TODAY())
    return Promise.objects.create(municipality=member.municipality, text=text, keep_until=in_a_year(), **values)


def look(client: Client, list_name: str, what: str, rows: Any, **typed: Any) -> Any:
    """Fill in what changes, and look at what that will do."""
    sent = {"rijen": ",".join(str(getattr(row, "pk", row)) for row in rows), "doe": what, **typed}
    return client.post(f"/meer-tegelijk/{list_name}/", sent)


def do(client: Client, list_name: str, what: str, rows: Any, *, key: str = "", **typed: Any) -> Any:
    """Say yes."""
    sure = {"zeker": "ja", "sleutel": key or str(uuid.uuid4())}
    return look(client, list_name, what, rows, **typed, **sure)


def undo(client: Client) -> str:
    """Undo what was changed last, and read what that says."""
    change = BulkChange.objects.newest_first()[0]
    return str(client.post(f"/meer-tegelijk/ongedaan/{change.uuid}/", follow=True).content.decode())


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())
