"""What is counted for a briefing: the same as by hand, and nothing that not the whole team may read."""

import datetime
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from raakvlak.municipality.models import Audience, Member
from raakvlak.relations.models import Encounter, Party
from raakvlak.resolutions.heard import PLACES, count_heard
from raakvlak.resolutions.models import Figure, Option
from raakvlak.resolutions.models.briefing import EARLIER, LEAST, SILENT
from raakvlak.situations.models import Situation

Make = Callable[..., Any]
Group = Figure.Group
pytestmark = pytest.mark.django_db


def told(situation: Situation, group: str, *, for_house: bool = False) -> list[tuple[str, int | None]]:
    """Return what is told of a group, by label or key."""
    figures = count_heard(situation, for_house=for_house).figures
    return [(one.label or one.key, one.number) for one in figures if one.group == group]


@pytest.fixture
def crowd(anna: Member, situation: Situation, make_party: Make, make_encounter: Make) -> list[Party]:
    """Let 24 people and 6 organisations speak in 10 talks, in two areas and nowhere; Fatima and Henk stay unheard."""
    kade, boeg = (anna.municipality.areas.create(name=name) for name in ("De Kade", "De Boeg"))
    where = [*[kade] * 16, *[boeg] * 8, *[None] * 6]
    people = [
        make_party(anna, f"Buur {number}", area=area, kind="person" if number < 24 else "organisation")
        for number, area in enumerate(where)
    ]
    for number in range(10):
        talk = make_encounter(
            anna,
            parties=tuple(people[number * 3 : number * 3 + 3]),
            channel="street" if number < 6 else "meeting" if number < 9 else "phone",
            happened_on=datetime.date(2026, 3 + number // 4, 5 + number),
        )
        situation.links.create(encounter=talk)
    return people


def test_people_are_counted_once_by_kind_and_area(crowd: list[Party], situation: Situation) -> None:
    assert told(situation, Group.HEARD) == [("", 30)]
    assert told(situation, Group.HEARD_KIND) == [("person", 24), ("group", 0), ("organisation", 6)]
    assert told(situation, Group.HEARD_AREA) == [("De Kade", 16), ("De Boeg", 8), ("", 6)]


def test_talks_are_counted_by_how_they_were_held(crowd: list[Party], situation: Situation) -> None:
    counted = count_heard(situation, for_house=False)
    assert told(situation, Group.TALKS) == [("", 10)]
    parts = [(one.key, one.number, one.is_rest) for one in counted.figures if one.group == Group.CHANNEL]
    assert parts == []  # three and one would be told with the six of the street, and then nothing is split
    Encounter.objects.filter(channel="phone").update(channel="meeting")
    Encounter.objects.filter(pk__in=Encounter.objects.filter(channel="street")[:1].values("pk")).update(channel="phone")
    parts = [
        (one.key, one.number, one.is_rest)
        for one in count_heard(situation, for_house=False).figures
        if one.group == Group.CHANNEL
    ]
    assert parts == [("street", 5, False), ("", 5, True)]
    assert (counted.from_on, counted.until_on) == (datetime.date(2026, 3, 1), datetime.date(2026, 5, 1))


def test_where_people_stand_is_the_same_as_by_hand(
    crowd: list[Party], situation: Situation, bench: Option, fence: Option, say: Make
) -> None:
    for number, party in enumerate(crowd[:26]):
        say(party, bench, "unacceptable", said_on=timezone.localdate() - datetime.timedelta(days=9))
        say(party, bench, ("want", "live_with", "object")[number % 3])
    Option.objects.filter(pk=fence.pk).update(version=2)
    for party in crowd[:8]:
        say(party, fence, "want", version=1)
    for party in crowd[8:20]:
        say(party, fence, "object", version=2)
    last: dict[tuple[int, int], Any] = {}
    for option in (bench, fence):
        for row in option.reactions.order_by("said_on", "pk"):
            last[option.pk, row.party_id] = row
    figures = count_heard(situation, for_house=False).figures
    for option, version in ((bench, 1), (fence, 2)):
        here = [row for (number, _party), row in last.items() if number == option.pk]
        by_hand = Counter(row.gradient if row.version == version else EARLIER for row in here)
        by_hand[SILENT] = len(crowd) - len(here)
        shown = {one.key: one.number for one in figures if one.group == Group.OPTION and one.label == option.title}
        assert list(shown) == list(PLACES)
        assert all(number in {by_hand[place], None} for place, number in shown.items())
    fence_told = {one.key: one.number for one in figures if one.label == fence.title}
    assert (fence_told["object"], fence_told[EARLIER], fence_told[SILENT]) == (12, 8, 10)


def test_a_small_group_is_not_told(
    crowd: list[Party], situation: Situation, bench: Option, say: Make, make_party: Make, anna: Member
) -> None:
    for party in crowd[:18]:
        say(party, bench, "want")
    for party in crowd[18:21]:
        say(party, bench, "object")
    say(crowd[21], bench, "unacceptable")
    say(crowd[22], bench, "unsure")
    figures = {one.key: one for one in count_heard(situation, for_house=False).figures if one.group == Group.OPTION}
    assert (figures["want"].number, figures[SILENT].number) == (18, 7)
    small = [figures[key] for key in ("live_with", "unsure", "object", "unacceptable", EARLIER)]
    assert {(one.number, one.is_few) for one in small} == {(None, True)}
    assert told(situation, Group.UNHEARD) == [("", None)]  # Fatima and Henk
    assert told(situation, Group.UNHEARD_KIND) == []


def test_who_is_on_a_side_and_did_not_speak_is_unheard(
    crowd: list[Party], situation: Situation, make_party: Make, anna: Member, bench: Option, say: Make
) -> None:
    side = situation.sides.get()
    for number in range(5):
        side.parties.add(make_party(anna, f"Stil {number}"))
    side.parties.add(crowd[0])
    assert told(situation, Group.UNHEARD) == [("", 7)]
    say(side.parties.get(name="Stil 0"), bench, "want")
    assert told(situation, Group.UNHEARD) == [("", 6)]
    assert told(situation, Group.HEARD) == [("", 31)]


def test_few_people_are_told_nothing_of(
    anna: Member, situation: Situation, bench: Option, fatima: Party, henk: Party, say: Make, make_encounter: Make
) -> None:
    situation.links.create(encounter=make_encounter(anna, parties=(fatima, henk), channel="kitchen_table"))
    say(fatima, bench, "unacceptable")
    counted = count_heard(situation, for_house=False)
    assert [(one.group, one.number) for one in counted.figures if one.number] == []
    assert told(situation, Group.HEARD) == [("", None)]
    assert not [one for one in counted.figures if one.group in {Group.OPTION, Group.HEARD_KIND, Group.CHANNEL}]
    assert counted.from_on is None


def as_rows(situation: Situation) -> list[tuple[Any, ...]]:
    counted = count_heard(situation, for_house=False)
    rows = [(one.group, one.position, one.label, one.key, one.number, one.is_few) for one in counted.figures]
    return [*rows, (counted.from_on, counted.until_on)]


def test_what_is_not_for_the_whole_team_never_counts(
    crowd: list[Party], situation: Situation, bench: Option, say: Make, anna: Member, make_party: Make,
    make_encounter: Make, make_insight: Make, make_situation: Make,
) -> None:  # fmt: skip
    for party in crowd[:10]:
        say(party, bench, "want")
    before = as_rows(situation)
    elsewhere = make_situation(anna, "Een andere situatie")
    for audience in (Audience.objects.klad_of(anna), elsewhere.team):
        hidden = [make_party(anna, f"Verborgen {number}", audience=audience) for number in range(6)]
        talks = [make_encounter(anna, "Zwanenzang", parties=(*hidden, crowd[0]), audience=audience) for _ in range(6)]
        for talk in talks:
            situation.links.create(encounter=talk)
        situation.sides.get().parties.add(*hidden)
        for party in hidden:
            say(party, bench, "object")
        for party in crowd[:20]:
            say(party, bench, "unacceptable", audience=audience)
        for number in range(6):
            make_insight(situation, anna, f"Zwanenzang {number}", audience=audience)
        Option.objects.create(
            municipality=anna.municipality, situation=situation, audience=audience, title="Zwanenzang",
            keep_until=timezone.localdate(),
        )  # fmt: skip
    assert as_rows(situation) == before


def test_what_was_withdrawn_taken_back_or_not_to_be_noted_never_counts(
    crowd: list[Party], situation: Situation, bench: Option, say: Make
) -> None:
    for party in crowd[:12]:
        say(party, bench, "want")
    for party in crowd[12:24]:
        say(party, bench, "object", taken_back_on=timezone.localdate(), taken_back_because="Vergissing")
    Party.objects.filter(pk__in=[party.pk for party in crowd[:6]]).update(is_not_to_be_noted=True)
    talks = Encounter.objects.filter(links__situation=situation).order_by("-pk")
    Encounter.objects.filter(pk=talks[0].pk).update(withdrawn_at=timezone.now())
    assert told(situation, Group.HEARD) == [("", 21)]
    assert told(situation, Group.TALKS) == [("", 9)]
    assert dict(told(situation, Group.OPTION))[bench.title] is not None
    shown = {
        one.key: one.number for one in count_heard(situation, for_house=False).figures if one.group == Group.OPTION
    }
    assert (shown["want"], shown["object"], shown[SILENT]) == (6, 0, 15)


def test_the_house_reads_no_option_of_the_team_alone(
    crowd: list[Party], situation: Situation, bench: Option, say: Make
) -> None:
    Option.objects.filter(pk=bench.pk).update(audience=situation.team)
    for party in crowd[:10]:
        say(party, bench, "want")
    assert told(situation, Group.OPTION)
    assert not told(situation, Group.OPTION, for_house=True)


def test_own_answers_replies_and_hunches_are_counted(
    crowd: list[Party], situation: Situation, bench: Option, fence: Option, say: Make, anna: Member, make_insight: Make
) -> None:
    for option in (bench, fence):
        for party in crowd[:7]:
            say(party, option, "want", basis="own", written_by=None)
    for number in range(5):
        make_insight(situation, anna, f"Vermoeden {number}")
    assert told(situation, Group.OWN) == [("", 7)]
    assert told(situation, Group.HUNCHES) == [("", 5)]
    assert told(situation, Group.REPLIES) == [("", 0)]


def test_counting_takes_as_many_queries_for_a_large_situation(
    crowd: list[Party], situation: Situation, bench: Option, say: Make
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            count_heard(situation, for_house=True)
        return len(asked)

    say(crowd[0], bench, "want")
    before = queries()
    for number in range(20):
        option = Option.objects.create(
            municipality=situation.municipality, situation=situation, audience=situation.audience,
            title=f"Optie {number}", keep_until=timezone.localdate(),
        )  # fmt: skip
        for party in crowd:
            say(party, option, "want")
    assert queries() == before <= 10
    numbers = [one.number for one in count_heard(situation, for_house=True).figures]
    assert all(number is None or number == 0 or number >= LEAST for number in numbers)
