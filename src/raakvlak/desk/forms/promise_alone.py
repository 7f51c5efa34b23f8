"""A promise without a talk: what, to whom, when, and who may see it."""

from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from django import forms
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from raakvlak.desk.forms.fields import AudienceField
from raakvlak.desk.forms.key import KeyField
from raakvlak.desk.forms.promise import AskingPromiseForm
from raakvlak.desk.forms.talk import explained
from raakvlak.municipality.models import Audience, Member
from raakvlak.relations.models import Party
from raakvlak.situations.models import Situation
from raakvlak.web.forms import offer_rows
from raakvlak.web.numbers import number

MOST_SITUATIONS: Final = 30


class AlonePromiseForm(AskingPromiseForm):
    """One promise, to one party or for one situation; its key makes it once, however often it is sent."""

    key = KeyField(required=False)
    party = forms.ModelChoiceField(Party.objects.none(), required=False, widget=forms.HiddenInput)
    situation = forms.ModelChoiceField(
        label=_("Bij welke situatie hoort het?"), queryset=Situation.objects.none(), required=False
    )

    def __init__(self, *args: Any, author: Member, audiences: Sequence[Audience], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.author = author
        offer_rows(self, "party", Party.objects.within(author.municipality).visible_to(author))
        offer_rows(self, "situation", Situation.objects.within(author.municipality).visible_to(author))
        self.situations = self._situations()
        self.fields["situation"].choices = [  # type: ignore[attr-defined]  # a field of choices
            ("", str(_("bij geen situatie"))),
            *((one.pk, one.title) for one in self.situations),
        ]
        self.fields["audience"] = AudienceField(
            audiences,
            partial(self._labels, audiences),
            label=_("Wie mag dit lezen?"),
            widget=forms.RadioSelect,
            help_text=_("Een belofte die alleen jij leest, is na 30 dagen weg. Deel haar als iemand erop rekent."),
            error_messages={"required": _("Kies wie dit mag lezen.")},
        )
        self.order_fields(["key", "asked", "party", "text", "to_whom", "due_on", "direction", "kind"])

    def _situations(self) -> list[Situation]:
        """Return the open situations of the author's teams, and the one that was asked for."""
        visible = Situation.objects.within(self.author.municipality).visible_to(self.author).newest_first()
        mine = list(visible.open().filter(team__in=self.author.audience_ids)[:MOST_SITUATIONS])
        chosen = number(str(self["situation"].value() or ""))
        if chosen and chosen not in {one.pk for one in mine}:
            return [*visible.filter(pk=chosen), *mine]
        return mine

    def _labels(self, audiences: Sequence[Audience]) -> list[tuple[str, SafeString]]:
        """Name the circles: nobody else, the teams of the author, and all who work outside."""
        teams = {one.team_id: one.title for one in self.situations}
        known = [one for one in audiences if one.kind != Audience.Kind.TEAM or one.pk in teams]
        return [(str(one.pk), explained(one, teams)) for one in sorted(known, key=lambda one: (one.breadth, one.pk))]

    @property
    def chosen_party(self) -> Party | None:
        """Return whom the promise is to, when the screen that one came from told it."""
        chosen = number(str(self["party"].value() or ""))
        visible = Party.objects.within(self.author.municipality).visible_to(self.author)
        return visible.filter(pk=chosen).first() if chosen else None
