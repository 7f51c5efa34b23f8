"""Groups that a team names itself: heard or not, never who is in them."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from raakvlak.conftest import Make
from raakvlak.municipality.models import Area, Audience, Member
from raakvlak.overview.models import NamedGroup
from raakvlak.relations.models import Encounter
from raakvlak.situations.models import Situation


@pytest.fixture
def park(anna: Member, bart: Member, noord: Area, make_situation: Make, hear: Make) -> Situation:
    talks = [*hear(anna, "Hof", 30), *hear(anna, "Dijk", 30), *hear(anna, "Kade", 24)]
    made: Situation = make_situation(anna, "Het park", team=(bart,), encounters=tuple(talks), area=noord)
    return made


@pytest.fixture
def flats(park: Situation) -> NamedGroup:
    return NamedGroup.objects.create(situation=park, name="huurders van de flats", people=2000)


def base(park: Situation) -> str:
    return f"/situaties/{park.pk}/groepen/"


def page(client: Client, park: Situation) -> str:
    return " ".join(client.get(f"/situaties/{park.pk}/nog-niet-gehoord/").content.decode().split())


def newest(park: Situation) -> Encounter:
    found = park.encounters.order_by("-happened_on").first()
    assert found is not None
    return found


def test_a_group_is_named_and_not_heard_yet(as_anna: Client, park: Situation) -> None:
    answer = as_anna.post(f"{base(park)}nieuw/", {"name": "huurders van de flats", "people": "2000"}, follow=True)
    assert answer.redirect_chain[-1][0] == f"/situaties/{park.pk}/nog-niet-gehoord/"
    assert "huurders van de flats" in page(as_anna, park)
    assert "Nog niet gehoord. Bij toeval verwacht je tussen" in page(as_anna, park)


def test_a_group_is_heard_in_a_talk_and_once_only(as_bart: Client, park: Situation, flats: NamedGroup) -> None:
    for _twice in range(2):
        as_bart.post(f"{base(park)}{flats.pk}/{newest(park).uuid}/erbij/")
    assert flats.ties.count() == 1
    assert "Gehoord in 1 gesprek." in page(as_bart, park)
    as_bart.post(f"{base(park)}{flats.pk}/{newest(park).uuid}/los/")
    assert flats.ties.count() == 0
    assert Encounter.objects.filter(pk=newest(park).pk).exists()


def test_a_meeting_is_told_apart_from_a_talk(
    as_anna: Client, anna: Member, park: Situation, flats: NamedGroup, hear: Make
) -> None:
    (meeting,) = hear(anna, "Hof", 1, channel="meeting")
    park.links.create(encounter=meeting)
    for talk in (meeting, newest(park)):
        flats.ties.get_or_create(encounter=talk)
    flats.ties.get_or_create(encounter=park.encounters.filter(channel="street").earliest("happened_on"))
    assert "bijeenkomst." in page(as_anna, park)


def test_a_group_without_a_guess_is_not_held_against_chance(
    as_anna: Client, park: Situation, flats: NamedGroup
) -> None:
    flats.people = None
    flats.save()
    assert "Bij toeval verwacht je tussen" not in page(as_anna, park)


def test_a_talk_that_left_the_situation_no_longer_counts(as_anna: Client, park: Situation, flats: NamedGroup) -> None:
    talk = newest(park)
    flats.ties.create(encounter=talk)
    park.links.filter(encounter=talk).delete()
    assert "Gehoord in" not in page(as_anna, park)


def test_a_talk_that_i_may_not_read_does_not_count(
    as_anna: Client, bart: Member, park: Situation, flats: NamedGroup, make_encounter: Make
) -> None:
    klad = make_encounter(bart, "Stil", audience=Audience.objects.klad_of(bart))
    park.links.create(encounter=klad)
    flats.ties.create(encounter=klad)
    assert "Gehoord in" not in page(as_anna, park)
    assert as_anna.post(f"{base(park)}{flats.pk}/{klad.uuid}/erbij/").status_code == 404
    assert "Stil" not in as_anna.get(f"{base(park)}{flats.pk}/").content.decode()


def test_the_page_of_a_group_shows_both_kinds_of_talks(as_anna: Client, park: Situation, flats: NamedGroup) -> None:
    talk = newest(park)
    flats.ties.create(encounter=talk)
    heard = as_anna.get(f"{base(park)}{flats.pk}/")
    assert [row.pk for row in heard.context["page"].rows] == [talk.pk]
    others = as_anna.get(f"{base(park)}{flats.pk}/", {"toon": "andere"})
    assert talk.pk not in [row.pk for row in others.context["page"].rows]
    assert len(others.context["page"].rows) == 10


def test_a_group_is_changed_and_taken_away(as_anna: Client, park: Situation, flats: NamedGroup) -> None:
    as_anna.post(f"{base(park)}{flats.pk}/wijzig/", {"name": "Huurders van de flats", "people": ""})
    flats.refresh_from_db()
    assert (flats.name, flats.people) == ("Huurders van de flats", None)
    assert as_anna.get(f"{base(park)}{flats.pk}/weg/").status_code == 200
    as_anna.post(f"{base(park)}{flats.pk}/weg/")
    assert not NamedGroup.objects.exists()


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"name": ""}, "Vul dit nog in."),
        ({"name": "HUURDERS van de flats"}, "Deze groep staat er al."),
        ({"name": "moslims in de flat"}, "Is dat nodig?"),
        ({"name": "123456782"}, "burgerservicenummer"),
        ({"name": "x" * 81}, "te lang"),
        ({"name": "jongeren", "people": "0"}, "Schrijf een getal vanaf 1"),
        ({"name": "jongeren", "people": "veel"}, "Schrijf een heel getal"),
        ({"name": "jongeren", "people": "99999999999999999999"}, "Zo veel mensen wonen hier niet"),
    ],
)
def test_it_says_what_does_not_fit_and_keeps_what_was_typed(
    as_anna: Client, park: Situation, flats: NamedGroup, sent: dict[str, str], words: str
) -> None:
    answer = as_anna.post(f"{base(park)}nieuw/", sent)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert NamedGroup.objects.count() == 1


def test_who_needs_the_word_says_so(as_anna: Client, park: Situation) -> None:
    as_anna.post(f"{base(park)}nieuw/", {"name": "moslims in de flat", "is_needed": "on"})
    assert NamedGroup.objects.count() == 1


def test_only_the_team_sees_and_touches_groups(
    as_fatma: Client, as_carla: Client, as_dirk: Client, client: Client, park: Situation, flats: NamedGroup
) -> None:
    assert "huurders" not in page(as_fatma, park)
    paths = [f"{base(park)}nieuw/", f"{base(park)}{flats.pk}/", f"{base(park)}{flats.pk}/weg/"]
    for path in paths:
        assert as_fatma.get(path).status_code == 302
        assert as_carla.get(path).status_code == 404
        assert as_dirk.get(path).status_code == 403
        assert client.get(path)["Location"].startswith("/inloggen/")
    as_fatma.post(f"{base(park)}{flats.pk}/weg/")
    assert NamedGroup.objects.exists()


def test_a_group_belongs_to_its_situation(
    as_anna: Client, anna: Member, flats: NamedGroup, make_situation: Make
) -> None:
    other = make_situation(anna, "Elders")
    assert as_anna.get(f"{base(other)}{flats.pk}/").status_code == 404


def test_the_database_keeps_names_apart_and_guesses_sensible(park: Situation, flats: NamedGroup) -> None:
    for values in ({"name": "Huurders van de Flats"}, {"name": "anderen", "people": 0}):
        with pytest.raises(IntegrityError), transaction.atomic():
            NamedGroup.objects.create(situation=park, **values)


def test_groups_die_with_their_situation(park: Situation, flats: NamedGroup) -> None:
    flats.ties.create(encounter=newest(park))
    park.delete()
    assert not NamedGroup.objects.exists()
