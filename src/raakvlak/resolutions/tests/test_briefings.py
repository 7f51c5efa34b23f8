"""Wat horen we?: written by the team, frozen for good, read by who may, and without anybody's name."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from raakvlak.conftest import logged_in, person
from raakvlak.municipality.models import Audience, Member, Role
from raakvlak.relations.models import Party
from raakvlak.resolutions.models import Briefing, Figure, Option
from raakvlak.resolutions.tests.rows import briefing_of, frozen_briefing_of
from raakvlak.situations.models import Situation

Make = Callable[..., Any]
SECRET = "Zwanenzang"
pytestmark = pytest.mark.django_db


def written(**values: Any) -> dict[str, Any]:
    """Return what is sent to keep a page."""
    words = {"title": "Parkeren rond de markt", "heard": "Mensen zijn moe van het wachten.", "circle": "team"}
    return {"uuid": str(uuid.uuid4()), "version": 1, **words, **values}


def address(name: str, *args: Any) -> str:
    return reverse(f"resolutions:{name}", args=args)


def text_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


@pytest.fixture
def draft(anna: Member, situation: Situation) -> Briefing:
    return briefing_of(anna, situation, "Parkeren rond de markt", is_for_house=True)


@pytest.fixture
def crowd(anna: Member, situation: Situation, bench: Option, make_party: Make, make_encounter: Make, say: Make) -> None:
    """Let seven people speak and stand somewhere, six of them on one place."""
    people = tuple(make_party(anna, f"Buur {number}") for number in range(7))
    situation.links.create(encounter=make_encounter(anna, parties=people))
    for party in people:
        say(party, bench, "want")


def test_the_team_writes_and_writes_on(as_anna: Client, as_bart: Client, situation: Situation) -> None:
    sent = written()
    for _ in range(2):
        answer = as_anna.post(address("add_briefing", situation.pk), sent)
        assert answer.status_code == 302
    made = Briefing.objects.get()
    assert (made.audience, made.author.user.name, made.frozen_at) == (situation.team, "Anna", None)
    edit = address("edit_briefing", situation.pk, made.uuid)
    assert "Mensen zijn moe van het wachten." in text_of(as_bart, edit)
    more = written(heard="Ze willen een antwoord.", circle="huis")
    for _ in range(2):
        assert as_bart.post(edit, more).status_code == 302
    made.refresh_from_db()
    assert (made.heard, made.is_for_house, made.version) == ("Ze willen een antwoord.", True, 2)
    assert "Hier schrijft het team nog aan" in text_of(as_bart, address("briefings", situation.pk))


def test_what_is_missing_is_asked_for_and_what_was_typed_stays(as_anna: Client, situation: Situation) -> None:
    answer = as_anna.post(address("add_briefing", situation.pk), written(title="", agreed="Het moet anders."))
    assert answer.status_code == 422
    assert "Schrijf in één zin waar het over gaat." in answer.content.decode()
    assert "Het moet anders." in answer.content.decode()
    assert as_anna.post(address("add_briefing", situation.pk), {"version": "x"}).status_code == 422
    assert not Briefing.objects.exists()


def test_two_who_write_lose_no_word(as_anna: Client, as_bart: Client, situation: Situation, draft: Briefing) -> None:
    edit = address("edit_briefing", situation.pk, draft.uuid)
    as_anna.post(edit, written(heard="Anna hoorde dit."))
    late = as_bart.post(edit, written(heard="Bart hoorde dat."))
    assert late.status_code == 409
    page = late.content.decode()
    assert "Anna hoorde dit." in page
    assert "Bart hoorde dat." in page
    assert Briefing.objects.get().heard == "Anna hoorde dit."
    assert 'name="version" value="2"' in page
    assert as_bart.post(edit, written(heard="Bart hoorde dat.", version=2)).status_code == 302
    assert Briefing.objects.get().heard == "Bart hoorde dat."


def test_a_name_is_asked_about_and_each_other_name_anew(
    as_anna: Client, situation: Situation, make_party: Make, anna: Member
) -> None:
    add = address("add_briefing", situation.pk)
    answer = as_anna.post(add, written(heard="Fatima wil een bankje."))
    assert answer.status_code == 422
    assert "Hier staat een naam: “Fatima”." in answer.content.decode()
    answered = {"is_no_name": "on", "asked_names": '["Fatima"]'}
    other = as_anna.post(add, written(heard="Fatima wil een bankje.", differs="Henk de Boer niet.", **answered))
    assert other.status_code == 422
    assert "“Henk de Boer”" in other.content.decode()
    assert not Briefing.objects.exists()
    assert as_anna.post(add, written(heard="Fatima wil een bankje.", **answered)).status_code == 302
    assert as_anna.post(add, written(heard="Iemand wil een bankje.")).status_code == 302


def test_a_name_that_she_may_not_know_of_is_not_betrayed(
    as_anna: Client, bart: Member, situation: Situation, make_party: Make, make_encounter: Make
) -> None:
    klad = Audience.objects.klad_of(bart)
    hidden = make_party(bart, "Wilhelmina Zwaan", audience=klad)
    situation.links.create(encounter=make_encounter(bart, parties=(hidden,), audience=klad))
    sent = written(heard="Wilhelmina Zwaan is een straatnaam.")
    assert as_anna.post(address("add_briefing", situation.pk), sent).status_code == 302


def test_special_words_are_asked_about(as_anna: Client, situation: Situation) -> None:
    sent = written(heard="Iemand heeft kanker.")
    assert as_anna.post(address("add_briefing", situation.pk), sent).status_code == 422
    assert as_anna.post(address("add_briefing", situation.pk), {**sent, "is_needed": "on"}).status_code == 302


def test_frozen_it_stays_as_it_was(
    as_anna: Client, as_bart: Client, situation: Situation, draft: Briefing, bench: Option, crowd: None, say: Make
) -> None:
    freeze = address("freeze_briefing", situation.pk, draft.uuid)
    assert "Zo leg je het vast" in text_of(as_bart, freeze)
    for _ in range(2):
        assert as_bart.post(freeze, {"version": 1}).status_code == 302
    frozen = Briefing.objects.get()
    assert frozen.frozen_at is not None
    assert frozen.author.user.name == "Bart"
    here = address("briefing", draft.uuid)
    before, rows = text_of(as_bart, here), list(Figure.objects.order_by("pk").values())
    assert "vastgelegd op" in before
    assert f'<th scope="row">{bench.title}</th>' in before
    for party in Party.objects.all():
        say(party, bench, "unacceptable")
    Option.objects.filter(pk=bench.pk).update(title="Iets heel anders")
    for name in ("edit_briefing", "freeze_briefing", "drop_briefing"):
        answer = as_anna.post(address(name, situation.pk, draft.uuid), written(heard="Iets anders."))
        assert answer["Location"] == here
    assert list(Figure.objects.order_by("pk").values()) == rows
    assert list(Briefing.objects.values()) == list(Briefing.objects.filter(pk=frozen.pk).values())
    assert Briefing.objects.get().heard == "Parkeren rond de markt"
    assert main_of(text_of(as_bart, here)) == main_of(before)


def main_of(page: str) -> str:
    return page[page.index('<article class="briefing">') : page.index("</article>")]


def test_a_draft_is_frozen_as_it_was_read(
    as_anna: Client, as_bart: Client, situation: Situation, draft: Briefing
) -> None:
    as_anna.post(address("edit_briefing", situation.pk, draft.uuid), written(heard="Iets anders."))
    as_bart.post(address("freeze_briefing", situation.pk, draft.uuid), {"version": 1})
    assert Briefing.objects.get().frozen_at is None
    Briefing.objects.update(heard="")
    answer = as_bart.post(address("freeze_briefing", situation.pk, draft.uuid), {"version": 2})
    assert answer.status_code == 422
    assert "Schrijf eerst op wat jullie horen." in answer.content.decode()


def test_a_name_in_the_title_of_an_option_is_asked_about_before_it_is_frozen(
    as_anna: Client, situation: Situation, draft: Briefing, bench: Option
) -> None:
    Option.objects.filter(pk=bench.pk).update(title="Een bank voor Fatima Yilmaz")
    freeze = address("freeze_briefing", situation.pk, draft.uuid)
    answer = as_anna.post(freeze, {"version": 1})
    assert answer.status_code == 422
    assert "“Fatima Yilmaz”" in answer.content.decode()
    assert not Briefing.objects.get().is_frozen


def test_no_small_number_and_no_name_stands_on_it(
    as_anna: Client, situation: Situation, draft: Briefing, bench: Option, fatima: Party, crowd: None, say: Make
) -> None:
    say(fatima, bench, "unacceptable", condition="Zwanenzang", words="Zwanenzang")
    as_anna.post(address("freeze_briefing", situation.pk, draft.uuid), {"version": 1})
    page = main_of(text_of(as_anna, address("briefing", draft.uuid)))
    assert "Fatima" not in page
    assert SECRET not in page
    assert "minder dan 5" in page or "niet getoond" in page
    assert "<a " not in page  # no way from a figure to who stands behind it
    numbers = [one.number for one in Figure.objects.all() if one.number]
    assert numbers
    assert min(numbers) >= 5
    with pytest.raises(IntegrityError), transaction.atomic():
        Figure.objects.filter(group="heard").update(number=3)


def test_who_reads_what_is_for_the_house(
    as_anna: Client, as_dirk: Client, as_fatma: Client, as_esma: Client, as_gert: Client, as_carla: Client,
    situation: Situation, anna: Member,
) -> None:  # fmt: skip
    for_house = frozen_briefing_of(anna, situation, "Voor het huis", is_for_house=True)
    for_team = frozen_briefing_of(anna, situation, "Voor ons")
    still = briefing_of(anna, situation, "Nog niet", is_for_house=True)
    for client, number in ((as_anna, 200), (as_dirk, 200), (as_fatma, 200), (as_esma, 403), (as_gert, 403)):
        assert client.get(address("briefing", for_house.uuid)).status_code == number
        assert client.get(address("house_briefings")).status_code == number
    assert as_carla.get(address("briefing", for_house.uuid)).status_code == 404
    for client in (as_dirk, as_fatma, as_carla):
        for hidden in (for_team, still):
            assert client.get(address("briefing", hidden.uuid)).status_code == 404
    listed = text_of(as_dirk, address("house_briefings"))
    assert "Voor het huis" in listed
    assert "Voor ons" not in listed
    assert "Nog niet" not in listed
    assert "/situaties/" not in main_of(text_of(as_dirk, address("briefing", for_house.uuid)))
    assert as_dirk.get(address("briefings", situation.pk)).status_code == 403


def test_what_only_the_team_may_find_goes_no_further(
    as_anna: Client, as_dirk: Client, as_fatma: Client, situation: Situation, anna: Member
) -> None:
    frozen = frozen_briefing_of(anna, situation, "Voor het huis", is_for_house=True)
    situation.audience = situation.team
    situation.save()
    for client in (as_dirk, as_fatma):
        assert client.get(address("briefing", frozen.uuid)).status_code == 404
    assert as_anna.get(address("briefing", frozen.uuid)).status_code == 200
    as_anna.post(address("add_briefing", situation.pk), written(circle="huis"))
    assert not Briefing.objects.latest("pk").is_for_house


def test_who_is_not_in_the_team_writes_nothing(situation: Situation, draft: Briefing, anna: Member) -> None:
    frozen = frozen_briefing_of(anna, situation, "Voor het huis", is_for_house=True)
    other = logged_in(person("Hanna", anna.municipality, Role.FRONTLINE))
    before = list(Briefing.objects.order_by("pk").values())
    for name, one in (("edit", draft), ("freeze", draft), ("drop", draft), ("withdraw", frozen)):
        answer = other.post(address(f"{name}_briefing", situation.pk, one.uuid), written(because="Zomaar"))
        assert answer["Location"] == reverse("situations:situation", args=[situation.pk])
    assert other.post(address("add_briefing", situation.pk), written())["Location"].endswith(f"/{situation.pk}/")
    assert list(Briefing.objects.order_by("pk").values()) == before


def test_withdrawn_it_stays_to_be_read_with_why(
    as_anna: Client, as_dirk: Client, situation: Situation, anna: Member
) -> None:
    frozen = frozen_briefing_of(anna, situation, "Voor het huis", is_for_house=True)
    withdraw = address("withdraw_briefing", situation.pk, frozen.uuid)
    assert as_anna.post(withdraw, {"because": ""}).status_code == 422
    assert as_anna.post(withdraw, {"because": "Fatima Yilmaz zei het anders."}).status_code == 422
    for because in ("De telling klopte niet.", "Iets anders."):
        assert as_anna.post(withdraw, {"because": because}).status_code == 302
    page = text_of(as_dirk, address("briefing", frozen.uuid))
    assert "De telling klopte niet." in page
    assert "Voor het huis" in main_of(page)
    assert "ingetrokken" in text_of(as_dirk, address("house_briefings"))


def test_a_correction_is_a_new_page_that_names_the_earlier(
    as_anna: Client, as_dirk: Client, situation: Situation, anna: Member
) -> None:
    frozen = frozen_briefing_of(anna, situation, "Voor het huis", is_for_house=True)
    add = f"{address('add_briefing', situation.pk)}?vervangt={frozen.uuid}"
    assert "Voor het huis" in text_of(as_anna, add)
    as_anna.post(add, written(circle="huis"))
    made = Briefing.objects.latest("pk")
    assert made.follows == frozen
    assert "Vervangen door" not in text_of(as_anna, address("briefing", frozen.uuid))
    as_anna.post(address("freeze_briefing", situation.pk, made.uuid), {"version": 1})
    assert "Vervangen door die van" in text_of(as_dirk, address("briefing", frozen.uuid))
    assert "Vervangt die van" in text_of(as_dirk, address("briefing", made.uuid))
    for wrong in ("geen-sleutel", str(uuid.uuid4())):
        asked = f"{address('add_briefing', situation.pk)}?vervangt={wrong}"
        assert as_anna.get(asked).status_code == 404


def test_a_draft_can_be_thrown_away(as_anna: Client, situation: Situation, draft: Briefing) -> None:
    drop = address("drop_briefing", situation.pk, draft.uuid)
    assert "Dit concept weggooien?" in text_of(as_anna, drop)
    assert as_anna.post(drop).status_code == 302
    assert not Briefing.objects.exists()
    assert as_anna.post(drop).status_code == 404


def test_the_lists_are_empty_paged_and_searched(as_anna: Client, situation: Situation, anna: Member) -> None:
    here, house = address("briefings", situation.pk), address("house_briefings")
    assert "Nog niets vastgelegd" in text_of(as_anna, here)
    assert "Nog niets vastgelegd" in text_of(as_anna, house)

    def queries() -> int:
        as_anna.get(here)
        with CaptureQueriesContext(connection) as asked:
            as_anna.get(here)
            as_anna.get(house)
        return len(asked)

    for number in range(10):
        frozen_briefing_of(anna, situation, f"Bladzijde {number}")
    before = queries()
    for number in range(10, 60):
        frozen_briefing_of(anna, situation, f"Bladzijde {number}", frozen_at=timezone.now())
    assert queries() == before + 0
    page = text_of(as_anna, here)
    assert "60 bladzijden liggen vast" in page
    assert page.index("Bladzijde 59") < page.index("Bladzijde 40")
    assert "cursor=" in page
    found = text_of(as_anna, f"{here}?q=bladzijde+17")
    assert "1 bladzijde ligt vast" in found
    assert "Niets gevonden" in text_of(as_anna, f"{here}?q=zebra")


def test_one_finds_it_from_the_situation_and_the_options(as_anna: Client, situation: Situation, bench: Option) -> None:
    here = address("briefings", situation.pk)
    for path in (
        reverse("situations:situation", args=[situation.pk]),
        address("options", situation.pk),
        address("matrix", situation.pk),
    ):
        assert f'href="{here}"' in text_of(as_anna, path)


def test_it_can_be_read_in_english(as_anna: Client, anna: Member, situation: Situation) -> None:
    anna.user.language = "en"
    anna.user.save()
    frozen = frozen_briefing_of(anna, situation, "Voor het huis")
    page = text_of(as_anna, address("briefing", frozen.uuid))
    assert "What are we hearing?" in page
    assert "What do we not know" in page
