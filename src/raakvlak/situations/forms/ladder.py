"""What one looks at on the ladder, and where an insight goes."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from raakvlak.situations.ladder import Rung
from raakvlak.situations.ladder_actions import Move, Way
from raakvlak.situations.models import Insight, Side
from raakvlak.web.forms import offer_choices


class FilterForm(forms.Form):
    """Which insights one wants to look at."""

    kant = forms.ChoiceField(label=_("Kant"), required=False)
    soort = forms.ChoiceField(label=_("Soort"), required=False)
    weten = forms.ChoiceField(label=_("Hoe weten we dit?"), required=False)

    def __init__(self, *args: Any, sides: list[Side], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("kant", _("Alle kanten"), [(str(side.pk), side.name) for side in sides])
        self._offer("soort", _("Alles"), [(kind.value, kind.label.capitalize()) for kind in Insight.Kind])
        self._offer("weten", _("Alles"), [(basis.value, basis.label.capitalize()) for basis in Insight.Basis])
        if not sides:
            del self.fields["kant"]

    @property
    def is_filtered(self) -> bool:
        """Tell whether anything was chosen."""
        return self.wanted is not None

    @property
    def wanted(self) -> Callable[[Rung], bool] | None:
        """Return what tells whether a rung is looked for, or None when all are."""
        if not self.is_valid() or not any(self.cleaned_data.values()):
            return None
        chosen = self.cleaned_data
        return lambda rung: (
            chosen.get("kant", "") in {"", str(rung.insight.side_id)}
            and chosen["soort"] in {"", rung.insight.kind}
            and chosen["weten"] in {"", rung.insight.basis}
        )

    def _offer(self, name: str, everything: str | Promise, choices: list[tuple[str, Any]]) -> None:
        offer_choices(self, name, [("", everything), *choices])


class MoveForm(forms.Form):
    """A move as a button tells it: the way, the insight, and under which other (`up:12`, `under:12:7`)."""

    move = forms.RegexField(r"^(up|down|top|under):\d{1,18}(:\d{1,18})?$")
    version = forms.IntegerField(min_value=0, max_value=2**31)

    @property
    def asked(self) -> Move:
        """Return the move that the button tells."""
        way, insight_id, *under = self.cleaned_data["move"].split(":")
        return Move(Way(way), int(insight_id), int(under[0]) if under else None, self.cleaned_data["version"])
