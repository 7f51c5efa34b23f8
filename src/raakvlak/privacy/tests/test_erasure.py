"""Plant a name everywhere it can stand, erase it, and look for it in the raw database."""

from typing import Any

import pytest
from django.db import connection
from django.db.models import JSONField
from django.utils import timezone

from raakvlak.municipality.models import AccessLogEntry, Area, Audience, Member, SearchEntry, Tag
from raakvlak.privacy.actions.erasure import HeldError, erase_party, is_large
from raakvlak.privacy.columns import all_words
from raakvlak.privacy.models import Destruction
from raakvlak.privacy.names import ERASED
from raakvlak.relations.models import ContactPoint, Encounter, Party, Presence, Promise
from raakvlak.situations import whole_index
from raakvlak.situations.models import Check, Insight, Outreach, Question, Side, Situation
from raakvlak.web.models import Job
from raakvlak.web.references import Reference

NAME = "Zeyneb Karadağlı"
FORMS = ("zeyneb karada", "ZEYNEB KARADA", "karadağlı", "karadagli", "KARADAGLI", "karada\\u011f", "Zeyneb", "zeyneb")


def raw_words() -> str:
    """Return every text in every table of the database, whatever Django thinks of it."""
    words = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  (our own tables)
            words += [str(value) for row in cursor.fetchall() for value in row if isinstance(value, str | dict | list)]
    return "\n".join(words)


def traces() -> list[str]:
    words = raw_words()
    return [form for form in FORMS if form in words]


@pytest.fixture
def zeyneb(anna: Member, make_party: Any) -> Party:
    party: Party = make_party(anna, NAME, description=f"{NAME} van de markt")
    return party


@pytest.fixture
def planted(
    zeyneb: Party, anna: Member, bart: Member, make_encounter: Any, make_situation: Any, make_insight: Any
) -> Party:
    """Plant a name in every corner that people can write in."""
    token = Reference("p", zeyneb.pk).token
    talk = make_encounter(anna, f"Met {token}: ZEYNEB zei dat Karadagli boos is.", parties=(zeyneb,))
    talk.working_note = f"Met {token}, zeyneb karadagli dus."
    talk.shareable_summary = "Zeyneb wil een bankje."
    talk.save()
    elsewhere = make_encounter(bart, "Hoorde over Zeyneb Karadağlı.", audience=Audience.objects.klad_of(bart))
    elsewhere.working_note = "Hoorde over ZEYNEB KARADAĞLI."
    elsewhere.save()
    gone = make_encounter(bart, f"Weg: {NAME}")
    gone.delete()
    situation = make_situation(
        anna, f"Het hek van {NAME}", encounters=(talk,), goal=f"Recht doen aan {token} en {NAME}"
    )
    situation.title = f"Hek bij {NAME}"
    situation.save()
    insight = make_insight(situation, anna, f"{NAME} wil rust", encounter=talk, quote="Zeyneb zei", party=zeyneb)
    insight.text = "Zeyneb wil rust"
    insight.save()
    make_insight(situation, anna, f"Het gaat om {NAME}")
    Question.objects.create(situation=situation, kind="as_put", text=f"Wat wil {token}, {NAME}?", author=anna)
    for name in (NAME, "Karadağlı, Zeyneb"):
        Side.objects.create(situation=situation, name=name)
    Outreach.objects.create(situation=situation, who=NAME, how="brief")
    Check.objects.create(situation=situation, author=anna, heard=f"{NAME} zei", open_until=timezone.localdate())
    promise = Promise.objects.create(
        municipality=anna.municipality,
        audience=talk.audience,
        text=f"Bel {NAME}",
        owner=anna,
        party=zeyneb,
        encounter=talk,
        keep_until=zeyneb.keep_until,
    )
    promise.text = "Zeyneb bellen"
    promise.save()
    point = ContactPoint.objects.create(party=zeyneb, kind="phone", value="0612345678", fingerprint="x")
    ContactPoint.objects.create(party=zeyneb, kind="email", value="zeyneb@example.nl", fingerprint="y").delete()
    point.save()
    Area.objects.create(municipality=anna.municipality, name=f"Hoek van {NAME}")
    Area.objects.update(geometry={"naam": NAME, "p": [NAME]})  # no border, so it can't be saved as one
    Tag.objects.create(municipality=anna.municipality, name=NAME)
    other = Party.objects.create(
        municipality=anna.municipality, audience=zeyneb.audience, name=f"Broer van {NAME}", keep_until=zeyneb.keep_until
    )
    other.save()
    zeyneb.name = "Zeyneb Karadagli"
    zeyneb.save()
    zeyneb.name = NAME
    zeyneb.save()
    return zeyneb


def test_nothing_of_an_erased_party_is_left_in_the_raw_database(planted: Party, anna: Member) -> None:
    assert traces()
    erase_party(planted, anna, everywhere=True)
    assert traces() == []
    words = raw_words()
    assert Reference("p", planted.pk).token not in words
    assert "0612345678" not in words
    assert ERASED in words


def test_what_others_said_stays_with_a_mark_where_the_name_was(planted: Party, anna: Member) -> None:
    erase_party(planted, anna, everywhere=True)
    notes = set(Encounter.objects.values_list("working_note", flat=True))
    assert notes == {f"Met {ERASED}, {ERASED} dus.", f"Hoorde over {ERASED}."}
    assert not Party.objects.filter(pk=planted.pk).exists()
    assert not Presence.objects.exists()
    assert Insight.objects.filter(text=f"{ERASED} wil rust", party=None).exists()
    assert Party.objects.get().sort_name == "broer van naam gewist"
    assert Situation.objects.get().sort_title == "hek bij naam gewist"


def test_no_earlier_version_points_at_an_erased_party(planted: Party, anna: Member) -> None:
    erase_party(planted, anna, everywhere=True)
    assert not Party.history.filter(id=planted.pk).exists()
    assert not ContactPoint.history.exists()
    assert not Promise.history.filter(party_id=planted.pk).exists()
    assert not Insight.history.filter(party_id=planted.pk).exists()


def test_what_must_be_unique_gets_a_number(planted: Party, anna: Member) -> None:
    erase_party(planted, anna, everywhere=True)
    first, second = Side.objects.values_list("name", flat=True)
    assert first == ERASED
    assert second.startswith(f"{ERASED} ")


def test_it_is_written_down_without_the_name(planted: Party, anna: Member) -> None:
    erase_party(planted, anna, everywhere=True)
    rows = dict(Destruction.objects.values_list("kind", "rows"))
    assert rows[Destruction.Kind.PARTY] == 1
    assert rows[Destruction.Kind.CONTACT_POINT] == 1
    assert rows[Destruction.Kind.TEXT] > 10
    assert set(Destruction.objects.values_list("reason", flat=True)) == {Destruction.Reason.ERASURE}
    entry = AccessLogEntry.objects.get(what=AccessLogEntry.What.PARTY_ERASED)
    assert (entry.member, entry.subject_id) == (anna, planted.pk)


def test_a_second_run_does_no_harm(planted: Party, anna: Member) -> None:
    again = Party.objects.get(pk=planted.pk)
    erase_party(planted, anna, everywhere=True)
    erase_party(again, anna, everywhere=True)
    assert AccessLogEntry.objects.filter(what=AccessLogEntry.What.PARTY_ERASED).count() == 1


def test_somebody_with_the_same_name_is_left_alone(anna: Member, make_party: Any, make_encounter: Any) -> None:
    one, other = make_party(anna, "Jan Smit"), make_party(anna, "Jan Smit")
    make_encounter(anna, "Jan was er", parties=(one,))
    make_encounter(anna, "Jan Smit was er", parties=(other,))
    erase_party(one, anna, everywhere=False)
    other.refresh_from_db()
    assert other.name == "Jan Smit"
    assert set(Encounter.objects.values_list("working_note", flat=True)) == {f"{ERASED} was er", "Jan Smit was er"}


def test_another_municipality_keeps_its_words(planted: Party, anna: Member, carla: Member, make_encounter: Any) -> None:
    make_encounter(carla, f"Sprak {NAME}")
    erase_party(planted, anna, everywhere=True)
    assert Encounter.objects.within(carla.municipality).get().working_note == f"Sprak {NAME}"


def test_a_held_situation_refuses_it(planted: Party, anna: Member) -> None:
    Situation.objects.update(held_since_on=timezone.localdate(), hold_reason="Woo")
    with pytest.raises(HeldError):
        erase_party(planted, anna, everywhere=True)
    assert NAME in raw_words()


def test_every_model_of_ours_with_words_is_read() -> None:
    models = {words.model.__name__ for words in all_words()}
    assert {"Party", "HistoricalParty", "Encounter", "HistoricalEncounter", "Question", "Check", "Side"} <= models
    assert "User" not in models
    assert all(words.path or all(isinstance(field, JSONField) for field in words.fields) for words in all_words())


def test_little_is_done_at_once_and_much_by_a_job(planted: Party, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not is_large(planted)
    monkeypatch.setattr("raakvlak.privacy.actions.erasure.LARGE", 3)
    assert is_large(planted)


def test_an_erased_name_is_not_in_the_search_index(anna: Member, make_party: Any, make_encounter: Any) -> None:
    fatima = make_party(anna, "Fatima Yilmaz")
    make_encounter(anna, "Fatima Yilmaz belde zelf.", parties=(fatima,))
    whole_index.add_missing()
    assert SearchEntry.objects.filter(stems__contains="fatima").count() == 2
    erase_party(fatima, anna, everywhere=True)
    assert not SearchEntry.objects.filter(stems__contains="fatim").exists()
    assert "search.add_missing" in Job.objects.values_list("name", flat=True)
    whole_index.add_missing()
    assert not SearchEntry.objects.filter(stems__contains="fatim").exists()
    assert whole_index.differences() == []
