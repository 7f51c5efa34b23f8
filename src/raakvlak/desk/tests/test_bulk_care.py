"""Changing many rows at once never reaches beyond one's own eyes, and undoing it spares what others did since."""

import datetime
import re
from typing import Any
from unittest.mock import MagicMock

import pytest
from django.test import Client
from django.utils import timezone

from raakvlak.conftest import Make
from raakvlak.desk.jobs import forget_bulk_changes
from raakvlak.desk.models import BulkChange
from raakvlak.desk.tests.together import TODAY, do, look, promised, text, undo
from raakvlak.municipality.models import Area, Member
from raakvlak.relations.actions import merge
from raakvlak.relations.merging import Chosen
from raakvlak.relations.models import Party
from raakvlak.situations.models import Situation

LATER = datetime.timedelta(days=30)


@pytest.fixture
def south(anna: Member) -> Area:
    return Area.objects.create(municipality=anna.municipality, name="Oud-Zuid")


@pytest.fixture
def north(anna: Member) -> Area:
    return Area.objects.create(municipality=anna.municipality, name="Noord")


# Never beyond one's own eyes


def test_what_a_colleague_keeps_for_herself_is_as_if_not_there(
    as_anna: Client, anna: Member, bart: Member, carla: Member, make_party: Make, make_situation: Make,
    make_encounter: Make, south: Area,
) -> None:  # fmt: skip
    klad = bart.klad_audiences.get()
    hidden: Situation = make_situation(bart, "Zwanenzang", phase="exploring")
    hidden.audience = hidden.team
    hidden.save()
    mine: Situation = make_situation(anna)
    rows: dict[tuple[str, str], Any] = {
        ("mensen", "gebied"): (make_party(bart, "Zwanenzang", audience=klad), make_party(carla, "Zwanenzang")),
        ("situaties", "fase"): (hidden, make_situation(carla, "Zwanenzang")),
        ("beloften", "dag"): (promised(bart, "Zwanenzang", audience=klad), promised(carla, "Zwanenzang")),
        ("gesprekken", "situatie"): (make_encounter(bart, audience=klad), make_encounter(carla)),
    }
    typed: dict[str, Any] = {
        "area": south.pk, "phase": "doing", "due_on": TODAY() + LATER, "why": "Zomaar", "situation": mine.pk,
    }  # fmt: skip
    for (list_name, what), guessed in rows.items():
        before = [type(row).objects.filter(pk=row.pk).values().get() for row in guessed]
        nowhere = text(look(as_anna, list_name, what, [900_001, 900_002], **typed))
        shown = text(look(as_anna, list_name, what, guessed, **typed))
        assert "Zwanenzang" not in shown
        assert "2 blijven zoals ze zijn: niet meer te vinden, of niet voor jou." in shown
        volatile = r'name="(csrfmiddlewaretoken|sleutel|rijen)" value="[^"]*"|X-CSRFToken[^}]*'
        assert re.sub(volatile, "", shown) == re.sub(volatile, "", nowhere)
        do(as_anna, list_name, what, guessed, **typed)
        as_anna.get("/meer-tegelijk/")  # and read what that says
        assert [type(row).objects.filter(pk=row.pk).values().get() for row in guessed] == before
    assert not mine.encounters.exists()


def test_a_situation_or_area_of_others_can_not_be_chosen(
    as_anna: Client, anna: Member, bart: Member, carla: Member, make_party: Make, make_situation: Make,
    make_encounter: Make,
) -> None:  # fmt: skip
    theirs = Area.objects.create(municipality=carla.municipality, name="Zandwijk")
    answer = do(as_anna, "mensen", "gebied", [make_party(anna)], area=theirs.pk)
    assert answer.status_code == 422
    assert "Zandwijk" not in text(answer)
    for situation in (make_situation(bart, "Zwanenzang"), make_situation(carla, "Zwanenzang")):
        answer = do(as_anna, "gesprekken", "situatie", [make_encounter(anna)], situation=situation.pk)
        assert answer.status_code == 422
        assert "Zwanenzang" not in text(answer)


def test_each_row_is_asked_anew_when_it_is_done(
    as_anna: Client, anna: Member, bart: Member, make_situation: Make, south: Area
) -> None:
    mine, other = make_situation(anna, "Van mij"), make_situation(bart, "Ook van mij", team=(anna,))
    page = text(look(as_anna, "situaties", "gebied", [mine, other], area=south.pk))
    assert "2 situaties krijgen" in page
    other.team.readers.remove(anna)
    do(as_anna, "situaties", "gebied", [mine, other], area=south.pk)
    assert list(Situation.objects.filter(area=south)) == [mine]
    assert "1 gewijzigd. 1 bleef zoals het was." in text(as_anna.get("/situaties/"))


def test_nobody_may_who_reads_no_notes(as_dirk: Client, as_esma: Client, as_gert: Client, client: Client) -> None:
    for visitor in (as_dirk, as_esma, as_gert):
        assert visitor.get("/meer-tegelijk/").status_code == 403
        assert do(visitor, "mensen", "ritme", [1], weeks=6).status_code == 403
    assert do(client, "mensen", "ritme", [1], weeks=6).status_code in {302, 403}


# Undoing


def test_what_somebody_changed_since_stays(
    as_anna: Client, as_bart: Client, anna: Member, make_party: Make, south: Area, north: Area
) -> None:
    zoe, mo, gone, secret = (make_party(anna, name) for name in ("Zoë", "Mo", "Weg", "Geheim"))
    do(as_anna, "mensen", "gebied", [zoe, mo, gone, secret], area=south.pk)
    do(as_bart, "mensen", "gebied", [mo], area=north.pk)
    gone.delete()
    merge(anna, zoe.pk, secret.pk, Chosen(zoe.audience))
    answer = as_anna.post(f"/meer-tegelijk/ongedaan/{BulkChange.objects.earliest('pk').uuid}/", follow=True)
    assert "1 is weer zoals het was. 3 veranderden intussen en blijven zo." in text(answer)
    zoe.refresh_from_db()
    mo.refresh_from_db()
    assert (zoe.area, mo.area) == (None, north)


def test_undone_twice_is_harmless_and_nothing_is_remembered(
    as_anna: Client, anna: Member, make_party: Make, south: Area, north: Area
) -> None:
    zoe = make_party(anna, "Zoë")
    do(as_anna, "mensen", "gebied", [zoe], area=south.pk)
    undo(as_anna)
    Party.objects.filter(pk=zoe.pk).update(area=south)
    assert "al ongedaan gemaakt" in undo(as_anna)
    zoe.refresh_from_db()
    assert zoe.area == south
    assert BulkChange.objects.get().rows == {}
    assert "ongedaan gemaakt" in text(as_anna.get("/meer-tegelijk/"))


def test_an_area_that_is_gone_does_not_come_back(
    as_anna: Client, anna: Member, make_party: Make, south: Area, north: Area
) -> None:
    zoe = make_party(anna, "Zoë", area=north)
    do(as_anna, "mensen", "gebied", [zoe], area=south.pk)
    north.delete()
    assert "0 zijn weer zoals ze waren." in undo(as_anna)
    zoe.refresh_from_db()
    assert zoe.area == south


def test_only_who_did_it_can_undo_it(
    as_anna: Client, as_bart: Client, as_fatma: Client, as_carla: Client, anna: Member, make_party: Make, south: Area
) -> None:
    zoe = make_party(anna, "Zoë")
    do(as_anna, "mensen", "gebied", [zoe], area=south.pk)
    change = BulkChange.objects.get()
    for client in (as_bart, as_fatma, as_carla):
        for method in (client.get, client.post):
            assert method(f"/meer-tegelijk/ongedaan/{change.uuid}/").status_code == 404
        assert "Niets om ongedaan te maken" in text(client.get("/meer-tegelijk/"))
    zoe.refresh_from_db()
    assert zoe.area == south
    assert "1 gewijzigd" in text(as_anna.get("/meer-tegelijk/"))


def test_who_left_the_team_changes_nothing_back(
    as_anna: Client, anna: Member, bart: Member, make_situation: Make, south: Area
) -> None:
    mine = make_situation(anna, team=(bart,))
    do(as_anna, "situaties", "gebied", [mine], area=south.pk)
    mine.team.readers.remove(anna)
    assert "1 veranderde intussen en blijft zo." in undo(as_anna)
    mine.refresh_from_db()
    assert mine.area == south


def test_after_a_day_it_stays_and_is_forgotten(as_anna: Client, anna: Member, make_party: Make, south: Area) -> None:
    zoe = make_party(anna, "Zoë")
    do(as_anna, "mensen", "gebied", [zoe], area=south.pk)
    BulkChange.objects.update(done_at=timezone.now() - datetime.timedelta(hours=25))
    assert "langer dan een dag geleden" in undo(as_anna)
    assert "Niets om ongedaan te maken" in text(as_anna.get("/meer-tegelijk/"))
    forget_bulk_changes.work(MagicMock())
    assert not BulkChange.objects.exists()
    zoe.refresh_from_db()
    assert zoe.area == south


def test_a_change_of_today_is_not_forgotten(as_anna: Client, anna: Member, make_party: Make, south: Area) -> None:
    do(as_anna, "mensen", "gebied", [make_party(anna, "Zoë")], area=south.pk)
    forget_bulk_changes.work(MagicMock())
    assert BulkChange.objects.exists()


def test_no_word_is_remembered(as_anna: Client, anna: Member, bart: Member, make_party: Make, south: Area) -> None:
    do(as_anna, "mensen", "gebied", [make_party(anna, "Zwanenzang", description="Zwanenzang")], area=south.pk)
    do(as_anna, "beloften", "overdragen", [promised(anna, "Zwanenzang")], taker=bart.pk, why="Zwanenzang")
    remembered = str(list(BulkChange.objects.values()))
    assert "Zwanenzang" not in remembered
