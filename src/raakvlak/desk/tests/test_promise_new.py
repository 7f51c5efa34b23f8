"""A promise is made without a talk: from a person, a situation or Vandaag, in either direction, once."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from raakvlak.municipality.models import Audience, Member
from raakvlak.relations.models import Promise

Make = Callable[..., Any]
URL = "/beloften/nieuw/"


def send(client: Client, member: Member, text: str = "De lamp navragen", **values: Any) -> Any:
    values.setdefault("audience", Audience.objects.frontline_of(member.municipality).pk)
    return client.post(URL, {"text": text, "key": str(uuid.uuid4()), **values})


def test_one_sentence_is_enough(as_anna: Client, anna: Member) -> None:
    assert as_anna.get(URL).status_code == 200
    answer = send(as_anna, anna)
    made = Promise.objects.get()
    assert answer["Location"] == f"/beloften/{made.pk}/"
    assert (made.owner, made.kind, made.direction, made.encounter) == (anna, "look_into", "ours", None)


def test_it_is_made_once_however_often_it_is_sent(as_anna: Client, as_carla: Client, anna: Member) -> None:
    key = str(uuid.uuid4())
    first, second = (send(as_anna, anna, key=key) for _twice in range(2))
    assert first["Location"] == second["Location"]
    assert Promise.objects.count() == 1


def test_the_page_of_a_person_begins_one_with_her(as_anna: Client, anna: Member, make_party: Make) -> None:
    fatima = make_party(anna)
    assert f"{URL}?persoon={fatima.pk}" in as_anna.get(f"/mensen/{fatima.pk}/").content.decode()
    assert "Met Fatima Yilmaz" in as_anna.get(URL, {"persoon": fatima.pk}).content.decode()
    send(as_anna, anna, "Haar buurman vragen", party=fatima.pk, direction="theirs")
    page = as_anna.get(f"/mensen/{fatima.pk}/").content.decode()
    assert "Haar buurman vragen" in page
    assert "zij aan ons" in page


def test_a_name_that_is_typed_is_known_again(as_anna: Client, anna: Member, make_party: Make) -> None:
    fatima = make_party(anna)
    send(as_anna, anna, to_whom="Fatima Yilmaz")
    send(as_anna, anna, to_whom="Oom Piet")
    assert list(Promise.objects.order_by("pk").values_list("party", "text")) == [
        (fatima.pk, "De lamp navragen"),
        (None, "De lamp navragen (Oom Piet)"),
    ]


def test_the_page_of_a_situation_begins_one_for_its_team(
    as_anna: Client, as_bart: Client, anna: Member, bart: Member, make_situation: Make
) -> None:
    situation = make_situation(anna)
    at = f"/situaties/{situation.pk}/"
    assert f"{URL}?situatie={situation.pk}" in as_anna.get(at).content.decode()
    form = as_anna.get(URL, {"situatie": situation.pk}).context["form"]
    assert (form["situation"].value(), form["audience"].value()) == (situation.pk, situation.team_id)
    send(as_anna, anna, situation=situation.pk, audience=situation.team_id)
    assert "De lamp navragen" in as_anna.get(at).content.decode()
    assert "De lamp navragen" not in as_bart.get(at).content.decode()


def test_what_is_for_a_team_belongs_to_its_situation(as_anna: Client, anna: Member, make_situation: Make) -> None:
    situation = make_situation(anna)
    send(as_anna, anna, audience=situation.team_id)
    assert situation.ties.get().promise == Promise.objects.get()


def test_a_situation_shows_what_is_overdue_first_in_both_directions(
    as_anna: Client, anna: Member, make_situation: Make
) -> None:
    situation = make_situation(anna)
    for text, day, direction in (("Later", "2030-01-01", "ours"), ("Te laat", "2026-01-01", "theirs")):
        send(as_anna, anna, text, due_on=day, direction=direction, situation=situation.pk)
    page = as_anna.get(f"/situaties/{situation.pk}/").content.decode()
    assert page.index("Te laat") < page.index("Later")
    assert f"/beloften/?situatie={situation.pk}" in page


def test_a_commitment_asks_who_may_say_so(as_anna: Client, anna: Member) -> None:
    answer = send(as_anna, anna, kind="binding")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Schrijf op wie dit mag toezeggen." in page
    assert "Kies de dag waarop die persoon ja zei." in page
    assert "De lamp navragen" in page
    today = timezone.localdate()
    send(as_anna, anna, kind="binding", allowed_by="Hoofd Openbare ruimte", allowed_on=today)
    made = Promise.objects.get()
    assert (made.allowed_by, made.allowed_on) == ("Hoofd Openbare ruimte", today)
    assert "Hoofd Openbare ruimte" in as_anna.get(f"/beloften/{made.pk}/").content.decode()


def test_nobody_else_binds_the_municipality(as_anna: Client, anna: Member) -> None:
    values = {"kind": "binding", "allowed_by": "De wethouder", "allowed_on": str(timezone.localdate())}
    answer = send(as_anna, anna, direction="theirs", **values)
    assert "Namens de gemeente beloof je alleen iets aan anderen." in answer.content.decode()


def test_who_may_say_so_is_forgotten_when_it_binds_nobody(as_anna: Client, anna: Member) -> None:
    send(as_anna, anna, kind="agreed", allowed_by="De wethouder", allowed_on=timezone.localdate())
    assert Promise.objects.get().allowed_by == ""


def test_special_words_call_for_a_gentle_question_once(as_anna: Client, anna: Member) -> None:
    answer = send(as_anna, anna, "Vragen hoe het met haar depressie gaat")
    assert "Is dat nodig voor deze belofte?" in answer.content.decode()
    send(as_anna, anna, "Vragen hoe het met haar depressie gaat", asked=answer.context["asked"])
    assert Promise.objects.count() == 1


@pytest.mark.parametrize(
    "values",
    [
        {"text": ""},
        {"text": "x" * 451},
        {"text": "Bsn 111222333"},
        {"text": "Nul\x00"},
        {"due_on": "1850-01-01"},
        {"due_on": "x"},
        {"audience": ""},
        {"audience": "999999"},
        {"direction": "x"},
        {"situation": "999999"},
        {"party": "999999"},
        {"situation": "9" * 5_000},
        {"party": "9" * 5_000},
    ],
)
def test_what_does_not_fit_is_explained_and_nothing_is_lost(
    as_anna: Client, anna: Member, values: dict[str, str]
) -> None:
    answer = send(as_anna, anna, **{"text": "De lamp navragen", "to_whom": "Oom Piet", **values})
    assert answer.status_code == 422
    assert "Oom Piet" in answer.content.decode()
    assert not Promise.objects.exists()


def test_nobody_promises_for_the_eyes_of_others(as_anna: Client, anna: Member, bart: Member, make_party: Make) -> None:
    klad = Audience.objects.klad_of(bart)
    assert send(as_anna, anna, audience=klad.pk).status_code == 422
    hidden = make_party(bart, "Aad Stil", audience=klad)
    assert "Aad Stil" not in as_anna.get(URL, {"persoon": hidden.pk}).content.decode()
    assert send(as_anna, anna, party=hidden.pk).status_code == 422


def test_the_key_of_another_makes_nothing(as_anna: Client, anna: Member, as_carla: Client, carla: Member) -> None:
    key = str(uuid.uuid4())
    send(as_carla, carla, key=key)
    assert send(as_anna, anna, key=key).status_code == 404


def test_who_reads_no_notes_promises_nothing_here(
    as_dirk: Client, as_esma: Client, as_gert: Client, client: Client, anna: Member
) -> None:
    assert [send(one, anna).status_code for one in (as_dirk, as_esma, as_gert)] == [403] * 3
    answer = send(client, anna)
    assert "De lamp navragen" in answer.content.decode(), "what was typed is given back"
    assert not Promise.objects.exists()
