"""The five places that a party can take: a sign, a short word and a class for each, so that colour is never alone."""

from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from raakvlak.resolutions.models import Reaction

Gradient = Reaction.Gradient


@dataclass(frozen=True, slots=True)
class Sign:
    """How one place is shown."""

    value: str
    mark: str
    short: str | Promise
    label: Any

    @property
    def css(self) -> str:
        """Return the class that colours it."""
        return f"gradient--{self.value.replace('_', '-')}"


SIGNS: Final = {
    gradient.value: Sign(gradient.value, mark, short, gradient.label)
    for gradient, mark, short in (
        (Gradient.WANT, "++", _("wil ik")),
        (Gradient.LIVE_WITH, "+", _("mee leven")),
        (Gradient.UNSURE, "?", _("weet niet")),
        (Gradient.OBJECT, "−", _("bezwaar")),  # noqa: RUF001 – a minus, as wide as the plus
        (Gradient.UNACCEPTABLE, "×", _("gaat niet")),
    )
}
