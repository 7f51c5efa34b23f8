"""What official areas would change here: nothing is stored before somebody has seen this."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from raakvlak.municipality.models import Area, Municipality

if TYPE_CHECKING:  # reading an official file is heavy, and few requests need it
    from raakvlak.municipality.official.reading import OfficialArea, Reading


@dataclass(frozen=True, slots=True)
class Change:
    """An area that stands here, with what would be different."""

    area: Area
    official: "OfficialArea"
    in_words: list[str]


@dataclass(frozen=True, slots=True)
class Namesake:
    """An area without a code, and the official one that goes by the same name."""

    area: Area
    official: "OfficialArea"

    @property
    def is_likely(self) -> bool:
        """Tell whether they are probably the same: nobody drew a border, or it was meant as a wijk or buurt."""
        return self.area.geometry is None or self.area.kind == self.official.kind


@dataclass(slots=True)
class Plan:
    """The official areas of a reading beside the areas that stand."""

    new: "list[OfficialArea]" = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    same: int = 0
    namesakes: list[Namesake] = field(default_factory=list)
    missing: list[Area] = field(default_factory=list)

    @property
    def changes_nothing(self) -> bool:
        """Tell whether all of it stands here already."""
        return not (self.new or self.changed or self.missing)


def plan_for(municipality: Municipality, reading: "Reading") -> Plan:
    """Lay a reading beside what stands, in one query."""
    areas = list(Area.objects.within(municipality).select_related("parent"))
    standing = {area.code: area for area in areas if area.code}
    plan = Plan()
    for official in reading.areas:
        area = standing.get(official.code)
        words = _differences(area, official, standing) if area else []
        if area is None:
            plan.new.append(official)
        elif words:
            plan.changed.append(Change(area, official, words))
        else:
            plan.same += 1
    plan.namesakes = _namesakes([area for area in areas if not area.code], plan.new)
    kinds, codes = {area.kind for area in reading.areas}, {area.code for area in reading.areas}
    plan.missing = [
        area for code, area in standing.items() if code not in codes and area.kind in kinds and not area.is_former
    ]
    return plan


def _namesakes(areas: Iterable[Area], new: "Iterable[OfficialArea]") -> list[Namesake]:
    """Pair areas without a code with a new one of the same name; a buurt first, and never when there are several."""
    named: dict[str, list[OfficialArea]] = {}
    for official in sorted(new, key=lambda one: one.kind != Area.Kind.NEIGHBOURHOOD):
        named.setdefault(official.name.casefold(), []).append(official)
    pairs = []
    for area in areas:
        found = named.get(area.name.casefold(), [])
        alike = [one for one in found if one.kind == area.kind] or [one for one in found if one.kind == found[0].kind]
        if len(alike) == 1 and area.kind in {Area.Kind.OWN, alike[0].kind}:
            pairs.append(Namesake(area, alike[0]))
    taken: dict[str, Namesake] = {}
    for pair in pairs:  # an area that was meant as a wijk or buurt goes before one of our own
        if pair.official.code not in taken or pair.area.kind == pair.official.kind:
            taken[pair.official.code] = pair
    return list(taken.values())


def _differences(area: Area, official: "OfficialArea", standing: dict[str, Area]) -> list[str]:
    """Say in words what would change."""
    words = []
    if area.is_former:
        words.append(_("bestaat weer"))
    if area.name != official.name:
        words.append(_("naam: %(old)s → %(new)s") % {"old": area.name, "new": official.name})
    for label, old, new in (
        (_("inwoners"), area.residents, official.residents),
        (_("huishoudens"), area.households, official.households),
    ):
        if old != new:
            words.append(f"{label}: {_number(old)} → {_number(new)}")
    if area.geometry != official.geometry:
        words.append(_("andere grens"))
    if official.year and area.year != official.year:
        words.append(_("jaar: %(old)s → %(new)s") % {"old": area.year or "–", "new": official.year})
    if area.kind != official.kind:
        words.append(_("soort: %(new)s") % {"new": Area.Kind(official.kind).label})
    parent = standing.get(official.parent_code)
    if official.parent_code and parent and area.parent_id != parent.pk:
        words.append(_("ligt in: %(new)s") % {"new": parent.name})
    return words


def _number(amount: int | None) -> str:
    return _("onbekend") if amount is None else number_format(amount, use_l10n=True, force_grouping=True)


def values_of(official: "OfficialArea") -> dict[str, Any]:
    """Return what an official area gives to the one that stands here."""
    values = {
        "kind": official.kind,
        "code": official.code,
        "name": official.name,
        "residents": official.residents,
        "households": official.households,
        "geometry": official.geometry,
        "is_former": False,
    }
    return {**values, "year": official.year} if official.year else values
