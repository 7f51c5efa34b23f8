"""Every address of the site, found by asking Django itself, so that a view added later is found too."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

NOT_OURS = ("inloggen/",)  # allauth's own pages, that know users and no municipality


@dataclass(frozen=True)
class Address:
    """One pattern of an address: how it is written, what it is called, what must be filled in, and what answers."""

    route: str
    name: str
    parameters: tuple[str, ...]
    view: Callable[..., object]

    def filled(self, values: Mapping[str, object]) -> str:
        """Fill in real values; a parameter that nobody taught us fails loudly."""
        unknown = set(self.parameters) - set(values)
        assert not unknown, f"Teach {sorted(unknown)} of {self.route} to raakvlak/project/tests/world.py."
        path = self.route
        for parameter in self.parameters:
            start = path.rindex("<", 0, path.index(f"{parameter}>"))
            path = path[:start] + str(values[parameter]) + path[path.index(">", start) + 1 :]
        return f"/{path}"

    def __str__(self) -> str:
        return self.route


def addresses() -> list[Address]:
    """List every address of the site, but for those of others."""
    return [address for address in walk(get_resolver(), "", "") if not address.route.startswith(NOT_OURS)]


def doors() -> list[Address]:
    """List the pages of allauth that need nothing to be filled in."""
    ours = [address for address in walk(get_resolver(), "", "") if address.route.startswith(NOT_OURS)]
    return [address for address in ours if not address.parameters]


def walk(resolver: URLResolver, before: str, space: str) -> Iterator[Address]:
    """Visit every pattern, with what stands before it."""
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from walk(entry, route, f"{entry.namespace}:" if entry.namespace else space)
        elif isinstance(entry, URLPattern):
            yield Address(route, f"{space}{entry.name}", tuple(entry.pattern.converters), entry.callback)
