"""What we hold about one party."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from raakvlak.municipality.models import AccessLogEntry, Audience, Member
from raakvlak.privacy.actions import erasure
from raakvlak.privacy.models import OverviewRequest
from raakvlak.privacy.names import ERASED
from raakvlak.privacy.tests.conftest import at
from raakvlak.relations.models import ContactPoint, Encounter, Party, Promise
from raakvlak.web.models import Job
from raakvlak.web.references import Reference

SURE = {"everywhere": "on", "is_sure": "on"}


@pytest.fixture
def known(
    fatima: Party, anna: Member, make_encounter: Any, make_situation: Any, make_insight: Any, make_party: Any
) -> Party:
    """Let something of every kind be held about Fatima."""
    other = make_party(anna, "Kees Bakker")
    token, of_other = Reference("p", fatima.pk).token, Reference("p", other.pk).token
    talk = make_encounter(anna, f"{token} sprak over {of_other}.", parties=(fatima,), shareable_summary="Ze wil rust.")
    make_encounter(anna, "Ook Fatima Yilmaz klaagt.")
    situation = make_situation(anna, encounters=(talk,))
    situation.sides.create(name="de overkant").parties.add(fatima)
    make_insight(situation, anna, "Ze wil slapen", encounter=talk, party=fatima, quote="rust")
    ContactPoint.objects.create(party=fatima, kind="phone", value="0612345678", fingerprint="x")
    Promise.objects.create(
        municipality=anna.municipality, audience=talk.audience, owner=anna, party=fatima, text="Bellen over het hek",
        keep_until=talk.keep_until,
    )  # fmt: skip
    return fatima


def test_it_shows_all_that_i_may_see(as_anna: Client, known: Party) -> None:
    page = as_anna.get(at("party", known.pk)).content.decode()
    for words in ("Fatima Yilmaz", "0612345678", "Ze wil rust", "Ook Fatima Yilmaz klaagt", "Bellen over het hek"):
        assert words in page
    for words in ("Ze wil slapen", "de overkant", "Collega’s kunnen meer hebben opgeschreven", f"nummer {known.pk}"):
        assert words in page


def test_it_names_nobody_else(as_anna: Client, known: Party) -> None:
    page = as_anna.get(at("party", known.pk)).content.decode()
    assert "Kees" not in page
    assert "sprak over iemand." in page


def test_it_hides_what_i_may_not_see(
    as_bart: Client, bart: Member, anna: Member, fatima: Party, make_encounter: Any
) -> None:
    make_encounter(anna, "Klad over haar", parties=(fatima,), audience=Audience.objects.klad_of(anna))
    talk = make_encounter(anna, "Ingetrokken", parties=(fatima,), withdrawn_at=timezone.now())
    Promise.objects.create(
        municipality=anna.municipality, audience=talk.audience, owner=anna, party=fatima, text="Toen beloofd",
        encounter=talk, keep_until=talk.keep_until,
    )  # fmt: skip
    page = as_bart.get(at("party", fatima.pk)).content.decode()
    assert "Klad over haar" not in page
    assert "Ingetrokken" not in page
    assert "Toen beloofd" not in page


def test_a_party_that_i_may_not_see_is_not_found(as_bart: Client, anna: Member, make_party: Any) -> None:
    party = make_party(anna, audience=Audience.objects.klad_of(anna))
    for name in ("party", "ask_for_all", "erase"):
        assert as_bart.get(at(name, party.pk)).status_code == 404
        assert as_bart.post(at(name, party.pk), SURE).status_code in {404, 405}
    assert Party.objects.filter(pk=party.pk).exists()


def test_opening_it_is_written_down(as_anna: Client, anna: Member, fatima: Party) -> None:
    as_anna.get(at("party", fatima.pk))
    entry = AccessLogEntry.objects.get()
    assert (entry.what, entry.subject_id, entry.member) == (AccessLogEntry.What.PARTY_OVERVIEW, fatima.pk, anna)


@pytest.mark.parametrize("number", [10, 100])
def test_it_takes_the_same_queries_for_few_and_many_talks(
    number: int, as_anna: Client, anna: Member, fatima: Party, make_encounter: Any, django_assert_max_num_queries: Any
) -> None:
    for _ in range(number):
        make_encounter(anna, parties=(fatima,))
    with django_assert_max_num_queries(26):
        as_anna.get(at("party", fatima.pk))


def test_one_asks_for_all_that_is_held(as_anna: Client, anna: Member, fatima: Party) -> None:
    answer = as_anna.post(at("ask_for_all", fatima.pk), {"case_number": "Z-2026-1"})
    assert answer["Location"] == at("party", fatima.pk)
    as_anna.post(at("ask_for_all", fatima.pk), {"case_number": "Z-2026-1"})
    asked = OverviewRequest.objects.get()
    assert (asked.party, asked.asked_by, asked.municipality) == (fatima, anna, anna.municipality)


@pytest.mark.parametrize("number", ["", " ", "\x00", "123456782", "Z" * 41])
def test_a_case_number_that_can_not_be_is_refused(number: str, as_anna: Client, fatima: Party) -> None:
    assert as_anna.post(at("ask_for_all", fatima.pk), {"case_number": number}).status_code == 422
    assert not OverviewRequest.objects.exists()


def test_erasing_shows_numbers_first(as_anna: Client, known: Party) -> None:
    page = as_anna.get(at("erase", known.pk)).content.decode()
    assert "Gesprekken waar de naam uit gaat" in page
    assert "Ook uit wat collega" in page or "De naam gaat ook uit wat collega" in page
    assert Party.objects.filter(pk=known.pk).exists()


def test_erasing_wants_certainty(as_anna: Client, known: Party) -> None:
    assert as_anna.post(at("erase", known.pk), {"everywhere": "on"}).status_code == 422
    assert Party.objects.filter(pk=known.pk).exists()


def test_erasing_leaves_a_mark_where_the_name_was(as_anna: Client, known: Party) -> None:
    assert as_anna.post(at("erase", known.pk), SURE)["Location"] == "/mensen/"
    assert not Party.objects.filter(pk=known.pk).exists()
    assert Encounter.objects.filter(working_note=f"Ook {ERASED} klaagt.").exists()
    assert as_anna.get(at("party", known.pk)).status_code == 404


def test_much_is_erased_by_a_job(as_anna: Client, known: Party, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(erasure, "LARGE", 1)
    as_anna.post(at("erase", known.pk), SURE)
    assert Party.objects.filter(pk=known.pk).exists()
    job = Job.objects.get(name="privacy.erase_party")
    assert "Fatima" not in str(job.arguments)


def test_what_is_held_is_not_erased_and_says_what_to_do(as_anna: Client, anna: Member, known: Party) -> None:
    known.sides.get().situation.__class__.objects.update(held_since_on=timezone.localdate(), hold_reason="Woo")
    answer = as_anna.post(at("erase", known.pk), SURE)
    assert answer.status_code == 409
    assert "Vraag de coördinator" in answer.content.decode()
    assert Party.objects.filter(pk=known.pk).exists()


def test_a_name_of_one_word_stays_in_texts_about_others(as_anna: Client, anna: Member, make_party: Any) -> None:
    assert "checked" not in as_anna.get(at("erase", make_party(anna, "Jan").pk)).content.decode().split("is_sure")[0]
    assert "checked" in as_anna.get(at("erase", make_party(anna, "Jan Smit").pk)).content.decode().split("is_sure")[0]
