"""How SQLite finds what a list shows: along an index in its order, without reading or sorting all that there is."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet

from raakvlak.conftest import person
from raakvlak.municipality.models import Audience, Member, Role
from raakvlak.relations.models import Affiliation, Encounter, Party, Presence
from raakvlak.relations.notes import Note, respecting
from raakvlak.relations.rhythms import kept_in_touch, longest_first, waiting
from raakvlak.situations.models import Insight, Situation, SituationEncounter
from raakvlak.web.search.steps import WORDS
from raakvlak.web.sqlite.statistics import look_at_tables

Make = Callable[..., Any]
NEWEST, BY_NAME = ("-happened_on", "-pk"), ("sort_name", "pk")
TALKS, PEOPLE = 400, 60
LAST = datetime.date(2026, 11, 20)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL chooses by what a table holds just then"),
]


@pytest.fixture
def colleagues(anna: Member) -> list[Member]:
    return [anna, *(person(f"Collega {number}", anna.municipality, Role.FRONTLINE) for number in range(30))]


@pytest.fixture
def reader(anna: Member, colleagues: list[Member], make_party: Make, make_situation: Make) -> Member:
    """Fill a town with talks for all, for teams and for oneself; Anna is in one team."""
    town, parties = anna.municipality, [make_party(anna, f"Buur {number}") for number in range(PEOPLE)]
    situation = make_situation(anna)
    circles = [Audience.objects.frontline_of(town), situation.team, Audience.objects.klad_of(anna)]
    talks = Encounter.objects.bulk_create(
        Encounter(
            municipality=town,
            audience=circles[number % 3],
            author=colleagues[number % len(colleagues)],
            happened_on=LAST - datetime.timedelta(days=number),
            working_note="Over de bankjes.",
            keep_until=parties[0].keep_until,
        )
        for number in range(TALKS)
    )
    Presence.objects.bulk_create(
        Presence(encounter=talk, party=parties[number % PEOPLE]) for number, talk in enumerate(talks)
    )
    situation.links.model.objects.bulk_create(
        situation.links.model(situation=situation, encounter=talk) for talk in talks[:40]
    )
    look_at_tables(connection)
    return Member.objects.get(pk=anna.pk)


def plan(rows: QuerySet[Any, Any]) -> str:
    """Ask SQLite how it would fetch the first of these rows."""
    return str(rows[:26].explain())


def is_walked(rows: QuerySet[Any, Any], index: str) -> bool:
    """Tell whether rows come along this index, and neither from the whole table nor out of a sort."""
    told = plan(rows)
    return f" INDEX {index} " in told and "TEMP B-TREE" not in told and "SCAN relations" not in told


def talks(reader: Member) -> QuerySet[Encounter]:
    found = Encounter.objects.within(reader.municipality).visible_to(reader).standing()
    return found.for_timeline().order_by(*NEWEST)


@pytest.mark.parametrize("wanted", [{}, {"is_story": True}, {"channel": "street"}, {"happened_on__gte": "2026-01-01"}])
def test_the_newest_talks_are_walked_to(reader: Member, wanted: dict[str, Any]) -> None:
    assert is_walked(talks(reader).filter(**wanted), "encounter_list")


def test_a_deep_page_is_walked_to_as_the_first_is(reader: Member) -> None:
    deep = talks(reader).filter(happened_on__lte="2026-05-03")
    assert "encounter_list (municipality_id=? AND happened_on<?)" in plan(deep)
    assert is_walked(deep, "encounter_list")


def test_the_list_is_walked_in_as_many_circles_as_one_likes(reader: Member) -> None:
    reader.audience_ids = (*reader.audience_ids, *range(1_000, 1_300))
    assert is_walked(talks(reader), "encounter_list")
    people = Party.objects.within(reader.municipality).visible_to(reader).order_by(*BY_NAME)
    assert is_walked(people, "party_list")


def test_people_are_walked_to_by_name(reader: Member) -> None:
    people = Party.objects.within(reader.municipality).visible_to(reader).select_related("area").order_by(*BY_NAME)
    assert is_walked(people, "party_list")


def test_what_waits_to_be_worked_out_is_walked_to(reader: Member) -> None:
    waiting = Encounter.objects.within(reader.municipality).visible_to(reader).to_work_out(reader)
    assert "TEMP B-TREE" not in plan(waiting.order_by(*NEWEST))


def test_the_talks_of_one_party_are_walked_to(reader: Member) -> None:
    party = Party.objects.visible_to(reader).order_by("pk")[0]
    rows = Presence.objects.filter(party=party).visible_to(reader).for_timeline()
    assert is_walked(rows, "presence_newest")
    deep = rows.filter(happened_on__lte="2026-05-03")
    assert "presence_newest (party_id=? AND happened_on<?)" in plan(deep)
    assert is_walked(deep, "presence_newest")


def test_the_talks_of_one_situation_are_walked_to(reader: Member) -> None:
    links = SituationEncounter.objects.filter(situation=Situation.objects.get()).visible_to(reader).standing()
    assert is_walked(links.for_timeline(), "link_newest")
    assert is_walked(links.for_timeline().filter(happened_on__lte="2026-05-03"), "link_newest")


def test_only_who_is_kept_in_touch_is_walked(reader: Member) -> None:
    """Whom we have not spoken lately costs as much as there are rhythms, whatever the number of parties and talks."""
    told = plan(longest_first(waiting(kept_in_touch(reader))))
    assert "USING INDEX party_kept_in_touch (municipality_id=?" in told
    assert "SCAN relations_" not in told
    assert "presence_newest (party_id=?" in told


def test_the_roles_of_an_organisation_are_looked_up(reader: Member) -> None:
    roles = Affiliation.objects.within(reader.municipality).visible_to(reader).filter(organisation=1)
    assert "affiliation" in plan(roles)
    assert "SCAN relations_affiliation" not in plan(roles)


def test_fading_hunches_have_an_index_of_their_own(reader: Member) -> None:
    assert "insight_fading" in plan(
        Insight.objects.within(reader.municipality).visible_to(reader).fading_within(7).order_by("fresh_on", "pk")
    )


def test_who_reads_only_her_own_is_looked_up_by_her_circle(reader: Member, dirk: Member) -> None:
    assert "(audience_id=?" in plan(talks(dirk))


def test_who_does_not_want_to_be_noted_is_found_without_reading_everybody(reader: Member) -> None:
    told = plan(Party.objects.visible_to(reader).filter(is_not_to_be_noted=True))
    assert "party_not_to_be_noted" in told
    assert respecting(Note(working_note="Over de bankjes."), reader).kept_out == []


def test_the_index_of_words_never_reads_all_its_pages_however_few_they_were_when_looked_at() -> None:
    look_at_tables(connection)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN DELETE FROM {WORDS}_data WHERE id >= 1 AND id <= 5")  # noqa: S608  (ours)
        told = str(cursor.fetchall())
    assert "SEARCH" in told
    assert "SCAN" not in told
