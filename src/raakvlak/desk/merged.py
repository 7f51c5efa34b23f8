"""What a member is told of a merge: what goes along and what stays, as far as she may see it herself."""

from typing import Any, Final, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from raakvlak.municipality.models import Member
from raakvlak.relations.actions import Undone, may_part
from raakvlak.relations.merging import chosen_fields
from raakvlak.relations.models import Encounter, Merge, Party, Promise
from raakvlak.relations.moving import link_named
from raakvlak.situations.models import Insight, Side

MOST_MERGES: Final = 3
_FIELDS: Final = ("is_not_to_be_noted", "knows_since_on", "keep_until", "audience")


class Fact(NamedTuple):
    """One thing that is known of one of two parties or of both."""

    label: str
    of_keeper: Any
    of_other: Any

    @property
    def is_same(self) -> bool:
        """Tell whether both say the same."""
        return bool(self.of_keeper == self.of_other)


def facts_of(keeper: Party, other: Party) -> list[Fact]:
    """Lay side by side what is known of both, but what neither has."""
    names = [*(column.name for column in chosen_fields()), *_FIELDS]
    facts = [Fact(label_of(name), shown(keeper, name), shown(other, name)) for name in names]
    return [fact for fact in facts if fact.of_keeper or fact.of_other]


def label_of(name: str) -> str:
    """Say what a field of a party is called on the screen."""
    label = _("wie mag dit zien") if name == "audience" else str(Party._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # a column
    return label[:1].upper() + label[1:]


def shown(party: Party, name: str) -> Any:  # noqa: ANN401 – of any field
    """Return what is shown of a field; the words of a choice, nothing for no."""
    words = getattr(party, f"get_{name}_display", None)
    value = words() if words else getattr(party, name)
    return (_("ja") if value else "") if isinstance(value, bool) else value


def going_along(member: Member, other: Party) -> list[str]:
    """Count what goes along with a party, of what this member may see; never of what is hidden from her."""
    talks = Encounter.objects.visible_to(member).standing().filter(presences__party=other).count()
    promises = Promise.objects.visible_to(member).filter(party=other).count()
    insights = Insight.objects.visible_to(member).filter(party=other).count()
    sides = Side.objects.filter(parties=other, situation__audience__in=member.audience_ids).count()
    points = other.contact_points.count()
    said = [
        (talks, ngettext("%(number)d gesprek", "%(number)d gesprekken", talks)),
        (promises, ngettext("%(number)d belofte", "%(number)d beloften", promises)),
        (insights, ngettext("%(number)d inzicht", "%(number)d inzichten", insights)),
        (sides, ngettext("%(number)d kant", "%(number)d kanten", sides)),
        (points, ngettext("%(number)d contactgegeven", "%(number)d contactgegevens", points)),
    ]
    return [words % {"number": number} for number, words in said if number]


def left_behind(member: Member, undone: Undone) -> list[str]:
    """Say what could not be put back, of what this member may see."""
    told = [label_of(name).lower() for name in undone.fields]
    for name, ids in undone.rows:
        link = link_named(name)
        rows: Any = getattr(link.model, "objects", None) if link else None
        if link and hasattr(rows, "visible_to"):
            number = rows.visible_to(member).filter(pk__in=ids[:1_000]).count()
            if number:
                told.append(f"{number} × {link.model._meta.verbose_name}")
    return told


def merges_of(party: Party, member: Member) -> list[Merge]:
    """Return the newest merges of a party that this member can undo."""
    merges = Merge.objects.filter(keeper=party).standing().newest_first().select_related("keeper", "merged")
    return [done for done in merges[:MOST_MERGES] if may_part(member, done)]
