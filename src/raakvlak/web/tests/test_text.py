import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from raakvlak.web.text import SORT_NAME_LENGTH, clean, clean_line, sort_name


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text())
def test_clean_text_can_always_be_stored(text: str) -> None:
    cleaned = clean(text)
    cleaned.encode()
    assert all(unicodedata.category(character) not in {"Cc", "Cs"} for character in cleaned if character not in "\n\t")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("een\r\ntwee\rdrie", "een\ntwee\ndrie"),
        ("een\u2028twee", "een\ntwee"),
        ("  \n ruim \n", "ruim"),
        ("be\x07l\x00", "bel"),
        ("cafe\u0301", "café"),
        ("fiets\u200bpad en zach\u00adte hand", "fietspad en zachte hand"),
        ("\ue000p12\ue001", "p12"),
        ("half \ud83d paar", "half  paar"),
        ("met\ttab", "met\ttab"),
    ],
)
def test_it_keeps_what_a_person_can_read(typed: str, kept: str) -> None:
    assert clean(typed) == kept


@pytest.mark.parametrize("text", ["👨‍👩‍👧 samen", "مرحبا بالجيران", "שלום\u200f!", "نمی‌خواهم", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "👍🏽"])
def test_it_leaves_emoji_and_right_to_left_text_whole(text: str) -> None:
    assert clean(text) == unicodedata.normalize("NFC", text)


def test_it_takes_out_what_turns_the_reading_order_around() -> None:
    assert clean("factuur\u202efdp.exe \u2066los\u2069") == "factuurfdp.exe los"


def test_a_line_has_single_spaces_only() -> None:
    assert clean_line(" Jan \n\t van\u00a0 Dam ") == "Jan van Dam"


@pytest.mark.parametrize(
    ("name", "sorted_as"),
    [
        ("Élodie", "elodie"),
        ("IJsbrand", "ijsbrand"),
        ("ĳsbrand", "ijsbrand"),
        ("Søren Łukasz", "soren lukasz"),
        ("Weiß", "weiss"),
        ("Çelik-Öztürk", "celik ozturk"),
        ("İbrahim", "ibrahim"),
        ("Ingrid", "ingrid"),
        ("'t Hoekje", "t hoekje"),
        ("'; DROP TABLE", "drop table"),
        ("Þór Ægir", "thor aegir"),
        ("ﬁetsers", "fietsers"),
        ("Юрий", "юрии"),
        ("🎉", "🎉"),
        ("", ""),
    ],
)
def test_a_sort_name_has_no_capitals_accents_or_marks(name: str, sorted_as: str) -> None:
    assert sort_name(name) == sorted_as


@given(st.text())
def test_a_sort_name_is_its_own_sort_name_and_fits(name: str) -> None:
    assert sort_name(sort_name(name)) == sort_name(name)
    assert len(sort_name(name)) <= SORT_NAME_LENGTH


def test_a_name_that_grows_is_cut_to_fit() -> None:
    assert len(sort_name("ﷺ" * 200)) <= SORT_NAME_LENGTH
