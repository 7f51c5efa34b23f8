"""What one sends, what its columns are, what holds for its rows, and what is to be done with them."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from raakvlak.exchange.columns import COLUMNS, column_of
from raakvlak.exchange.files import kind_of
from raakvlak.exchange.models import Batch, What
from raakvlak.exchange.refusal import MEGABYTE, MOST_UPLOADED, Refused, in_words
from raakvlak.municipality.models import Audience, Ground, KeptKind, Member, Purpose
from raakvlak.municipality.models.keeping import KLAD_DAYS
from raakvlak.relations.keeping import Terms
from raakvlak.situations.models import Situation
from raakvlak.web.forms import DayField, offer_choices

BYTES_TO_KNOW: Final = 2_000
_TOO_BIG: Final = {"most": MOST_UPLOADED // MEGABYTE}
_NO_CARDS: Final = (What.NOTES, What.POSSIBILITIES)
YES, NO = "ja", "nee"


class FileForm(forms.Form):
    """A file from elsewhere."""

    file = forms.FileField(
        label=gettext_lazy("Bestand"),
        max_length=200,
        error_messages={
            "required": gettext_lazy("Kies een bestand."),
            "empty": in_words("empty", {}),
            "invalid": gettext_lazy("Kies een bestand."),
            "max_length": gettext_lazy("De naam van dit bestand is te lang. Geef het een kortere naam."),
        },
    )

    def __init__(self, *args: Any, what: str, is_too_large: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["file"]
        field.widget.attrs["accept"] = ".csv,.txt,.xlsx" if what in _NO_CARDS else ".csv,.txt,.xlsx,.vcf"
        field.help_text = (
            _("CSV of Excel (.xlsx). Hoogstens 20 MB en 20.000 rijen.")
            if what in _NO_CARDS
            else _("CSV, Excel (.xlsx) of vCard (.vcf). Hoogstens 20 MB en 20.000 rijen.")
        )
        self.what = what
        field.error_messages["empty"] = in_words("empty", {})
        if is_too_large:
            field.error_messages["required"] = in_words("too_big", _TOO_BIG)

    def clean_file(self) -> UploadedFile[Any]:
        """Look at the first bytes: what is no table is told at once, without the worker."""
        sent: UploadedFile[Any] = self.cleaned_data["file"]
        start = sent.read(BYTES_TO_KNOW)
        sent.seek(0)
        try:
            kind = kind_of(start)
        except Refused as refused:
            raise ValidationError(in_words(refused.reason, refused.details)) from refused
        if (sent.size or 0) > MOST_UPLOADED:
            raise ValidationError(in_words("too_big", _TOO_BIG))
        if kind == "cards" and self.what in _NO_CARDS:
            raise ValidationError(in_words("no_people_as_cards", {}))
        return sent


class ColumnsForm(forms.Form):
    """What each column of a file is."""

    def __init__(self, *args: Any, what: str, headers: Sequence[str], mapping: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.what, self.headers = what, headers
        names = [("", _("niet overnemen")), *((column.name, column.label) for column in COLUMNS[what])]
        for place, header in enumerate(headers):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=header or _("kolom %(number)d (zonder kopje)") % {"number": place + 1},
                choices=names,
                required=False,
                initial=mapping[place] if place < len(mapping) else "",
            )

    @property
    def mapping(self) -> list[str]:
        """Return the name of each column, nothing for one that is left."""
        return [self.cleaned_data.get(f"column_{place}", "") for place in range(len(self.headers))]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        chosen = [name for name in self.mapping if name]
        missing = [column for column in COLUMNS[self.what] if column.is_needed and column.name not in chosen]
        for column in missing:
            if column.name == "name" and {"first_name", "last_name"} & set(chosen):
                continue
            self.add_error(None, _("Kies nog een kolom voor ‘%(label)s’.") % {"label": column.label})
        for name in sorted({name for name in chosen if chosen.count(name) > 1}):
            twice = column_of(self.what, name)
            if twice and not twice.is_many:
                self.add_error(None, _("‘%(label)s’ kan maar één kolom zijn. Kies er één.") % {"label": twice.label})
        return values


class TermsForm(forms.Form):
    """What holds for all rows of a file: asked once."""

    purpose = forms.ChoiceField(
        label=gettext_lazy("Waarvoor bewaar je dit?"), choices=Purpose.choices, widget=forms.RadioSelect
    )
    ground = forms.ChoiceField(
        label=gettext_lazy("Op welke grondslag?"), choices=Ground.choices, widget=forms.RadioSelect
    )
    ends_on = DayField(label=gettext_lazy("Bewaren tot"))
    audience = forms.TypedChoiceField(
        label=gettext_lazy("Wie mag dit zien?"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Kies wie dit mag zien.")},
    )
    knows = forms.ChoiceField(
        label=gettext_lazy("Weten deze mensen dat jij noteert?"),
        choices=[(NO, gettext_lazy("nee, of dat weet ik niet")), (YES, gettext_lazy("ja"))],
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "Wie in je adresboek staat, weet dat nog niet vanzelf. Zeg ‘nee’ en vertel het bij het eerste gesprek."
        ),
        error_messages={"required": gettext_lazy("Kies ja of nee.")},
    )
    knows_since_on = DayField(
        label=gettext_lazy("Sinds wanneer?"),
        required=False,
        is_past_only=True,
        help_text=gettext_lazy("Alleen bij ‘ja’."),
    )
    makes_people = forms.BooleanField(
        label=gettext_lazy("Zet wie nog niet bij Mensen staat daar meteen bij"),
        required=False,
        help_text=gettext_lazy("Zet het uit, en alleen wie al bij Mensen staat wordt aan de notitie gekoppeld."),
    )

    def __init__(self, *args: Any, batch: Batch, **options: Any) -> None:
        super().__init__(*args, **options)
        self.batch = batch
        self.terms = Terms.of(batch.municipality).settled(_KEPT[What(batch.what)])
        self.audiences = audiences_for(batch)
        offer_choices(self, "audience", labels_of(self.audiences, batch.member))
        if batch.what != What.PEOPLE:
            del self.fields["knows"], self.fields["knows_since_on"]
        if batch.what != What.NOTES:
            del self.fields["makes_people"]
        self.fields["ends_on"].help_text = _(
            "Hoogstens tot %(day)s; dat is de termijn van je gemeente. Eerder mag."
        ) % {"day": date_format(self.terms["keep_until"], "j F Y")}
        self.initial = {**self._usual(), **options.get("initial", {})}

    def _usual(self) -> dict[str, Any]:
        """Fill in what was chosen before, or what is likely."""
        batch = self.batch
        if batch.ends_on:
            chosen = {
                name: getattr(batch, name)
                for name in ("purpose", "ground", "ends_on", "knows_since_on", "makes_people")
            }
            return {**chosen, "audience": batch.audience_id, "knows": YES if batch.knows_since_on else NO}
        likely = {What.NOTES: Audience.Kind.MEMBER, What.ORGANISATIONS: Audience.Kind.FRONTLINE}.get(What(batch.what))
        audience = next((one.pk for one in self.audiences if one.kind == likely), None)
        usual = {"purpose": self.terms["purpose"], "ground": self.terms["ground"], "ends_on": self.terms["keep_until"]}
        return {**usual, "audience": audience, "makes_people": True}

    def clean_ends_on(self) -> datetime.date:
        """Refuse a day that has passed, and one later than the municipality settled."""
        day: datetime.date = self.cleaned_data["ends_on"]
        if day <= timezone.localdate():
            raise ValidationError(_("Deze dag is al voorbij. Kies een dag die nog komt."))
        if day > self.terms["keep_until"]:
            last = date_format(self.terms["keep_until"], "j F Y")
            raise ValidationError(_("Dat is te lang. Kies een dag tot en met %(day)s.") % {"day": last})
        return day

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if values.get("knows") == YES and not values.get("knows_since_on") and "knows_since_on" not in self.errors:
            self.add_error("knows_since_on", _("Vul de dag in waarop je het vertelde."))
        return values

    @property
    def chosen(self) -> dict[str, Any]:
        """Return what holds for the rows; a klad is one's own work, and ends after thirty days."""
        values = self.cleaned_data
        audience = next(one for one in self.audiences if one.pk == values["audience"])
        kept = {name: values[name] for name in ("purpose", "ground", "ends_on")}
        if self.batch.what == What.NOTES and audience.is_klad:
            ends = timezone.localdate() + datetime.timedelta(days=KLAD_DAYS)
            kept |= {"purpose": Purpose.WORK, "ends_on": min(kept["ends_on"], ends)}
        knows = values.get("knows_since_on") if values.get("knows") == YES else None
        return {
            **kept,
            "audience": audience,
            "knows_since_on": knows,
            "makes_people": values.get("makes_people", True),
        }


class KeepForm(forms.Form):
    """What to do with rows that are wrong, and with those that stand here already."""

    doubles = forms.ChoiceField(
        label=gettext_lazy("Wat er al staat"),
        choices=[
            ("", gettext_lazy("sla ik over: er komt niets dubbel")),
            ("new", gettext_lazy("maak ik toch, als iets nieuws")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    skips_wrong = forms.BooleanField(
        label=gettext_lazy("Sla de rijen met een fout over"),
        help_text=gettext_lazy("Of verbeter ze in je bestand, en lees dat opnieuw in."),
        error_messages={
            "required": gettext_lazy(
                "Er zijn rijen met een fout. Vink aan dat je ze overslaat, of verbeter je bestand."
            )
        },
    )

    def __init__(self, *args: Any, counts: Mapping[str, int], **options: Any) -> None:
        super().__init__(*args, **options)
        if not counts["wrong"]:
            del self.fields["skips_wrong"]
        if not counts["double"]:
            del self.fields["doubles"]


class UndoForm(forms.Form):
    """Whether what was changed since goes too."""

    takes_changed = forms.BooleanField(
        label=gettext_lazy("Haal ook weg wat sindsdien is aangepast"),
        required=False,
        help_text=gettext_lazy("Zet je dit niet aan, dan blijft dat staan."),
    )


_KEPT: Final = {
    What.ORGANISATIONS: KeptKind.PARTY,
    What.PEOPLE: KeptKind.PARTY,
    What.NOTES: KeptKind.ENCOUNTER,
}


def audiences_for(batch: Batch) -> list[Audience]:
    """Return the circles that the sender can choose: for people and organisations no team, as everywhere."""
    member = batch.member
    Audience.objects.klad_of(member)
    Audience.objects.frontline_of(batch.municipality)
    audiences = Audience.objects.read_by(member)
    if batch.what != What.NOTES:
        audiences = audiences.exclude(kind=Audience.Kind.TEAM)
    kinds = [Audience.Kind.MEMBER, Audience.Kind.TEAM, Audience.Kind.FRONTLINE]
    return sorted(audiences, key=lambda one: (kinds.index(Audience.Kind(one.kind)), one.pk))


def labels_of(audiences: Sequence[Audience], member: Member) -> list[tuple[int, Any]]:
    """Name the circles: a team by its situation."""
    teams = Situation.objects.within(member.municipality).filter(team__in=audiences)
    titles: dict[int, str] = dict(teams.values_list("team", "title"))
    return list(_labels(audiences, titles))


def _labels(audiences: Sequence[Audience], titles: Mapping[int, str]) -> Iterator[tuple[int, str | Promise]]:
    for audience in audiences:
        if audience.kind == Audience.Kind.TEAM:
            if audience.pk in titles:
                yield audience.pk, _("het team van ‘%(title)s’") % {"title": titles[audience.pk]}
        elif audience.is_klad:
            note = _("Na dertig dagen gaat het weg, als je het niet deelt.")
            yield audience.pk, format_html("{} <small>{}</small>", audience.get_kind_display(), note)
        else:
            yield audience.pk, audience.get_kind_display()
