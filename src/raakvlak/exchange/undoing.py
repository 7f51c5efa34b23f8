"""Taking a batch back: what it made goes without a trace, but for what people have worked with since."""

from collections.abc import Iterator
from typing import Any, Final

from django.apps import apps
from django.db import transaction
from django.db.models import CharField, Model, Q, QuerySet, TextField
from django.utils import timezone

from raakvlak.alignment.models import Possibility, PossibilityQuerySet
from raakvlak.alignment.models.possibility import remember_removed
from raakvlak.exchange.models import Batch, Made
from raakvlak.municipality.models import SearchEntry
from raakvlak.relations.models import ContactPoint, Encounter, EncounterQuerySet, Party, PartyQuerySet, Presence
from raakvlak.relations.notes import PARTY
from raakvlak.situations.models import SituationEncounter
from raakvlak.web.bulk import delete_at_once
from raakvlak.web.fields import EncryptedTextField
from raakvlak.web.references import OPEN, references_in

# What falls with a row; all else that points to it is somebody's work.
_FALLS_ALONG: Final = (Made, ContactPoint, SituationEncounter, Encounter.members.through)
# Presences stand for the names in a talk, and the index holds copies of other rows.
_NAMES_NOBODY: Final = (Encounter, SearchEntry)
_AT_ONCE: Final = 1_000
# By which column what a batch made is pointed to, and what it hung on it.
_NAMES: Final[dict[type[Model], str]] = {Party: "party", Encounter: "encounter", Possibility: "possibility"}
_HANGING: Final[dict[type[Model], tuple[Any, ...]]] = {
    Party: (ContactPoint, Presence),
    Encounter: (Presence, SituationEncounter, Encounter.members.through),
    Possibility: (),
}


def changed_parties(batch: Batch) -> PartyQuerySet:
    """Return the parties of a batch that were changed by hand since: only then they have a history."""
    made = Party.objects.within(batch.municipality).filter(pk__in=_numbers(batch, Party))
    return made.filter(pk__in=_with_history(batch, Party))


def changed_talks(batch: Batch) -> EncounterQuerySet:
    """Return the talks of a batch that were changed or withdrawn since."""
    made = Encounter.objects.within(batch.municipality).filter(pk__in=_numbers(batch, Encounter))
    return made.filter(pk__in=_with_history(batch, Encounter))


def changed_possibilities(batch: Batch) -> PossibilityQuerySet:
    """Return the possibilities of a batch that were changed, checked or ended since it was stored."""
    made = Possibility.objects.within(batch.municipality).filter(pk__in=_numbers(batch, Possibility))
    return made.filter(changed_at__gt=batch.done_at) if batch.done_at else made.none()


@transaction.atomic
def take_back(batch: Batch) -> None:
    """Remove what a batch made, once; its outcome tells how much, and how much stays."""
    standing = Batch.objects.filter(pk=batch.pk, state=Batch.State.UNDOING)
    if not standing.update(state=Batch.State.UNDONE):
        return
    takes_changed = bool(batch.outcome.get("takes_changed"))
    gone = stays = 0
    for model in (Encounter, Party, Possibility):  # talks first: a party who was only in those is then in none
        ids = set(_made(batch, model).values_list("pk", flat=True))
        kept = _used(batch, model)
        if not takes_changed:
            kept |= set(_with_history(batch, model).values_list(_key(model), flat=True)) & ids
        _remove(batch, model, kept)
        gone, stays = gone + len(ids - kept), stays + len(kept)
    outcome = {**batch.outcome, "gone": gone, "stays": stays, "undone_at": timezone.localdate().isoformat()}
    standing = Batch.objects.filter(pk=batch.pk)
    standing.update(outcome=outcome)
    batch.made.all().delete()


def _made(batch: Batch, model: type[Any]) -> QuerySet[Any]:
    rows: QuerySet[Any] = model.objects.within(batch.municipality).filter(pk__in=_numbers(batch, model))
    return rows


def _numbers(batch: Batch, model: type[Model]) -> QuerySet[Made, int]:
    name = _NAMES[model]
    return batch.made.filter(**{f"{name}__isnull": False}).values_list(name, flat=True)


def _with_history(batch: Batch, model: type[Any]) -> QuerySet[Any]:
    """Return what has earlier versions, or is reached in ways that have them; a batch itself makes none."""
    if model is Possibility:
        return changed_possibilities(batch).values("pk")
    if model is Party:
        reached = ContactPoint.history.filter(party_id__in=_numbers(batch, Party)).values("party_id")
        known = Party.history.filter(id__in=_numbers(batch, Party)).values("id")
        return Party.objects.filter(Q(pk__in=known) | Q(pk__in=reached)).values("pk")
    earlier: QuerySet[Any] = model.history.filter(id__in=_numbers(batch, model)).values("id")
    return earlier


def _key(model: type[Any]) -> str:
    return "id" if model is Encounter else "pk"


def _used(batch: Batch, model: type[Any]) -> set[int]:
    """Return what other rows hang on: a talk with somebody, a promise, an insight, whatever is built later."""
    found: set[int] = set()
    if model is Party:  # of who was merged into another, texts may still name the number
        found |= set(_made(batch, Party).exclude(merged_into=None).values_list("pk", flat=True))
        found |= _mentioned(batch)
    for rows, name in _pointing(batch, model):
        found |= set(rows.filter(**{f"{name}__in": _numbers(batch, model)}).values_list(name, flat=True))
    return found


def _pointing(batch: Batch, model: type[Any]) -> Iterator[tuple[QuerySet[Any], str]]:
    for link in model._meta.get_fields(include_hidden=True):
        if not (link.auto_created and (link.one_to_many or link.one_to_one)):
            continue
        pointing, name = link.related_model, link.field.name
        if hasattr(pointing, "instance_type") or pointing in _FALLS_ALONG:
            continue
        rows = pointing._base_manager.all()
        if pointing is Presence and model is Encounter:
            continue
        yield rows, name


def _mentioned(batch: Batch) -> set[int]:
    """Return the parties that texts name which stay; whom a talk names, its presences hold already."""
    found: set[int] = set()
    for model in apps.get_models():
        if not model.__module__.startswith("raakvlak.") or hasattr(model, "instance_type") or model in _NAMES_NOBODY:
            continue
        names = [field.name for field in model._meta.concrete_fields if _holds_names(field)]
        for name in names:
            texts = _own(model, batch).filter(**{f"{name}__contains": f"{OPEN}{PARTY}"}).values_list(name, flat=True)
            for text in texts.iterator():
                found.update(one.id for one in references_in(text) if one.kind == PARTY)
    return found.intersection(_numbers(batch, Party)) if found else found


def _own(model: type[Any], batch: Batch) -> QuerySet[Any]:
    """Return the rows of the municipality of a batch, where a table tells of which each is."""
    rows: QuerySet[Any] = model._base_manager.all()
    has_municipality = any(field.name == "municipality" for field in model._meta.concrete_fields)
    return rows.filter(municipality=batch.municipality_id) if has_municipality else rows


def _holds_names(field: Any) -> bool:  # noqa: ANN401 – a column of any kind
    is_text = isinstance(field, CharField | TextField) and not isinstance(field, EncryptedTextField)
    return is_text and not field.choices and not field.primary_key


def _remove(batch: Batch, model: type[Any], kept: set[int]) -> None:
    """Delete rows with what the batch hung on them and every earlier version; the index follows by itself."""
    numbers = sorted(set(_numbers(batch, model)) - kept)
    name = _NAMES[model]
    for start in range(0, len(numbers), _AT_ONCE):
        some = numbers[start : start + _AT_ONCE]
        for part in (*_HANGING[model], Made):
            delete_at_once(part._base_manager.filter(**{f"{name}__in": some}))
        if model is Party:
            delete_at_once(ContactPoint.history.filter(party_id__in=some))
        if model is Possibility:
            remember_removed([(number, batch.municipality_id) for number in some])
        else:
            delete_at_once(model.history.filter(id__in=some))
        delete_at_once(model._base_manager.filter(pk__in=some))
