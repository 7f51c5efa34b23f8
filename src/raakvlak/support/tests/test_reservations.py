"""Asking, granting, using and giving back."""

import datetime
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from raakvlak.conftest import logged_in, person
from raakvlak.municipality.models import Audience, Member, Municipality, Role
from raakvlak.support.actions import ShortageError, StepError, go_to, reserve
from raakvlak.support.models import Means, Reservation
from raakvlak.support.models.reservation import State
from raakvlak.support.tests.conftest import in_days

Make = Callable[..., Any]


@pytest.fixture
def trailer(anna: Member, bart: Member, make_means: Make) -> Means:
    means: Means = make_means(anna, steward=bart)
    return means


def ask(client: Client, means: Means, **values: object) -> Any:
    sent = {"key": str(uuid.uuid4()), "amount": "1", "from_on": str(in_days(0)), "until_on": str(in_days(2))}
    return client.post(f"/in-huis/middelen/{means.pk}/reserveren/", {**sent, "what_for": "Het tuinfeest", **values})


def step(client: Client, reservation: Reservation, name: str, **values: str) -> Any:
    return client.post(f"/in-huis/reserveringen/{reservation.pk}/{name}/", values)


def page_of(client: Client, reservation: Reservation) -> str:
    return client.get(f"/in-huis/reserveringen/{reservation.pk}/").content.decode()


def test_from_asking_to_giving_back(
    as_anna: Client, as_bart: Client, anna: Member, bart: Member, trailer: Means
) -> None:
    assert as_anna.get(f"/in-huis/middelen/{trailer.pk}/reserveren/").status_code == 200
    ask(as_anna, trailer)
    reservation = Reservation.objects.get()
    assert (reservation.state, reservation.held_until_on) == ("asked", in_days(14))
    assert "Zeg toe" not in page_of(as_anna, reservation)
    assert "Zeg toe" in page_of(as_bart, reservation)
    step(as_bart, reservation, "toezeggen")
    step(as_anna, reservation, "gebruikt")
    step(as_anna, reservation, "terug")
    told = [(one.state, one.member) for one in reservation.steps.all()]
    assert told == [("asked", anna), ("granted", bart), ("used", anna), ("returned", anna)]
    page = page_of(as_anna, reservation)
    assert all(word in page for word in ("Gevraagd", "Toegezegd", "Gebruikt", "Terug"))


def test_every_step_is_taken_once(as_bart: Client, bart: Member, trailer: Means, make_reservation: Make) -> None:
    reservation = make_reservation(trailer, bart)
    for _ in range(2):
        assert step(as_bart, reservation, "toezeggen").status_code == 302
    assert reservation.steps.filter(state="granted").count() == 1
    assert (
        "Iemand was je voor"
        in as_bart.post(
            f"/in-huis/reserveringen/{reservation.pk}/gaat-niet/", {"why": "Kapot"}, follow=True
        ).content.decode()
    )
    assert Reservation.objects.get().state == "granted"


def test_who_refuses_says_why(
    as_bart: Client, as_anna: Client, anna: Member, trailer: Means, make_reservation: Make
) -> None:
    reservation = make_reservation(trailer, anna)
    assert as_bart.get(f"/in-huis/reserveringen/{reservation.pk}/gaat-niet/").status_code == 200
    assert step(as_bart, reservation, "gaat-niet").status_code == 422
    step(as_bart, reservation, "gaat-niet", why="De aanhanger is stuk")
    assert "De aanhanger is stuk" in page_of(as_anna, reservation)
    assert ask(as_anna, trailer, amount="3").status_code == 302, "what was refused is free again"


def test_there_is_never_more_taken_than_there_is(
    as_anna: Client, anna: Member, trailer: Means, make_reservation: Make
) -> None:
    make_reservation(trailer, anna, amount="2", first=2, days=3)
    response = ask(as_anna, trailer, amount="2")
    assert response.status_code == 422
    page = response.content.decode()
    assert "Op deze dagen kun je nog 1 stuk krijgen" in page
    assert "Het tuinfeest" in page
    assert ask(as_anna, trailer, amount="3", until_on=str(in_days(1))).status_code == 302
    assert "er niets meer vrij" in ask(as_anna, trailer, until_on=str(in_days(1))).content.decode()


def test_what_is_used_up_does_not_come_back(
    as_bart: Client, bart: Member, make_means: Make, make_reservation: Make
) -> None:
    hours = make_means(bart, "Klusuren", kind="hours", amount="10", steward=bart)
    used = make_reservation(hours, bart, amount="8", first=-60, state=State.USED)
    assert "Is terug" not in page_of(as_bart, used)
    step(as_bart, used, "terug")
    assert Reservation.objects.get().state == "used"
    assert "nog 2 uur krijgen" in ask(as_bart, hours, amount="3").content.decode()


def test_what_nobody_answered_for_two_weeks_holds_nothing(
    as_anna: Client, as_bart: Client, bart: Member, trailer: Means, make_reservation: Make
) -> None:
    lapsed = make_reservation(trailer, bart, amount="3", held_until_on=in_days(-1))
    assert "Niemand zei op tijd ja of nee" in page_of(as_bart, lapsed)
    assert ask(as_anna, trailer, amount="2").status_code == 302
    with pytest.raises(ShortageError):
        go_to(lapsed, bart, State.GRANTED)
    answer = as_bart.post(f"/in-huis/reserveringen/{lapsed.pk}/toezeggen/", follow=True)
    assert "kun je nog 1 stuk krijgen" in answer.content.decode()
    Reservation.objects.exclude(pk=lapsed.pk).delete()
    go_to(lapsed, bart, State.GRANTED)
    assert Reservation.objects.get().state == "granted"


def test_what_should_have_been_back_is_late(
    as_bart: Client, bart: Member, trailer: Means, make_reservation: Make
) -> None:
    late = make_reservation(trailer, bart, first=-9, days=3, state=State.USED)
    assert "Dit had terug moeten zijn" in page_of(as_bart, late)
    assert "nog niet terug" in as_bart.get(f"/in-huis/middelen/{trailer.pk}/").content.decode()


@pytest.mark.parametrize(
    "values",
    [
        {"amount": "0"},
        {"amount": "0,5"},
        {"from_on": "2020-01-01"},
        {"until_on": "2099-01-01"},
        {"until_on": "geen dag"},
        {"what_for": ""},
        {"what_for": "x" * 201},
        {"situation": "999999"},
    ],
)
def test_what_does_not_fit_is_not_asked(as_anna: Client, trailer: Means, values: dict[str, str]) -> None:
    assert ask(as_anna, trailer, **values).status_code == 422
    assert not Reservation.objects.exists()


def test_nothing_is_asked_of_what_is_over(as_anna: Client, anna: Member, make_means: Make) -> None:
    means = make_means(anna, ended_on=in_days(-1))
    assert "er niet meer op deze dagen" in ask(as_anna, means).content.decode()
    assert not Reservation.objects.exists()


def test_the_same_question_twice_is_one(as_anna: Client, as_bart: Client, trailer: Means) -> None:
    key = str(uuid.uuid4())
    assert ask(as_anna, trailer, key=key)["Location"] == ask(as_anna, trailer, key=key)["Location"]
    assert Reservation.objects.count() == 1


# Who says yes or no.


def may_say_yes(member: Member, means: Means, make_reservation: Make) -> bool:
    reservation = make_reservation(means, member)
    answer = logged_in(member).post(f"/in-huis/reserveringen/{reservation.pk}/toezeggen/")
    reservation.refresh_from_db()
    return answer.status_code == 302 and reservation.state == "granted"


def test_the_steward_alone_says_yes(
    anna: Member, bart: Member, fatma: Member, trailer: Means, make_reservation: Make
) -> None:
    assert [may_say_yes(one, trailer, make_reservation) for one in (bart, anna, fatma)] == [True, False, False]


def test_without_a_steward_the_department_or_a_coordinator_does(
    anna: Member, fatma: Member, waterhoek: Municipality, make_means: Make, make_reservation: Make
) -> None:
    means = make_means(anna)
    green = person("Gaby", waterhoek, Role.FRONTLINE)
    green.department = means.department
    green.save()
    assert [may_say_yes(one, means, make_reservation) for one in (green, fatma, anna)] == [True, True, False]


def test_of_what_somebody_outside_lends_whoever_sees_it_says_yes(
    anna: Member, bart: Member, make_means: Make, make_party: Make, make_reservation: Make
) -> None:
    means = make_means(anna, party=make_party(anna))
    assert may_say_yes(bart, means, make_reservation)


def test_a_colleague_in_house_says_nothing(
    dirk: Member, anna: Member, make_means: Make, make_reservation: Make
) -> None:
    means = make_means(anna, steward=dirk)
    with pytest.raises(PermissionDenied):
        go_to(make_reservation(means, anna), dirk, State.GRANTED)


def test_the_team_of_the_situation_brings_it_back_too(
    anna: Member, bart: Member, waterhoek: Municipality, trailer: Means, make_situation: Make, make_reservation: Make
) -> None:
    carel = person("Carel", waterhoek, Role.FRONTLINE)
    reservation = make_reservation(trailer, anna, state=State.USED, situation=make_situation(anna, team=(carel,)))
    with pytest.raises(PermissionDenied):
        go_to(reservation, person("Dora", waterhoek, Role.FRONTLINE), State.RETURNED)
    go_to(reservation, carel, State.RETURNED)
    with pytest.raises(StepError):
        go_to(reservation, anna, State.WITHDRAWN)


# Who reads it.


def test_a_reservation_for_a_hidden_situation_is_read_by_its_team_alone(
    as_anna: Client, as_bart: Client, anna: Member, waterhoek: Municipality, trailer: Means, make_situation: Make
) -> None:
    situation = make_situation(anna, "Geheim plein")
    situation.audience = situation.team
    situation.save()
    ask(as_anna, trailer, what_for="Voor de zwanen", situation=situation.pk)
    reservation = Reservation.objects.get()
    assert (reservation.audience, reservation.situation) == (situation.team, situation)
    stranger = logged_in(person("Dora", waterhoek, Role.FRONTLINE))
    for client in (as_bart, stranger):
        page = client.get(f"/in-huis/middelen/{trailer.pk}/").content.decode()
        assert "zwanen" not in page
        assert "Geheim plein" not in page
        assert "iets dat alleen een team mag lezen" in page
    assert stranger.get(f"/in-huis/reserveringen/{reservation.pk}/").status_code == 404
    hidden = page_of(as_bart, reservation)
    assert "Zeg toe" in hidden, "who says yes may say it without reading what for"
    assert "zwanen" not in hidden
    assert "Geheim plein" not in hidden


def test_means_of_a_team_are_not_for_another_team(
    as_anna: Client, anna: Member, bart: Member, make_means: Make, make_situation: Make
) -> None:
    mine, other = make_situation(anna, "Van mij"), make_situation(anna, "Ook van mij")
    for one in (mine, other):
        one.audience = one.team
        one.save()
    means = make_means(anna, audience=mine.team)
    assert ask(as_anna, means, situation=other.pk).status_code == 422
    values: dict[str, Any] = {"amount": 1, "from_on": in_days(0), "until_on": in_days(0), "what_for": "Feest"}
    with pytest.raises(PermissionDenied):
        reserve(means, anna, key=uuid.uuid4(), situation=other, **values)
    assert ask(as_anna, means, situation=mine.pk).status_code == 302


@pytest.mark.parametrize("name", ["toezeggen", "gaat-niet", "gebruikt", "terug", "niet-nodig"])
def test_nobody_else_reaches_it_by_guessing(
    name: str,
    as_carla: Client,
    as_dirk: Client,
    client: Client,
    anna: Member,
    bart: Member,
    make_means: Make,
    make_reservation: Make,
    make_situation: Make,
    waterhoek: Municipality,
) -> None:
    means = make_means(anna, audience=make_situation(anna).team, steward=anna)
    reservation = make_reservation(means, anna)
    outsider = logged_in(person("Dora", waterhoek, Role.FRONTLINE))
    url = f"/in-huis/reserveringen/{reservation.pk}/{name}/"
    found = [one.post(url, {"why": "Nee"}).status_code for one in (as_carla, as_dirk, client, outsider)]
    assert found == [404, 403, 302, 404]
    reservation.refresh_from_db()
    assert reservation.state == "asked"


# The page of a situation.


def test_a_situation_shows_what_was_reserved_for_it(
    as_anna: Client, anna: Member, trailer: Means, make_situation: Make, make_reservation: Make
) -> None:
    situation = make_situation(anna)
    page = as_anna.get(f"/situaties/{situation.pk}/").content.decode()
    assert "Praktisch helpen" in page
    assert "Een klein budget, een zaal of een aanhanger" in page
    make_reservation(trailer, anna, situation=situation)
    make_reservation(trailer, anna, situation=situation, what_for="Al terug", state=State.RETURNED)
    page = as_anna.get(f"/situaties/{situation.pk}/").content.decode()
    assert "Het tuinfeest" in page
    assert "Al terug" not in page


def test_it_does_not_show_what_is_not_for_my_eyes(
    as_anna: Client,
    anna: Member,
    bart: Member,
    make_means: Make,
    make_situation: Make,
    make_reservation: Make,
    make_party: Make,
) -> None:
    situation = make_situation(anna, team=(bart,))
    other = make_situation(bart, "Van Bart")
    klad = Audience.objects.klad_of(bart)
    team_means = make_means(bart, "Bus van Bart", audience=other.team)
    lent = make_means(bart, "Kar van Aad", party=make_party(bart, "Aad", audience=klad))
    for means in (team_means, lent):
        make_reservation(means, bart, situation=situation)
    page = as_anna.get(f"/situaties/{situation.pk}/").content.decode()
    assert "Bus van Bart" not in page
    assert "Kar van Aad" not in page


def back(client: Client, reservation: Reservation, state: str) -> str:
    sent = {"stap": state}
    answer = client.post(f"/in-huis/reserveringen/{reservation.pk}/terugzetten/", sent, follow=True)
    return answer.content.decode() if answer.status_code == 200 else str(answer.status_code)


def test_a_step_that_was_a_mistake_is_taken_back_and_stays_to_be_read(
    as_anna: Client, as_bart: Client, bart: Member, trailer: Means, make_reservation: Make
) -> None:
    reservation = make_reservation(trailer, bart)
    assert "Vergissing?" not in page_of(as_bart, reservation), "asking is no step to take back"
    for name in ("toezeggen", "gebruikt", "terug"):
        step(as_bart, reservation, name)
    assert "Zet terug naar: gebruikt" in page_of(as_bart, reservation)
    assert "Het staat weer op: gebruikt" in back(as_bart, reservation, "returned")
    assert "Teruggezet naar: gebruikt" in page_of(as_bart, reservation)
    assert "Het staat weer op: toegezegd" in back(as_bart, reservation, "used")
    step(as_bart, reservation, "gebruikt")
    assert "Zet terug naar: toegezegd" in page_of(as_bart, reservation), "what was taken back counts no more"
    told = [(one.state, one.is_back) for one in reservation.steps.all()]
    assert [state for state, is_back in told if is_back] == ["used", "granted"]
    assert [state for state, is_back in told if not is_back] == ["asked", "granted", "used", "returned", "used"]


def test_a_step_is_taken_back_once(as_bart: Client, bart: Member, trailer: Means, make_reservation: Make) -> None:
    reservation = make_reservation(trailer, bart)
    step(as_bart, reservation, "toezeggen")
    step(as_bart, reservation, "gebruikt")
    back(as_bart, reservation, "used")
    assert "Iemand was je voor" in back(as_bart, reservation, "used")
    assert Reservation.objects.get().state == "granted"
    assert reservation.steps.filter(is_back=True).count() == 1


def test_what_is_not_free_any_more_stays_where_it_is(
    as_bart: Client, bart: Member, trailer: Means, make_reservation: Make
) -> None:
    given_up = make_reservation(trailer, bart, amount="2")
    step(as_bart, given_up, "niet-nodig")
    make_reservation(trailer, bart, amount="2")
    assert "kun je nog 1 stuk krijgen" in back(as_bart, given_up, "withdrawn")
    given_up.refresh_from_db()
    assert given_up.state == "withdrawn"
    Reservation.objects.exclude(pk=given_up.pk).delete()
    assert "Het staat weer op: gevraagd" in back(as_bart, given_up, "withdrawn")


def test_only_who_may_take_a_step_takes_it_back_and_for_two_weeks(
    as_anna: Client, as_bart: Client, anna: Member, trailer: Means, make_reservation: Make
) -> None:
    reservation = make_reservation(trailer, anna)
    step(as_bart, reservation, "toezeggen")
    assert "Vergissing?" not in page_of(as_anna, reservation)
    assert back(as_anna, reservation, "granted") == "403"
    assert back(as_bart, reservation, "een stap") == "404"
    reservation.steps.update(stepped_at=timezone.now() - datetime.timedelta(days=15))
    assert "Vergissing?" not in page_of(as_bart, reservation)
    assert "Iemand was je voor" in back(as_bart, reservation, "granted")
    assert Reservation.objects.get().state == "granted"
