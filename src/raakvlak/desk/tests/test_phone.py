"""What comes in from a phone: each note once, in order, and nothing that is somebody else's."""

import json
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from raakvlak.conftest import logged_in
from raakvlak.municipality.actions import make_member
from raakvlak.municipality.models import Audience, Member, Municipality, Role
from raakvlak.relations.models import Encounter, Promise

Make = Callable[..., Any]
KEY = "0c5dd2a0-3b6a-4b43-9a43-5d6a7d9f0f11"
SEND, ALONG = "/telefoon/stuur/", "/telefoon/mee/"


def of(member: Member, text: str = "De bank is stuk.", *, kind: str = "note", **more: Any) -> dict[str, Any]:
    """Write a note as it waits on a phone."""
    name = "working_note" if kind == "note" else "line"
    own = {"key": str(uuid.uuid4()), "member": member.pk, "municipality": member.municipality_id, "kind": kind}
    return {**own, "values": [[name, text], *more.pop("values", [])], **more}


def send(client: Client, *notes: dict[str, Any], **headers: Any) -> Any:
    return client.post(SEND, json.dumps({"notes": notes}), content_type="application/json", **headers)


def answers(client: Client, *notes: dict[str, Any]) -> list[dict[str, Any]]:
    answer = send(client, *notes)
    assert answer.status_code == 200
    found: list[dict[str, Any]] = answer.json()["answers"]
    return found


def test_notes_are_stored_in_the_order_in_which_they_were_written(as_anna: Client, anna: Member) -> None:
    notes = [of(anna, f"Gesprek {number}") for number in range(5)]
    told = answers(as_anna, *notes)
    assert [one["state"] for one in told] == ["stored"] * 5
    assert [one["key"] for one in told] == [one["key"] for one in notes]
    assert told[0]["url"] == f"/gesprekken/{notes[0]['key']}/"
    stored = Encounter.objects.order_by("pk").values_list("working_note", flat=True)
    assert list(stored) == [f"Gesprek {number}" for number in range(5)]


def test_a_note_that_is_sent_again_is_stored_once(as_anna: Client, anna: Member) -> None:
    note = of(anna)
    assert [answers(as_anna, note)[0]["state"] for _again in range(3)] == ["stored"] * 3
    assert [one["state"] for one in answers(as_anna, note, note)] == ["stored"] * 2
    assert Encounter.objects.count() == 1


def test_a_note_twice_in_one_batch_is_stored_once(as_anna: Client, anna: Member) -> None:
    note = of(anna)
    assert [one["state"] for one in answers(as_anna, note, note)] == ["stored"] * 2
    assert Encounter.objects.count() == 1


def test_a_note_that_was_stored_already_is_so_whatever_it_says_now(as_anna: Client, anna: Member) -> None:
    note = of(anna)
    answers(as_anna, note)
    assert answers(as_anna, {**note, "values": [["working_note", ""]]})[0]["state"] == "stored"
    assert Encounter.objects.get().working_note == "De bank is stuk."


def test_all_that_one_can_fill_in_outside_arrives(
    as_anna: Client, anna: Member, make_situation: Make, make_party: Make
) -> None:
    situation, area = make_situation(anna), anna.municipality.areas.create(name="De Gracht")
    party = make_party(anna, "Fatima Yilmaz")
    values = [
        ["situation", str(situation.pk)],
        ["area", str(area.pk)],
        ["channel", "street"],
        ["happened_on", "2026-05-03"],
        ["part_of_day", "morning"],
        ["promise-0-text", "De lamp navragen"],
        ["promise_rows", "1"],
    ]
    assert answers(as_anna, of(anna, "Sprak @Fatima Yilmaz", values=values))[0]["state"] == "stored"
    talk = Encounter.objects.get()
    assert (talk.area, talk.channel, talk.happened_on.isoformat()) == (area, "street", "2026-05-03")
    assert [link.situation for link in talk.links.all()] == [situation]
    assert [presence.party for presence in talk.presences.all()] == [party]
    assert Promise.objects.get().text == "De lamp navragen"


def test_the_lines_of_a_series_stay_together(as_anna: Client, anna: Member) -> None:
    series = str(uuid.uuid4())
    lines = [of(anna, f"Regel {number}", kind="line", values=[["series", series]]) for number in range(3)]
    assert {one["state"] for one in answers(as_anna, *lines)} == {"stored"}
    assert {str(key) for key in Encounter.objects.values_list("series", flat=True)} == {series}


def test_a_note_that_cannot_be_stored_stays_with_its_reason_and_holds_up_nothing(as_anna: Client, anna: Member) -> None:
    bad = of(anna, values=[["happened_on", "2999-01-01"], ["promise-0-due_on", "2026-12-01"], ["promise_rows", "1"]])
    empty, good = of(anna, ""), of(anna)
    told = answers(as_anna, bad, empty, good)
    assert [one["state"] for one in told] == ["refused", "refused", "stored"]
    assert told[0]["reasons"] == [
        "Welke dag? – Deze dag moet nog komen. Kies vandaag of eerder.",
        "Wat is beloofd? – Schrijf nog op wat er beloofd is, of maak de rij leeg.",
    ]
    assert told[1]["reasons"] == ["Wat hoorde of zag je? – Schrijf eerst iets op. Eén zin is genoeg."]
    mended = {**bad, "values": [["working_note", "Nu klopt het."]]}
    assert answers(as_anna, mended)[0]["state"] == "stored"


def test_special_data_is_asked_about_once(as_anna: Client, anna: Member) -> None:
    note = of(anna, "Hij is ziek.")
    told = answers(as_anna, note)[0]
    assert (told["state"], told["reasons"]) == ("asks", ["Je noemt gezondheid. Is dit nodig?"])
    assert not Encounter.objects.exists()
    sure = {**note, "values": [*note["values"], ["asked", told["asked"]]]}
    assert answers(as_anna, sure)[0]["state"] == "stored"


def test_a_note_of_another_member_is_not_stored(as_anna: Client, anna: Member, bart: Member) -> None:
    assert [one["state"] for one in answers(as_anna, of(bart), of(anna))] == ["elsewhere", "stored"]
    assert Encounter.objects.get().author == anna


def test_a_note_of_another_municipality_waits_until_one_works_there(
    as_anna: Client, anna: Member, zandrecht: Municipality, carla: Member
) -> None:
    there = make_member(anna.user, zandrecht, Role.FRONTLINE)
    mixed = {**of(anna), "municipality": zandrecht.pk}
    assert {one["state"] for one in answers(as_anna, of(there), of(carla), mixed)} == {"elsewhere"}
    assert not Encounter.objects.exists()
    as_anna.post("/wissel/", {"municipality": zandrecht.pk})
    assert answers(as_anna, of(there))[0]["state"] == "stored"
    assert Encounter.objects.get().municipality == zandrecht


def test_the_key_of_somebody_else_tells_nothing_and_stores_nothing(as_anna: Client, anna: Member, bart: Member) -> None:
    note = of(anna)
    answers(as_anna, note)
    stolen = {**of(bart, "Iets anders"), "key": note["key"]}
    told = answers(logged_in(bart), stolen)[0]
    assert told["state"] == "refused"
    assert told["reasons"] == ["Het nummer van deze notitie is al van een andere notitie."]
    assert Encounter.objects.get().working_note == "De bank is stuk."


@pytest.mark.parametrize(
    "body",
    [
        "",
        "geen json",
        "[]",
        "{}",
        '{"notes": 3}',
        '{"notes": [3]}',
        '{"notes": [{"key": "x"}]}',
        '{"notes": [{"key": "x", "member": 1, "municipality": 1, "kind": "note", "values": []}]}',
        json.dumps(
            {
                "notes": [
                    {"key": KEY, "member": 1, "municipality": 1, "kind": "note", "values": [["working_note", 3]]},
                ]
            }
        ),
        '{"notes": [' + ",".join(["{}"] * 51) + "]}",
    ],
)
def test_what_is_no_batch_is_refused_with_the_way_out(as_anna: Client, body: str) -> None:
    answer = as_anna.post(SEND, body, content_type="application/json")
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["detail"].startswith("Stuur ten hoogste 50 notities tegelijk")
    assert not Encounter.objects.exists()


def test_an_audience_that_one_is_not_in_is_refused(as_anna: Client, anna: Member, bart: Member) -> None:
    klad = of(anna, values=[["audience", str(Audience.objects.klad_of(bart).pk)]])
    assert answers(as_anna, klad)[0]["state"] == "refused"


def test_nobody_else_sends_for_a_member(anna: Member) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(anna.user, "allauth.account.auth_backends.AuthenticationBackend")
    assert send(strict, of(anna)).status_code == 403
    token = strict.get(ALONG).json()["token"]
    assert send(strict, of(anna), headers={"X-CSRFToken": token}).status_code == 200


def test_who_is_not_logged_in_is_sent_to_log_in(client: Client, anna: Member) -> None:
    assert send(client, of(anna)).status_code == 302
    assert client.get(ALONG).status_code == 302


def test_what_goes_along_is_ones_own(
    as_anna: Client, anna: Member, bart: Member, make_situation: Make, django_assert_max_num_queries: Any
) -> None:
    make_situation(anna, "Het park", latitude="52.3712", longitude="5.2218")
    make_situation(bart, "Iets van Bart")
    anna.municipality.areas.create(name="De Gracht")
    with django_assert_max_num_queries(9):
        told = as_anna.get(ALONG).json()
    assert (told["member"], told["municipality"], told["place"]) == (anna.pk, anna.municipality_id, "Waterhoek")
    (park,) = told["situations"]
    assert park[1:] == ["Het park", [52.371, 5.2215]], "a square of a hundred metres"
    assert [[name for _pk, name in rows] for _group, rows in told["areas"]] == [["De Gracht"]]
    assert told["audiences"][0][1:] == ["Alleen voor mij (klad)", "Verdwijnt na 30 dagen, tenzij je het deelt."]
    assert str(told["audience"]) in [value for value, _name, _more in told["audiences"]]


def test_a_batch_costs_no_more_to_begin_with_than_one_note(
    as_anna: Client, anna: Member, django_assert_max_num_queries: Any
) -> None:
    answers(as_anna, *(of(anna) for _number in range(50)))
    with django_assert_max_num_queries(8):
        answers(as_anna, *(of(anna, "x") | {"member": 0} for _number in range(50)))


def test_the_page_of_the_phone_is_the_same_for_everybody(client: Client, as_anna: Client, anna: Member) -> None:
    page = client.get("/telefoon/").content.decode()
    assert page == as_anna.get("/telefoon/").content.decode()
    assert "Anna" not in page
    assert as_anna.get("/telefoon/")["Cache-Control"] == "no-cache"


def test_the_worker_names_every_file_that_the_page_needs(client: Client, db: None) -> None:
    worker, page = client.get("/sw.js"), client.get("/telefoon/").content.decode()
    assert worker["Content-Type"] == "text/javascript"
    assert worker["Service-Worker-Allowed"] == "/"
    house = json.loads(worker.content.decode().split("const HOUSE = ")[1].split(";\n")[0])
    needed = [part.split('"')[0] for part in page.split('"/static/')[1:]]
    needed = [f"/static/{name.partition('#')[0]}" for name in needed if not name.endswith(".png")]
    assert set(needed) - set(house["files"]) == set()
    assert [address for address in house["files"] if not finders.find(address.removeprefix("/static/"))] == []


def test_what_one_puts_on_the_screen_of_a_phone_is_described_in_dutch(client: Client, db: None) -> None:
    manifest = client.get("/manifest.webmanifest")
    assert manifest["Content-Type"] == "application/manifest+json"
    told = manifest.json()
    assert (told["lang"], told["start_url"], told["display"]) == ("nl", "/telefoon/", "standalone")
    for drawn in told["icons"]:
        assert finders.find(drawn["src"].removeprefix("/static/"))


def test_logging_out_leaves_nothing_on_the_device(as_anna: Client) -> None:
    assert "Clear-Site-Data" not in as_anna.get("/").headers
    assert as_anna.post("/inloggen/logout/")["Clear-Site-Data"] == '"storage"'
    assert "Clear-Site-Data" not in as_anna.get("/inloggen/login/").headers
