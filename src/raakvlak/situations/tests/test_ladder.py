"""The ladder: what stands behind what, for whose eyes, and what two people do to it at once."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from raakvlak.municipality.models import Audience, Member
from raakvlak.relations.models import Encounter
from raakvlak.situations.drawing import DEEPEST_DRAWN, MOST_DRAWN, draw
from raakvlak.situations.heard import sides_of
from raakvlak.situations.ladder import Support, ladder_of, summary
from raakvlak.situations.ladder_actions import ImpossibleMoveError, Move, Way, move_insight
from raakvlak.situations.models import Insight, Side, Situation

Make = Callable[..., Any]
LONG_AGO = timezone.localdate() - timedelta(days=61)


@pytest.fixture
def talk(anna: Member, make_encounter: Make) -> Encounter:
    encounter: Encounter = make_encounter(anna, "De bankjes moeten weg.")
    return encounter


@pytest.fixture
def park(anna: Member, bart: Member, make_situation: Make, talk: Encounter) -> Situation:
    situation: Situation = make_situation(anna, team=(bart,), encounters=(talk,))
    return situation


def ladder_page(client: Client, situation: Situation, query: str = "") -> str:
    return client.get(f"/situaties/{situation.pk}/ladder/{query}").content.decode()


def move(client: Client, situation: Situation, way: str, version: int | None = None, **extra: Any) -> Any:
    situation.refresh_from_db()
    values = {"move": way, "version": situation.ladder_version if version is None else version}
    return client.post(f"/situaties/{situation.pk}/ladder/volgorde/", values, **extra)


def test_it_is_drawn_as_a_tree(
    as_anna: Client, anna: Member, park: Situation, talk: Encounter, make_insight: Make
) -> None:
    top = make_insight(park, anna, "De bankjes moeten weg.", kind="position", encounter=talk)
    need = make_insight(park, anna, "Rustig slapen.", kind="need", parent=top)
    make_insight(park, anna, "Iedereen heeft nachtrust nodig.", kind="need", parent=need)
    page = ladder_page(as_anna, park)
    assert page.count('class="tree__branch"') == 2
    assert page.count('<details class="tree__fold"') == page.count("</ul></details></li>") == 2
    assert page.index("De bankjes") < page.index("Rustig") < page.index("Iedereen")
    assert len(re.findall("<li[ >]", page)) == page.count("</li>")


def test_an_empty_ladder_says_how_to_begin(as_anna: Client, park: Situation) -> None:
    assert "Begin met een vermoeden" in ladder_page(as_anna, park)


def test_what_explains_something_hidden_stands_at_the_top(
    as_bart: Client, anna: Member, bart: Member, park: Situation, make_insight: Make
) -> None:
    klad = make_insight(park, anna, "Voor mij alleen.", audience=Audience.objects.klad_of(anna))
    seen = make_insight(park, anna, "Voor het team.", parent=klad)
    page = ladder_page(as_bart, park)
    assert [rung.insight for rung in ladder_of(park, bart).tops] == [seen]
    assert "Voor mij alleen" not in page
    assert str(klad.pk) not in re.findall(r"inzicht-(\d+)", page)


def test_another_side_of_the_town_sees_nothing(
    client: Client,
    as_carla: Client,
    as_dirk: Client,
    as_fatma: Client,
    anna: Member,
    park: Situation,
    make_insight: Make,
) -> None:
    found = make_insight(park, anna, "Voor het team.")
    for below in ("", "lijst/", "erbij/", f"{found.pk}/", f"{found.pk}/weghalen/"):
        path = f"/situaties/{park.pk}/ladder/{below}"
        assert client.get(path).status_code == 302
        assert as_carla.get(path).status_code == 404
        assert as_dirk.get(path).status_code == 403
    assert "Voor het team." not in ladder_page(as_fatma, park)
    assert as_fatma.get(f"/situaties/{park.pk}/ladder/{found.pk}/").status_code == 302


def test_what_came_from_a_withdrawn_talk_is_not_shown(
    anna: Member, park: Situation, talk: Encounter, make_insight: Make
) -> None:
    make_insight(park, anna, encounter=talk)
    talk.withdrawn_at = timezone.now()
    talk.save()
    assert not ladder_of(park, anna).rungs


def test_a_name_that_is_not_for_these_eyes_stays_out(
    as_bart: Client, anna: Member, park: Situation, talk: Encounter, make_party: Make, make_insight: Make
) -> None:
    hidden = make_party(anna, "Geheime Gerda", audience=Audience.objects.klad_of(anna))
    make_insight(park, anna, encounter=talk, party=hidden)
    assert "Geheime Gerda" not in ladder_page(as_bart, park)


def test_support_is_told_per_branch(anna: Member, park: Situation, talk: Encounter, make_insight: Make) -> None:
    sure, thought, bare = (make_insight(park, anna, encounter=talk) for _place in range(3))
    make_insight(park, anna, parent=make_insight(park, anna, parent=sure), encounter=talk)
    make_insight(park, anna, parent=thought)
    make_insight(park, anna, parent=bare, fresh_on=LONG_AGO)
    make_insight(park, anna, parent=bare, refuted_on=timezone.localdate())
    tops = {rung.insight: rung for rung in ladder_of(park, anna).tops}
    assert [tops[one].support for one in (sure, thought, bare)] == [Support.SURE, Support.HUNCHES, Support.NOTHING]
    assert [tops[one].rests_on_hunches for one in (sure, thought, bare)] == [False, True, False]


def test_a_hunch_that_was_confirmed_counts(anna: Member, park: Situation, talk: Encounter, make_insight: Make) -> None:
    top = make_insight(park, anna, encounter=talk)
    make_insight(park, anna, parent=top, fresh_on=LONG_AGO, confirmed_on=LONG_AGO)
    assert ladder_of(park, anna).tops[0].support == Support.SURE


def test_a_hunch_fades_after_sixty_days(as_anna: Client, anna: Member, park: Situation, make_insight: Make) -> None:
    fresh = make_insight(park, anna, fresh_on=timezone.localdate() - timedelta(days=60))
    faded = make_insight(park, anna, fresh_on=LONG_AGO)
    assert (fresh.is_faded, faded.is_faded) == (False, True)
    page = ladder_page(as_anna, park)
    assert page.count("is-faded") == 1
    assert "verbleekt vermoeden" in page


def test_a_hunch_is_checked(as_anna: Client, anna: Member, park: Situation, make_insight: Make) -> None:
    hunch = make_insight(park, anna, fresh_on=LONG_AGO)
    as_anna.post(f"/situaties/{park.pk}/ladder/{hunch.pk}/klopt/", {"klopt": "ja"})
    hunch.refresh_from_db()
    assert (hunch.confirmed_on, hunch.is_faded, hunch.is_sure) == (timezone.localdate(), False, True)
    as_anna.post(f"/situaties/{park.pk}/ladder/{hunch.pk}/klopt/", {"klopt": "nee"})
    hunch.refresh_from_db()
    assert (hunch.confirmed_on, hunch.refuted_on, hunch.is_sure) == (None, timezone.localdate(), False)
    assert "nagevraagd: klopt niet" in ladder_page(as_anna, park)


def test_only_a_hunch_is_checked_like_that(
    as_anna: Client, anna: Member, park: Situation, talk: Encounter, make_insight: Make
) -> None:
    said = make_insight(park, anna, encounter=talk)
    assert as_anna.post(f"/situaties/{park.pk}/ladder/{said.pk}/klopt/", {"klopt": "ja"}).status_code == 404


def test_the_summary_tells_what_rests_on_hunches_and_who_was_not_asked(
    anna: Member, park: Situation, talk: Encounter, make_insight: Make
) -> None:
    parents, youth = (Side.objects.create(situation=park, name=name) for name in ("ouders", "jongeren"))
    top = make_insight(park, anna, encounter=talk, side=parents)
    make_insight(park, anna, parent=top)
    faded = make_insight(park, anna, fresh_on=LONG_AGO)
    told = summary(park, anna, sides_of(park, anna))
    assert [rung.insight for rung in told.on_hunches] == [top]
    assert [rung.insight for rung in told.faded] == [faded]
    assert told.sides_not_asked == [youth]
    assert (told.count, told.more_tops, told.may_write) == (3, 0, True)


def test_the_summary_counts_only_what_one_may_see(
    anna: Member, bart: Member, fatma: Member, park: Situation, make_insight: Make
) -> None:
    make_insight(park, anna, audience=Audience.objects.klad_of(anna))
    make_insight(park, anna)
    assert [summary(park, member, []).count for member in (anna, bart, fatma)] == [2, 1, 0]


def test_it_is_filtered_by_side_and_kind(as_anna: Client, anna: Member, park: Situation, make_insight: Make) -> None:
    youth = Side.objects.create(situation=park, name="jongeren")
    top = make_insight(park, anna, "Bovenaan.", kind="position")
    make_insight(park, anna, "Achter de bank.", kind="worry", side=youth, parent=top)
    make_insight(park, anna, "Heel iets anders.", kind="need")
    page = ladder_page(as_anna, park, f"?kant={youth.pk}&soort=worry")
    assert "Achter de bank." in page
    assert "is-context" in page
    assert "Heel iets anders." not in page
    assert "Niets gevonden" in ladder_page(as_anna, park, "?soort=resource")
    assert as_anna.get(f"/situaties/{park.pk}/ladder/?soort=onzin").status_code == 200


def test_the_list_tells_the_same(as_anna: Client, anna: Member, park: Situation, make_insight: Make) -> None:
    top = make_insight(park, anna, "Bovenaan.")
    make_insight(park, anna, "Erachter.", parent=top)
    page = as_anna.get(f"/situaties/{park.pk}/ladder/lijst/").content.decode()
    assert page.count("Bovenaan.") == 2
    assert "Erachter." in page


def test_moving_up_down_under_and_to_the_top(
    as_anna: Client, anna: Member, park: Situation, make_insight: Make
) -> None:
    a, b, c = (make_insight(park, anna, name, position=place) for place, name in enumerate("abc"))

    def order() -> list[tuple[str, int]]:
        return [(rung.insight.text, rung.depth) for rung in ladder_of(park, anna).rungs]

    move(as_anna, park, f"up:{c.pk}")
    assert order() == [("a", 0), ("c", 0), ("b", 0)]
    move(as_anna, park, f"down:{a.pk}")
    assert order() == [("c", 0), ("a", 0), ("b", 0)]
    move(as_anna, park, f"up:{c.pk}")
    assert order() == [("c", 0), ("a", 0), ("b", 0)]
    move(as_anna, park, f"under:{b.pk}:{c.pk}")
    assert order() == [("c", 0), ("b", 1), ("a", 0)]
    move(as_anna, park, f"top:{b.pk}")
    assert order() == [("c", 0), ("a", 0), ("b", 0)]


def test_no_insight_comes_to_explain_itself(as_anna: Client, anna: Member, park: Situation, make_insight: Make) -> None:
    top = make_insight(park, anna, "Bovenaan.")
    behind = make_insight(park, anna, "Erachter.", parent=make_insight(park, anna, parent=top))
    for under in (top, behind):
        response = move(as_anna, park, f"under:{top.pk}:{under.pk}", follow=True)
        assert "dit zit er zelf al achter" in response.content.decode()
    top.refresh_from_db()
    assert top.parent is None


def test_no_loop_comes_through_what_one_cannot_see(
    anna: Member, bart: Member, park: Situation, make_insight: Make
) -> None:
    top = make_insight(park, anna, "Boven.")
    klad = make_insight(park, anna, "Klad.", parent=top, audience=Audience.objects.klad_of(anna))
    behind = make_insight(park, anna, "Erachter.", parent=klad)
    move_insight(park, bart, Move(Way.UNDER, top.pk, behind.pk, park.ladder_version))
    assert [rung.insight.text for rung in ladder_of(park, anna).rungs] == ["Erachter.", "Boven.", "Klad."]
    with pytest.raises(ImpossibleMoveError):
        move_insight(park, anna, Move(Way.UNDER, behind.pk, klad.pk, Situation.objects.get().ladder_version))


def test_a_loop_in_the_data_is_drawn_without_hanging(anna: Member, park: Situation, make_insight: Make) -> None:
    one, other = make_insight(park, anna, "een"), make_insight(park, anna, "ander")
    Insight.objects.filter(pk=one.pk).update(parent=other)
    Insight.objects.filter(pk=other.pk).update(parent=one)
    assert len(ladder_of(park, anna).rungs) == 2


@pytest.mark.parametrize(
    "way", ["", "left:1", "up:", "under:1:2:3", "up:1'; DROP", "under:1", "up:99999999999999999999"]
)
def test_a_made_up_move_is_not_found(way: str, as_anna: Client, park: Situation) -> None:
    assert move(as_anna, park, way).status_code == 404


def test_insights_of_another_situation_are_not_found(
    as_anna: Client, anna: Member, park: Situation, make_situation: Make, make_insight: Make
) -> None:
    here, elsewhere = make_insight(park, anna), make_insight(make_situation(anna, "Elders"), anna, "Elders gehoord.")
    assert move(as_anna, park, f"under:{here.pk}:{elsewhere.pk}").status_code == 404
    assert move(as_anna, park, f"up:{elsewhere.pk}").status_code == 404
    base = f"/situaties/{park.pk}/ladder/"
    assert as_anna.get(f"{base}erbij/?onder={elsewhere.pk}").status_code == 404
    assert as_anna.get(f"{base}?vanaf={elsewhere.pk}").status_code == 404
    for below in ("", "weghalen/"):
        assert as_anna.get(f"{base}{elsewhere.pk}/{below}").status_code == 404
    for below in ("weghalen/", "klopt/", "vraag/"):
        assert as_anna.post(f"{base}{elsewhere.pk}/{below}").status_code == 404


def test_the_second_who_moves_is_told_and_can_do_it_after_all(
    as_anna: Client, as_bart: Client, anna: Member, park: Situation, make_insight: Make
) -> None:
    a, b = (make_insight(park, anna, name, position=place) for place, name in enumerate("ab"))
    seen = park.ladder_version
    assert move(as_anna, park, f"under:{b.pk}:{a.pk}", seen).status_code == 302
    response = move(as_bart, park, f"top:{b.pk}", seen)
    assert response.status_code == 422
    page = response.content.decode()
    assert "Iemand anders veranderde de ladder intussen" in page
    assert f'value="top:{b.pk}"' in page
    assert Insight.objects.get(pk=b.pk).parent == a
    move(as_bart, park, f"top:{b.pk}", int(re.findall(r'name="version" value="(\d+)"', page)[0]))
    assert Insight.objects.get(pk=b.pk).parent is None


def test_a_klad_moves_without_anybody_noticing(
    as_anna: Client, anna: Member, park: Situation, make_insight: Make
) -> None:
    klad = make_insight(park, anna, audience=Audience.objects.klad_of(anna))
    move(as_anna, park, f"under:{klad.pk}:{make_insight(park, anna).pk}")
    before = park.ladder_version
    park.refresh_from_db()
    assert park.ladder_version == before


def test_htmx_gets_the_ladder_alone(as_anna: Client, anna: Member, park: Situation, make_insight: Make) -> None:
    a, _b = (make_insight(park, anna, name, position=place) for place, name in enumerate("ab"))
    response = move(as_anna, park, f"down:{a.pk}", headers={"HX-Request": "true"})
    page = response.content.decode()
    assert page.strip().startswith('<div id="ladder"')
    assert "data-focus" in page


def test_a_deep_ladder_is_drawn_in_parts(as_anna: Client, anna: Member, park: Situation, make_insight: Make) -> None:
    parent = None
    for depth in range(50):
        parent = make_insight(park, anna, f"diepte {depth};", parent=parent)
    page = ladder_page(as_anna, park)
    assert f"diepte {DEEPEST_DRAWN};" in page
    assert f"diepte {DEEPEST_DRAWN + 1};" not in page
    assert f"Hierachter zitten er nog {49 - DEEPEST_DRAWN}" in page
    onwards = ladder_page(as_anna, park, f"?vanaf={Insight.objects.get(text='diepte 30;').pk}")
    assert "diepte 29;" not in onwards
    assert "diepte 37;" in onwards


def test_five_hundred_insights_are_told_in_pages_that_stay_small(
    as_anna: Client, anna: Member, park: Situation, make_insight: Make
) -> None:
    tops = [make_insight(park, anna, position=place) for place in range(100)]
    for top in tops:
        for _place in range(4):
            make_insight(park, anna, parent=top)
    drawing = draw(ladder_of(park, anna), None)
    assert len(drawing.rows) == MOST_DRAWN
    assert drawing.left_out == 500 - MOST_DRAWN
    page = ladder_page(as_anna, park)
    assert "Bekijk de hele lijst" in page
    assert len(re.findall("<li[ >]", page)) == page.count("</li>")
    assert as_anna.get(f"/situaties/{park.pk}/ladder/lijst/").content.decode().count("<tr>") == 501


def test_one_very_long_ladder_is_cut_where_it_must(anna: Member, park: Situation, make_insight: Make) -> None:
    top = make_insight(park, anna)
    for _place in range(MOST_DRAWN + 10):
        make_insight(park, anna, parent=top)
    drawing = draw(ladder_of(park, anna), None)
    assert (len(drawing.rows), drawing.left_out) == (MOST_DRAWN, 11)
    assert sum(len(row.closes) for row in drawing.rows) == sum(row.has_branch for row in drawing.rows) == 1


def test_a_ladder_that_is_cut_in_a_branch_closes_it(anna: Member, park: Situation, make_insight: Make) -> None:
    top = make_insight(park, anna)
    for place in range(MOST_DRAWN - 1):
        last = make_insight(park, anna, parent=top, position=place)
        if place == MOST_DRAWN - 2:
            make_insight(park, anna, parent=last)
    drawing = draw(ladder_of(park, anna), None)
    assert (drawing.left_out, drawing.rows[-1].has_branch, len(drawing.rows[-1].closes)) == (1, False, 1)


@pytest.mark.parametrize("below", ["ladder/", "ladder/lijst/", "ladder/?ordenen=1", ""])
def test_its_queries_stay_the_same(
    below: str,
    as_anna: Client,
    anna: Member,
    park: Situation,
    talk: Encounter,
    make_insight: Make,
    django_assert_max_num_queries: Callable[..., Any],
) -> None:
    Side.objects.create(situation=park, name="jongeren")
    for number in (10, 90):
        top = make_insight(park, anna, encounter=talk)
        for _place in range(number):
            make_insight(park, anna, parent=top)
        with django_assert_max_num_queries(15 if below else 45):
            assert as_anna.get(f"/situaties/{park.pk}/{below}").status_code == 200
