"""Read the source as a works council would: where does it ask for rows by colleague?"""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from django.apps import apps

from raakvlak.municipality.models import Member, User

SOURCE = Path(__file__).resolve().parents[2]
ASKING = {
    "filter", "exclude", "get", "get_or_create", "update_or_create", "get_object_or_404", "Q", "alias", "annotate",
    "aggregate", "values", "values_list", "order_by", "distinct", "dates", "latest", "earliest", "Count", "Sum", "Max",
    "Min", "Avg", "F", "OuterRef", "in_bulk",
}  # fmt: skip
# How the source calls whoever looks at her own rows, or manages her own account.
MYSELF = {"member", "request.member", "self.member", "member.pk", "user", "request.user"}


class Question(NamedTuple):
    """One place in the source that asks by colleague."""

    place: str
    call: str
    asked: str
    value: str

    @property
    def is_about_myself(self) -> bool:
        """Tell whether it asks for the rows of whoever looks."""
        return self.value in MYSELF

    @property
    def is_list_of_names(self) -> bool:
        """Tell whether it merely puts colleagues in the order of their names."""
        return self.call == "order_by" and self.asked == "user__name"


def roads_to_members() -> set[str]:
    """Name every field of a model of ours that leads to a colleague."""
    return {
        field.name
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("raakvlak.")
        for field in model._meta.get_fields()
        if getattr(field, "related_model", None) in (Member, User) and not field.auto_created
    }


def sources() -> Iterator[Path]:
    """Yield our own modules, but for tests and migrations."""
    for path in sorted(SOURCE.rglob("*.py")):
        if not {"tests", "migrations"} & set(path.parts) and path.name != "conftest.py":
            yield path


def questions() -> Iterator[Question]:
    """Yield every place that asks by colleague."""
    roads = roads_to_members()
    for path in sources():
        module = str(path.relative_to(SOURCE).with_suffix(""))
        yield from questions_in(ast.parse(path.read_text()), module, "", roads)


def questions_in(node: ast.AST, module: str, name: str, roads: set[str]) -> Iterator[Question]:
    """Yield the questions in one piece of source."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        name = f"{name}.{node.name}".strip(".")
    if isinstance(node, ast.Call) and called(node) in ASKING:
        for asked, value in asked_for(node):
            if leads_to_member(asked, roads):
                yield Question(f"{module} {name}", called(node), asked, value)
    for child in ast.iter_child_nodes(node):
        yield from questions_in(child, module, name, roads)


def called(call: ast.Call) -> str:
    """Return the last part of what is called."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def asked_for(call: ast.Call) -> Iterator[tuple[str, str]]:
    """Yield the look-ups of a call, with what they must be equal to."""
    for keyword in call.keywords:
        if keyword.arg:
            yield keyword.arg, ast.unparse(keyword.value)
    for argument in call.args:
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
            yield argument.value, ""


def leads_to_member(asked: str, roads: set[str]) -> bool:
    """Tell whether a look-up goes by a colleague."""
    return any(part in roads or part.removesuffix("_id") in roads for part in asked.lstrip("-").split("__"))


def names_from_address_bar() -> Iterator[tuple[str, str]]:
    """Yield each name that the source reads out of an address, with the place; what is no plain word yields ''."""
    for path in sources():
        module = str(path.relative_to(SOURCE).with_suffix(""))
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and is_get(node.func) and node.args:
                yield module, word(node.args[0])
            elif isinstance(node, ast.Subscript) and ast.unparse(node.value).endswith("request.GET"):
                yield module, word(node.slice)


def is_get(function: ast.expr) -> bool:
    """Tell whether this reads a name out of request.GET."""
    return isinstance(function, ast.Attribute) and ast.unparse(function.value).endswith("request.GET")


def word(node: ast.expr) -> str:
    """Return a plain word, nothing for what is worked out."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
