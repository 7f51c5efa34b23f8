"""What is done to the municipality itself."""

from collections.abc import Iterable

from django.db import transaction

from raakvlak.municipality.logo import LogoImage
from raakvlak.municipality.models import Audience, KeptKind, Logo, Municipality, RetentionRule
from raakvlak.municipality.models.keeping import DEFAULT_RULES


@transaction.atomic
def found_municipality(name: str, *, code: str = "", is_invented: bool = False) -> Municipality:
    """Make a municipality with its frontline audience and its retention rules."""
    municipality = Municipality.objects.create(name=name, code=code, is_invented=is_invented)
    Audience.objects.frontline_of(municipality)
    RetentionRule.objects.bulk_create(
        RetentionRule(municipality=municipality, kind=kind, **DEFAULT_RULES[kind]) for kind in KeptKind
    )
    return municipality


def lock(municipality: Municipality) -> Municipality:
    """Let others wait until this transaction ends, and return the municipality as it is now."""
    return Municipality.objects.select_for_update().get(pk=municipality.pk)


@transaction.atomic
def change_theme(municipality: Municipality, theme: dict[str, str]) -> None:
    """Give the municipality other colours; none brings back those of Raakvlak."""
    municipality.theme = theme
    municipality.save(update_fields=["theme"])


@transaction.atomic
def change_logo(municipality: Municipality, image: LogoImage | None) -> None:
    """Put another logo in the place of the one that was, or none."""
    Logo.objects.filter(municipality=municipality).delete()
    if image:
        Logo.objects.create(municipality=municipality, kind=image.kind, content=image.content)
    municipality.logo_digest = image.digest if image else ""
    municipality.save(update_fields=["logo_digest"])


@transaction.atomic
def change_retention(rules: Iterable[RetentionRule]) -> None:
    """Store how long each kind of row is kept; rows that stand keep the end that they have."""
    for rule in rules:
        rule.save()
