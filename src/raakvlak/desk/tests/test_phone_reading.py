"""What goes along on a phone to read: my own, no people but on today's sheets, and nothing that is not for my eyes."""

import datetime
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from raakvlak.desk.tests.test_planned import planned
from raakvlak.municipality.models import Audience, Member
from raakvlak.relations.models import Party, Promise
from raakvlak.situations.models import Question, SituationEncounter, SituationPromise
from raakvlak.situations.references import party_reference

Make = Callable[..., Any]
READ = "/telefoon/lezen/"


def read(client: Client, *visited: tuple[str, int]) -> dict[str, Any]:
    answer = client.post(READ, json.dumps({"visited": visited}), content_type="application/json")
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


def titles(told: dict[str, Any]) -> list[str]:
    return [page["title"] for page in told["pages"]]


def promise(member: Member, text: str, **values: Any) -> Promise:
    keep_until = timezone.localdate() + datetime.timedelta(days=300)
    audience = values.pop("audience", None) or Audience.objects.frontline_of(member.municipality)
    return Promise.objects.create(
        municipality=member.municipality, audience=audience, owner=member, text=text, keep_until=keep_until, **values
    )


def test_what_was_looked_at_comes_first_then_what_the_last_notes_were_about_then_my_teams(
    as_anna: Client, anna: Member, make_situation: Make, make_encounter: Make, make_party: Make
) -> None:
    park, tree, square = (make_situation(anna, title) for title in ("Het park", "De boom", "Het plein"))
    talk = make_encounter(anna, "Over de boom.")
    SituationEncounter.objects.create(situation=tree, encounter=talk, happened_on=talk.happened_on)
    bakery = make_party(anna, "Bakkerij De Korf", kind="organisation")
    told = read(as_anna, ("organisation", bakery.pk), ("situation", park.pk))
    assert titles(told) == ["Het park", "De boom", "Het plein", "Bakkerij De Korf"]
    assert [page["choice"] for page in told["pages"][:1]] == [["situation", park.pk]]
    assert told["pages"][2]["url"] == f"/situaties/{square.pk}/"


def test_a_situation_tells_its_question_its_last_talks_and_what_is_promised_without_people(
    as_anna: Client, anna: Member, make_situation: Make, make_encounter: Make, make_party: Make
) -> None:
    park, mieke = (
        make_situation(anna, "Het park", latitude="52.3712", longitude="5.2218"),
        make_party(anna, "Mieke van Loon"),
    )
    bakery = make_party(anna, "Bakkerij De Korf", kind="organisation")
    texts = [f"{party_reference(mieke.pk).token} sprak {party_reference(bakery.pk).token}, keer {n}." for n in range(5)]
    for number, text in enumerate(texts):
        talk = make_encounter(anna, text, happened_on=datetime.date(2026, 1, 1 + number))
        SituationEncounter.objects.create(situation=park, encounter=talk, happened_on=talk.happened_on)
    Question.objects.create(situation=park, kind="behind", text="Wie mag hier zijn?", author=anna)
    SituationPromise.objects.create(situation=park, promise=promise(anna, "De bank maken", party=mieke))
    (page,) = read(as_anna)["pages"]
    parts = {part["title"]: [words for words, _said in part["lines"]] for part in page["parts"]}
    assert parts["De laatste gesprekken"] == [f"iemand sprak Bakkerij De Korf, keer {n}." for n in (4, 3, 2)]
    assert (parts["De vraag achter de vraag"], parts["Beloften"]) == (["Wie mag hier zijn?"], ["De bank maken"])
    assert page["where"] == [52.371, 5.2215], "a square of a hundred metres"
    assert "Mieke" not in json.dumps(read(as_anna))


def test_people_are_named_on_the_sheet_of_today_and_their_contact_details_nowhere(
    as_anna: Client, anna: Member, as_bart: Client, make_party: Make
) -> None:
    mieke = make_party(anna, "Mieke van Loon")
    today = timezone.localdate()
    planned(anna, mieke, planned_on=today, questions="Hoe gaat het met de tuin?")
    planned(anna, make_party(anna, "Joost"), planned_on=today + datetime.timedelta(days=1))
    told = read(as_anna)
    assert [page["title"] for page in told["sheets"]] == ["Mieke van Loon"]
    assert "Hoe gaat het met de tuin?" in json.dumps(told["sheets"])
    assert "Joost" not in json.dumps(told)
    assert "phone" not in json.dumps(told["sheets"])
    assert read(as_bart)["sheets"] == [], "she does not go"


def test_my_own_open_promises_go_along(as_anna: Client, anna: Member, bart: Member, make_party: Make) -> None:
    bakery = make_party(anna, "Bakkerij De Korf", kind="organisation")
    month = datetime.timedelta(days=30)
    before, after = timezone.localdate() - month, timezone.localdate() + month
    promise(anna, "De lamp navragen", due_on=after, party=make_party(anna, "Mieke"))
    promise(anna, "Brood brengen", direction="theirs", party=bakery)
    promise(anna, "De bank schilderen", due_on=before)
    promise(bart, "Van Bart")
    promise(anna, "Gedaan", settled_on=timezone.localdate(), is_kept=True)
    late = ["De bank schilderen", f"was voor {date_format(before, 'j F')}"]
    assert read(as_anna)["promises"] == [
        {"title": "Wat ik beloofde", "lines": [late, ["De lamp navragen", f"voor {date_format(after, 'j F')}"]]},
        {"title": "Wat mij beloofd is", "lines": [["Brood brengen", "Bakkerij De Korf"]]},
    ]


def test_what_is_not_for_my_eyes_does_not_go_along_whoever_asks(
    as_anna: Client,
    anna: Member,
    bart: Member,
    carla: Member,
    make_situation: Make,
    make_encounter: Make,
    make_party: Make,
) -> None:
    park = make_situation(anna, "Het park")
    own = make_encounter(bart, "Zwanenzang.", audience=Audience.objects.klad_of(bart))
    SituationEncounter.objects.create(situation=park, encounter=own, happened_on=own.happened_on)
    klad = make_party(bart, "Stichting Zwaan", kind="organisation", audience=Audience.objects.klad_of(bart))
    there, them = make_situation(carla, "Het strand"), make_party(carla, "Stichting Strand", kind="organisation")
    person = make_party(anna, "Mieke van Loon")
    kept_out = make_party(anna, "Stichting Stil", kind="organisation", is_not_to_be_noted=True)
    asked = [("situation", there.pk), *(("organisation", one.pk) for one in (klad, them, person, kept_out))]
    told = read(as_anna, ("situation", park.pk), *asked, ("situation", 999_999))
    assert titles(told) == ["Het park"]
    assert "Zwanenzang" not in json.dumps(told)


def test_what_is_no_longer_for_my_eyes_is_gone_at_the_next_contact(
    as_bart: Client, anna: Member, bart: Member, make_situation: Make
) -> None:
    park = make_situation(anna, "Het park", team=(bart,))
    assert titles(read(as_bart, ("situation", park.pk))) == ["Het park"]
    park.audience = park.team
    park.save()
    park.team.readers.remove(bart)
    assert titles(read(as_bart, ("situation", park.pk))) == []


def test_no_more_than_thirty_go_along(as_anna: Client, anna: Member, make_situation: Make, make_party: Make) -> None:
    looked = [("situation", make_situation(anna, f"Situatie {number}").pk) for number in range(32)]
    looked += [("organisation", make_party(anna, f"Club {number}", kind="organisation").pk) for number in range(20)]
    told = read(as_anna, *looked)
    assert len(told["pages"]) == 30
    assert [page["choice"][0] for page in told["pages"]].count("party") == 15


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{}",
        '{"visited": 3}',
        '{"visited": [3]}',
        '{"visited": [["person", 3]]}',
        '{"visited": [["situation", "3"]]}',
        '{"visited": [["situation", true]]}',
        '{"visited": [["situation", 99999999999999999999]]}',
        json.dumps({"visited": [["situation", 1]] * 101}),
    ],
)
def test_what_does_not_say_what_was_looked_at_is_refused_with_the_way_out(as_anna: Client, body: str) -> None:
    answer = as_anna.post(READ, body, content_type="application/json")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert answer.json()["detail"].startswith("Stuur ten hoogste 100 situaties en organisaties")


def test_it_is_for_who_notes(client: Client, as_dirk: Client, as_esma: Client, db: None) -> None:
    asked = [one.post(READ, '{"visited": []}', content_type="application/json") for one in (client, as_dirk, as_esma)]
    assert [answer.status_code for answer in asked] == [302, 403, 403]


def filled(anna: Member, number: int, make_situation: Make, make_encounter: Make, make_party: Make) -> None:
    for each in range(number):
        situation = make_situation(anna, f"Situatie {each} {number}")
        party: Party = make_party(anna, f"Club {each} {number}", kind="organisation")
        talk = make_encounter(anna, f"Gesprek {each}", parties=(party,))
        SituationEncounter.objects.create(situation=situation, encounter=talk, happened_on=talk.happened_on)
        promise(anna, f"Belofte {each}", party=party, encounter=talk)


@pytest.mark.parametrize("number", [1, 30])
def test_the_number_of_queries_does_not_depend_on_how_much_it_is(
    as_anna: Client,
    anna: Member,
    number: int,
    make_situation: Make,
    make_encounter: Make,
    make_party: Make,
    django_assert_max_num_queries: Any,
) -> None:
    filled(anna, number, make_situation, make_encounter, make_party)
    with django_assert_max_num_queries(25):
        read(as_anna)
