"""What one fills in about a talk: one field is enough, and all the rest may stay empty."""

import re
import uuid
from collections.abc import Iterable, Sequence
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from raakvlak.desk.forms.fields import (
    LATITUDE_STEP,
    LONGITUDE_STEP,
    MOST_PARTIES,
    SOUTH_NORTH,
    WEST_EAST,
    AudienceField,
    DegreesField,
    IdsField,
    MembersField,
    NamesField,
)
from raakvlak.desk.forms.key import KeyField
from raakvlak.desk.forms.promise import PromiseForm
from raakvlak.desk.whom import Whom, find_whom
from raakvlak.municipality.forms.areas import AreaField
from raakvlak.municipality.models import Area, Audience, Member
from raakvlak.relations.models import Encounter, Party
from raakvlak.situations.models import Situation
from raakvlak.web.forms import DayField, LongTextField, TextField, offer_choices, offer_rows
from raakvlak.web.numbers import number
from raakvlak.web.special import Kind, special_words

MOST_PROMISES: Final = 10
MANY_SITUATIONS: Final = 12
NOON, EVENING = 12, 18


class NoteForm(forms.Form):
    """A note; its key makes it once, however often it is sent."""

    key = KeyField(required=False)
    asked = forms.CharField(widget=forms.HiddenInput, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    promise_rows = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=MOST_PROMISES)
    working_note = LongTextField(
        label=_("Wat hoorde of zag je?"),
        widget=forms.Textarea(attrs={"class": "big", "rows": 5, "autocomplete": "off", "data-mentions": ""}),
        error_messages={"required": _("Schrijf eerst iets op. Eén zin is genoeg.")},
    )
    who = TextField(label=_("Wie sprak je?"), required=False, max_length=1_000)
    party = IdsField(required=False)
    new_party = NamesField(required=False)
    is_anonymous = forms.BooleanField(
        label=_("De nieuwe naam is een omschrijving (huis met het rode hek)"), required=False
    )
    area = AreaField(label=_("Waar?"), queryset=Area.objects.none(), required=False, empty_label=_("geen gebied"))
    latitude = DegreesField(LATITUDE_STEP, SOUTH_NORTH)
    longitude = DegreesField(LONGITUDE_STEP, WEST_EAST)
    channel = forms.ChoiceField(label=_("Hoe?"), required=False, widget=forms.RadioSelect(attrs={"class": "chips"}))
    happened_on = DayField(label=_("Welke dag?"), is_past_only=True, required=False)
    part_of_day = forms.ChoiceField(
        label=_("Welk dagdeel?"),
        choices=Encounter.PartOfDay.choices,
        required=False,
        widget=forms.RadioSelect(attrs={"class": "chips"}),
    )
    situation = IdsField(required=False)
    shareable_summary = LongTextField(
        label=_("Samenvatting om te delen"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "data-mentions": ""}),
        help_text=_(
            "Alleen deze tekst mag ooit naar buiten: schrijf zo dat een bewoner kan meelezen. "
            "Je werknotitie hierboven gaat nooit naar buiten."
        ),
    )
    is_story = forms.BooleanField(label=_("Dit is een verhaal"), required=False)
    member = MembersField(
        label=_("Welke collega’s waren erbij?"),
        queryset=Member.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "chips"}),
    )

    def __init__(
        self,
        *args: Any,
        author: Member,
        audiences: Sequence[Audience],
        encounter: Encounter | None = None,
        **kwargs: Any,
    ) -> None:
        kwargs["initial"] = {**({} if encounter else now()), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.author = author
        self.whom = Whom()
        self._situations: list[Situation] | None = None
        offer_rows(self, "area", Area.objects.within(author.municipality).to_choose_from())
        colleagues = Member.objects.within(author.municipality).active().who_note().exclude(pk=author.pk)
        offer_rows(self, "member", colleagues.select_related("user").order_by("user__name", "pk"))
        offer_choices(self, "channel", channels(author, encounter))
        if encounter is None:
            self.fields["audience"] = AudienceField(
                audiences,
                self.audience_labels,
                label=_("Wie mag dit lezen?"),
                may_be_left=True,
                widget=forms.RadioSelect,
                help_text=_(
                    "‘Alleen voor mij’ is geen geheim voor de wet (Woo). Ben je lang afwezig, dan kunnen twee mensen "
                    "samen je klad openen. Je hoort dat dan."
                ),
            )
        self.promises = [
            PromiseForm(self.data if self.is_bound else None, prefix=f"promise-{row}")
            for row in range(self._promise_rows())
        ]
        self.blank_promise = PromiseForm(prefix="promise-__row__")

    def _promise_rows(self) -> int:
        """Count the rows for promises: those that were sent and the one that was asked for; one in a new note."""
        if not self.is_bound:
            return 1 if "audience" in self.fields else 0
        sent = number(self.data.get("promise_rows", ""))
        return min((1 if sent is None else sent) + ("more_promises" in self.data), MOST_PROMISES)

    @property
    def situations(self) -> list[Situation]:
        """Return the open situations in whose team the author is, and those that were chosen; fetched when shown."""
        if self._situations is None:
            visible = Situation.objects.within(self.author.municipality).visible_to(self.author).newest_first()
            mine = list(visible.open().filter(team__in=self.author.audience_ids)[:MANY_SITUATIONS])
            missing = self.chosen_situation_ids - {situation.pk for situation in mine}
            self._situations = [*visible.filter(pk__in=missing), *mine] if missing else mine
        return self._situations

    @property
    def chosen_situation_ids(self) -> frozenset[int]:
        """Return the ids of the situations that are ticked."""
        return self._ids("situation")

    @property
    def parties(self) -> list[Party]:
        """Return the parties that were chosen, for who shows the form."""
        ids = self._ids("party")
        visible = Party.objects.within(self.author.municipality).visible_to(self.author)
        return list(visible.filter(pk__in=ids).by_name()) if ids else []

    @property
    def new_names(self) -> list[str]:
        """Return the names that were put down to be made."""
        names = self._values("new_party")
        return [name for name in names if "\x00" not in name]

    def _ids(self, name: str) -> frozenset[int]:
        return IdsField().to_python(self._values(name))

    def _values(self, name: str) -> list[Any]:
        if isinstance(self.data, MultiValueDict) and self.is_bound:
            return self.data.getlist(name)
        return list(self.initial.get(name, ()))

    def audience_labels(self) -> list[tuple[str, SafeString]]:
        """Name the circles: nobody else, the teams of the author, and all who work outside."""
        field: AudienceField = self.fields["audience"]  # type: ignore[assignment]  # `__init__` puts it there
        teams = {situation.team_id: situation.title for situation in self.situations}
        return [
            (str(audience.pk), _explained(audience, teams))
            for audience in sorted(field.audiences.values(), key=lambda one: (one.breadth, one.pk))
            if audience.kind != Audience.Kind.TEAM or audience.pk in teams
        ]

    @property
    def audience_line(self) -> SafeString:
        """Say in words who may read the note as the form stands now."""
        chosen = str(self["audience"].value() or "")
        labels = self.audience_labels()
        return dict(labels).get(chosen, labels[0][1])

    @property
    def is_unfolded(self) -> bool:
        """Tell whether there is something to see below the one field."""
        chosen = self._ids("party") or self._ids("situation") or self.new_names
        return bool(chosen or set(self.errors) - {"working_note"} or any(row.is_begun for row in self.promises))

    def is_valid(self) -> bool:
        """Tell whether the note and its promises can be stored."""
        unfit = [promise for promise in self.promises if not promise.is_valid()]
        return super().is_valid() and not unfit

    def clean_who(self) -> str:
        """Find out whom the typed names stand for; ask when that is not certain."""
        typed: str = self.cleaned_data["who"]
        names = list(dict.fromkeys(name.strip() for name in re.split(r"[,;\n]", typed) if name.strip()))
        if len(names) > MOST_PARTIES:
            way_out = _("Dit zijn meer dan %(most)d namen. Zet de rest in je notitie.")
            raise forms.ValidationError(way_out % {"most": MOST_PARTIES}, code="too_many")
        fitting = NamesField().to_python(names)
        self.whom = find_whom(fitting, self.author, self._ids("party"), self.new_names)
        if self.whom.unsure:
            raise forms.ValidationError(_("Wie bedoel je? Kies hieronder, of kies ‘nieuw’."), code="unsure")
        return typed

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if values.get("latitude") is None or values.get("longitude") is None:
            values["latitude"] = values["longitude"] = None
        return values

    def special_kinds(self) -> list[Kind]:
        """Return the kinds of special data that the texts touch and that were not asked about yet."""
        asked = set(self.cleaned_data["asked"].split(","))
        texts = [self.cleaned_data["working_note"], self.cleaned_data["shareable_summary"]]
        texts += [promise.cleaned_data.get("text", "") for promise in self.promises]
        found = dict.fromkeys(finding.kind for text in texts for finding in special_words(text))
        return [kind for kind in found if kind.value not in asked]


def now() -> dict[str, Any]:
    """Return the day and the part of the day that it is."""
    moment = timezone.localtime()
    part = Encounter.PartOfDay.EVENING if moment.hour >= EVENING else Encounter.PartOfDay.AFTERNOON
    return {
        "key": uuid.uuid4(),
        "happened_on": moment.date(),
        "part_of_day": Encounter.PartOfDay.MORNING if moment.hour < NOON else part,
    }


def channels(author: Member, encounter: Encounter | None = None) -> list[tuple[str, str]]:
    """Return the channels that are on, and the one that a note already has."""
    found = author.municipality.channels
    if encounter and encounter.channel and encounter.channel not in dict(found):
        return [*found, (encounter.channel, encounter.get_channel_display())]
    return found


def _explained(audience: Audience, teams: dict[int, str]) -> SafeString:
    if audience.is_klad:
        return _with_small(gettext("Alleen voor mij (klad)"), gettext("Verdwijnt na 30 dagen, tenzij je het deelt."))
    if audience.pk in teams:
        return _with_small(gettext("Het team van de situatie"), teams[audience.pk])
    return _with_small(
        gettext("Iedereen die buiten werkt"), gettext("Alle collega’s met de rol ‘buiten aan het werk’ of coördinator.")
    )


def _with_small(label: str, explanation: str) -> SafeString:
    return format_html("{} <small>{}</small>", label, explanation)


def kinds_in_words(kinds: Iterable[Kind]) -> str:
    """Say which kinds of special data a text names."""
    words = [str(kind.label) for kind in kinds]
    return gettext(" en ").join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]
