"""What was agreed with a colleague becomes a task."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from raakvlak.alignment.models import Lane
from raakvlak.alignment.tests.conftest import in_days
from raakvlak.situations.models import Task

Make = Callable[..., Any]
pytestmark = pytest.mark.django_db


def test_the_form_begins_with_what_was_agreed_and_makes_one_task(as_anna: Client, lane: Lane) -> None:
    Lane.objects.filter(pk=lane.pk).update(state="yes_if", words="Mits het smal blijft.", until_on=in_days(7))
    url = reverse("alignment:make_task", args=[lane.request.situation_id, lane.request.uuid])
    assert url in as_anna.get(url.removesuffix("klus/")).content.decode()
    form = as_anna.get(url).context["form"]
    assert "Mits het smal blijft." in form.initial["text"]
    assert form.initial["due_on"] == in_days(7)
    sent = {"key": str(uuid.uuid4()), "text": "Smalle bank zoeken", "circle": "team", "who": ""}
    for _time in range(2):
        assert as_anna.post(url, sent).status_code == 302
    assert Task.objects.get().text == "Smalle bank zoeken"


def test_bad_input_and_strangers_make_nothing(
    as_anna: Client, as_carla: Client, as_fatma: Client, as_dirk: Client, client: Client, lane: Lane
) -> None:
    url = reverse("alignment:make_task", args=[lane.request.situation_id, lane.request.uuid])
    assert as_anna.post(url, {"text": ""}).status_code == 422
    assert as_carla.get(url).status_code == 404
    assert as_dirk.get(url).status_code == 403
    assert client.get(url).status_code == 302
    as_fatma.post(url, {"text": "Iets", "circle": "team"})
    assert not Task.objects.exists()
