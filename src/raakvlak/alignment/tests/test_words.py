"""The list of related words: everybody reads it, few change it, and what choices taught names nobody."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from raakvlak.alignment.actions.related_words import begin_list, put_lines, put_pair, text_of
from raakvlak.alignment.models import RelatedWords, WordList
from raakvlak.municipality.models import Member, Municipality

Make = Callable[..., Any]
pytestmark = pytest.mark.django_db
LIST, NEW, LINES, TAKE = (reverse(f"alignment:{name}") for name in ("words", "add_pair", "paste_words", "take_words"))
FILLED = {"word": "hutje", "related": "bouwwerk", "weight": "0,8"}


@pytest.fixture
def short_list(waterhoek: Municipality) -> Municipality:
    """Let Waterhoek keep three pairs of its own."""
    put_lines(waterhoek, "bankje, zitten > straatmeubilair : 0.8\nstoep = trottoir", is_whole_list=True)
    return waterhoek


def shown(municipality: Municipality) -> list[str]:
    return [str(row) for row in RelatedWords.objects.within(municipality).order_by("key", "pk")]


def test_it_begins_with_ours_and_stays_ones_own(as_anna: Client, waterhoek: Municipality) -> None:
    page = as_anna.get(LIST)
    assert page.status_code == 200
    assert page.context["total"].number > 1_000
    assert RelatedWords.objects.within(waterhoek).filter(origin="started").exists()
    RelatedWords.objects.within(waterhoek).filter(word="bankje").delete()
    assert not as_anna.get(LIST, {"q": "bankje"}).context["page"].rows


@pytest.mark.parametrize("who", ["anna", "dirk", "esma"])
def test_others_read_it_and_change_nothing(who: str, short_list: Municipality, request: pytest.FixtureRequest) -> None:
    client = request.getfixturevalue(f"as_{who}")
    row = RelatedWords.objects.get(word="bankje")
    page = client.get(LIST)
    assert "straatmeubilair" in page.content.decode()
    assert NEW not in page.content.decode()
    for url in (NEW, LINES, *(reverse(f"alignment:{name}_pair", args=[row.pk]) for name in ("change", "remove"))):
        assert client.post(url, FILLED).status_code == 403
    assert len(shown(short_list)) == 3


@pytest.mark.parametrize("who", ["fatma", "gert"])
def test_a_coordinator_and_an_administrator_change_it(
    who: str, short_list: Municipality, request: pytest.FixtureRequest
) -> None:
    client = request.getfixturevalue(f"as_{who}")
    assert client.post(NEW, FILLED).status_code == 302
    row = RelatedWords.objects.get(word="hutje")
    assert (row.weight, row.origin, row.is_mutual) == (0.8, "written", False)
    change = reverse("alignment:change_pair", args=[row.pk])
    assert client.post(change, {**FILLED, "related": "bouwsel", "is_mutual": "on"}).status_code == 302
    assert "hutje = bouwsel" in shown(short_list)
    remove = reverse("alignment:remove_pair", args=[row.pk])
    assert client.get(remove).status_code == 200
    assert client.post(remove).status_code == 302
    assert not RelatedWords.objects.filter(word="hutje").exists()
    assert WordList.objects.get(municipality=short_list).version > 1


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"word": ""}, "word"),
        ({"word": "a, b"}, "word"),
        ({"word": "stoep > weg"}, "word"),
        ({"word": "bankjes", "related": "straatmeubilair"}, "word"),
        ({"word": "straatmeubilair", "related": "bankje"}, "word"),
        ({"word": "banken", "related": "bank"}, "word"),
        ({"word": "een twee drie vier vijf zes zeven"}, "word"),
        ({"weight": "veel"}, "weight"),
        ({"weight": "1,5"}, "weight"),
        ({"weight": "nan"}, "weight"),
        ({"related": "x" * 200}, "related"),
    ],
)
def test_what_the_list_cannot_hold_is_explained(
    as_fatma: Client, short_list: Municipality, changed: dict[str, str], field: str
) -> None:
    answer = as_fatma.post(NEW, {**FILLED, **changed})
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert len(shown(short_list)) == 3


def test_wrong_lines_are_named_and_nothing_is_half_stored(as_fatma: Client, short_list: Municipality) -> None:
    text = "hek > afscheiding\nbankje straatmeubilair\nbankje > zitplaats : veel\nhekken > afscheiding"
    answer = as_fatma.post(LINES, {"text": text, "how": "erbij"})
    assert answer.status_code == 422
    told = "\n".join(answer.context["form"].errors["text"])
    assert [number for number in range(1, 5) if f"Regel {number}:" in told] == [2, 3, 4]
    assert len(shown(short_list)) == 3
    assert "hek &gt; afscheiding" in answer.content.decode()


def test_a_circle_with_what_was_there_is_named(as_fatma: Client, short_list: Municipality) -> None:
    answer = as_fatma.post(LINES, {"text": "straatmeubilair > bankje", "how": "erbij"})
    assert "rondje" in "".join(answer.context["form"].errors["text"])
    assert len(shown(short_list)) == 3


def test_lines_add_change_or_replace(as_fatma: Client, short_list: Municipality) -> None:
    as_fatma.post(LINES, {"text": "bankje > straatmeubilair : 0.3\n# niets\nhek > afscheiding", "how": "erbij"})
    assert len(shown(short_list)) == 4
    assert RelatedWords.objects.get(word="bankje").weight == 0.3
    as_fatma.post(LINES, {"text": "hek > afscheiding", "how": "in-plaats"})
    assert shown(short_list) == ["hek > afscheiding"]


def test_what_is_taken_along_can_be_pasted_again(as_anna: Client, short_list: Municipality) -> None:
    answer = as_anna.get(TAKE)
    text = answer.content.decode()
    assert "bankje > straatmeubilair : 0.8" in text
    assert "attachment" in answer.headers["Content-Disposition"]
    before = shown(short_list)
    put_lines(short_list, text, is_whole_list=True)
    assert shown(short_list) == before
    assert text_of(short_list) == text


def test_the_whole_of_our_list_can_be_taken_along_and_pasted(waterhoek: Municipality) -> None:
    begin_list(waterhoek)
    text = text_of(waterhoek)
    number = RelatedWords.objects.within(waterhoek).count()
    assert put_lines(waterhoek, text, is_whole_list=True) == number
    assert not RelatedWords.objects.within(waterhoek).exclude(origin="started").exists()


def test_a_learned_pair_is_for_who_reads_notes_and_is_refused_for_good(
    as_fatma: Client, as_anna: Client, as_gert: Client, as_dirk: Client, short_list: Municipality
) -> None:
    row = RelatedWords.objects.create(
        municipality=short_list,
        word="zwanendans",
        related="afscheiding",
        key="zwanendans",
        related_key="afscheiding",
        weight=0.1,
        origin="learned",
    )
    for client, sees in ((as_anna, True), (as_fatma, True), (as_gert, False), (as_dirk, False)):
        assert ("zwanendans" in client.get(LIST).content.decode()) == sees
        assert "zwanendans" not in client.get(TAKE).content.decode()
    refuse = reverse("alignment:refuse_pair", args=[row.pk])
    assert as_anna.post(refuse).status_code == as_gert.post(refuse).status_code == 403
    as_fatma.post(refuse)
    row.refresh_from_db()
    assert row.is_refused
    assert "zwanendans" not in as_fatma.get(LIST).content.decode()
    assert "zwanendans" in as_fatma.get(LIST, {"welke": "geweigerd"}).content.decode()
    as_fatma.post(reverse("alignment:allow_pair", args=[row.pk]))
    row.refresh_from_db()
    assert not row.is_refused


def test_writing_what_was_learned_makes_it_ones_own(short_list: Municipality) -> None:
    from draagvlak.matching import Pair  # noqa: PLC0415 – heavy

    learned = put_pair(short_list, Pair("hek", "afscheiding"))
    RelatedWords.objects.filter(pk=learned.pk).update(origin="learned")
    put_pair(short_list, Pair("hek", "afscheiding", 0.9))
    assert RelatedWords.objects.filter(word="hek").values_list("origin", "weight").get() == ("written", 0.9)


def test_another_municipality_sees_and_changes_nothing(
    as_carla: Client, short_list: Municipality, carla: Member
) -> None:
    row = RelatedWords.objects.get(word="bankje")
    row.word = "zwanendans"
    row.save()
    assert "zwanendans" not in as_carla.get(LIST).content.decode()
    Member.objects.filter(pk=carla.pk).update(role="coordinator")
    for name in ("change_pair", "remove_pair", "refuse_pair"):
        assert as_carla.post(reverse(f"alignment:{name}", args=[row.pk]), FILLED).status_code == 404


def test_it_is_found_and_paged(as_anna: Client, waterhoek: Municipality) -> None:
    begin_list(waterhoek)
    first = as_anna.get(LIST).context["page"]
    second = as_anna.get(LIST, {"cursor": first.older}).context["page"]
    assert len(first.rows) == len(second.rows) == 25
    assert {row.pk for row in first.rows}.isdisjoint(row.pk for row in second.rows)
    found = as_anna.get(LIST, {"q": "rollator"}).context["page"].rows
    assert found
    assert all("rollator" in f"{row.word} {row.related}" for row in found)


def test_nobody_without_logging_in(client: Client, db: None) -> None:
    assert client.get(LIST).status_code == client.get(TAKE).status_code == 302
