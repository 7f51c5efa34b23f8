"""How fields are drawn: label, help and error belong together for everyone, screen readers too."""

from django import forms
from django.utils.html import format_html


class Talk(forms.Form):
    text = forms.CharField(label="Wat hoorde je?", help_text="Eén zin is genoeg.", widget=forms.Textarea)
    channel = forms.ChoiceField(
        label="Hoe", choices=[("straat", format_html("straat <small>{}</small>", "<b>"))], widget=forms.RadioSelect
    )
    places = forms.MultipleChoiceField(
        label="Waar",
        required=False,
        choices=[("Noord", [("1", "Kade"), ("2", "Wal")])],
        widget=forms.CheckboxSelectMultiple(attrs={"class": "chips"}),
    )
    area = forms.ChoiceField(label="Buurt", choices=[("Noord", [("1", "Kade")])], required=False)
    is_story = forms.BooleanField(label="Dit is een verhaal", help_text="Om te delen.", required=False)
    uuid = forms.CharField(widget=forms.HiddenInput)
    photo = forms.FileField(required=False)


def drawn(data: dict[str, str] | None = None) -> str:
    return str(Talk(data))


def test_help_and_error_are_tied_to_the_field() -> None:
    page = drawn({"text": ""})
    assert 'aria-describedby="id_text_helptext id_text_error"' in page
    assert 'id="id_text_helptext"' in page
    assert 'id="id_text_error"' in page
    assert 'aria-invalid="true"' in page


def test_choices_stand_in_a_fieldset_with_their_error() -> None:
    page = drawn({})
    assert '<legend class="utrecht-form-fieldset__legend">Hoe</legend>' in page
    assert 'aria-describedby="id_channel_error"' in page
    assert 'id="id_channel_error"' in page


def test_the_summary_leads_to_the_first_choice_and_to_the_field() -> None:
    page = drawn({})
    assert 'href="#id_text"' in page
    assert 'href="#id_channel_0"' in page
    assert "Een paar dingen kloppen nog niet" in page


def test_a_hidden_field_that_is_wrong_is_told_without_a_link() -> None:
    page = drawn({"text": "x", "channel": "straat"})
    assert "Eén ding klopt nog niet" in page
    assert 'href="#id_uuid"' not in page


def test_what_may_stay_empty_says_so() -> None:
    page = drawn()
    assert page.count("(mag leeg)") == 3
    assert "error-summary" not in page


def test_the_words_of_others_are_escaped_in_a_choice() -> None:
    assert "<small>&lt;b&gt;</small>" in drawn()


def test_groups_and_chips_keep_their_names() -> None:
    page = drawn()
    assert 'class="choices chips"' in page
    assert '<span class="choices__group">Noord</span>' in page
    assert '<optgroup label="Noord">' in page
