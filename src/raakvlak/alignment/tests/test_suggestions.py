"""What could help, and why: in words, for what one may read, and in step with what the house offers."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from raakvlak.alignment.kept_index import forget_all, make_index_of
from raakvlak.alignment.matching import Looked, helped
from raakvlak.alignment.models import KeptIndex, Possibility
from raakvlak.alignment.tests.conftest import FURNITURE
from raakvlak.alignment.tests.wishing import chosen, page, titles
from raakvlak.alignment.wishes import wishes_of
from raakvlak.municipality.models import Area, Member, Municipality
from raakvlak.situations.models import Situation

Make = Callable[..., Any]
pytestmark = pytest.mark.django_db


def test_it_says_why_in_words_and_not_in_numbers(
    as_anna: Client, situation: Situation, wish: str, possible: Make
) -> None:
    possible()
    answer = page(as_anna, situation, wish)
    one = answer.context["one"].suggested[0]
    assert (one.whys[0].said, one.whys[0].found) == ("bankje", "straatmeubilair")
    assert "geldt in de hele gemeente" in answer.content.decode()
    assert "%" not in answer.content.decode().split("<main", 1)[1]


def test_all_wishes_of_a_situation_get_suggestions(
    as_anna: Client, situation: Situation, wish: str, possible: Make, make_insight: Make, anna: Member
) -> None:
    possible()
    possible("Subsidie voor geveltuinen")
    make_insight(situation, anna, "Meer groen, een geveltuin misschien.")
    make_insight(situation, anna, "Dit klopt niet: bankje.", refuted_on=timezone.localdate())
    answer = as_anna.get(reverse("alignment:suggestions", args=[situation.pk]))
    shown = {one.wish.text: [each.possibility.title for each in one.suggested] for one in answer.context["found"]}
    assert list(shown) == ["Wij willen een bankje.", "Meer groen, een geveltuin misschien."]
    assert shown["Wij willen een bankje."][0] == FURNITURE
    assert shown["Meer groen, een geveltuin misschien."][0] == "Subsidie voor geveltuinen"


def test_what_ended_was_removed_or_is_of_another_municipality_is_no_suggestion(
    as_anna: Client, situation: Situation, wish: str, possible: Make, zandrecht: Municipality
) -> None:
    rows = [possible(f"{FURNITURE} {number}") for number in range(4)]
    possible(f"{FURNITURE} elders", municipality=zandrecht)
    assert len(titles(as_anna, situation, wish)) == 4
    rows[0].ended_on = timezone.localdate()
    rows[0].save()
    rows[1].delete()
    rows[2].until_on = timezone.localdate() - datetime.timedelta(days=1)
    rows[2].save()
    assert titles(as_anna, situation, wish) == [f"{FURNITURE} 3"]
    with connection.cursor() as cursor:  # past all that tells others of it
        cursor.execute("delete from alignment_possibility where id = %s", [rows[3].pk])
    assert titles(as_anna, situation, wish) == []


def test_a_change_is_found_at_once(as_anna: Client, situation: Situation, wish: str, possible: Make) -> None:
    row = possible("Iets heel anders", text="Niets hiervan.")
    assert titles(as_anna, situation, wish) == []
    row.text = "Ook bankjes."
    row.save()
    assert titles(as_anna, situation, wish) == ["Iets heel anders"]


def test_area_and_period_narrow(
    as_anna: Client, situation: Situation, wish: str, possible: Make, waterhoek: Municipality
) -> None:
    district = Area.objects.create(municipality=waterhoek, name="Wijk", kind="district")
    here, there = (
        Area.objects.create(municipality=waterhoek, name=name, parent=parent)
        for name, parent in (("Hier", district), ("Daar", None))
    )
    Situation.objects.filter(pk=situation.pk).update(area=here)
    soon = timezone.localdate() + datetime.timedelta(days=30)
    possible(f"{FURNITURE} wijk", area=district)
    possible(f"{FURNITURE} daar", area=there)
    possible(f"{FURNITURE} straks", area=here, from_on=soon)
    assert set(titles(as_anna, situation, wish)) == {f"{FURNITURE} wijk", f"{FURNITURE} straks"}
    assert f"{FURNITURE} daar" in titles(as_anna, situation, wish, waar="overal")
    today = timezone.localdate().isoformat()
    assert titles(as_anna, situation, wish, van=today, tot=today) == [f"{FURNITURE} wijk"]
    assert page(as_anna, situation, wish, van="2026-05-03", tot="2026-05-01").context["form"].errors
    assert page(as_anna, situation, wish, van="onzin", waar="x", meer="1e9").status_code == 200


def test_more_comes_further_down(as_anna: Client, situation: Situation, wish: str, possible: Make) -> None:
    for number in range(30):
        possible(f"{FURNITURE} {number}")
    answer = page(as_anna, situation, wish)
    first = [one.possibility.pk for one in answer.context["one"].suggested]
    more = [one.possibility.pk for one in page(as_anna, situation, wish, meer="40").context["one"].suggested]
    assert (len(first), len(more)) == (15, 30)
    assert more[:15] == first


@pytest.mark.parametrize("broken", [b"", b"onzin", b"draagvlak.matching 0\n" + bytes(40), None])
def test_an_index_that_is_damaged_missing_or_old_is_made_anew(
    as_anna: Client, situation: Situation, wish: str, possible: Make, broken: bytes | None, waterhoek: Municipality
) -> None:
    possible()
    make_index_of(waterhoek)
    kept = KeptIndex.objects.filter(municipality=waterhoek)
    if broken is None:
        kept.delete()
    else:
        kept.update(content=broken)
    forget_all()
    assert titles(as_anna, situation, wish) == [FURNITURE]


def test_a_process_reads_what_was_kept_and_adds_what_changed(
    as_anna: Client, situation: Situation, wish: str, possible: Make, waterhoek: Municipality
) -> None:
    first = possible()
    make_index_of(waterhoek)
    later = possible(f"{FURNITURE} later")
    first.delete()
    forget_all()
    assert titles(as_anna, situation, wish) == [later.title]


def test_many_changes_are_taken_in_little_by_little(
    situation: Situation, wish: str, possible: Make, anna: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("raakvlak.alignment.kept_index.AT_ONCE", 10)
    for number in range(25):
        possible(f"{FURNITURE} {number}")
    wishes = wishes_of(situation, anna)
    numbers = [len(helped(wishes, situation, anna, Looked(), most=90)[0].suggested) for _time in range(4)]
    assert numbers == [10, 20, 25, 25]


def backwards(wish: str, municipality_id: int) -> list[int]:
    """Rank as an installation might: all there is, of others too, what was written down last first."""
    assert municipality_id
    assert wish == "Wij willen een bankje."
    return list(Possibility.objects.order_by("-pk").values_list("pk", flat=True))


def failing(wish: str, municipality_id: int) -> list[int]:
    raise RuntimeError(wish, municipality_id)


def test_an_installation_may_rank_too_and_breaks_nothing(
    as_anna: Client,
    situation: Situation,
    wish: str,
    possible: Make,
    zandrecht: Municipality,
    settings: Any,
    caplog: pytest.LogCaptureFixture,
) -> None:
    possible()
    possible("Zonder een woord gemeen", text="Niets.")
    possible("Van elders", text="Niets.", municipality=zandrecht)
    before = titles(as_anna, situation, wish)
    settings.RAAKVLAK_RANKING = f"{__name__}.backwards"
    assert set(titles(as_anna, situation, wish)) == {FURNITURE, "Zonder een woord gemeen"}
    for path in (f"{__name__}.failing", "raakvlak.nowhere.function", "x"):
        settings.RAAKVLAK_RANKING = path
        assert titles(as_anna, situation, wish) == before
    assert "bankje" not in caplog.text


def test_it_asks_as_often_however_much_there_is(
    as_anna: Client, anna: Member, situation: Situation, wish: str, possible: Make, make_insight: Make
) -> None:
    urls = [reverse(f"alignment:{name}", args=[situation.pk]) for name in ("suggestions", "situation")]
    urls.append(reverse("alignment:wish", args=[situation.pk, wish]))

    def asked() -> list[int]:
        numbers = []
        for url in urls:
            as_anna.get(url)
            with CaptureQueriesContext(
                connection,
            ) as queries:
                assert as_anna.get(url).status_code == 200
            numbers.append(len(queries))
        return numbers

    def grow(numbers: range) -> None:
        for number in numbers:
            insight = make_insight(situation, anna, f"Een bankje {number}")
            chosen(anna, situation, f"inzicht-{insight.pk}", possible(f"{FURNITURE} {number}"))
            possible(f"{FURNITURE} ook {number}")

    grow(range(3))
    few = asked()
    grow(range(3, 20))
    assert asked() == few


def test_nobody_without_logging_in(client: Client, situation: Situation, wish: str) -> None:
    assert page(client, situation, wish).status_code == 302
