"""Where everybody stands towards one option: who wants it, who can live with it, who is against and what would help."""

from dataclasses import dataclass, field
from typing import Final

from django.db.models import prefetch_related_objects

from raakvlak.municipality.models import Member
from raakvlak.relations.models import PartyQuerySet
from raakvlak.resolutions.gradients import SIGNS, Sign
from raakvlak.resolutions.models import Option, Reaction, ReactionQuerySet

NAMES_SHOWN: Final = 30


@dataclass(slots=True)
class Stand:
    """Who took one place, as many as fit."""

    sign: Sign
    reactions: list[Reaction] = field(default_factory=list)
    has_more: bool = False


@dataclass(slots=True)
class Standing:
    """Who stands where towards one option, what was said of an earlier proposal, and under which conditions."""

    stands: list[Stand]
    earlier: list[Reaction]
    unheard: list[str]
    has_more_unheard: bool

    @property
    def shown(self) -> list[Reaction]:
        """Return all reactions that are shown."""
        return [*(one for stand in self.stands for one in stand.reactions), *self.earlier]


def standing(option: Option, people: PartyQuerySet, member: Member) -> Standing:
    """Find where people stand towards an option, the newest first, as far as this member may know."""
    seen = Reaction.objects.within(member.municipality).visible_to(member)
    here = seen.last_said(member).newest_first().select_related("party", "option")
    now = here.filter(option=option, version=option.version)
    stands = [_stand(sign, now.filter(gradient=name)) for name, sign in SIGNS.items()]
    said = Reaction.objects.on([option.pk], member).order_by().values("party")
    unheard = people.exclude(pk__in=said).by_name().values_list("pk", "name")[: NAMES_SHOWN + 1]
    names = [name for _pk, name in unheard]
    found = Standing(stands, _earlier(option, here), names[:NAMES_SHOWN], len(names) > NAMES_SHOWN)
    prefetch_related_objects(found.shown, "taken_up__option")
    return found


def _stand(sign: Sign, rows: ReactionQuerySet) -> Stand:
    found = list(rows[: NAMES_SHOWN + 1])
    return Stand(sign, found[:NAMES_SHOWN], len(found) > NAMES_SHOWN)


def _earlier(option: Option, rows: ReactionQuerySet) -> list[Reaction]:
    """Return what was said of an earlier text, and of the options that this one came out of."""
    came_from = list(option.earlier_links.values_list("earlier", flat=True))
    if option.version == 1 and not came_from:
        return []
    of_these = rows.filter(option__in=[option.pk, *came_from]).exclude(option=option.pk, version=option.version)
    return list(of_these[: NAMES_SHOWN + 1])
