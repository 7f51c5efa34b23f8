"""What is found, in which order, and by which words."""

import datetime
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from raakvlak.alignment.actions.possibilities import correct, end, write_down
from raakvlak.alignment.models import Possibility
from raakvlak.desk.finding import Answer, Wish, find
from raakvlak.municipality.models import Area, Audience, Department, Member, SearchEntry
from raakvlak.situations.whole_index import add_missing, differences
from raakvlak.web.models import Job
from raakvlak.web.search.typed import typed

Make = Callable[..., Any]
Kind = SearchEntry.Kind
pytestmark = pytest.mark.django_db


def look(member: Member, text: str, **within: Any) -> Answer:
    add_missing()
    return find(Wish(member, typed(text), **within))


def words(answer: Answer) -> list[str]:
    """Return what was found, the names first, each with its mark between brackets."""
    return [
        "".join(f"[{one.text}]" if one.is_marked else one.text for one in (*found.title, *found.names, *found.extract))
        for found in (*answer.named, *answer.rows)
    ]


def test_a_word_finds_its_other_forms_and_the_words_it_is_made_of(anna: Member, make_encounter: Make) -> None:
    make_encounter(anna, "Veel parkeeroverlast in de huizen.")
    assert words(look(anna, "overlast")) == ["Veel parkeer[overlast] in de huizen."]
    assert words(look(anna, "huis")) == ["Veel parkeeroverlast in de [huizen]."]
    assert words(look(anna, "PARKÉREN overlast")) == ["Veel [parkeer]overlast in de huizen."]
    assert words(look(anna, "meester")) == []


def test_all_words_must_be_there_and_none_with_a_minus(anna: Member, make_encounter: Make) -> None:
    make_encounter(anna, "De bank staat scheef.")
    make_encounter(anna, "De bank is nieuw.")
    assert words(look(anna, "bank scheef")) == ["De [bank] staat [scheef]."]
    assert words(look(anna, "bank -scheef")) == ["De [bank] is nieuw."]


def test_a_phrase_must_stand_there_in_that_order(anna: Member, make_encounter: Make) -> None:
    make_encounter(anna, "Een groene bank.")
    make_encounter(anna, "De bank werd groene verf.")
    assert words(look(anna, '"groene bank"')) == ["Een [groene] [bank]."]


def test_the_newest_comes_first(anna: Member, make_encounter: Make) -> None:
    make_encounter(anna, "Bank twee.", happened_on=datetime.date(2026, 2, 1))
    make_encounter(anna, "Bank drie.", happened_on=datetime.date(2026, 3, 1))
    make_encounter(anna, "Bank een.", happened_on=datetime.date(2026, 1, 1))
    assert words(look(anna, "bank")) == ["[Bank] drie.", "[Bank] twee.", "[Bank] een."]


@pytest.mark.parametrize("text", ["fatma", "Fatima", "fátima", "yilmaz fatima", "Fatima Yilmaz", "yilmas", "fati"])
def test_a_name_is_found_in_any_order_and_with_a_typing_error(anna: Member, make_party: Make, text: str) -> None:
    make_party(anna, "Fatima Yilmaz")
    assert [str(found.row) for found in look(anna, text).named] == ["Fatima Yilmaz"]


def test_jansen_finds_janssen_behind_jansen(anna: Member, make_party: Make) -> None:
    make_party(anna, "Piet Janssen")
    make_party(anna, "Kees Jansen")
    assert [str(found.row) for found in look(anna, "jansen").named] == ["Kees Jansen", "Piet Janssen"]


def test_a_plain_word_is_no_misspelt_name(anna: Member, make_party: Make, make_encounter: Make) -> None:
    klein = make_party(anna, "Jan Klein")
    make_encounter(anna, "Even gebeld.", parties=(klein,))
    make_encounter(anna, "Op het plein.")
    assert words(look(anna, "plein")) == ["Op het [plein]."]


def test_a_name_finds_the_talks_with_her(anna: Member, make_party: Make, make_encounter: Make) -> None:
    fatima = make_party(anna, "Fatima Yilmaz")
    make_encounter(anna, "Over de bankjes.", parties=(fatima,))
    make_encounter(anna, f"Gehoord van \ue000p{fatima.pk}\ue001 zelf.")
    found = words(look(anna, "fatma"))
    assert found == ["[Fatima Yilmaz]", "Gehoord van [Fatima Yilmaz] zelf.", "[Fatima Yilmaz]Over de bankjes."]


def test_a_new_name_is_found_in_old_talks_at_once(anna: Member, make_party: Make, make_encounter: Make) -> None:
    fatima = make_party(anna, "Fatima Yilmaz")
    make_encounter(anna, "Over de bankjes.", parties=(fatima,))
    add_missing()
    fatima.name = "Truus de Boer"
    fatima.save()
    assert words(look(anna, "yilmaz")) == []
    assert len(words(look(anna, "truus"))) == 2


def test_a_name_that_is_not_for_her_finds_no_talk_that_is(
    anna: Member, bart: Member, make_party: Make, make_encounter: Make
) -> None:
    secret = make_party(bart, "Fatima Yilmaz", audience=Audience.objects.klad_of(bart))
    make_encounter(bart, f"Gehoord van \ue000p{secret.pk}\ue001.", parties=(secret,))
    assert look(anna, "fatima").is_empty
    assert len(words(look(bart, "fatima"))) == 2
    assert words(look(anna, "gehoord")) == ["[Gehoord] van iemand."]


def test_who_does_not_want_to_be_noted_is_no_name_in_a_text(
    anna: Member, make_party: Make, make_encounter: Make
) -> None:
    fatima = make_party(anna, "Fatima Yilmaz", is_not_to_be_noted=True)
    make_encounter(anna, f"Gehoord van \ue000p{fatima.pk}\ue001.")
    assert words(look(anna, "fatima")) == ["[Fatima] Yilmaz"]


def test_nothing_of_others_is_found_or_counted(
    anna: Member, bart: Member, carla: Member, dirk: Member, make_encounter: Make, make_situation: Make
) -> None:
    make_encounter(anna, "Bank van Anna alleen.", audience=Audience.objects.klad_of(anna))
    team = make_situation(anna, "Het park").team
    make_encounter(anna, "Bank van het team.", audience=team)
    make_encounter(anna, "Bank van iedereen.")
    assert [look(member, "bank").total.number for member in (anna, bart, carla, dirk)] == [3, 1, 0, 0]


def test_it_stays_within_kind_area_and_days(
    anna: Member, make_encounter: Make, make_party: Make, make_situation: Make
) -> None:
    north = Area.objects.create(municipality=anna.municipality, name="Noord")
    today = timezone.localdate()
    make_encounter(anna, "Park van toen.", happened_on=today - datetime.timedelta(days=40), area=north)
    make_encounter(anna, "Park van nu.")
    make_party(anna, "Vrienden van het park")
    make_situation(anna, "Het park", area=north)
    assert len(words(look(anna, "park"))) == 4
    assert words(look(anna, "park", kind=Kind.PARTY)) == ["Vrienden van het [park]"]
    assert words(look(anna, "park", area_id=north.pk)) == ["Het [park]", "[Park] van toen."]
    assert words(look(anna, "park", kind=Kind.ENCOUNTER, since=today)) == ["[Park] van nu."]


def test_pages_follow_each_other_without_gaps(anna: Member, make_encounter: Make, make_party: Make) -> None:
    make_party(anna, "Bank")
    for number in range(7):
        make_encounter(anna, f"Bank {number}.")
    add_missing()
    seen: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        answer = find(Wish(anna, typed("bank")), cursor=cursor, size=3)
        assert answer.total.number == 8
        seen += words(answer)
        cursor = answer.older
    assert seen == ["[Bank]", *(f"[Bank] {number}." for number in range(6, -1, -1))]


def test_a_word_that_is_no_dutch_gets_a_proposal(anna: Member, make_encounter: Make) -> None:
    make_encounter(anna, "Veel parkeeroverlast.")
    assert look(anna, "parkeeroverlats").meant == "parkeeroverlast"
    assert look(anna, "straatverlichtng").meant == ""


def test_nothing_found_for_a_compound_looks_for_its_parts(anna: Member, make_encounter: Make) -> None:
    make_encounter(anna, "Overlast door het parkeren.")
    answer = look(anna, "parkeeroverlast")
    assert (words(answer), answer.is_loose) == (["[Overlast] door het [parkeren]."], True)


def test_a_possibility_is_found_by_its_words_and_its_department(anna: Member, carla: Member, dirk: Member) -> None:
    department = Department.objects.create(municipality=anna.municipality, name="Mobiliteit")
    told = {"kind": "permit", "department": department, "text": "Wij zetten parkeerbankjes neer."}
    made = write_down(anna, key=uuid.uuid4(), title="Straatmeubilair", conditions="Twee meter vrij.", **told)
    assert differences() == []
    assert words(look(anna, "banken")) == ["StraatmeubilairWij zetten parkeer[bankjes] neer."]
    assert words(look(anna, "straat")) == ["[Straat]meubilairWij zetten parkeerbankjes neer."]
    assert words(look(anna, "meters")) == ["StraatmeubilairTwee [meter] vrij."]
    assert words(look(anna, "mobiliteit")) == ["Straatmeubilair[Mobiliteit]Wij zetten parkeerbankjes neer."]
    assert len(words(look(anna, "banken", kind=Kind.POSSIBILITY))) == 1
    assert words(look(anna, "banken", kind=Kind.INSIGHT)) == []
    assert [look(one, "banken").total.number for one in (carla, dirk)] == [0, 0]
    correct(made, text="Wij zetten hekken neer.")
    assert words(look(anna, "banken")) == []
    assert len(words(look(anna, "hek"))) == 1
    end(made, timezone.localdate())
    assert look(anna, "hek").is_empty
    end(made, None)
    assert len(find(Wish(anna, typed("hek"))).rows) == 1
    Possibility.objects.filter(pk=made.pk).update(text="Wij planten bomen.")
    assert look(anna, "hek").is_empty
    assert len(words(look(anna, "boom"))) == 1
    made.delete()
    assert not SearchEntry.objects.exists()


def test_a_department_that_is_renamed_is_found_by_its_new_name(anna: Member, as_gert: Client) -> None:
    department = Department.objects.create(municipality=anna.municipality, name="Mobiliteit")
    write_down(anna, key=uuid.uuid4(), title="Bank", kind="rule", text="Mag.", department=department)
    as_gert.post(reverse("municipality:department", args=[department.pk]), {"name": "Verkeer"})
    assert look(anna, "mobiliteit").is_empty
    assert len(words(look(anna, "verkeer"))) == 1
    assert "search.add_missing" in Job.objects.values_list("name", flat=True)


def test_the_search_page_shows_possibilities_and_says_when_one_is_over(as_anna: Client, anna: Member) -> None:
    past = timezone.localdate() - datetime.timedelta(days=1)
    write_down(anna, key=uuid.uuid4(), title="Bankje", kind="rule", text="Mag.", until_on=past)
    for asked in ("?q=bankje", "?q=bankje&kind=possible"):
        page = as_anna.get(f"/zoeken/{asked}").content.decode()
        assert "/in-huis/mogelijkheden/" in page
        assert "voorbij" in page
    window = as_anna.get("/zoeken/?q=bankje", headers={"HX-Request": "true"}).content.decode()
    assert "mogelijkheid: regel" in window
