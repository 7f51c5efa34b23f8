"""Changing many rows at once: by the rules for one, in one go, once."""

import datetime
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from raakvlak.conftest import Make
from raakvlak.desk.models import BulkChange
from raakvlak.desk.tests.together import TODAY, do, look, promised, text, undo
from raakvlak.municipality.models import Area, Member, SearchEntry
from raakvlak.relations.actions import set_rhythm, settle
from raakvlak.relations.findable import index_party
from raakvlak.relations.models import Party, Promise
from raakvlak.situations.models import Situation, SituationEncounter

LATER = datetime.timedelta(days=30)


@pytest.fixture
def south(anna: Member) -> Area:
    return Area.objects.create(municipality=anna.municipality, name="Oud-Zuid")


@pytest.fixture
def north(anna: Member) -> Area:
    return Area.objects.create(municipality=anna.municipality, name="Noord")


# Choosing


def test_a_list_lets_one_choose_when_asked(as_anna: Client, anna: Member, make_party: Make) -> None:
    zoe = make_party(anna, "Zoë <b>Aerts")
    assert 'type="checkbox" name="rij"' not in text(as_anna.get("/mensen/"))
    page = text(as_anna.get("/mensen/?kies=1&kind=person"))
    assert f'name="rij" value="{zoe.pk}"><span class="visually-hidden">Kies Zoë &lt;b&gt;Aerts' in page
    assert '<input type="hidden" name="kind" value="person">' in page
    assert f'name="rij" value="{zoe.pk}" checked' in text(as_anna.get("/mensen/?kies=bladzijde"))


@pytest.mark.parametrize("path", ["/mensen/", "/gesprekken/", "/situaties/", "/beloften/"])
def test_choosing_takes_as_many_queries_for_few_as_for_many(
    as_anna: Client, anna: Member, make_party: Make, make_encounter: Make, make_situation: Make, path: str
) -> None:
    def queries() -> int:
        as_anna.get(f"{path}?kies=1")
        with CaptureQueriesContext(connection) as asked:
            assert as_anna.get(f"{path}?kies=1").content.count(b'name="rij"') > 0
        return len(asked)

    def grow(number: int) -> None:
        for one in range(number):
            talk = make_encounter(anna, parties=(make_party(anna, f"Buur {one}"),))
            make_situation(anna, encounters=(talk,))
            promised(anna)

    grow(2)
    before = queries()
    grow(15)
    assert queries() == before


def test_what_was_ticked_is_counted_and_asked_about(
    as_anna: Client, anna: Member, bart: Member, make_party: Make, south: Area
) -> None:
    zoe, secret = make_party(anna, "Zoë"), make_party(bart, "Geheim", audience=bart.klad_audiences.get())
    page = text(as_anna.get("/meer-tegelijk/mensen/", {"rij": [zoe.pk, secret.pk, "x"], "doe": "gebied"}))
    assert "1 mens gekozen." in page
    assert "Oud-Zuid" in page
    assert f'name="rijen" value="{zoe.pk}"' in page


def test_all_that_was_found_can_be_taken(as_anna: Client, anna: Member, make_party: Make) -> None:
    for number in range(30):
        make_party(anna, f"Buur {number}", kind="person" if number else "group")
    page = text(as_anna.get("/meer-tegelijk/mensen/?alle=1&doe=gebied&kind=person"))
    assert "29 mensen gekozen." in page


def test_more_than_a_thousand_is_too_many(as_anna: Client, anna: Member, make_party: Make) -> None:
    first = make_party(anna, "Buur")
    Party.objects.bulk_create(
        Party(municipality=first.municipality, audience=first.audience, name="Buur", sort_name=f"b{one}",
              keep_until=first.keep_until)
        for one in range(1_000)
    )  # fmt: skip
    answer = as_anna.get("/meer-tegelijk/mensen/?alle=1&doe=gebied&q=b", follow=True)
    assert "Maak het filter nauwer" in text(answer)
    assert answer.redirect_chain[0][0] == "/mensen/?q=b&kies=1"
    answer = look(as_anna, "mensen", "ritme", range(1, 1_002), weeks=6)
    assert answer.status_code == 302
    assert not BulkChange.objects.exists()


@pytest.mark.parametrize("query", ["", "?doe=gebied", "?doe=onzin&rij=3", "?rij=9999999999999999999", "?rij=-1"])
def test_nothing_chosen_leads_back(as_anna: Client, query: str) -> None:
    answer = as_anna.get(f"/meer-tegelijk/mensen/{query}")
    assert answer["Location"] == "/mensen/?kies=1"
    assert as_anna.get("/meer-tegelijk/onzin/").status_code == 404


# Looking once more, and doing it


def test_one_sees_what_changes_before_it_does(
    as_anna: Client, anna: Member, make_party: Make, south: Area, north: Area
) -> None:
    rows = [make_party(anna, "Zoë"), make_party(anna, "Mo", area=north), make_party(anna, "Al", area=south)]
    page = text(look(as_anna, "mensen", "gebied", rows, area=south.pk))
    assert "2 mensen krijgen gebied Oud-Zuid." in page
    assert "1 blijft zoals het is: dat stond er al." in page
    assert not Party.objects.filter(pk=rows[0].pk, area=south).exists()
    page = text(look(as_anna, "mensen", "gebied", rows[2:], area=south.pk))
    assert "Er verandert niets" in page
    assert "Ja, wijzig dit" not in page
    assert look(as_anna, "mensen", "gebied", rows, area="onzin").status_code == 422


def test_people_get_an_area_as_if_one_by_one(
    as_anna: Client, anna: Member, make_party: Make, south: Area, north: Area
) -> None:
    rows = [make_party(anna, f"Buur {one}", area=north) for one in range(3)]
    for row in rows:
        index_party(row)
    answer = do(as_anna, "mensen", "gebied", rows, area=south.pk)
    assert answer["Location"] == "/mensen/"
    assert Party.objects.filter(area=south).count() == 3
    newest = rows[0].history.latest()
    assert (newest.area, newest.history_user, newest.history_type) == (south, anna.user, "~")
    assert SearchEntry.objects.filter(kind=SearchEntry.Kind.PARTY).count() == 3
    page = text(as_anna.get("/mensen/"))
    assert "3 gewijzigd." in page
    assert "Maak ongedaan" in page
    assert "3 keer gevonden" in text(as_anna.get(f"/zoeken/?q=buur&area={south.pk}"))
    assert "3 zijn weer zoals ze waren." in undo(as_anna)
    assert Party.objects.filter(area=north).count() == 3
    assert "3 keer gevonden" in text(as_anna.get(f"/zoeken/?q=buur&area={north.pk}"))


def test_it_takes_as_many_queries_for_few_as_for_many(as_anna: Client, anna: Member, make_party: Make) -> None:
    """But for what a database takes at most in one statement."""
    counts = []
    for number in (2, 60):
        area = Area.objects.create(municipality=anna.municipality, name=f"Buurt {number}")
        rows = [make_party(anna, f"Buur {one}") for one in range(number)]
        with CaptureQueriesContext(connection) as asked:
            do(as_anna, "mensen", "gebied", rows, area=area.pk)
        counts.append(len(asked))
    assert counts[1] - counts[0] < 3


def test_sent_twice_it_is_done_once(as_anna: Client, anna: Member, make_party: Make, south: Area) -> None:
    zoe, key = make_party(anna, "Zoë"), str(uuid.uuid4())
    for _time in range(2):
        assert do(as_anna, "mensen", "gebied", [zoe], area=south.pk, key=key).status_code == 302
    assert BulkChange.objects.get().changed == 1
    assert zoe.history.count() == 2


def test_a_key_of_a_colleague_does_nothing(
    as_anna: Client, as_bart: Client, anna: Member, make_party: Make, south: Area, north: Area
) -> None:
    zoe, key = make_party(anna, "Zoë"), str(uuid.uuid4())
    do(as_anna, "mensen", "gebied", [zoe], area=south.pk, key=key)
    assert do(as_bart, "mensen", "gebied", [zoe], area=north.pk, key=key).status_code == 404
    zoe.refresh_from_db()
    assert zoe.area == south


def test_a_rhythm_is_for_organisations_and_groups(as_anna: Client, anna: Member, make_party: Make) -> None:
    school = make_party(anna, "De School", kind="organisation")
    club = make_party(anna, "Club", kind="group")
    set_rhythm(club, 8)
    since = TODAY() - LATER
    Party.objects.filter(pk=club.pk).update(rhythm_since_on=since, not_before_on=TODAY() + LATER)
    rows = [school, club, make_party(anna, "Zoë")]
    page = text(look(as_anna, "mensen", "ritme", rows, weeks=6))
    assert "2 organisaties en groepen wil je elke 6 weken spreken." in page
    assert "met een bewoner houd je contact zoals die dat vroeg" in page
    do(as_anna, "mensen", "ritme", rows, weeks=6)
    club.refresh_from_db()
    assert (club.rhythm_weeks, club.rhythm_since_on, club.not_before_on) == (6, TODAY(), None)
    undo(as_anna)
    school.refresh_from_db()
    club.refresh_from_db()
    assert (school.rhythm_weeks, school.rhythm_since_on) == (None, None)
    assert (club.rhythm_weeks, club.rhythm_since_on, club.not_before_on) == (8, since, TODAY() + LATER)


def test_situations_change_by_who_is_in_the_team(
    as_anna: Client, anna: Member, bart: Member, make_situation: Make, south: Area
) -> None:
    mine, other = make_situation(anna, "Van mij"), make_situation(bart, "Van Bart")
    closed = make_situation(anna, "Klaar", phase="closed", closed_on=TODAY())
    page = text(look(as_anna, "situaties", "gebied", [mine, other, closed], area=south.pk))
    assert "2 situaties krijgen gebied Oud-Zuid." in page
    assert "1 blijft zoals het is: alleen het team kan dat wijzigen." in page
    do(as_anna, "situaties", "gebied", [mine, other], area=south.pk)
    do(as_anna, "situaties", "fase", [mine, other, closed], phase="doing")
    assert list(Situation.objects.order_by("pk").values_list("area", "phase")) == [
        (south.pk, "doing"),
        (None, "exploring"),
        (None, "closed"),
    ]
    assert mine.phase_changes.get().author == anna
    undo(as_anna)
    mine.refresh_from_db()
    assert mine.phase == "exploring"
    assert mine.phase_changes.count() == 2, "what happened stays to be read"


def test_no_situation_is_closed_together(as_anna: Client, anna: Member, make_situation: Make) -> None:
    mine = make_situation(anna)
    assert do(as_anna, "situaties", "fase", [mine], phase="closed").status_code == 422


def test_own_promises_move_with_a_reason(as_anna: Client, anna: Member, bart: Member) -> None:
    mine, undated, done = promised(anna), promised(anna, due_on=None), promised(anna)
    settle(done, is_kept=True, outcome="Gebeld")
    ends = mine.keep_until
    day = TODAY() + datetime.timedelta(days=3_000)
    rows = [mine, undated, done, promised(bart)]
    assert look(as_anna, "beloften", "dag", rows, due_on=day).status_code == 422, "why?"
    page = text(look(as_anna, "beloften", "dag", rows, due_on=day, why="De aannemer is ziek"))
    assert "1 belofte gaat naar" in page
    for why in ("er staat nog geen dag bij", "al afgehandeld", "van een collega"):
        assert f"1 blijft zoals het is: {why}." in page
    do(as_anna, "beloften", "dag", rows, due_on=day, why="De aannemer is ziek")
    mine.refresh_from_db()
    assert (mine.due_on, mine.moves.get().why, mine.keep_until > ends) == (day, "De aannemer is ziek", True)
    undo(as_anna)
    mine.refresh_from_db()
    assert (mine.due_on, mine.keep_until, mine.moves.count()) == (TODAY(), ends, 2)
    assert "Ongedaan gemaakt" in text(as_anna.get(f"/beloften/{mine.pk}/"))


def test_promises_go_to_who_can_read_them(
    as_anna: Client, as_bart: Client, anna: Member, bart: Member, make_situation: Make
) -> None:
    team = make_situation(anna).team
    mine, waits, of_team = promised(anna), promised(anna, owner=None), promised(anna, audience=team)
    klad, other = promised(anna, audience=anna.klad_audiences.get()), promised(bart)
    rows = [mine, waits, of_team, klad, other]
    page = text(look(as_anna, "beloften", "overdragen", rows, taker=bart.pk, why="Ik ben weg"))
    assert "2 beloften gaan naar Bart." in page
    assert "2 blijven zoals ze zijn: je collega kan dat niet lezen." in page
    do(as_anna, "beloften", "overdragen", rows, taker=bart.pk, why="Ik ben weg")
    assert set(Promise.objects.filter(owner=bart)) == {mine, waits, other}
    assert "Ik ben weg" in text(as_bart.get("/"))
    undo(as_anna)
    mine.refresh_from_db()
    waits.refresh_from_db()
    assert (mine.owner, waits.owner) == (anna, None)
    assert "Anna nam dit terug van Bart" in text(as_anna.get(f"/beloften/{mine.pk}/"))
    assert "Ongedaan gemaakt" not in text(as_anna.get("/")), "what one took back is nothing new"


def test_a_promise_goes_to_nobody_elsewhere(as_anna: Client, anna: Member, carla: Member, dirk: Member) -> None:
    mine = promised(anna)
    for taker in (anna, carla, dirk):
        answer = do(as_anna, "beloften", "overdragen", [mine], taker=taker.pk, why="Zomaar")
        assert answer.status_code == 422
    mine.refresh_from_db()
    assert mine.owner == anna


def test_talks_belong_to_a_situation_and_nobody_reads_more(
    as_anna: Client, anna: Member, bart: Member, make_situation: Make, make_encounter: Make
) -> None:
    situation = make_situation(anna, team=(bart,))
    open_talk, klad = make_encounter(anna), make_encounter(anna, audience=anna.klad_audiences.get())
    linked = make_encounter(anna)
    situation.encounters.add(linked)
    gone = make_encounter(anna, withdrawn_at=timezone.now())
    rows = [open_talk, klad, linked, gone]
    assert "2 gesprekken horen dan bij" in text(look(as_anna, "gesprekken", "situatie", rows, situation=situation.pk))
    do(as_anna, "gesprekken", "situatie", rows, situation=situation.pk)
    assert set(situation.encounters.all()) == {open_talk, klad, linked}
    assert SituationEncounter.objects.get(encounter=klad).happened_on == klad.happened_on
    klad.refresh_from_db()
    assert klad.audience.is_klad
    undo(as_anna)
    assert set(situation.encounters.all()) == {linked}
