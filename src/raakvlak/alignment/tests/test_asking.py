"""A request begins with a talk, goes to departments and colleagues, and is made once."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from raakvlak.alignment.actions.requests import Addressee
from raakvlak.alignment.models import Lane, Request, Step
from raakvlak.alignment.tests.conftest import filled_in, in_days
from raakvlak.municipality.models import Department, Member
from raakvlak.situations.models import Situation

Make = Callable[..., Any]
pytestmark = pytest.mark.django_db


@pytest.fixture
def url(situation: Situation) -> str:
    return reverse("alignment:make_request", args=[situation.pk])


def errors_of(answer: Any) -> dict[str, Any]:
    return dict(answer.context["form"].errors)


def test_the_form_asks_first_for_a_talk(as_anna: Client, url: str) -> None:
    page = as_anna.get(url).content.decode()
    assert page.index("first-a-talk") < page.index("the-request") < page.index("whom")


def test_it_goes_to_several_departments_at_once(
    as_anna: Client, url: str, situation: Situation, mobility: Department, parks: Department
) -> None:
    sent = filled_in(situation, mobility, departments=[mobility.pk, parks.pk])
    answer = as_anna.post(url, sent)
    request = Request.objects.get()
    assert answer["Location"] == reverse("alignment:request", args=[situation.pk, request.uuid])
    assert [(lane.label, lane.state) for lane in request.lanes.in_order()] == [
        ("Mobiliteit", "waiting"),
        ("Parken", "waiting"),
    ]
    assert request.audience == situation.team
    assert [step.kind for step in request.steps.all()] == ["sent", "sent"]


def test_it_is_made_once_however_often_it_is_sent(
    as_anna: Client, url: str, situation: Situation, mobility: Department, mailoutbox: list[Any]
) -> None:
    sent = filled_in(situation, mobility, name="Kim", email="kim@elders.example")
    for _number in range(3):
        assert as_anna.post(url, sent).status_code == 302
    assert Request.objects.count() == 1
    assert Lane.objects.count() == 2
    assert len(mailoutbox) == 1


def test_a_key_of_somebody_else_makes_nothing(
    as_anna: Client, url: str, situation: Situation, mobility: Department, ask: Make, bart: Member, make_situation: Make
) -> None:
    other = make_situation(bart, "Van Bart")
    made = ask(situation=other, asker=bart, audience=other.team)
    assert as_anna.post(url, filled_in(situation, mobility, uuid=str(made.uuid))).status_code == 404
    assert Request.objects.count() == 1


def test_who_knows_nobody_there_introduces_herself_first_and_nothing_is_sent(
    as_anna: Client,
    url: str,
    situation: Situation,
    mobility: Department,
    dirk_in_mobility: Member,
    as_dirk: Client,
    mailoutbox: list[Any],
) -> None:
    as_anna.post(
        url,
        filled_in(
            situation,
            mobility,
            start="voorstellen",
            talked_on="",
            introduction="de teamleider",
            name="Kim",
            email="kim@elders.example",
        ),
    )
    request = Request.objects.get()
    assert {lane.state for lane in request.lanes.all()} == {"preparing"}
    assert mailoutbox == []
    lane = request.lanes.exclude(department=None).get()
    assert as_dirk.get(reverse("alignment:answer", args=[lane.pk])).status_code == 404
    send = reverse("alignment:send_request", args=[situation.pk, request.uuid])
    for _number in range(2):
        as_anna.post(send, {"talked_on": timezone.localdate().isoformat()})
    assert {lane.state for lane in request.lanes.all()} == {"waiting"}
    assert len(mailoutbox) == 1
    assert as_dirk.get(reverse("alignment:answer", args=[lane.pk])).status_code == 200


def test_the_database_refuses_a_request_without_a_talk(ask: Make) -> None:
    request = ask()
    with pytest.raises(IntegrityError), transaction.atomic():
        Request.objects.filter(pk=request.pk).update(talked_on=None, introduction="")


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"talked_on": ""}, "talked_on"),
        ({"start": "voorstellen"}, "introduction"),
        ({"departments": []}, "departments"),
        ({"name": "Kim"}, "email"),
        ({"email": "kim@elders.example"}, "name"),
        ({"needed_by_on": "2020-01-01"}, "needed_by_on"),
        ({"why": ""}, "why"),
        ({"why": "BSN 111222333"}, "why"),
        ({"what": "nul\x00"}, "what"),
        ({"why": "Zij is ernstig ziek."}, "is_needed"),
        ({"escalate_to": "het hoofd"}, "escalate_after_on"),
        ({"escalate_to": "het hoofd", "escalate_after_on": "2030-01-01"}, "escalate_email"),
        ({"escalate_after_on": "2030-01-01"}, "escalate_to"),
        ({"departments": ["999999"]}, "departments"),
    ],
)
def test_what_does_not_fit_is_explained(
    as_anna: Client, url: str, situation: Situation, mobility: Department, changed: dict[str, Any], wrong: str
) -> None:
    answer = as_anna.post(url, filled_in(situation, mobility, **changed))
    assert answer.status_code == 422
    assert wrong in errors_of(answer)
    assert not Request.objects.exists()


def test_the_name_of_a_resident_is_asked_about(
    as_anna: Client,
    anna: Member,
    url: str,
    situation: Situation,
    mobility: Department,
    make_party: Make,
    make_encounter: Make,
) -> None:
    situation.links.create(encounter=make_encounter(anna, parties=(make_party(anna, "Fatima Yilmaz"),)))
    sent = filled_in(situation, mobility, why="Mevrouw Yilmaz wil zitten.")
    assert "is_no_name" in errors_of(as_anna.post(url, sent))
    assert as_anna.post(url, {**sent, "is_no_name": "on"}).status_code == 302


def test_departments_of_others_cannot_be_asked(
    as_anna: Client, url: str, situation: Situation, mobility: Department, carla: Member
) -> None:
    theirs = Department.objects.create(municipality=carla.municipality, name="Mobiliteit van Zandrecht")
    answer = as_anna.post(url, filled_in(situation, mobility, departments=[theirs.pk], colleague=carla.pk))
    assert {"departments", "colleague"} <= set(errors_of(answer))


def test_who_is_not_in_the_team_is_sent_back(as_fatma: Client, url: str, situation: Situation) -> None:
    assert as_fatma.get(url)["Location"] == f"/situaties/{situation.pk}/"


def test_a_request_of_a_team_is_no_business_of_others(as_fatma: Client, as_anna: Client, ask: Make) -> None:
    request = ask()
    url = reverse("alignment:request", args=[request.situation_id, request.uuid])
    assert as_anna.get(url).status_code == 200
    assert as_fatma.get(url).status_code == 404
    assert request.what not in as_fatma.get(reverse("alignment:home")).content.decode()
    assert request.what in as_anna.get(reverse("alignment:home")).content.decode()


def test_a_situation_that_becomes_the_teams_alone_takes_its_requests_along(
    as_fatma: Client, ask: Make, situation: Situation
) -> None:
    request = ask(audience=situation.audience)
    home = reverse("alignment:home")
    assert request.what not in as_fatma.get(home).content.decode()
    assert request.what in as_fatma.get(home, {"ruim": "on"}).content.decode()
    situation.audience = situation.team
    situation.save()
    assert request.what not in as_fatma.get(home, {"ruim": "on"}).content.decode()


def test_withdrawing_ends_it_for_everybody_and_keeps_what_was_answered(
    as_anna: Client, as_dirk: Client, dirk_in_mobility: Member, lane: Lane
) -> None:
    url = reverse("alignment:withdraw_request", args=[lane.request.situation_id, lane.request.uuid])
    assert as_anna.post(url, {"words": ""}).status_code == 422
    for _number in range(2):
        as_anna.post(url, {"uuid": str(uuid.uuid4()), "words": "Er is al een bank."})
    lane.refresh_from_db()
    assert lane.state == Lane.State.WITHDRAWN
    assert lane.request.settled_on or Request.objects.get().settled_on == timezone.localdate()
    assert Step.objects.filter(kind="withdrawn").count() == 1
    assert lane.request.what not in as_dirk.get(reverse("alignment:asked")).content.decode()


def test_the_list_narrows_and_counts(as_anna: Client, ask: Make, mobility: Department, parks: Department) -> None:
    ask(what="Een bank op de Kade")
    ask(Addressee(department=parks), what="Een boom op het plein", needed_by_on=in_days(-3))
    home = reverse("alignment:home")

    def found(**asked: Any) -> set[str]:
        return {route.request.what for route in as_anna.get(home, asked).context["routes"]}

    assert found() == {"Een bank op de Kade", "Een boom op het plein"}
    assert found(q="bank") == {"Een bank op de Kade"}
    assert found(stand="te-laat") == {"Een boom op het plein"}
    assert found(afdeling=mobility.pk) == {"Een bank op de Kade"}
    assert found(stand="klaar") == set()
    assert found(mijn="on", situatie=Situation.objects.get().pk) == {"Een bank op de Kade", "Een boom op het plein"}
