"""Merge two parties that are one, and undo it."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from raakvlak.municipality.actions import log_access
from raakvlak.municipality.findable import index
from raakvlak.municipality.models import AccessLogEntry, Audience, Member
from raakvlak.relations.findable import encounter_entries, index_party
from raakvlak.relations.limits import give_limits_back, take_limits
from raakvlak.relations.merging import Chosen, careful, chosen_fields, may_merge, values_of
from raakvlak.relations.models import ContactPoint, Merge, MergedRows, OtherName, Party, Presence
from raakvlak.relations.moving import Moved, link_named, links_to_parties, move, move_back, name_of, put_back

What = AccessLogEntry.What
PRESENCE: Final = "relations.presence.party"
# So many talks are found again at once; a job adds the others within a minute.
MOST_INDEXED: Final = 500


class NotTwoError(Exception):
    """These are not two parties that could be one, any more: somebody merged or changed one of them meanwhile."""


@dataclass(slots=True)
class Undone:
    """What could not be put back: the fields of the keeper that were changed since, the rows, and how many are lost."""

    fields: list[str] = field(default_factory=list)
    rows: list[tuple[str, list[Any]]] = field(default_factory=list)
    lost: int = 0


@transaction.atomic
def merge(member: Member, keeper_id: int, merged_id: int, chosen: Chosen) -> Merge:
    """Make two parties one: the keeper, who gets all that pointed to the other."""
    keeper, merged = _locked(keeper_id, merged_id)
    audience = chosen.audience
    if not may_merge(member, keeper, merged) or audience.pk not in {keeper.audience_id, merged.audience_id}:
        raise NotTwoError
    values = values_of(keeper, merged, chosen.fields)
    left = merged.name if values["name"] == keeper.name else keeper.name
    keeps_name = chosen.keeps_name and keeper.sort_name != merged.sort_name
    before = _version(keeper)
    _log_widening(member, audience, keeper, merged)
    for name, value in {**values, "audience": audience}.items():
        setattr(keeper, name, value)
    after = _version(keeper)
    done = Merge.objects.create(
        municipality=member.municipality,
        keeper=keeper,
        merged=merged,
        before=before,
        after=after,
        other_name=OtherName.objects.create(party=keeper, name=left) if keeps_name else None,
        keep_until=Merge.last_day(),
    )
    merged.merged_into = keeper
    merged.save(update_fields=["merged_into"])
    _gather(done)
    index_party(keeper)
    for party in (keeper, merged):
        log_access(member, What.PARTY_MERGED, party.pk)
    return done


@transaction.atomic
def undo_merge(member: Member, merge_id: int) -> Undone:
    """Part two parties again: all goes back that was moved and not changed since; say what does not."""
    undone = Undone()
    found = Merge.objects.within(member.municipality).select_related("keeper", "merged").get(pk=merge_id)
    keeper, merged = _locked(found.keeper_id, found.merged_id)
    found = Merge.objects.select_for_update(of=("self",)).select_related("keeper", "merged").get(pk=merge_id)
    if not found.can_be_undone or found.keeper_id != keeper.pk:
        return undone
    if not may_part(member, found):
        raise PermissionDenied
    found.undone_at = timezone.now()
    found.save(update_fields=["undone_at"])
    merged.merged_into = None
    merged.save(update_fields=["merged_into"])
    if found.other_name:
        found.other_name.delete()
    for line in found.rows.order_by("pk"):
        _back(line, keeper, merged, undone)
    undone.fields = _fields_back(found, keeper, member)
    for line in found.rows.filter(link=PRESENCE):
        _index_talks(line.moved, line.set_aside)
    for party in (keeper, merged):
        index_party(party)
        log_access(member, What.PARTY_PARTED, party.pk)
    return undone


def may_part(member: Member, merge: Merge) -> bool:
    """Tell whether this member reads along with all circles that the two had, and have."""
    circles = {merge.keeper.audience_id, merge.merged.audience_id}
    circles.update(Party.history.filter(history_id=merge.before).values_list("audience_id", flat=True))
    return member.sees_notes and circles <= set(member.audience_ids)


@transaction.atomic
def settle_merge(merge: Merge) -> None:
    """Let a merge stand for good: of who was merged only the number stays, for the texts that point to it."""
    keeper, merged = _locked(merge.keeper_id, merge.merged_id)
    if merge.undone_at is not None or merged.merged_into_id != keeper.pk:
        return
    _gather(merge)  # what somebody wrote for her at the very moment of merging
    points = list(ContactPoint.objects.filter(party=merged).values_list("pk", flat=True))
    ContactPoint.objects.filter(pk__in=points).delete()
    ContactPoint.history.filter(id__in=points).delete()
    Party.history.filter(id=merged.pk).delete()
    empty = {column.attname: _nothing(column) for column in chosen_fields() if column.name != "name"}
    Party.objects.filter(pk=merged.pk).update(
        **{
            **empty,
            "name": "",
            "sort_name": "",
            "knows_since_on": None,
            "not_before_on": None,
            "is_not_to_be_noted": False,
        }
    )


def _nothing(column: Any) -> Any:  # noqa: ANN401 – a field of any type, and its emptiest value
    return None if column.null else column.get_default()


def _locked(*ids: int) -> list[Party]:
    """Fetch these parties for changing, in the order of their numbers, so that two who merge never wait in a ring."""
    rows = Party.objects.select_for_update(of=("self",)).select_related("audience", "municipality")
    found = {party.pk: party for party in rows.filter(pk__in=ids).order_by("pk")}
    if len(found) != len(set(ids)):
        raise NotTwoError
    return [found[pk] for pk in ids]


def _version(party: Party) -> int:
    """Store a party as it stands, and return the number of that version in its history."""
    party.save()
    newest: int = party.history.order_by("-history_id").values_list("history_id", flat=True)[0]
    return newest


def _log_widening(member: Member, audience: Audience, *parties: Party) -> None:
    for party in parties:
        if audience.pk != party.audience_id and audience.breadth >= party.audience.breadth:
            log_access(member, What.PARTY_WIDENED, party.pk)


def _gather(done: Merge) -> None:
    """Let all that points to who was merged point to the keeper, and remember what did."""
    keeper, merged = done.keeper, done.merged
    for link in links_to_parties():
        moved = move(link, merged, keeper)
        changed = take_limits(link, moved.set_aside, keeper)
        if name_of(link) == PRESENCE:
            changed += _present(moved, keeper)
        if moved.ids or moved.set_aside or changed:
            _remember(done, name_of(link), moved, changed)
        if name_of(link) == PRESENCE:
            _index_talks(moved.ids, moved.set_aside)
    _shield(keeper, merged)


def _remember(done: Merge, link: str, moved: Moved, changed: list[Any]) -> None:
    line, _made = MergedRows.objects.get_or_create(merge=done, link=link)
    line.moved += moved.ids
    line.set_aside += moved.set_aside
    line.changed += changed
    line.save()


def _present(moved: Moved, keeper: Party) -> list[Any]:
    """Say that the keeper was in the talks in which the other was, and she herself was only mentioned."""
    talks = [row["fields"]["encounter"] for row in moved.set_aside if not row["fields"]["is_only_mentioned"]]
    mentioned = Presence.objects.filter(party=keeper, encounter__in=talks, is_only_mentioned=True)
    ids = list(mentioned.values_list("pk", flat=True))
    Presence.objects.filter(pk__in=ids).update(is_only_mentioned=False)
    return ids


def _shield(keeper: Party, merged: Party) -> None:
    """Let what was shielded with one of both be shielded."""
    hidden = ContactPoint.objects.filter(party=merged, is_shielded=True).values_list("kind", "fingerprint")
    for kind, mark in hidden:
        for point in ContactPoint.objects.filter(party=keeper, kind=kind, fingerprint=mark, is_shielded=False):
            point.is_shielded = True
            point.save()


def _back(line: MergedRows, keeper: Party, merged: Party, undone: Undone) -> None:
    """Put back what went along by one link; add what points elsewhere by now, and how many there is no place for."""
    link = link_named(line.link)
    if link is None:
        return
    undone.lost += len(put_back(line.set_aside))
    back = set(move_back(link, line.moved, keeper, merged))
    if line.link == PRESENCE:
        Presence.objects.filter(pk__in=line.changed, party=keeper).update(is_only_mentioned=True)
    else:
        give_limits_back(link, line.changed, keeper)
    if left := [pk for pk in line.moved if pk not in back]:
        undone.rows.append((line.link, left))


def _fields_back(done: Merge, keeper: Party, member: Member) -> list[str]:
    """Give the keeper back what it held, but where that was changed since; return the names of what was."""
    before = Party.history.filter(history_id=done.before).first()
    after = Party.history.filter(history_id=done.after).first()
    if before is None or after is None:
        return [column.name for column in chosen_fields()]
    if after.id != keeper.pk:  # the keeper was itself merged into another since, who stays as it is
        return []
    changed = []
    names = [*(column.attname for column in chosen_fields()), *careful(keeper, keeper), "audience_id"]
    earlier = keeper.audience
    for name in names:
        if getattr(after, name) == getattr(before, name):
            continue
        if getattr(keeper, name) == getattr(after, name):
            setattr(keeper, name, getattr(before, name))
        else:
            changed.append(name.removesuffix("_id"))
    keeper.save()
    keeper.refresh_from_db()
    if keeper.audience_id != earlier.pk and keeper.audience.breadth >= earlier.breadth:
        log_access(member, What.PARTY_WIDENED, keeper.pk)
    return changed


def _index_talks(presence_ids: Collection[int], set_aside: Collection[dict[str, Any]]) -> None:
    """Let talks be found by who was in them, as many as can be done at once."""
    moved = Presence.objects.filter(pk__in=list(presence_ids)[:MOST_INDEXED]).values_list("encounter_id", flat=True)
    talks = {*moved, *(row["fields"]["encounter"] for row in set_aside)}
    index(encounter_entries(sorted(talks)[:MOST_INDEXED]))
