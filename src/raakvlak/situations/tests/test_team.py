"""The team of a situation."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from raakvlak.municipality.models import AccessLogEntry, Member
from raakvlak.situations.actions import add_to_team
from raakvlak.situations.models import Situation

Make = Callable[..., Any]


def address(situation: Situation, below: str = "") -> str:
    return f"/situaties/{situation.pk}/team/{below}"


def names(client: Client, situation: Situation) -> list[str]:
    return [str(reader) for reader in client.get(address(situation)).context["team"]]


def test_it_says_who_reads_along_and_what(anna: Member, bart: Member, as_anna: Client, make_situation: Make) -> None:
    situation = make_situation(anna, team=(bart,))
    response = as_anna.get(address(situation))
    assert [str(reader) for reader in response.context["team"]] == ["Anna", "Bart"]
    assert "dertig dagen" in response.content.decode()


def test_who_left_or_reads_no_notes_does_not_read_along(
    anna: Member, bart: Member, dirk: Member, as_anna: Client, make_situation: Make
) -> None:
    situation = make_situation(anna, team=(bart, dirk))
    bart.left_on = timezone.localdate()
    bart.save()
    assert names(as_anna, situation) == ["Anna"]


def test_a_newcomer_reads_what_is_for_the_team(
    anna: Member, bart: Member, as_anna: Client, as_bart: Client, make_situation: Make, make_encounter: Make
) -> None:
    situation = make_situation(anna)
    talk = make_encounter(anna, "Voor het team.", audience=situation.team)
    situation.encounters.add(talk)
    as_anna.post(address(situation, "erbij/"), {"newcomer": bart.pk})
    assert names(as_anna, situation) == ["Anna", "Bart"]
    assert "Voor het team." in as_bart.get(f"/situaties/{situation.pk}/").content.decode()
    entry = AccessLogEntry.objects.get()
    assert (entry.what, entry.subject_id, entry.member) == ("team_changed", situation.pk, anna)


def test_who_reads_no_notes_or_works_elsewhere_can_not_join(
    anna: Member, carla: Member, dirk: Member, esma: Member, as_anna: Client, make_situation: Make
) -> None:
    situation = make_situation(anna)
    for newcomer in (carla.pk, dirk.pk, esma.pk, 999_999, "onzin", ""):
        response = as_anna.post(address(situation, "erbij/"), {"newcomer": newcomer})
        assert response.status_code == 200
        assert "newcomer" in response.context["form"].errors
    assert list(situation.team.readers.all()) == [anna]


def test_the_list_of_colleagues_is_of_the_own_municipality(
    anna: Member, bart: Member, carla: Member, dirk: Member, fatma: Member, as_anna: Client, make_situation: Make
) -> None:
    form = as_anna.get(address(make_situation(anna))).context["form"]
    assert list(form.fields["newcomer"].queryset) == [bart, fatma]


def test_adding_someone_of_elsewhere_is_refused_whoever_asks(anna: Member, carla: Member, make_situation: Make) -> None:
    with pytest.raises(PermissionDenied):
        add_to_team(make_situation(anna), anna, carla)


def test_one_can_leave(anna: Member, bart: Member, as_bart: Client, make_situation: Make) -> None:
    situation = make_situation(anna, team=(bart,))
    where = address(situation, f"{bart.pk}/weg/")
    assert "Verlaat je het team?" in as_bart.get(where).content.decode()
    assert as_bart.post(where).headers["Location"] == "/situaties/"
    assert list(situation.team.readers.all()) == [anna]
    assert AccessLogEntry.objects.get().what == "team_changed"


def test_a_colleague_can_be_taken_out(anna: Member, bart: Member, as_anna: Client, make_situation: Make) -> None:
    situation = make_situation(anna, team=(bart,))
    where = address(situation, f"{bart.pk}/weg/")
    assert "Bart leest dan de notities van het team niet meer" in as_anna.get(where).content.decode()
    as_anna.post(where)
    assert list(situation.team.readers.all()) == [anna]


def test_the_last_one_can_not_leave(anna: Member, bart: Member, as_anna: Client, make_situation: Make) -> None:
    situation = make_situation(anna, team=(bart,))
    bart.left_on = timezone.localdate()
    bart.save()
    response = as_anna.post(address(situation, f"{anna.pk}/weg/"), follow=True)
    assert "De laatste kan het team niet verlaten" in response.content.decode()
    assert anna in situation.team.readers.all()


def test_who_is_not_in_the_team_can_not_be_taken_out(
    anna: Member, bart: Member, carla: Member, as_anna: Client, make_situation: Make
) -> None:
    situation = make_situation(anna)
    for stranger in (bart, carla):
        assert as_anna.post(address(situation, f"{stranger.pk}/weg/")).status_code == 404


def test_an_outsider_changes_no_team(anna: Member, bart: Member, as_bart: Client, make_situation: Make) -> None:
    situation = make_situation(anna)
    assert "erbij/" not in as_bart.get(address(situation)).content.decode()
    as_bart.post(address(situation, "erbij/"), {"newcomer": bart.pk})
    as_bart.post(address(situation, f"{anna.pk}/weg/"))
    assert list(situation.team.readers.all()) == [anna]


def test_no_screen_counts_what_a_member_did(anna: Member, as_anna: Client, make_situation: Make) -> None:
    situation = make_situation(anna)
    assert set(as_anna.get(address(situation)).context["team"].query.annotations) == set()


@pytest.mark.parametrize(
    ("client", "status"), [("as_carla", 404), ("as_dirk", 403), ("as_esma", 403), ("as_gert", 403)]
)
def test_others_find_nothing(
    client: str, status: int, anna: Member, request: pytest.FixtureRequest, make_situation: Make
) -> None:
    browser: Client = request.getfixturevalue(client)
    situation = make_situation(anna)
    assert browser.get(address(situation)).status_code == status
    assert browser.post(address(situation, "erbij/"), {"newcomer": anna.pk}).status_code == status
    assert Client().get(address(situation)).status_code == 302
