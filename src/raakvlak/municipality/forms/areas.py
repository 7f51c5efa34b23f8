"""Choosing an area out of many: buurten stand below their wijk."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, cast

from django import forms
from django.db.models import Q
from django.forms.models import ModelChoiceIterator, ModelChoiceIteratorValue
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from raakvlak.municipality.models import Area
from raakvlak.municipality.models.place import AreaQuerySet
from raakvlak.web.forms import TextField

Option = tuple[ModelChoiceIteratorValue, str]
Group = tuple[str, list[Option]]


class AreaIterator(ModelChoiceIterator[Area]):
    """The areas in groups; a municipality that has only areas of its own sees a plain list."""

    def __iter__(self) -> Iterator[Any]:
        field = cast("AreaField", self.field)
        if field.empty_label is not None:
            yield "", field.empty_label
        areas = list(self.queryset.all())
        yield from self._grouped(areas) if any(area.kind != Area.Kind.OWN for area in areas) else self._options(areas)

    def _grouped(self, areas: Iterable[Area]) -> Iterator[Group]:
        districts = {area.pk: area for area in areas if area.kind == Area.Kind.DISTRICT and not area.is_former}
        within: dict[int, list[Area]] = {pk: [district] for pk, district in districts.items()}
        loose: dict[str, list[Area]] = {_("Buurten"): [], _("Eigen gebieden"): [], _("Bestaan niet meer"): []}
        neighbourhoods, own, former = loose.values()
        for area in areas:
            if area.is_former:
                former.append(area)
            elif area.pk in districts:
                continue
            elif area.parent_id in districts:
                within[area.parent_id].append(area)
            else:
                (own if area.kind == Area.Kind.OWN else neighbourhoods).append(area)
        for pk, parts in within.items():
            yield districts[pk].name, self._options(parts, whole=districts[pk])
        for title, rows in loose.items():
            if rows:
                yield title, self._options(rows)

    def _options(self, areas: Iterable[Area], whole: Area | None = None) -> list[Option]:
        names = Counter(area.name for area in areas if area is not whole)
        return [(self.choice(area)[0], _label(area, names, is_whole=area is whole)) for area in areas]


class AreaField(forms.ModelChoiceField[Area]):
    """One area."""

    iterator = AreaIterator


class AreasField(forms.ModelMultipleChoiceField[Area]):
    """Several areas."""

    iterator = AreaIterator


class AreaSearchForm(forms.Form):
    """A piece of a name or code, to find an area in a long list."""

    zoek = TextField(label=gettext_lazy("Zoek op naam of code"), required=False, max_length=100)

    def kept(self, areas: AreaQuerySet) -> AreaQuerySet:
        """Keep the areas that are wanted."""
        wanted: str = self.cleaned_data["zoek"]
        return areas.filter(Q(name__icontains=wanted) | Q(code__istartswith=wanted)) if wanted else areas


def _label(area: Area, names: Counter[str], *, is_whole: bool) -> str:
    if is_whole:
        return _("%(name)s (hele wijk)") % {"name": area.name}
    return f"{area.name} ({area.code})" if area.code and names[area.name] > 1 else area.name
