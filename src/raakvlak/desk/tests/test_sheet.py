"""Voor het gesprek: what is on the sheet, how sure it is, and what never is."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from raakvlak.desk.tests.test_planned import at, planned
from raakvlak.municipality.models import AccessLogEntry, Audience, Member
from raakvlak.relations.actions import add_contact_point
from raakvlak.relations.models import Party, Promise
from raakvlak.situations.actions import put_appointment
from raakvlak.situations.models import Insight, Situation


def day(days: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=days)


def promise(member: Member, party: Party, text: str, **values: Any) -> Promise:
    return Promise.objects.create(
        municipality=member.municipality,
        audience=Audience.objects.frontline_of(member.municipality),
        owner=member,
        party=party,
        text=text,
        keep_until=day(300),
        **values,
    )


@pytest.fixture
def mieke(anna: Member, make_party: Any) -> Party:
    party: Party = make_party(anna, "Mieke van Loon", languages="Nederlands en Papiaments")
    return party


@pytest.fixture
def park(anna: Member, bart: Member, make_situation: Any) -> Situation:
    situation: Situation = make_situation(anna, "Het park", team=(bart,))
    return situation


def sheet(client: Client, appointment: Any, **asked: str) -> str:
    return client.get(at(appointment), asked).content.decode()


def test_the_last_three_talks_stand_on_it_and_not_what_others_keep(
    as_anna: Client, anna: Member, bart: Member, mieke: Party, make_encounter: Any
) -> None:
    for number in range(1, 6):
        make_encounter(anna, f"Gesprek {number}.", parties=(mieke,), happened_on=day(-number))
    make_encounter(anna, "Geheim.", parties=(mieke,), shareable_summary="Om te delen.", happened_on=day(0))
    make_encounter(bart, "Zwanenzang.", parties=(mieke,), audience=Audience.objects.klad_of(bart))
    page = sheet(as_anna, planned(anna, mieke))
    assert "Om te delen." in page
    assert "Geheim." not in page
    assert "Gesprek 1." in page
    assert "Gesprek 2." in page
    assert "Gesprek 3." not in page
    assert "Zwanenzang" not in page
    assert "Nederlands en Papiaments" in page


def test_promises_stand_on_their_side_and_those_due_are_asked_about(
    as_anna: Client, anna: Member, mieke: Party
) -> None:
    promise(anna, mieke, "De lamp maken", due_on=day(0))
    promise(anna, mieke, "De buren vragen", direction=Promise.Direction.THEIRS)
    promise(anna, mieke, "Al gedaan", settled_on=day(0), is_kept=True)
    page = sheet(as_anna, planned(anna, mieke))
    ours, theirs = page.split("Zij beloofden")
    assert "De lamp maken" in ours
    assert "De buren vragen" in theirs
    assert "Vertel hoe het staat met: ‘De lamp maken’" in page
    assert "Al gedaan" not in page


def test_a_day_that_has_passed_is_told_as_one(as_anna: Client, anna: Member, mieke: Party) -> None:
    promise(anna, mieke, "De lamp maken", due_on=day(-2))
    page = sheet(as_anna, planned(anna, mieke))
    told = f"was voor {date_format(day(-2), 'j F')}"
    assert page.count(told) == 2, "in the list, and in what to ask"


def test_what_is_known_says_how_sure_it_is(
    as_anna: Client, anna: Member, mieke: Party, park: Situation, make_encounter: Any, make_insight: Any
) -> None:
    talk = make_encounter(anna, parties=(mieke,))
    known: dict[str, Any] = {"encounter": talk, "party": mieke}
    make_insight(park, anna, "Het hek moet weg", kind=Insight.Kind.POSITION, **known)
    make_insight(park, anna, "Wil haar kleinkind zien spelen", confirmed_on=day(-3), **known)
    make_insight(park, anna, "Niet waar gebleken", refuted_on=day(-1), **known)
    page = sheet(as_anna, planned(anna, mieke))
    assert "nagevraagd op" in page
    assert "gezegd" in page
    assert "Niet waar gebleken" not in page
    assert "Wat zit erachter: ‘Het hek moet weg’?" in page
    assert "Wat heeft Mieke van Loon nodig?" in page


def test_a_hunch_is_about_the_situation_and_only_when_that_is_the_subject(
    as_anna: Client, as_bart: Client, anna: Member, mieke: Party, park: Situation, make_insight: Any
) -> None:
    make_insight(park, anna, "Misschien speelt er ruzie")
    make_insight(park, anna, "Verbleekt", fresh_on=day(-90))
    one = planned(anna, mieke)
    assert "Misschien speelt er ruzie" not in sheet(as_anna, one)
    put_appointment(park, one)
    page = sheet(as_anna, one)
    assert "Vermoedens over de situatie" in page
    assert "niet over een persoon" in page
    assert "Verbleekt" not in page
    park.team.readers.clear()
    assert "Misschien speelt er ruzie" not in sheet(as_bart, one)


def test_contact_details_come_on_request_are_logged_and_never_shielded(
    as_anna: Client, anna: Member, mieke: Party
) -> None:
    add_contact_point(mieke, "phone", "06 11111111", is_shielded=False)
    add_contact_point(mieke, "email", "geheim@raakvlak.example", is_shielded=True)
    one = planned(anna, mieke)
    assert "06 11111111" not in sheet(as_anna, one)
    assert not AccessLogEntry.objects.exists()
    page = sheet(as_anna, one, contact="1")
    assert "06 11111111" in page
    assert "geheim@raakvlak.example" not in page
    assert AccessLogEntry.objects.filter(what="party_details", subject_id=mieke.pk).count() == 1


def test_it_says_where_threats_belong(as_anna: Client, as_gert: Client, anna: Member) -> None:
    one = planned(anna)
    page = sheet(as_anna, one)
    assert "bel je 112" in page
    assert "hoort in de agressieregeling van de gemeente, niet in Raakvlak" in page
    assert "vernietig het" in page
    sent = {
        "name": "Waterhoek",
        "code": "",
        "incident_words": "Bel Jansen.",
        "incident_url": "intranet.example/agressie",
    }
    assert as_gert.post("/instellingen/gemeente/", sent).status_code == 302
    page = sheet(as_anna, one)
    assert "Bel Jansen." in page
    assert "bel je 112" not in page
    assert "https://intranet.example/agressie" in page


def test_who_does_not_want_to_be_noted_is_nobody_on_it(as_anna: Client, anna: Member, mieke: Party) -> None:
    one = planned(anna, mieke)
    Party.objects.filter(pk=mieke.pk).update(is_not_to_be_noted=True)
    page = sheet(as_anna, one)
    assert "Mieke" not in page
    assert "en nog iemand" in page


def test_much_takes_no_more_queries_than_little(
    as_anna: Client,
    anna: Member,
    mieke: Party,
    park: Situation,
    make_encounter: Any,
    make_insight: Any,
    make_party: Any,
    django_assert_max_num_queries: Any,
) -> None:
    one = planned(anna, mieke)
    put_appointment(park, one)
    counts = []
    for number in (10, 90):
        for _ in range(number):
            guest = make_party(anna, "Gast")
            one.parties.add(guest)
            talk = make_encounter(anna, parties=(guest,))
            make_insight(park, anna, encounter=talk, party=guest)
            make_insight(park, anna, "Misschien")
            promise(anna, guest, "Bellen", due_on=day(0))
        as_anna.get(at(one))
        with django_assert_max_num_queries(30) as asked:
            as_anna.get(at(one))
        counts.append(len(asked))
    assert counts[0] == counts[1]
