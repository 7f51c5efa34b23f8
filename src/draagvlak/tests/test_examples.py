"""Every example in the documentation is true, and every public function has one."""

import doctest
import importlib
import inspect
import pkgutil
from types import ModuleType

import pytest

import draagvlak

MODULES = [
    importlib.import_module(found.name)
    for found in pkgutil.walk_packages(draagvlak.__path__, "draagvlak.")
    if not found.ispkg and ".tests" not in found.name and not found.name.endswith("__main__")
]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_every_example_is_true(module: ModuleType) -> None:
    tried = doctest.testmod(module)
    assert (tried.failed, tried.attempted > 0) == (0, True)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_every_public_function_explains_itself_with_an_example(module: ModuleType) -> None:
    public = [one for name, one in vars(module).items() if not name.startswith("_")]
    own = [one for one in public if getattr(one, "__module__", "") == module.__name__]
    assert own
    functions = [one for one in own if inspect.isfunction(one)]
    assert [one.__name__ for one in functions if ">>>" not in (one.__doc__ or "")] == []
