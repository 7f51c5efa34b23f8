"""Names in texts: who sees them, and the way from typed names to references and back."""

from collections.abc import Callable
from typing import Any

import pytest
from django.template import Context, Template
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from raakvlak.municipality.models import Audience, Member
from raakvlak.relations.models import Party
from raakvlak.situations.references import (
    all_to_tokens,
    names_for,
    names_in,
    party_reference,
    situation_reference,
    to_plain,
    to_tokens,
    to_typed,
)
from raakvlak.web.references import Reference

Make = Callable[..., Any]


def shown(text: str, names: Any) -> str:
    return Template("{% load references %}{{ text|with_names:names }}").render(Context({"text": text, "names": names}))


def test_a_typed_name_becomes_a_reference(anna: Member, make_party: Make) -> None:
    fatima = party_reference(make_party(anna, "Fatima Yilmaz").pk).token
    assert to_tokens("@Fatima Yilmaz wil een bank.", anna) == f"{fatima} wil een bank."
    assert to_tokens("Sprak @fatima yilmaz.", anna) == f"Sprak {fatima}."
    assert to_tokens("(@Fatima Yilmaz)", anna) == f"({fatima})"


def test_the_longest_name_wins(anna: Member, make_party: Make) -> None:
    short, long = make_party(anna, "Jan"), make_party(anna, "Jan de Boer")
    assert to_tokens("@Jan de Boer", anna) == party_reference(long.pk).token
    assert to_tokens("@Jan de bakker", anna) == f"{party_reference(short.pk).token} de bakker"


def test_a_first_name_is_enough_when_there_is_one(anna: Member, make_party: Make) -> None:
    fatima = party_reference(make_party(anna, "Fatima Yilmaz").pk).token
    assert to_tokens("@Fatima zei dat", anna) == f"{fatima} zei dat"
    assert to_tokens("@Fat zei dat", anna) == f"{fatima} zei dat"
    assert to_tokens("@F zei dat", anna) == "@F zei dat"
    assert to_tokens("@Yilmaz", anna) == "@Yilmaz"


def test_a_whole_first_name_goes_before_a_beginning(anna: Member, make_party: Make) -> None:
    jan = make_party(anna, "Jan de Boer")
    make_party(anna, "Janneke Smit")
    assert to_tokens("@Jan", anna) == party_reference(jan.pk).token
    assert to_tokens("@Ja", anna) == "@Ja"


def test_an_ambiguous_or_unknown_name_stays_as_typed(anna: Member, make_party: Make) -> None:
    make_party(anna, "Jan de Boer")
    make_party(anna, "Jan Smit")
    make_party(anna, "Kees Kok")
    make_party(anna, "Kees Kok")
    for text in ("@Jan was er", "@Kees Kok was er", "@Truus was er", "jan@boer.example", "@ Jan", "@", "1 @ 2", "@\n"):
        assert to_tokens(text, anna) == text


def test_only_what_one_may_see_is_linked(anna: Member, bart: Member, carla: Member, make_party: Make) -> None:
    make_party(carla, "Sanne Vis")
    make_party(bart, "Piet Kladder", audience=Audience.objects.klad_of(bart))
    assert to_tokens("@Sanne Vis en @Piet Kladder", anna) == "@Sanne Vis en @Piet Kladder"


def test_a_typed_situation_becomes_a_reference(anna: Member, make_situation: Make) -> None:
    park = situation_reference(make_situation(anna, "Het park aan de Gracht").pk).token
    assert to_tokens("Ging over #Het park aan de Gracht!", anna) == f"Ging over {park}!"
    assert to_tokens("Ging over #park", anna) == f"Ging over {park}"
    assert to_tokens("Op plek #1", anna) == "Op plek #1"


def test_a_name_with_marks_at_its_end_is_taken_whole(anna: Member, make_party: Make) -> None:
    bakker = party_reference(make_party(anna, "Bakker B.V.").pk).token
    assert to_tokens("@Bakker B.V. levert", anna) == f"{bakker} levert"


def test_emoji_and_arabic_are_names_too(anna: Member, make_party: Make) -> None:
    tree, arabic = make_party(anna, "🌳"), make_party(anna, "فاطمة")
    assert to_tokens("@🌳 en @فاطمة", anna) == f"{party_reference(tree.pk).token} en {party_reference(arabic.pk).token}"


def test_two_people_of_one_name_survive_editing(anna: Member, make_party: Make) -> None:
    one, two = (party_reference(make_party(anna, "Jan de Boer").pk) for _ in range(2))
    text = f"{one.token} en {two.token}, niet {one.token}."
    typed = to_typed(text, names_in([text], anna))
    assert typed == "@Jan de Boer en @Jan de Boer (2), niet @Jan de Boer."
    assert to_tokens(typed, anna, before=text) == text


def test_one_whom_the_writer_can_not_see_survives_editing(anna: Member, bart: Member, make_party: Make) -> None:
    hidden = party_reference(make_party(bart, "Piet", audience=Audience.objects.klad_of(bart)).pk)
    gone = Reference("p", 987_654)
    text = f"{hidden.token}, {gone.token} en iemand."
    typed = to_typed(text, names_in([text], anna))
    assert "Piet" not in typed
    assert to_tokens(typed, anna, before=text) == text


def test_a_longer_name_that_was_added_is_found_beside_a_known_one(anna: Member, make_party: Make) -> None:
    jan, boer = (party_reference(make_party(anna, name).pk) for name in ("Jan", "Jan de Boer"))
    assert to_tokens("@Jan en @Jan de Boer", anna, before=jan.token) == f"{jan.token} en {boer.token}"


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.lists(st.sampled_from(["@Jan", "@Jan de Boer", "@Fat", "#park", "#Het park", "en", "@", "iemand.", "\n"]))
)
def test_editing_without_changes_changes_nothing(
    anna: Member, make_party: Make, make_situation: Make, words: Any
) -> None:
    if not Party.objects.exists():
        for name in ("Jan", "Jan de Boer", "Fatima Yilmaz"):
            make_party(anna, name)
        make_situation(anna, "Het park")
    stored = to_tokens(" ".join(words), anna)
    assert to_tokens(to_typed(stored, names_in([stored], anna)), anna, before=stored) == stored


def test_names_are_told_to_who_may_see_them(anna: Member, bart: Member, make_party: Make, make_situation: Make) -> None:
    mine = party_reference(make_party(anna, "Fatima", audience=Audience.objects.klad_of(anna)).pk)
    situation = make_situation(anna, "Het park")
    situation.audience = situation.team
    situation.save()
    park = situation_reference(situation.pk)
    text = f"{mine.token} bij {park.token} en {Reference('p', 987_654).token}"
    assert names_in([text], anna) == {mine: "Fatima", park: "Het park"}
    assert names_in([text], bart) == {mine: None, park: None}
    assert to_plain(text, names_in([text], bart)) == "iemand bij een situatie en [naam gewist]"


def test_another_municipality_learns_not_even_that_it_exists(anna: Member, carla: Member, make_party: Make) -> None:
    reference = party_reference(make_party(anna).pk)
    assert names_in([reference.token], carla) == {}


def test_one_who_does_not_want_to_be_noted_is_somebody(anna: Member, make_party: Make) -> None:
    reference = party_reference(make_party(anna, is_not_to_be_noted=True).pk)
    assert names_in([reference.token], anna) == {reference: None}


def test_a_name_that_is_seen_is_a_link_and_the_rest_is_escaped(anna: Member, make_party: Make) -> None:
    party = make_party(anna, "<b>Jan</b>")
    text = f"<script>x</script> {party_reference(party.pk).token}"
    html = shown(text, names_in([text], anna))
    assert "&lt;script&gt;" in html
    assert "&lt;b&gt;Jan&lt;/b&gt;" in html
    assert "<script" not in html


def test_names_take_as_many_queries_for_many_texts_as_for_one(
    anna: Member, make_party: Make, make_situation: Make, make_encounter: Make, django_assert_num_queries: Make
) -> None:
    anna.audience_ids  # noqa: B018 – fetched once per request, before
    parties = [make_party(anna, f"Mens {number}") for number in range(100)]
    texts = [f"{party_reference(party.pk).token} {Reference('s', party.pk).token}" for party in parties]
    with django_assert_num_queries(1):
        names_in(texts, anna)
    with django_assert_num_queries(4):
        all_to_tokens([f"@Mens {number} @Wie #park" for number in range(100)], anna)
    note = make_encounter(anna, texts[0], parties=tuple(parties))
    with django_assert_num_queries(2):
        assert len(names_for([note], anna)) == 100
