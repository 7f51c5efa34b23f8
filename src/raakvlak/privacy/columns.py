"""Where words can stand: every text column of every model of ours, found by looking, so that a new one is covered."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.db import models
from django.db.models import Field, ForeignKey, JSONField, Model, QuerySet

from raakvlak.municipality.models import MemberInvitation, Municipality, SearchEntry, User
from raakvlak.web.fields import EncryptedTextField

OURS = "raakvlak."
# The names of colleagues and of the municipality itself; a resident may well be called the same.
NOT_ABOUT_RESIDENTS = (User, MemberInvitation, Municipality)
# Copies of words, which the database itself drops when their row changes: there is nothing to rewrite in them.
COPIES = (SearchEntry,)
DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Words:
    """The text columns of one model, and the path from a row to its municipality (none: it belongs to no one)."""

    model: type[Model]
    path: str
    names: tuple[str, ...]

    def rows(self, municipality: Municipality) -> QuerySet[Model]:
        """Return the rows of this municipality, and those that belong to no municipality."""
        rows = self.model._base_manager.all()
        return rows.filter(**{self.path: municipality}) if self.path else rows

    @property
    def fields(self) -> list[Field]:  # type: ignore[type-arg]  # of any type
        """Return the columns themselves."""
        return [self.model._meta.get_field(name) for name in self.names]  # type: ignore[misc]  # they are columns


def all_words() -> Iterator[Words]:
    """Yield every model of ours that can hold words about residents."""
    for model in apps.get_models(include_auto_created=True):
        names = tuple(field.name for field in model._meta.concrete_fields if holds_words(field))
        path = path_to_municipality(model)
        if not path:  # the house's own papers, jobs for example: only what is data, not how they are called
            names = tuple(name for name in names if isinstance(model._meta.get_field(name), JSONField))
        if names and model.__module__.startswith(OURS) and live_model(model) not in (*NOT_ABOUT_RESIDENTS, *COPIES):
            yield Words(model, path, names)


def holds_words(field: Field) -> bool:  # type: ignore[type-arg]  # of any type
    """Tell whether people's words can stand in this column, readably."""
    is_text = isinstance(field, models.CharField | models.TextField | JSONField)
    return is_text and not field.choices and not field.primary_key and not isinstance(field, EncryptedTextField)


@cache
def path_to_municipality(model: type[Model]) -> str:
    """Return the shortest chain of links from a row to its municipality, as a look-up; links that always lead first."""
    live = live_model(model)
    return shortest_path(live, only_sure=True) or shortest_path(live, only_sure=False)


def shortest_path(model: type[Model], *, only_sure: bool) -> str:
    """Return the shortest chain of links to a municipality, nothing when there is none."""
    roads: list[tuple[str, type[Model]]] = [("", model)]
    for _ in range(DEEPEST):
        further = [
            (f"{path}__{link.name}".strip("_"), link.related_model)
            for path, at in roads
            for link in links(at)
            if not (only_sure and link.null)
        ]
        for path, at in further:
            if at is Municipality:
                return path
        roads = [(path, at) for path, at in further if at is not User]
    return ""


def links(model: type[Model]) -> list[ForeignKey]:  # type: ignore[type-arg]  # to any model
    """Return the links of a model to models of ours."""
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey) and field.related_model.__module__.startswith(OURS)
    ]


def live_model(model: type[Model]) -> type[Model]:
    """Return the model that a historical model keeps the history of; any other model itself."""
    live: type[Model] = getattr(model, "instance_type", model)
    return live


def historical_models() -> Iterator[type[Model]]:
    """Yield every model of ours that keeps earlier versions."""
    for model in apps.get_models():
        if hasattr(model, "instance_type") and model.__module__.startswith(OURS):
            yield model
