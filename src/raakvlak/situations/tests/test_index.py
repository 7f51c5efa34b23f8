"""The search index says what its sources say, whatever is done and whoever does it."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import Model
from django.utils import timezone

from raakvlak.municipality.models import Audience, Member, SearchEntry
from raakvlak.relations.models import Encounter, Party, Presence
from raakvlak.situations.actions import show_to, write_question
from raakvlak.situations.models import Insight, Question, Situation
from raakvlak.situations.whole_index import add_missing, differences, make_anew
from raakvlak.web.search.questions import Bounds, newest, term

Make = Callable[..., Any]
pytestmark = pytest.mark.django_db


def found(word: str) -> list[str]:
    """Return what stands in the index under a term, by kind."""
    everybody = Bounds(list(Audience.objects.values_list("pk", flat=True)))
    rows = SearchEntry.objects.filter(pk__in=newest(term(word), everybody, most=10).numbers)
    return sorted(rows.values_list("kind", flat=True))


@pytest.fixture
def everything(anna: Member, make_party: Make, make_encounter: Make, make_situation: Make, make_insight: Make) -> None:
    party = make_party(anna, "Fatima Yilmaz", description="Van de moestuin.")
    talk = make_encounter(anna, "Sprak over de bankjes.", parties=(party,))
    situation = make_situation(anna, "Het park", goal="Rust.", encounters=(talk,))
    make_insight(situation, anna, "Ze wil zitten.", encounter=talk, party=party)
    Question.objects.create(situation=situation, kind="as_put", text="Mag het dicht?", author=anna)
    add_missing()
    assert (differences(), SearchEntry.objects.count()) == ([], 4)


def test_each_kind_is_found_by_its_words(everything: None) -> None:
    assert found("bankjes") == ["encounter"]
    assert found("yilmaz") == ["party"]
    assert found("moestuin") == ["party"]
    assert found("park") == ["situation"]
    assert found("dicht") == ["situation"]
    assert found("zitten") == ["insight"]
    assert found(f"p{Party.objects.get().pk}") == ["encounter", "insight", "party"]


CHANGES: list[tuple[type[Model], dict[str, Any], str]] = [
    (Party, {"name": "Truus"}, "party"),
    (Party, {"description": "Weg."}, "party"),
    (Encounter, {"working_note": "Iets anders."}, "encounter"),
    (Encounter, {"shareable_summary": "Kort."}, "encounter"),
    (Encounter, {"happened_on": datetime.date(2020, 1, 1)}, "encounter"),
    (Situation, {"title": "Het plein"}, "situation"),
    (Situation, {"goal": ""}, "situation"),
    (Question, {"text": "Mag het open?"}, "situation"),
    (Insight, {"text": "Ze wil staan."}, "insight"),
    (Insight, {"party": None}, "insight"),
]


@pytest.mark.parametrize(("model", "values", "kind"), CHANGES)
def test_words_that_change_behind_its_back_are_never_found(
    everything: None, model: type[Model], values: dict[str, Any], kind: str
) -> None:
    model._base_manager.update(**values)
    assert not SearchEntry.objects.filter(kind=kind).exists()
    add_missing()
    assert (differences(), SearchEntry.objects.count()) == ([], 4)


@pytest.mark.parametrize("model", [Party, Encounter, Situation, Insight])
def test_other_eyes_are_other_eyes_at_once(everything: None, anna: Member, model: type[Model]) -> None:
    model._base_manager.update(audience=Audience.objects.klad_of(anna))
    assert SearchEntry.objects.count() == 3
    add_missing()
    assert (differences(), SearchEntry.objects.count()) == ([], 4)


@pytest.mark.parametrize(
    ("table", "left"),
    [("relations_encounter", 2), ("situations_insight", 3), ("relations_presence", 3), ("situations_question", 3)],
)
def test_a_row_that_is_deleted_in_any_way_is_gone(everything: None, table: str, left: int) -> None:
    with connection.cursor() as cursor:
        for child in ("situations_situationencounter", "relations_presence", "situations_insight", table):
            if table in {"relations_encounter", child}:
                cursor.execute(f"DELETE FROM {child}")  # noqa: S608 – a name of ours
    assert SearchEntry.objects.count() == left
    add_missing()
    assert differences() == []


def test_a_change_of_something_else_leaves_it(everything: None) -> None:
    Encounter.objects.update(worked_out_at=timezone.now())
    Situation.objects.update(ladder_version=7)
    assert (differences(), SearchEntry.objects.count()) == ([], 4)


def test_a_withdrawn_talk_and_what_it_taught_are_not_found(everything: None) -> None:
    Encounter.objects.update(withdrawn_at=timezone.now())
    assert (found("bankjes"), found("zitten")) == ([], [])
    add_missing()
    assert (found("bankjes"), found("zitten"), differences()) == ([], [], [])
    Encounter.objects.update(withdrawn_at=None)
    add_missing()
    assert (found("bankjes"), found("zitten"), differences()) == (["encounter"], ["insight"], [])


def test_who_comes_into_a_talk_is_found_in_it(everything: None, anna: Member, make_party: Make) -> None:
    truus = make_party(anna, "Truus")
    Presence.objects.create(encounter=Encounter.objects.get(), party=truus)
    add_missing()
    assert found(f"p{truus.pk}") == ["encounter", "party"]
    Presence.objects.filter(party=truus).delete()
    assert found(f"p{truus.pk}") == ["party"]


def test_only_the_last_wording_of_a_question_is_found(everything: None, anna: Member) -> None:
    write_question(Situation.objects.get(), anna, Question.Kind.AS_PUT, "Mag het vrij?")
    assert (found("vrij"), found("dicht"), differences()) == (["situation"], [], [])


def test_showing_a_situation_to_the_team_alone_is_seen_by_the_index(everything: None, anna: Member) -> None:
    situation = Situation.objects.get()
    show_to(situation, anna, team_only=True)
    assert SearchEntry.objects.get(kind="situation").audience_id == situation.team_id
    assert differences() == []


def test_making_it_anew_mends_whatever_is_wrong(everything: None) -> None:
    SearchEntry.objects.filter(kind="party").update(stems="onzin")
    SearchEntry.objects.filter(kind="encounter").update(object_id=99_999)
    assert len(differences()) == 3
    make_anew()
    assert (differences(), SearchEntry.objects.count(), found("onzin")) == ([], 4, [])


def test_what_is_there_already_stays_as_it_is(everything: None) -> None:
    assert add_missing() == 0


def test_it_keeps_step_after_a_migration_that_makes_tables_anew(everything: None) -> None:
    call_command("migrate", verbosity=0)
    Party.objects.update(name="Truus")
    assert found("yilmaz") == []


def test_a_command_adds_what_is_missing_or_makes_all_anew(everything: None, capsys: pytest.CaptureFixture[str]) -> None:
    Party.objects.update(name="Truus")
    SearchEntry.objects.filter(kind="encounter").update(stems="onzin")
    call_command("index")
    assert (capsys.readouterr().out, len(differences())) == ("1\n", 1)
    call_command("index", anew=True)
    assert (capsys.readouterr().out, differences()) == ("4\n", [])


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite keeps no plan that is made without its values")
def test_what_is_asked_of_the_index_is_planned_for_its_words_and_everything_else_once(everything: None) -> None:
    for _time in range(6):
        assert found("w0bankje") is not None
        assert Encounter.objects.count() == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        kept = [statement for (statement,) in cursor.fetchall()]
    assert [statement for statement in kept if "words @@" in statement] == []
    assert [statement for statement in kept if "relations_encounter" in statement]
