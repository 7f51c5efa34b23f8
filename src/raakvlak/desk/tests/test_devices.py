"""My own phones: heard of when they are used, taken off when they are lost, forgotten when nothing is left on them."""

import datetime
import json
import uuid
from typing import Any
from unittest.mock import MagicMock

import pytest
from django.test import Client
from django.utils import timezone

from raakvlak.conftest import logged_in
from raakvlak.desk.jobs import forget_devices
from raakvlak.desk.models import Device
from raakvlak.desk.phone.devices import named
from raakvlak.desk.tests.test_phone import SEND, of
from raakvlak.municipality.actions.members import end_access
from raakvlak.municipality.models import Member
from raakvlak.relations.models import Encounter

KEY = uuid.uuid4()
PIXEL = "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36"


def contact(client: Client, *notes: dict[str, Any], key: object = KEY) -> Any:
    body = json.dumps({"device": str(key), "notes": notes})
    return client.post(SEND, body, content_type="application/json", headers={"User-Agent": PIXEL}).json()


def may_keep(client: Client, key: object = KEY) -> bool:
    return not client.get("/telefoon/mag/", {"toestel": str(key)}).json()["is_revoked"]


def test_a_phone_is_heard_of_once_a_day(as_anna: Client, anna: Member) -> None:
    contact(as_anna)
    Device.objects.update(first_on="2026-01-01", last_on="2026-01-01")
    contact(as_anna)
    contact(as_anna)
    device = Device.objects.get()
    assert (device.member, device.name, device.last_on) == (anna, "Android, Chrome", timezone.localdate())
    assert device.first_on == datetime.date(2026, 1, 1)
    page = as_anna.get("/ik/telefoons/").content.decode()
    assert "Android, Chrome" in page
    assert "sinds 1 januari 2026" in page


def test_nobody_sees_the_phones_of_another(as_anna: Client, as_bart: Client) -> None:
    contact(as_anna)
    assert "Android" not in as_bart.get("/ik/telefoons/").content.decode()
    assert as_bart.post(f"/ik/telefoons/{Device.objects.get().pk}/weghalen/").status_code == 404


def test_a_lost_phone_is_taken_off(as_anna: Client, anna: Member, client: Client) -> None:
    there = logged_in(anna)
    contact(there)
    assert may_keep(client)
    page = as_anna.get(f"/ik/telefoons/{Device.objects.get().pk}/weghalen/").content.decode()
    assert "Deze telefoon weghalen?" in page
    answer = as_anna.post(f"/ik/telefoons/{Device.objects.get().pk}/weghalen/", follow=True).content.decode()
    assert "Nog geen telefoon" in answer
    assert not may_keep(client), "it hears so without a log-in"
    assert there.get("/telefoon/mee/").status_code == 302, "every log-in elsewhere has ended"
    anna.user.refresh_from_db()
    assert contact(logged_in(anna), of(anna))["is_revoked"], "and whoever logs in on it again"
    assert not Encounter.objects.exists()


@pytest.mark.parametrize("key", ["", "x", "\x00", str(uuid.UUID(int=1))])
def test_a_phone_that_nobody_took_off_may_keep_what_it_has(client: Client, db: None, key: str) -> None:
    assert may_keep(client, key)


def test_the_phone_of_who_leaves_erases_what_it_keeps(as_anna: Client, anna: Member, client: Client) -> None:
    contact(as_anna)
    end_access(anna)
    assert not may_keep(client)


def test_a_phone_that_was_not_heard_of_for_a_month_is_forgotten(as_anna: Client, anna: Member) -> None:
    contact(as_anna)
    contact(as_anna, key=uuid.uuid4())
    Device.objects.filter(uuid=KEY).update(last_on=timezone.localdate() - datetime.timedelta(days=31))
    forget_devices.work(MagicMock())
    assert not Device.objects.filter(uuid=KEY).exists()
    assert Device.objects.count() == 1


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (PIXEL, "Android, Chrome"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18 Safari/604.1",
            "iPhone, Safari",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140 Safari/537.36 Edg/140", "Windows, Edge"),
        ("curl", "onbekend apparaat"),
        ("", "onbekend apparaat"),
    ],
)
def test_a_phone_has_a_name_that_its_owner_knows(agent: str, name: str) -> None:
    assert named(agent) == name
