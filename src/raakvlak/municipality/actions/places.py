"""What is done to departments, areas and tags."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from raakvlak.municipality.actions.municipality import lock
from raakvlak.municipality.models import MOST_TAGS, Area, Department, MunicipalityQuerySet, Tag


@transaction.atomic
def save_branch(branch: Area | Department) -> None:
    """Store an area or department; its name is its own, and it is no part of itself, however far down."""
    lock(branch.municipality)
    others = _like(branch).exclude(pk=branch.pk)
    _refuse_double(branch)
    _refuse_circle(branch, dict(others.values_list("pk", "parent")))
    branch.save()


@transaction.atomic
def remove_branch(branch: Area | Department) -> None:
    """Remove an area or department; its parts move one step up."""
    lock(branch.municipality)
    for part in _like(branch).filter(parent=branch.pk):
        part.parent_id = branch.parent_id
        part.save(update_fields=["parent"])
    branch.delete()


@transaction.atomic
def save_tag(tag: Tag) -> None:
    """Store a tag; a municipality has few of them, and each once."""
    lock(tag.municipality)
    others = Tag.objects.within(tag.municipality).exclude(pk=tag.pk)
    if others.filter(name__iexact=tag.name).exists():
        raise ValidationError({"name": _("Dit trefwoord is er al.")})
    if others.count() >= MOST_TAGS:
        message = _("Er zijn al %(most)d trefwoorden, en meer werkt niet. Hernoem er een, of haal er eerst een weg.")
        raise ValidationError({"name": message % {"most": MOST_TAGS}})
    tag.save()


def _refuse_double(branch: Area | Department) -> None:
    """Keep names apart; official areas are told apart by their code, and a wijk from a buurt by its kind."""
    namesakes = _like(branch).exclude(pk=branch.pk).filter(name__iexact=branch.name)
    if isinstance(branch, Area):
        others = Area.objects.within(branch.municipality).exclude(pk=branch.pk)
        if branch.code and others.filter(code=branch.code).exists():
            raise ValidationError({"code": _("Deze code heeft een ander gebied al. Kijk de code na.")})
        alike = others.filter(name__iexact=branch.name, kind=branch.kind)
        namesakes = alike.filter(code="") if branch.code else alike
    if namesakes.exists():
        raise ValidationError({"name": _("Deze naam is er al. Kies een andere, dan kun je ze uit elkaar houden.")})


def _refuse_circle(branch: Area | Department, parents: dict[int, int | None]) -> None:
    above = branch.parent_id
    while above is not None:
        if above == branch.pk:
            raise ValidationError(
                {"parent": _("Dat gaat in een kring: het een valt dan onder het ander en omgekeerd.")}
            )
        above = parents.get(above)


def _like(branch: Area | Department) -> MunicipalityQuerySet[Area] | MunicipalityQuerySet[Department]:
    """Return the areas or the departments, whichever this is, of its municipality."""
    rows = Area.objects if isinstance(branch, Area) else Department.objects
    return rows.within(branch.municipality)
