"""What somebody brought in, as one writes it down: one, or many after an evening; and how one looks for it again."""

import re
import uuid
from typing import Any, Final

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from raakvlak.alignment.forms.careful import CarefulForm
from raakvlak.municipality.models import Audience, Member
from raakvlak.relations.models import Encounter, Party
from raakvlak.resolutions.access import contributions_of, options_of, talks_of
from raakvlak.resolutions.actions.contributions import Brought
from raakvlak.resolutions.forms.option import MOST_PEOPLE, SHARED, TEAM, circle, circle_field
from raakvlak.resolutions.models import Contribution, ContributionQuerySet, Option, Outcome
from raakvlak.resolutions.people import people_of
from raakvlak.situations.forms.fields import named
from raakvlak.situations.forms.insight import TalkField
from raakvlak.situations.models import Situation
from raakvlak.web.forms import DayField, LongTextField, TextField, offer_choices, offer_rows

TEXT_LENGTH: Final = 4_000
MOST_AT_ONCE: Final = 200
OPEN, ANSWERED, UNTOLD = "open", "beantwoord", "onverteld"
_BULLET: Final = re.compile(r"^\s*(?:[-*•–]|\d{1,3}[.)])\s+")


class ContributionFilter(forms.Form):
    """What one wants to see of what was brought in; what can't be read in it does not count."""

    q = TextField(label=gettext_lazy("Zoek een woord"), required=False, max_length=100)
    antwoord = forms.ChoiceField(label=gettext_lazy("Antwoord"), required=False)
    soort = forms.ChoiceField(label=gettext_lazy("Soort"), required=False)
    vanaf = DayField(label=gettext_lazy("Ingebracht vanaf"), required=False)

    def __init__(self, asked: QueryDict, *, situation: Situation, member: Member) -> None:
        super().__init__(asked)
        self.situation, self.member = situation, member
        given = [(OPEN, _("Nog geen antwoord")), (ANSWERED, _("Beantwoord")), *named(Outcome)]
        offer_choices(self, "antwoord", [("", _("alles")), *given, (UNTOLD, _("Nog niet verteld"))])
        offer_choices(self, "soort", [("", _("elke soort")), *named(Contribution.Kind)])
        self.is_valid()

    @property
    def is_filtered(self) -> bool:
        """Tell whether anything is left out."""
        return any(self.cleaned_data.values())

    def narrowed(self) -> ContributionQuerySet:
        """Return what answers to the form, as far as this member may see it."""
        wanted = self.cleaned_data
        found = contributions_of(self.situation, self.member)
        if wanted.get("soort"):
            found = found.filter(kind=wanted["soort"])
        if wanted.get("vanaf"):
            found = found.filter(brought_on__gte=wanted["vanaf"])
        for word in (wanted.get("q") or "").split():
            found = found.filter(text__icontains=word)
        return _answered(found, wanted.get("antwoord") or "")


def _answered(found: ContributionQuerySet, wanted: str) -> ContributionQuerySet:
    if wanted == UNTOLD:
        return found.untold()
    if wanted in {OPEN, ANSWERED}:
        return found.filter(outcome="") if wanted == OPEN else found.exclude(outcome="")
    return found.filter(outcome=wanted) if wanted else found


class BringInForm(CarefulForm):
    """When it was brought in, in which talk and about what, and who may read it; its key writes it down once."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=gettext_lazy("Wat is het?"),
        widget=forms.RadioSelect(attrs={"class": "chips"}),
        initial=Contribution.Kind.IDEA,
        error_messages={"required": gettext_lazy("Kies wat het is.")},
    )
    brought_on = DayField(
        label=gettext_lazy("Wanneer is het ingebracht?"), is_past_only=True, initial=timezone.localdate
    )
    option = forms.ModelChoiceField(
        Option.objects.none(),
        label=gettext_lazy("Over welke optie?"),
        required=False,
        empty_label=gettext_lazy("geen optie in het bijzonder"),
    )
    circle = circle_field()
    talk: Encounter | None = None

    def __init__(self, *args: Any, situation: Situation, member: Member, **options: Any) -> None:
        super().__init__(*args, **options)
        self.situation, self.member = situation, member
        self.fields["key"].initial = uuid.uuid4
        offer_choices(self, "kind", named(Contribution.Kind))
        offer_rows(self, "option", offered_options(situation, member))
        talks = talks_of(situation, member)
        self.fields["encounter"] = field = TalkField(
            talks,
            label=_("Uit welk gesprek?"),
            required=False,
            empty_label=_("geen gesprek"),
            help_text=_("Wie het gesprek niet mag lezen, ziet ook dit niet."),
        )
        field.offer(talks, member)
        if situation.is_for_team_only:
            del self.fields["circle"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.ask_gently(cleaned)
        people = people_of(self.situation, self.member)[:MOST_PEOPLE]
        question = _("Hierin staat een naam: %(names)s. In het verslag staat die niet. Kan het ook zonder naam?")
        self.ask_about_names(cleaned, people, question)
        return cleaned

    @property
    def audience(self) -> Audience:
        """Return who may read it."""
        return circle(self, self.situation)

    def brought(self, text: str, party: Party | None = None) -> Brought:
        """Return one contribution of what was filled in."""
        sent = self.cleaned_data
        talk = self.talk or sent.get("encounter")
        return Brought(sent["kind"], text, sent["brought_on"], party, talk, sent["option"])


class ContributionForm(BringInForm):
    """One contribution, in the words of who brought it in."""

    gentle_fields = ("text",)
    text = LongTextField(
        label=gettext_lazy("Wat bracht iemand in?"),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("In hun eigen woorden, zonder namen."),
        error_messages={"required": gettext_lazy("Schrijf op wat iemand inbracht.")},
    )
    party = forms.ModelChoiceField(
        Party.objects.none(),
        label=gettext_lazy("Van wie?"),
        required=False,
        empty_label=gettext_lazy("anoniem, of niemand in het bijzonder"),
        help_text=gettext_lazy(
            "Wie bij deze situatie hoort. Staat iemand er niet bij? Noteer het gesprek, of zet diegene bij een kant."
        ),
    )

    def __init__(self, *args: Any, contribution: Contribution | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        people = people_of(self.situation, self.member)
        if contribution and contribution.party_id:
            own = Party.objects.within(self.member.municipality).visible_to(self.member)
            people = people | own.filter(pk=contribution.party_id)
        offer_rows(self, "party", people.by_name())
        self.talk = contribution.encounter if contribution else None
        if self.talk is not None:  # who may read it hangs on the talk it came from: that stays what it was
            del self.fields["encounter"]
        self.order_fields(["key", "text", "kind", "party", "brought_on", "encounter", "option", "circle"])

    @property
    def one(self) -> Brought:
        """Return what was filled in."""
        return self.brought(self.cleaned_data["text"], self.cleaned_data["party"])


class ManyForm(BringInForm):
    """Many contributions at once, one on each line, of nobody in particular."""

    gentle_fields = ("lines",)
    lines = LongTextField(
        label=gettext_lazy("Wat is er ingebracht?"),
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=gettext_lazy("Eén inbreng per regel, zonder namen. Streepjes en nummers vooraan vallen weg."),
        error_messages={"required": gettext_lazy("Zet op elke regel wat iemand inbracht.")},
    )
    field_order = ("key", "lines", "kind", "brought_on", "encounter", "option", "circle")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.order_fields(list(self.field_order))

    def clean_lines(self) -> list[str]:
        """Take the lines apart; what is too much or too long is told, with where it stands."""
        text = str(self.cleaned_data["lines"])
        lines = [line for line in (_BULLET.sub("", line).strip() for line in text.splitlines()) if line]
        if len(lines) > MOST_AT_ONCE:
            message = ngettext(
                "Er past %(most)d inbreng tegelijk. Dit zijn er %(number)d: doe het in delen.",
                "Er passen er %(most)d tegelijk. Dit zijn er %(number)d: doe het in delen.",
                MOST_AT_ONCE,
            )
            raise forms.ValidationError(message % {"most": MOST_AT_ONCE, "number": len(lines)})
        for place, line in enumerate(lines, 1):
            if len(line) > TEXT_LENGTH:
                message = _("Regel %(place)d is te lang: er passen %(most)d tekens. Maak hem korter, of knip hem.")
                raise forms.ValidationError(message % {"place": place, "most": TEXT_LENGTH})
        if not lines:
            raise forms.ValidationError(_("Zet op elke regel wat iemand inbracht."))
        return lines

    def clean(self) -> dict[str, Any]:
        lines = self.cleaned_data.get("lines")
        if lines:
            self.cleaned_data["lines"] = "\n".join(lines)
        cleaned = super().clean()
        if lines:
            cleaned["lines"] = lines
        return cleaned

    @property
    def all_brought(self) -> list[Brought]:
        """Return each line as a contribution."""
        return [self.brought(line) for line in self.cleaned_data["lines"]]


def offered_options(situation: Situation, member: Member) -> Any:  # noqa: ANN401 – options
    """Return the options to choose among: all that there ever were, for an idea may be about one that is gone."""
    return options_of(situation, member).in_order()


def first_values(contribution: Contribution) -> dict[str, Any]:
    """Return what stands in the form of a contribution that is there already."""
    return {
        "text": contribution.text,
        "kind": contribution.kind,
        "party": contribution.party_id,
        "brought_on": contribution.brought_on,
        "encounter": contribution.encounter_id,
        "option": contribution.option_id,
        "circle": TEAM if contribution.audience_id == contribution.situation.team_id else SHARED,
    }
