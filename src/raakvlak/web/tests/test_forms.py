import datetime

import pytest
from django import forms
from django.utils import timezone

from raakvlak.web.forms import (
    LINE_LENGTH,
    LONG_LENGTH,
    DayField,
    LongTextField,
    TextField,
    offer_choices,
    offer_rows,
)
from raakvlak.web.models import Job


class NoteForm(forms.Form):
    title = TextField(max_length=10, required=False)
    note = LongTextField()
    day = DayField(required=False, is_past_only=True)
    due = DayField(required=False)


def note_form(**typed: str) -> NoteForm:
    return NoteForm({"note": "Een gesprek.", **typed})


def test_it_cleans_what_is_typed() -> None:
    form = note_form(title=" de\n brug\x07 ", note="een\r\ntwee\x0b")
    assert form.is_valid()
    assert form.cleaned_data["title"] == "de brug"
    assert form.cleaned_data["note"] == "een\ntwee"


@pytest.mark.parametrize("markup", ["<script>alert(1)</script>", "javascript:alert(1)", "'; DROP TABLE x", "مرحبا 🎉"])
def test_it_keeps_strange_words_as_words(markup: str) -> None:
    form = note_form(note=markup)
    assert form.is_valid()
    assert form.cleaned_data["note"] == markup


@pytest.mark.parametrize("field", ["title", "note"])
def test_it_refuses_nul(field: str) -> None:
    form = note_form(**{field: "a\x00b"})
    assert "NUL" in form.errors[field][0]


@pytest.mark.parametrize("nothing", ["", "   ", "\ue000\u200b"])
def test_it_asks_for_text_that_is_needed(nothing: str) -> None:
    assert note_form(note=nothing).errors["note"] == ["Vul dit nog in."]


def test_it_tells_how_much_is_too_long() -> None:
    assert "1 teken te lang" in note_form(title="12345 78901").errors["title"][0]
    assert "3 tekens te lang" in note_form(title="1234567890123").errors["title"][0]


def test_ten_thousand_words_fit() -> None:
    assert note_form(note="woorden schrijven " * 10_000).is_valid()
    assert not note_form(note="x" * (LONG_LENGTH + 1)).is_valid()


def test_without_a_limit_of_its_own_a_field_has_that_of_its_kind() -> None:
    assert TextField(max_length=None).longest == LINE_LENGTH
    assert LongTextField(max_length=None).longest == LONG_LENGTH


def test_it_refuses_a_bsn_unless_told_otherwise() -> None:
    assert "burgerservicenummer" in note_form(note="haar nummer: 111222333").errors["note"][0]
    assert TextField(may_hold_bsn=True).clean("111222333") == "111222333"


def test_an_empty_value_of_ones_own_is_kept() -> None:
    assert TextField(required=False, empty_value=None).clean("\u200b") is None


@pytest.mark.parametrize("typed", ["2026-05-03", "3-5-2026", "03/05/2026", "3.5.2026", " 3 5 2026 "])
def test_a_day_can_be_picked_or_typed(typed: str) -> None:
    assert DayField().clean(typed) == datetime.date(2026, 5, 3)


def test_a_day_may_be_left_open() -> None:
    form = note_form(day=" ")
    assert form.is_valid()
    assert form.cleaned_data["day"] is None
    assert DayField().clean(datetime.date(2026, 5, 3)) == datetime.date(2026, 5, 3)


@pytest.mark.parametrize("typed", ["gisteren", "31-2-2026", "2026-02-31", "3-5", "5/2026", "\u0663-\u0665-12345"])
def test_what_is_no_day_is_explained(typed: str) -> None:
    assert "3-5-2026" in note_form(day=typed).errors["day"][0]


@pytest.mark.parametrize("typed", ["1850-01-01", "31-12-1989", "0001-01-01"])
def test_a_day_long_ago_is_refused(typed: str) -> None:
    assert "1 januari 1990" in note_form(day=typed).errors["day"][0]


def test_a_day_far_ahead_is_refused() -> None:
    assert "te ver vooruit" in note_form(due="1-1-2150").errors["due"][0]


def test_a_talk_cannot_be_tomorrow_but_a_promise_can() -> None:
    tomorrow = (timezone.localdate() + datetime.timedelta(days=1)).isoformat()
    assert "moet nog komen" in note_form(day=tomorrow).errors["day"][0]
    assert note_form(due=tomorrow).is_valid()


def test_today_is_not_the_future() -> None:
    assert note_form(day=timezone.localdate().isoformat()).is_valid()


def test_the_browser_gets_its_own_day_picker() -> None:
    form = NoteForm(initial={"day": datetime.date(2026, 5, 3)})
    assert 'type="date"' in str(form["day"])
    assert 'value="2026-05-03"' in str(form["day"])


def test_the_browser_does_not_cut_off_what_is_pasted() -> None:
    assert "maxlength" not in str(NoteForm()["title"])


def test_rows_and_choices_are_offered_where_one_chooses() -> None:
    form = forms.Form()
    form.fields = {"row": forms.ModelChoiceField(Job.objects.none()), "choice": forms.ChoiceField()}
    offer_rows(form, "row", Job.objects.filter(name="x"))
    offer_choices(form, "choice", [("a", "A")])
    assert 'value="a"' in str(form["choice"])


def test_rows_and_choices_are_offered_nowhere_else() -> None:
    form = note_form()
    with pytest.raises(TypeError, match="title offers no rows"):
        offer_rows(form, "title", Job.objects.none())
    with pytest.raises(TypeError, match="title offers no choices"):
        offer_choices(form, "title", [])
