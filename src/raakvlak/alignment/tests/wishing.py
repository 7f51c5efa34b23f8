"""What the tests of suggestions and choices open, choose and send."""

import uuid
from typing import Any

from django.test import Client
from django.urls import reverse

from raakvlak.alignment.actions.choosing import choose
from raakvlak.alignment.models import Choice, Possibility
from raakvlak.alignment.wishes import find_wish
from raakvlak.municipality.models import Member
from raakvlak.situations.models import Situation


def page(client: Client, situation: Situation, wish: str, **asked: str) -> Any:
    return client.get(reverse("alignment:wish", args=[situation.pk, wish]), asked)


def titles(client: Client, situation: Situation, wish: str, **asked: str) -> list[str]:
    return [one.possibility.title for one in page(client, situation, wish, **asked).context["one"].suggested]


def chosen(member: Member, situation: Situation, key: str, possibility: Possibility, **values: Any) -> Choice:
    wish = find_wish(situation, member, key)
    assert wish is not None
    return choose(member, wish, possibility, **{"key": uuid.uuid4(), "is_accepted": True, **values})


def sent(**values: Any) -> dict[str, str]:
    return {"key": str(uuid.uuid4()), "outcome": "past", **values}
