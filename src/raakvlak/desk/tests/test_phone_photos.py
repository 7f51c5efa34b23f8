"""Photos that come in from a phone, in parts, over a line that drops."""

import datetime
import json
import uuid
from collections.abc import Callable
from typing import Any
from unittest.mock import MagicMock

import pytest
from django.test import Client
from django.utils import timezone

from raakvlak.desk.jobs import forget_uploads
from raakvlak.municipality.models import Audience, Member
from raakvlak.relations.models import Encounter, Photo, PhotoUpload
from raakvlak.relations.tests.images import PLACE, drawn

Make = Callable[..., Any]
pytestmark = pytest.mark.django_db
KEY = "4f0a0000-0000-4000-8000-000000000001"


def begin(client: Client, talk: Encounter, content: bytes, key: str = KEY, **values: Any) -> Any:
    about = {"note": str(talk.uuid), "subject": "place", "caption": "De bank", "length": len(content), **values}
    return client.post(f"/telefoon/foto/{key}/", json.dumps(about), content_type="application/json")


def part(client: Client, start: int, content: bytes, key: str = KEY) -> Any:
    url = f"/telefoon/foto/{key}/deel/?vanaf={start}"
    return client.post(url, content, content_type="application/octet-stream")


@pytest.fixture
def talk(anna: Member, make_encounter: Make) -> Encounter:
    found: Encounter = make_encounter(anna, "De bank is stuk.")
    return found


def test_a_photo_that_was_interrupted_goes_on_where_it_was(as_anna: Client, talk: Encounter) -> None:
    content = drawn()
    assert begin(as_anna, talk, content).json() == {"state": "going", "received": 0}
    assert part(as_anna, 0, content[:1000]).json()["received"] == 1000
    assert not Photo.objects.exists()
    assert begin(as_anna, talk, content).json() == {"state": "going", "received": 1000}
    assert part(as_anna, 1000, content[1000:]).json() == {"state": "stored"}
    photo = Photo.objects.get()
    assert (photo.encounter, photo.caption, str(photo.uuid)) == (talk, "De bank", KEY)
    assert PLACE.encode() not in bytes(photo.content.full)
    assert not PhotoUpload.objects.exists()


def test_sending_anything_twice_does_no_harm(as_anna: Client, talk: Encounter) -> None:
    content = drawn()
    for _ in range(2):
        begin(as_anna, talk, content)
        part(as_anna, 0, content[:1000])
    assert part(as_anna, 5000, content[5000:6000]).json()["received"] == 1000  # too early
    assert part(as_anna, 0, content[:500]).json()["received"] == 1000
    for _ in range(2):
        assert part(as_anna, 1000, content[1000:]).json() == {"state": "stored"}
    assert begin(as_anna, talk, content).json() == {"state": "stored"}
    assert Photo.objects.count() == 1


def test_a_phone_that_was_killed_before_it_heard_the_end_hears_it(as_anna: Client, talk: Encounter) -> None:
    content = drawn()
    begin(as_anna, talk, content)
    PhotoUpload.objects.update(content=content)  # all came in, and the server fell over before it was a photo
    assert begin(as_anna, talk, content).json() == {"state": "stored"}
    assert Photo.objects.count() == 1


def test_what_turns_out_to_be_no_photo_is_thrown_away(as_anna: Client, talk: Encounter) -> None:
    begin(as_anna, talk, b"nonsense")
    answer = part(as_anna, 0, b"nonsense").json()
    assert answer["state"] == "refused"
    assert "geen foto" in answer["reasons"][0]
    assert not PhotoUpload.objects.exists()


@pytest.mark.parametrize("length", [0, -1, 4_000_001, 10**30])
def test_a_photo_of_an_odd_length_is_refused(length: int, as_anna: Client, talk: Encounter) -> None:
    assert begin(as_anna, talk, b"", length=length).json()["state"] == "refused"


@pytest.mark.parametrize("values", [{"note": "x"}, {"subject": "person"}, {"length": "many"}, {"length": None}])
def test_what_is_no_photo_that_we_know_is_told_so(values: dict[str, Any], as_anna: Client, talk: Encounter) -> None:
    answer = begin(as_anna, talk, b"x", **values)
    assert answer.status_code in {400, 404}
    assert not PhotoUpload.objects.exists()


def test_parts_are_small_and_have_a_place(as_anna: Client, talk: Encounter) -> None:
    begin(as_anna, talk, drawn())
    assert part(as_anna, 0, bytes(500_001)).status_code == 400
    assert as_anna.post(f"/telefoon/foto/{KEY}/deel/?vanaf=x", b"", content_type="image/jpeg").status_code == 400
    assert as_anna.post(f"/telefoon/foto/{KEY}/", "[]", content_type="application/json").status_code == 400


def test_nobody_sends_a_photo_to_a_talk_of_another(
    as_anna: Client, as_bart: Client, as_carla: Client, as_dirk: Client, talk: Encounter
) -> None:
    content = drawn()
    begin(as_anna, talk, content)
    assert [begin(one, talk, content).status_code for one in (as_bart, as_carla, as_dirk)] == [404, 404, 403]
    assert [part(one, 0, content[:9]).status_code for one in (as_bart, as_carla, as_dirk)] == [404, 404, 403]
    assert PhotoUpload.objects.get().content == b""


def test_a_key_belongs_to_one_talk(as_anna: Client, anna: Member, talk: Encounter, make_encounter: Make) -> None:
    content = drawn()
    begin(as_anna, talk, content)
    other = make_encounter(anna, "De lamp ook.")
    assert begin(as_anna, other, content).status_code == 404
    part(as_anna, 0, content)
    assert begin(as_anna, other, content).status_code == 404


def test_a_page_of_my_notebook_needs_a_klad(
    as_anna: Client, anna: Member, talk: Encounter, make_encounter: Make
) -> None:
    assert "klad" in begin(as_anna, talk, drawn(), subject="notebook").json()["reasons"][0]
    klad = make_encounter(anna, "Stil.", audience=Audience.objects.klad_of(anna))
    assert begin(as_anna, klad, drawn(), subject="notebook").json()["state"] == "going"


def test_special_data_in_a_caption_is_asked_about_once(as_anna: Client, talk: Encounter) -> None:
    content = drawn()
    answer = begin(as_anna, talk, content, caption="De rolstoel").json()
    assert answer == {"state": "asks", "reasons": ["Je noemt gezondheid. Is dit nodig?"], "asked": "health"}
    assert not PhotoUpload.objects.exists()
    assert begin(as_anna, talk, content, caption="De rolstoel", asked="health").json()["state"] == "going"
    part(as_anna, 0, content)
    assert begin(as_anna, talk, content, caption="De rolstoel").json() == {"state": "stored"}  # it is there already


def test_what_is_wrong_with_the_words_is_told(as_anna: Client, talk: Encounter) -> None:
    for values in ({"caption": "x" * 301}, {"asked": "\x00"}):
        answer = begin(as_anna, talk, drawn(), **values).json()
        assert (answer["state"], len(answer["reasons"])) == ("refused", 1)


def test_half_a_photo_is_forgotten_after_a_day(as_anna: Client, talk: Encounter) -> None:
    content = drawn()
    begin(as_anna, talk, content)
    begin(as_anna, talk, content, key=str(uuid.uuid4()))
    yesterday = timezone.now() - datetime.timedelta(days=1, minutes=1)
    PhotoUpload.objects.filter(uuid=KEY).update(touched_at=yesterday)
    forget_uploads.work(MagicMock())
    assert PhotoUpload.objects.count() == 1
    assert begin(as_anna, talk, content).json() == {"state": "going", "received": 0}


def test_a_length_without_end_is_met_well(as_anna: Client) -> None:
    about = f'{{"note": "{KEY}", "length": 1e999, "subject": "place", "caption": ""}}'
    assert as_anna.post(f"/telefoon/foto/{KEY}/", about, content_type="application/json").status_code == 400
