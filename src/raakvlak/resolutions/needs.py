"""What each of many options needs, in one line: who said yes, who must still, and of what there is too little."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from raakvlak.municipality.models import Member
from raakvlak.resolutions.consents import Consents, Say, consents_of
from raakvlak.resolutions.models import Option
from raakvlak.resolutions.taking import Takes, takes_of


@dataclass(frozen=True, slots=True)
class Needs:
    """What one option asks of the house."""

    consents: Consents
    takes: Takes

    @property
    def counts(self) -> list[tuple[int, Say]]:
        """Return how many departments stand where, those that say yes under a condition among who says yes."""
        number = self.consents.number
        counted = [
            (number(Say.YES, Say.YES_IF), Say.YES),
            *((number(say), say) for say in (Say.ASKED, Say.REFUSED, Say.UNKNOWN)),
        ]
        return [(many, say) for many, say in counted if many]

    @property
    def short(self) -> list[Any]:
        """Return of which kinds of means there is too little."""
        return [one.cost.get_kind_display() for one in self.takes.short]

    def __bool__(self) -> bool:
        return bool(self.consents.departments or self.takes.short)


def needs_of(options: Sequence[Option], member: Member) -> dict[int, Needs]:
    """Find what each of these options asks of the house, as far as this member may see it."""
    consents, takes = consents_of(options, member), takes_of(options, member)
    return {option.pk: Needs(consents[option.pk], takes[option.pk]) for option in options}
