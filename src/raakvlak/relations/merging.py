"""Two parties beside each other: in what they differ, and what is settled by care rather than by choice."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from functools import cache
from typing import Any, Final

from django.db.models import CharField, CheckConstraint, Field, ForeignKey, Q, TextField

from raakvlak.municipality.models import Audience, Member
from raakvlak.relations.models import Party

KEEPER, MERGED, BOTH = "keeper", "merged", "both"
# What is never chosen: what they have in common, what is settled by care, and what belongs to the row itself.
NOT_CHOSEN: Final = frozenset(
    """
    id municipality audience kind is_anonymous purpose ground keep_until is_not_to_be_noted knows_since_on
    not_before_on sort_name created_at merged_into
    """.split()
)


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which two parties differ; both have something in it."""

    field: "Field[Any, Any]"
    of_keeper: Any
    of_merged: Any

    @property
    def name(self) -> str:
        """Return the name of the field."""
        return str(self.field.name)

    @property
    def label(self) -> str:
        """Return what the field is called on the screen."""
        return str(self.field.verbose_name)

    @property
    def may_be_both(self) -> bool:
        """Tell whether both can be kept, one after the other: in words that are no name and no choice."""
        is_text = isinstance(self.field, CharField | TextField) and not self.field.choices
        return is_text and self.name != "name" and self.name not in tied_fields()

    def chosen(self, choice: str) -> Any:  # noqa: ANN401 – of any field
        """Return the value that was chosen; as it was with the keeper when nothing was."""
        if choice == MERGED:
            return self.of_merged
        return self.both if choice == BOTH and self.may_be_both else self.of_keeper

    @property
    def both(self) -> str:
        """Return both, one after the other, as far as they fit."""
        between = "\n" if isinstance(self.field, TextField) else ", "
        return f"{self.of_keeper}{between}{self.of_merged}"[: self.field.max_length]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen: for each difference which of both, who may see the two, and whether the other name is kept."""

    audience: Audience
    fields: Mapping[str, str] = dataclass_field(default_factory=dict)
    keeps_name: bool = False


def chosen_fields() -> "list[Field[Any, Any]]":
    """List the fields of a party between which one chooses; a new field is one of them by itself."""
    return [column for column in Party._meta.concrete_fields if column.name not in NOT_CHOSEN]


@cache
def tied_fields() -> dict[str, str]:
    """Tell of each field that a constraint ties to others which of them is chosen; the others go along with it.

    >>> tied_fields()["rhythm_since_on"]
    'rhythm_weeks'
    """
    names = [column.name for column in chosen_fields()]
    found: dict[str, str] = {}
    for constraint in Party._meta.constraints:
        if isinstance(constraint, CheckConstraint):
            tied = [name for name in names if name in _named_in(constraint.condition)]
            found.update(dict.fromkeys(tied, tied[0]) if len(tied) > 1 else {})
    return found


def _named_in(condition: object) -> set[str]:
    if isinstance(condition, Q):
        return {name for child in condition.children for name in _named_in(child)}
    return {condition[0].split("__")[0]} if isinstance(condition, tuple) else set()


def differences(keeper: Party, merged: Party) -> list[Difference]:
    """List in what they differ, as far as both have something."""
    return [
        Difference(column, mine, theirs)
        for column in chosen_fields()
        if not _is_empty(mine := _value(column, keeper))
        and not _is_empty(theirs := _value(column, merged))
        and mine != theirs
        and tied_fields().get(column.name, column.name) == column.name
    ]


def values_of(keeper: Party, merged: Party, choices: Mapping[str, str]) -> dict[str, Any]:
    """Return what the keeper comes to hold: its own, the gaps filled, what was chosen, and the more careful of both."""
    different = {one.name: one for one in differences(keeper, merged)}
    found: dict[str, Any] = {}
    for column in chosen_fields():
        leader = Party._meta.get_field(tied_fields().get(column.name, column.name))
        is_gap = _is_empty(getattr(keeper, leader.name))
        is_chosen = leader.name in different and choices.get(leader.name) == MERGED
        found[column.name] = _value(column, merged if is_gap or is_chosen else keeper)
        if isinstance(column, ForeignKey) and column.related_model is Party:
            found[column.name] = _not_one_of(found[column.name], keeper, merged)
    for name, one in different.items():
        if choices.get(name) == BOTH:
            found[name] = one.chosen(BOTH)
    return {**found, **careful(keeper, merged)}


def careful(keeper: Party, merged: Party) -> dict[str, Any]:
    """Return what no one chooses: who did not want to be noted does not, and what ends soonest ends.

    That somebody was told is a fact about one person; of two days the later is claimed.
    """
    told = [day for day in (keeper.knows_since_on, merged.knows_since_on) if day]
    waits = [day for day in (keeper.not_before_on, merged.not_before_on) if day]
    return {
        "is_not_to_be_noted": keeper.is_not_to_be_noted or merged.is_not_to_be_noted,
        "knows_since_on": max(told) if told else None,
        "keep_until": min(keeper.keep_until, merged.keep_until),
        "not_before_on": max(waits) if waits else None,
    }


def may_merge(member: Member, one: Party, other: Party) -> bool:
    """Tell whether these two could be one: seen by her, of one kind, both named or both not, and both themselves."""
    seen = set(member.audience_ids)
    return (
        one.pk != other.pk
        and one.municipality_id == other.municipality_id == member.municipality_id
        and member.sees_notes
        and {one.audience_id, other.audience_id} <= seen
        and one.kind == other.kind
        and one.is_anonymous == other.is_anonymous
        and one.merged_into_id is None is other.merged_into_id
    )


def circles_of(keeper: Party, merged: Party) -> list[Audience]:
    """Return the circles between which one chooses, the narrowest first; one when both are for the same eyes."""
    circles = {party.audience_id: party.audience for party in (keeper, merged)}
    return sorted(circles.values(), key=lambda one: (one.breadth, one.pk))


def _value(column: "Field[Any, Any]", party: Party) -> Any:  # noqa: ANN401 – of any field
    return getattr(party, column.name)


def _is_empty(value: object) -> bool:
    return value is None or value in ("", datetime.timedelta(0))


def _not_one_of(value: Party | None, keeper: Party, merged: Party) -> Party | None:
    return None if value is not None and value.pk in {keeper.pk, merged.pk} else value
