"""My day by mail: only when I chose it, numbers and links alone, once, and one tap to stop it."""

import datetime
import re
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client

from raakvlak.desk.digests import send_due
from raakvlak.desk.models import Digest
from raakvlak.municipality.models import Member

CHOOSE = "/ik/mail/"
MONDAY = datetime.date(2026, 11, 30)
SUNDAY = MONDAY - datetime.timedelta(days=1)


@pytest.fixture
def digest(anna: Member) -> Digest:
    return Digest.objects.create(member=anna, rhythm="day", site="https://buiten.example/", looked_on=SUNDAY)


def send(day: datetime.date = MONDAY) -> list[EmailMessage]:
    list(send_due(day))
    return list(mail.outbox)


def test_nobody_gets_a_mail_who_chose_none(anna: Member, make_encounter: Any) -> None:
    make_encounter(anna, "Nog uitwerken")
    assert send() == []


def test_it_is_chosen_changed_and_stopped(as_anna: Client, anna: Member, as_bart: Client) -> None:
    for rhythm in ("day", "week", "week"):
        assert as_anna.post(CHOOSE, {"rhythm": rhythm}).status_code == 302
        assert Digest.objects.of(anna).get().rhythm == rhythm
    assert Digest.objects.get().site == "http://testserver/"
    assert "checked" not in as_bart.get(CHOOSE).content.decode().partition('value="week"')[2].partition(">")[0]
    as_anna.post(CHOOSE, {"rhythm": "never"})
    assert not Digest.objects.exists()


def test_what_can_not_be_chosen_is_refused(as_anna: Client) -> None:
    as_anna.post(CHOOSE, {"rhythm": "elk uur"})
    assert not Digest.objects.exists()


def test_it_tells_numbers_and_no_words(anna: Member, digest: Digest, make_encounter: Any, make_party: Any) -> None:
    make_encounter(anna, "Zwanenzang bij de sluis", parties=(make_party(anna, "Mevrouw Zwaan"),))
    (letter,) = send()
    assert letter.to == [anna.user.email]
    assert "1 notitie om uit te werken" in letter.body
    assert "https://buiten.example/gesprekken/?uitwerken=1" in letter.body
    assert "Zwa" not in f"{letter.subject}{letter.body}"
    assert "gesprek vandaag" not in letter.body


def test_no_mail_comes_when_nothing_waits(digest: Digest) -> None:
    assert send() == []
    digest.refresh_from_db()
    assert digest.looked_on == MONDAY


def test_it_comes_once_a_day_and_not_in_the_weekend(anna: Member, digest: Digest, make_encounter: Any) -> None:
    make_encounter(anna)
    assert [len(send(MONDAY + datetime.timedelta(days=after))) for after in (0, 0, 1, 4, 5, 6, 7)] == [
        1,
        1,
        2,
        3,
        3,
        3,
        4,
    ]


def test_it_comes_once_a_week(anna: Member, digest: Digest, make_encounter: Any) -> None:
    make_encounter(anna)
    Digest.objects.update(rhythm="week")
    assert [len(send(MONDAY + datetime.timedelta(days=after))) for after in (0, 1, 4, 7, 8)] == [1, 1, 1, 2, 2]


def test_a_week_begins_later_when_monday_was_missed(anna: Member, digest: Digest, make_encounter: Any) -> None:
    make_encounter(anna)
    Digest.objects.update(rhythm="week")
    assert len(send(MONDAY + datetime.timedelta(days=2))) == 1


def test_who_may_not_come_in_gets_none(anna: Member, digest: Digest, make_encounter: Any) -> None:
    make_encounter(anna)
    Member.objects.filter(pk=anna.pk).update(access_ended_on=MONDAY)
    assert send() == []


def test_the_link_stops_it_only_after_the_button(
    client: Client, anna: Member, digest: Digest, make_encounter: Any
) -> None:
    make_encounter(anna)
    found = re.search(r"https://buiten\.example(/mail-stoppen/\S+)", str(send()[0].body))
    assert found
    assert "Stop met de mail" in client.get(found[1]).content.decode()
    assert Digest.objects.exists()
    assert "De mail is gestopt" in client.post(found[1]).content.decode()
    assert not Digest.objects.exists()
    assert "De mail is gestopt" in client.post(found[1]).content.decode()


def test_another_link_stops_nothing(client: Client, digest: Digest) -> None:
    assert client.post("/mail-stoppen/geen-echte-sleutel/").status_code == 404
    assert Digest.objects.exists()


def test_it_is_for_who_notes(client: Client, as_dirk: Client, as_gert: Client) -> None:
    assert client.get(CHOOSE).status_code == 302
    assert as_dirk.get(CHOOSE).status_code == as_gert.get(CHOOSE).status_code == 403
