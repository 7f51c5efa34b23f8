"""How Dutch names are read and compared."""

import pytest

from raakvlak.relations.likeness import Called, Match, match_family, match_given, match_words, read_name


@pytest.mark.parametrize(
    ("name", "given", "family"),
    [
        ("Jan v.d. Berg", ("jan",), ("berg",)),
        ("Berg, van den, Jan", ("jan",), ("berg",)),
        ("J.P. de Vries", ("j", "p"), ("vries",)),
        ("Anna Maria Jansen", ("anna", "maria"), ("jansen",)),
        ("Fatma Jansen-de Vries", ("fatma",), ("jansen", "vries")),
        ("Fatma Jansen de Vries", ("fatma",), ("jansen", "vries")),
        ("mevrouw Yılmaz", (), ("yilmaz",)),
        ("fam. de Boer", (), ("boer",)),
        ("Ali el Idrissi", ("ali",), ("idrissi",)),
        ("Toos", ("toos",), ()),
        ("van", ("van",), ()),
        ("", (), ()),
    ],
)
def test_a_name_is_read(name: str, given: tuple[str, ...], family: tuple[str, ...]) -> None:
    read = read_name(name)
    assert (read.given, read.family) == (given, family)


@pytest.mark.parametrize(
    ("one", "other", "given", "family"),
    [
        ("Fatma Yılmaz", "Fatma Yilmaz", Match.EQUAL, Match.EQUAL),
        ("F. Yılmaz", "Fatma Yilmaz", Match.INITIAL, Match.EQUAL),
        ("Kees Janssen", "Cornelis Jansen", Match.ALIKE, Match.EQUAL),
        ("Kees Jansen", "Kees Jnasen", Match.EQUAL, Match.ALIKE),
        ("Els de Graaf", "Els Bos-de Graaf", Match.EQUAL, Match.PART),
        ("Els van der Laan", "Els Verhoeven", Match.EQUAL, Match.CONFLICT),
        ("Jan Bos", "Mehmet Bos", Match.CONFLICT, Match.EQUAL),
        ("mevrouw Bos", "Jan Bos", Match.UNKNOWN, Match.EQUAL),
        ("Toos", "Toos Prins", Match.EQUAL, Match.UNKNOWN),
        ("H. Prins", "Johan Prins", Match.CONFLICT, Match.EQUAL),
    ],
)
def test_names_are_compared_whichever_way_round(one: str, other: str, given: Match, family: Match) -> None:
    for first, second in ((one, other), (other, one)):
        mine, theirs = read_name(first), read_name(second)
        assert (match_given(mine, theirs), match_family(mine, theirs)) == (given, family)


@pytest.mark.parametrize(
    ("one", "other", "match"),
    [
        ("Stichting De Brug", "de Brugg", Match.EQUAL),
        ("Repaircafé De Schroef", "De Schroef Repaircafe", Match.EQUAL),
        ("Bewonersgroep Boegstraat", "Boegstaat Bewonersgroep", Match.ALIKE),
        ("Leesclub De Bladzij", "Leesclub De Regel", Match.CONFLICT),
        ("De Wijk", "de wijk", Match.EQUAL),
        ("De", "Het", Match.CONFLICT),
    ],
)
def test_names_of_groups_are_compared_by_their_telling_words(one: str, other: str, match: Match) -> None:
    assert match_words(one, other) == match_words(other, one) == match


def test_a_name_of_particles_only_is_still_a_name() -> None:
    assert read_name("de van") == Called((), ("van",), "de van")
    assert match_family(read_name("de van"), read_name("De Van")) == Match.EQUAL


@pytest.mark.parametrize("name", ["👩‍👧", ",", "-", "- van -", "'; --", "ﷺ مرحبا", "a" * 500, "van, de", "\u200d"])
def test_odd_names_are_read_without_complaint(name: str) -> None:
    read = read_name(name)
    assert match_given(read, read) in set(Match)
    assert match_family(read, read) in set(Match)
    assert match_words(name, name) == Match.EQUAL
