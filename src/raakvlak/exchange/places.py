"""The areas and departments of a municipality, by their name or code."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from raakvlak.municipality.models import Area, Department, Municipality
from raakvlak.web.text import sort_name


class Places:
    """Finds an area that a cell names; fetched once."""

    def __init__(self, municipality: Municipality) -> None:
        self._named: dict[str, list[Area]] = {}
        for area in Area.objects.within(municipality).current().defer("geometry"):
            for name in {sort_name(area.name), sort_name(area.code)} - {""}:
                self._named.setdefault(name, []).append(area)

    def area(self, text: str) -> Area | None:
        """Return the area of this name; a buurt goes before the wijk that is called the same."""
        if not text:
            return None
        found = self._named.get(sort_name(text), [])
        smallest = [area for area in found if area.kind == Area.Kind.NEIGHBOURHOOD] or found
        if len(smallest) == 1:
            return smallest[0]
        if found:
            raise ValidationError(
                _("Er zijn meer gebieden die ‘%(name)s’ heten. Zet de code van het gebied in het bestand.")
                % {"name": text[:60]}
            )
        raise ValidationError(
            _("Een gebied ‘%(name)s’ kennen we niet. Schrijf het zoals bij Instellingen, Gebieden, of laat het leeg.")
            % {"name": text[:60]}
        )


class Departments:
    """Finds a department that a cell names; fetched once."""

    def __init__(self, municipality: Municipality) -> None:
        self._named: dict[str, list[Department]] = {}
        for department in Department.objects.within(municipality):
            self._named.setdefault(sort_name(department.name), []).append(department)

    def department(self, text: str) -> Department | None:
        """Return the department of this name."""
        if not text:
            return None
        found = self._named.get(sort_name(text), [])
        if len(found) == 1:
            return found[0]
        if found:
            message = _("Er zijn meer afdelingen die ‘%(name)s’ heten. Laat het leeg, en kies de afdeling later.")
        else:
            message = _(
                "Een afdeling ‘%(name)s’ kennen we niet. Schrijf de naam zoals bij Instellingen, of laat het leeg."
            )
        raise ValidationError(message % {"name": text[:60]})
